// SPDX-License-Identifier: BSD-3-Clause
#include "apps/compare/compare_report.hpp"

#include "apps/compare/statistics.hpp"
#include "apps/report/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

namespace vitrion {
namespace {

constexpr std::size_t most_cycles = 12;     ///< that are all shown; of more, the first and the last ones
constexpr std::size_t most_influences = 5;  ///< of each electrolyte
constexpr std::string_view part_prefix = "Discharging Voltage Part ";

std::string number(double value, int digits) {
  if (std::isnan(value)) return {};
  return std::isinf(value) ? "none" : fmt::format("{:.{}f}", value, digits);
}

std::string short_number(double value) {
  if (std::isnan(value)) return {};
  return std::isinf(value) ? "none" : fmt::format("{:.3g}", value);
}

std::string percent(double share) { return std::isnan(share) ? "" : fmt::format("{:.1f}", 100.0 * share); }

std::string between(const Spread& spread, int digits) {
  return spread.count == 0 ? ""
                           : fmt::format("{} ({} to {})", number(spread.median, digits), number(spread.low, digits),
                                         number(spread.high, digits));
}

std::string short_between(const Spread& spread) {
  return spread.count == 0 ? ""
                           : fmt::format("{} ({} to {})", short_number(spread.median), short_number(spread.low),
                                         short_number(spread.high));
}

std::vector<std::size_t> shown_cycles(const Comparison& comparison) {
  std::vector<std::size_t> shown;
  for (std::size_t c = 0; c < comparison.cycles; ++c)
    if (comparison.cycles <= most_cycles || c < most_cycles / 2 || c + most_cycles / 2 >= comparison.cycles)
      shown.push_back(c);
  return shown;
}

std::string cycle_name(const Comparison& comparison, std::size_t cycle) {
  for (const Variant& variant : comparison.variants) {
    if (cycle < variant.nominal.cycles.size() && !variant.nominal.cycles[cycle].name.empty())
      return fmt::format("{} {}", cycle + 1, variant.nominal.cycles[cycle].name);
  }
  return fmt::format("{}", cycle + 1);
}

double nominal(const Variant& variant, std::size_t cycle, std::size_t metric) {
  return variant.nominal.computed && cycle < variant.nominal.cycles.size()
             ? variant.nominal.cycles[cycle].values[metric]
             : not_defined;
}

/// The electrolytes at one combination of swept values, as a report goes through them.
struct Group {
  const Comparison& comparison;
  std::span<const Variant> variants;

