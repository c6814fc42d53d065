// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/compare_report.hpp"

#include "apps/report/compare_report_parts.hpp"
#include "apps/study/statistics.hpp"
#include "params/constants.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace vitrion {
namespace {

using namespace compare_text;

constexpr std::size_t most_cycles = 12;     ///< that are all shown; of more, the first and the last ones
constexpr std::size_t most_influences = 5;  ///< of each electrolyte
constexpr std::string_view part_prefix = "Discharging Voltage Part ";
/// Groups of outputs that are told of the hardest cycle, with their headings.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> told_groups{{
    {"parasitic", "side reactions"},
    {"concentration", "concentrations"},
}};

std::string number(double value, int digits) {
  if (std::isnan(value)) return {};
  return std::isinf(value) ? "none" : fmt::format("{:.{}f}", value, digits);
}

std::string percent(double share) { return std::isnan(share) ? "" : fmt::format("{:.1f}", 100.0 * share); }

std::string between(const Spread& spread, int digits) {
  return spread.count == 0 ? ""
                           : fmt::format("{} ({} to {})", number(spread.median, digits), number(spread.low, digits),
                                         number(spread.high, digits));
}

std::vector<std::size_t> shown_cycles(const Comparison& comparison) {
  std::vector<std::size_t> shown;
  for (std::size_t c = 0; c < comparison.cycles; ++c)
    if (comparison.cycles <= most_cycles || c < most_cycles / 2 || c + most_cycles / 2 >= comparison.cycles)
      shown.push_back(c);
  return shown;
}

std::string cycles(const Group& group) {
  constexpr std::array always{
      discharge_capacity,     specific_capacity,           discharge_energy,        energy_per_mass, energy_per_volume,
      mean_discharge_voltage, coulombic_efficiency_metric, energy_efficiency_metric};
  const std::size_t target = group.comparison.target;
  const bool own_target = std::find(always.begin(), always.end(), target) == always.end();
  TextTable table = table_with({"cycle", "electrolyte"}, {"discharge", "median (5 to 95 %)", "discharge", "discharge",
                                                          "stack", "stack", "mean", "coulombic", "energy"});
  std::vector<std::string> units{"",       "",         "mA h/cm²", group.sampled() ? "mA h/cm²" : "",
                                 "mA h/g", "mW h/cm²", "W h/kg",   "W h/L",
                                 "V",      "eff. %",   "eff. %"};
  if (own_target) {
    const Metric& metric = group.comparison.metrics[target];
    table.column(lower_case(metric.name), TextTable::Align::right);
    units.push_back(metric.unit);
    if (group.sampled()) {
      table.column("median (5 to 95 %)", TextTable::Align::right);
      units.push_back(metric.unit);
    }
  }
  table.row(std::move(units));
  for (const std::size_t c : shown_cycles(group.comparison)) {
    for (const Variant& variant : group.variants) {
      const auto value = [&](std::size_t metric) { return nominal_value(variant, c, metric); };
      std::vector<std::string> row{
          cycle_name(group.comparison, c),          group.label(variant),
          number(value(discharge_capacity), 4),     between(variant.cycles[c][discharge_capacity], 4),
          number(value(specific_capacity), 1),      number(value(discharge_energy), 4),
          number(value(energy_per_mass), 1),        number(value(energy_per_volume), 1),
          number(value(mean_discharge_voltage), 4), percent(value(coulombic_efficiency_metric)),
          percent(value(energy_efficiency_metric))};
      if (own_target) row.push_back(short_number(value(target)));
      if (own_target && group.sampled()) row.push_back(short_between(variant.cycles[c][target]));
      table.row(std::move(row));
    }
  }
  return table.text();
}

std::string stack(const Group& group) {
  const StackFacts& facts = group.variants.front().nominal.stack;
  std::string text;
  if (facts.thickness > 0.0)
    text += fmt::format("  (stack: electrodes, separator and electrolyte, {} current collectors, no housing)\n",
                        facts.with_collectors ? "with" : "without");
  for (const Variant& variant : group.variants) {
    if (!variant.nominal.stack.missing.empty())
      text += fmt::format("  no W h/kg of {}: {} not given\n", group.label(variant),
                          fmt::join(variant.nominal.stack.missing, ", "));
  }
  return text;
}

std::string losses(const Group& group) {
  TextTable table = table_with({"cycle", "electrolyte"}, {});
  std::vector<std::size_t> parts;
  for (std::size_t m = 0; m < group.comparison.metrics.size(); ++m) {
    std::string name = group.comparison.metrics[m].name;
    if (!name.starts_with(part_prefix)) continue;
    parts.push_back(m);
    table.column(lower_case(name.substr(part_prefix.size())));
  }
  for (const std::size_t c : shown_cycles(group.comparison)) {
    for (const Variant& variant : group.variants) {
      if (!(nominal_value(variant, c, discharge_capacity) > 0.0)) continue;
      std::vector<std::string> row{cycle_name(group.comparison, c), group.label(variant)};
      for (const std::size_t m : parts) row.push_back(number(1e3 * nominal_value(variant, c, m), 1));
      table.row(std::move(row));
    }
  }
  return table.empty() ? "" : "\n  what the mean discharge voltage is made of, mV:\n" + table.text();
}

/// Whether an extreme says nothing: of a minimum, or a margin, only the lowest value does.
bool is_idle(const std::string& name) {
  const bool of_least = name.ends_with("Minimum") || name.find("Margin") != std::string::npos;
  return (of_least && name.starts_with("Highest ")) || (name.ends_with("Maximum") && name.starts_with("Lowest "));
}

/// Whether a metric is an extreme of an output that stayed where it was: the salt of a conductor of single ions.
bool is_constant(const Comparison& comparison, const Variant& variant, std::size_t cycle, std::size_t metric) {
  constexpr std::string_view lowest = "Lowest ", highest = "Highest ";
  const std::string& name = comparison.metrics[metric].name;
  const bool low = name.starts_with(lowest);
  if (!low && !name.starts_with(highest)) return false;
  const std::size_t other = low ? metric + 1 : metric - 1;  // they stand next to each other
  return nominal_value(variant, cycle, metric) == nominal_value(variant, cycle, other);
}

/// What the cells say of themselves in the hardest cycle, group by group.
std::string outputs(const Group& group) {
  const std::size_t c = group.comparison.hardest;
  if (c >= group.comparison.cycles) return {};
  std::string text;
  for (const auto& [word, heading] : told_groups) {
    TextTable table = table_with({""}, {});
    for (const Variant& variant : group.variants) table.column(group.label(variant));
    for (std::size_t m = 0; m < group.comparison.metrics.size(); ++m) {
      const Metric& metric = group.comparison.metrics[m];
      if (metric.group != word || is_idle(metric.name)) continue;
      std::vector<std::string> row{
          fmt::format("{}{}", lower_case(metric.name), metric.unit == "1" ? "" : " / " + metric.unit)};
      bool any = false;
      for (const Variant& variant : group.variants) {
        row.emplace_back();
        if (is_constant(group.comparison, variant, c, m)) continue;
        row.back() = short_number(nominal_value(variant, c, m));
        if (variant.cycles[c][m].count > 0) row.back() += "  " + short_between(variant.cycles[c][m]);
        any = any || !row.back().empty();
      }
      if (any) table.row(std::move(row));
    }
    if (!table.empty())
      text += fmt::format("\n  {} in cycle {}{}:\n", heading, cycle_name(group.comparison, c),
                          group.sampled() ? ", as written and median (5 to 95 %)" : "") +
              table.text();
  }
  return text;
}

std::string separators(const Group& group) {
  TextTable table =
      table_with({"electrolyte"}, {"area resistance", "median (5 to 95 %)", "limiting current", "median (5 to 95 %)"});
  table.row({"", "ohm cm²", group.sampled() ? "ohm cm²" : "", "mA/cm²", group.sampled() ? "mA/cm²" : ""});
  bool any = false;
  for (const Variant& variant : group.variants) {
    any = any || !std::isnan(variant.nominal.separator.area_resistance);
    table.row({group.label(variant), short_number(variant.nominal.separator.area_resistance),
               short_between(variant.area_resistance), short_number(variant.nominal.separator.limiting_current),
               short_between(variant.limiting_current)});
  }
  if (!any) return {};
  std::string text = "\n  the separator at rest (limiting current: of its salt, between two foils):\n" + table.text();
  for (const Variant& variant : group.variants) {
    const SeparatorFacts& separator = variant.nominal.separator;
    if (std::isinf(separator.limiting_current) && std::isfinite(separator.depletion_current))
      text += fmt::format(
          "  {} has no limiting current: beyond {} mA/cm² little of its salt is left at a foil, and {} S/cm² conduct "
          "without it\n",
          group.label(variant), short_number(separator.depletion_current), short_number(separator.conductance_left));
  }
  return text;
}