  const std::string& label(const Variant& variant) const { return comparison.electrolytes[variant.electrolyte].label; }
};

TextTable table_with(std::initializer_list<const char*> left, std::initializer_list<const char*> right) {
  TextTable table;
  for (const char* heading : left) table.column(heading, TextTable::Align::left);
  for (const char* heading : right) table.column(heading);
  return table;
}

std::string cycles(const Group& group) {
  TextTable table = table_with({"cycle", "electrolyte"}, {"discharge", "median (5 to 95 %)", "discharge", "mean",
                                                          "coulombic", "energy", "salt min."});
  table.row({"", "", "mA h/cm²", group.variants.front().samples.empty() ? "" : "mA h/cm²", "mW h/cm²", "V", "eff. %",
             "eff. %", "mol/m³"});
  for (const std::size_t c : shown_cycles(group.comparison)) {
    for (const Variant& variant : group.variants) {
      const auto value = [&](std::size_t metric) { return nominal(variant, c, metric); };
      table.row({cycle_name(group.comparison, c), group.label(variant), number(value(discharge_capacity), 4),
                 between(variant.cycles[c][discharge_capacity], 4), number(value(discharge_energy), 4),
                 number(value(mean_discharge_voltage), 4), percent(value(coulombic_efficiency_metric)),
                 percent(value(energy_efficiency_metric)), number(value(salt_minimum), 1)});
    }
  }
  return table.text();
}

std::string losses(const Group& group) {
  TextTable table = table_with({"cycle", "electrolyte"}, {});
  for (std::size_t m = cycle_metrics; m < group.comparison.metrics.size(); ++m) {
    std::string name = group.comparison.metrics[m].name;
    if (name.starts_with(part_prefix)) name.erase(0, part_prefix.size());
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    table.column(name);
  }
  for (const std::size_t c : shown_cycles(group.comparison)) {
    for (const Variant& variant : group.variants) {
      if (!(nominal(variant, c, discharge_capacity) > 0.0)) continue;
      std::vector<std::string> row{cycle_name(group.comparison, c), group.label(variant)};
      for (std::size_t m = cycle_metrics; m < group.comparison.metrics.size(); ++m)
        row.push_back(number(1e3 * nominal(variant, c, m), 1));
      table.row(std::move(row));
    }
  }
  return table.empty() ? "" : "\n  what the mean discharge voltage is made of, mV:\n" + table.text();
}

std::string separators(const Group& group) {
  TextTable table =
      table_with({"electrolyte"}, {"area resistance", "median (5 to 95 %)", "limiting current", "median (5 to 95 %)"});
  const bool sampled = !group.variants.front().samples.empty();
  table.row({"", "ohm cm²", sampled ? "ohm cm²" : "", "mA/cm²", sampled ? "mA/cm²" : ""});
  for (const Variant& variant : group.variants) {
    table.row({group.label(variant), short_number(variant.nominal.separator.area_resistance),
               short_between(variant.area_resistance), short_number(variant.nominal.separator.limiting_current),
               short_between(variant.limiting_current)});
  }
  return "\n  the separator at rest (limiting current: of its salt, in a symmetric cell):\n" + table.text();
}

std::string endings(const Group& group) {
  std::string text = "\n  how it ended, every input as written:\n";
  for (const Variant& variant : group.variants) {
    text += fmt::format("  {}: {}\n", group.label(variant), variant.nominal.reason);
    for (const CutStep& cut : variant.nominal.cut) text += fmt::format("    cycle {}, {}\n", cut.cycle, cut.what);
  }
  return text;
}

std::string influences(const Group& group) {
  TextTable table = table_with({"electrolyte", "input"}, {"rank correlation"});
  table.column("range", TextTable::Align::left);
  for (const Variant& variant : group.variants) {
    const double noise = noise_of_rank_correlation(variant.samples.size());
    std::size_t shown = 0;
    for (const Influence& influence : variant.influences) {
      if (!(std::abs(influence.correlation) > noise) || ++shown > most_influences) break;
      table.row({group.label(variant), influence.input.path, fmt::format("{:+.2f}", influence.correlation),
                 fmt::format("{} to {}", influence.input.from, influence.input.to)});
    }
    if (shown == 0) table.row({group.label(variant), "nothing stands out of the noise"});
  }
  return fmt::format("\n  which estimated input matters for the capacity of cycle {}:\n",
                     cycle_name(group.comparison, group.comparison.hardest)) +
         table.text();
}

std::string duel_table(const Group& group) {
  TextTable table = table_with({"", "", ""}, {});
  std::vector<std::string> heading{"", "", ""};
  const std::vector<std::size_t> shown = shown_cycles(group.comparison);
  for (const std::size_t c : shown) {
    table.column("");
    heading.push_back(cycle_name(group.comparison, c));
  }
  table.row(heading);
  const std::size_t n = group.comparison.electrolytes.size();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      std::vector<std::string> row{group.comparison.electrolytes[i].label, "beats",
                                   group.comparison.electrolytes[j].label};
      bool tied = false;
      std::vector<std::string> ties{"", "", "equal"};
      for (const std::size_t c : shown) {
        const auto found =
            std::find_if(group.comparison.duels.begin(), group.comparison.duels.end(), [&](const Duel& d) {
              return d.first == i && d.second == j && d.cycle == c && d.at == group.variants.front().at;
            });
        const std::size_t all = found->wins + found->ties + found->losses;
        const auto share = [&](std::size_t part) {
          return all == 0 ? std::string{}
                          : fmt::format("{:.0f} %", 100.0 * static_cast<double>(part) / static_cast<double>(all));
        };
        row.push_back(share(found->wins));
        ties.push_back(share(found->ties));
        tied = tied || found->ties > 0;
      }
      table.row(std::move(row));
      if (tied) table.row(std::move(ties));
    }
  }
  return "\n  how probably one gives more capacity than the other, the shared inputs being the same for both:\n" +
         table.text();
}

std::string troubles(const Group& group) {
  std::string text;
  for (const Variant& variant : group.variants) {
    const std::size_t all = variant.samples.size();
    for (const Tally& tally : variant.failures)
      text += fmt::format("  {}: {} of {} samples have no result: {}\n", group.label(variant), tally.count, all,
                          tally.what);
    for (const Tally& tally : variant.cut)
      text += fmt::format("  {}: in {} of {} samples: {}\n", group.label(variant), tally.count, all, tally.what);
  }
  return text.empty() ? "" : "\n  what could not be done:\n" + text;
}

std::string left_alone(const Comparison& comparison) {
  std::string text;
  std::vector<std::string> said;
  for (const Variant& variant : comparison.variants) {
    for (const LeftAlone& input : variant.left_alone) {
      std::string line = fmt::format("  {}: {}\n", input.path, input.reason);
      if (std::find(said.begin(), said.end(), line) != said.end()) continue;
      text += line;
      said.push_back(std::move(line));
    }
  }
  return text.empty() ? "" : "\n  estimated, but not sampled:\n" + text;
}

}  // namespace

std::string compare_report(const Comparison& comparison) {
  std::string text = comparison.cell_name + "\n";
  if (comparison.protocol.by_default)
    text += fmt::format("  no --protocol was given: {}\n", comparison.protocol.written);
  const std::size_t n = comparison.electrolytes.size();
  for (std::size_t first = 0; first < comparison.variants.size(); first += n) {
    const Group group{comparison, std::span(comparison.variants).subspan(first, n)};
    text += "\n";
    for (std::size_t k = 0; k < comparison.sweeps.size(); ++k)
      text += fmt::format("{} = {}\n", comparison.sweeps[k].path, group.variants.front().at[k]);
    text += cycles(group) + losses(group) + separators(group) + endings(group);
    if (group.variants.front().samples.empty()) continue;
    text += influences(group);
    if (n > 1) text += duel_table(group);
    text += troubles(group);
  }
  if (!comparison.variants.front().samples.empty()) text += left_alone(comparison);
  return text;
}

}  // namespace vitrion