std::string temperatures(const Group& group, const std::string& rate) {
  TextTable table = table_with({"electrolyte"}, {"works from", "to", "conductivity measured"});
  bool any = false;
  const auto celsius = [](double T) { return fmt::format("{:.0f} °C", T - zero_celsius); };
  for (const Variant& variant : group.variants) {
    const TemperatureRange& range = variant.range;
    if (std::isnan(range.reference)) continue;
    any = true;
    const bool none = std::isnan(range.low);
    table.row({group.label(variant), none ? "nowhere" : (range.low_open ? "below " : "") + celsius(range.low),
               none ? "" : (range.high_open ? "above " : "") + celsius(range.high),
               variant.conductivity_measured ? fmt::format("{} to {}", celsius(variant.conductivity_measured->first),
                                                           celsius(variant.conductivity_measured->second))
                                             : "not said"});
  }
  if (!any) return {};
  return fmt::format(
             "\n  where it works: charged (if it begins empty) at {} and discharged elsewhere, at {}, it gives {:.0f} "
             "%\n  of what it gives at {}; every input as written, extrapolated beyond what was measured:\n",
             celsius(group.variants.front().range.reference), rate, 100.0 * working_share,
             celsius(group.variants.front().range.reference)) +
         table.text();
}

std::string endings(const Group& group) {
  std::string text = "\n  how it ended, every input as written:\n";
  for (const Variant& variant : group.variants) {
    text += fmt::format("  {}: {}\n", group.label(variant), variant.nominal.reason);
    for (const CutStep& cut : variant.nominal.cut)
      text += fmt::format("    cycle {}, {}: {}\n", cut.cycle, cut.description, cut.reason);
  }
  return text;
}

std::string influences(const Group& group) {
  TextTable table = table_with({"electrolyte", "input"}, {"rank correlation"});
  table.column("range", TextTable::Align::left);
  for (const Variant& variant : group.variants) {
    const double noise = noise_of_rank_correlation(variant.samples.size(), variant.influences.size());
    std::size_t shown = 0;
    for (const Influence& influence : variant.influences) {
      if (!(std::abs(influence.correlation) > noise) || ++shown > most_influences) break;
      table.row({group.label(variant), influence.input.path, fmt::format("{:+.2f}", influence.correlation),
                 fmt::format("{} to {}", influence.input.from, influence.input.to)});
    }
    if (shown == 0) table.row({group.label(variant), "nothing stands out of the noise"});
  }
  const bool few = group.variants.front().samples.size() < enough_points;
  return fmt::format("\n  which estimated input matters for the {} of cycle {}:\n",
                     lower_case(group.comparison.metrics[group.comparison.target].name),
                     cycle_name(group.comparison, group.comparison.hardest)) +
         table.text() +
         (few ? fmt::format(
                    "  (of fewer than {} samples some inputs go with one another: one of them may do nothing)\n",
                    enough_points)
              : "");
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
  return fmt::format("\n  how probably one has more {} than the other, the shared inputs being the same for both:\n",
                     lower_case(group.comparison.metrics[group.comparison.target].name)) +
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
      text += fmt::format("  {}: in {} of {} samples: {} (as in {})\n", group.label(variant), tally.count, all,
                          tally.what, tally.example);
  }
  return text.empty() ? "" : "\n  what could not be done, or not to its end:\n" + text;
}

}  // namespace

std::string compare_report(const CompareRequest& request, const Comparison& comparison) {
  std::string text = comparison.cell_name + "\n";
  if (comparison.protocol.by_default)
    text += fmt::format("  no --protocol was given: {}\n", comparison.protocol.written);
  const std::size_t n = comparison.electrolytes.size();
  for (std::size_t first = 0; first < comparison.variants.size(); first += n) {
    const Group group{comparison, std::span(comparison.variants).subspan(first, n)};
    text += "\n";
    for (std::size_t k = 0; k < comparison.sweeps.size(); ++k)
      text += fmt::format("{} = {}\n", comparison.sweeps[k].path, group.variants.front().at[k]);
    text += cycles(group) + stack(group) + losses(group) + windows(group) + foils(group) + outputs(group) +
            separators(group) + temperatures(group, request.range_rate) + endings(group);
    if (!group.sampled()) continue;
    text += influences(group);
    if (n > 1) text += duel_table(group);
    text += troubles(group);
  }
  return text + estimates(comparison);
}

}  // namespace vitrion
