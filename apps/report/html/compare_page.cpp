// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/html/compare_page.hpp"

#include "apps/experiment/inspect.hpp"
#include "apps/report/html/display.hpp"
#include "apps/report/html/indicator_section.hpp"
#include "apps/report/html/inputs_section.hpp"
#include "apps/report/protocol_table.hpp"
#include "apps/results/build_info.hpp"
#include "params/constants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrion {
namespace {

constexpr std::size_t most_cycles = 12;

std::string number(double value) {
  return std::isnan(value) ? "" : std::isinf(value) ? "none" : fmt::format("{:.4g}", value);
}

std::string spread_text(const Spread& spread) {
  return spread.count == 0
             ? ""
             : fmt::format("{} ({} to {})", number(spread.median), number(spread.low), number(spread.high));
}

std::string percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? "" : fmt::format("{:.0f} %", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

/// Who gives most of the target where it is hardest, and how sure that is.
std::string verdict(const Comparison& comparison) {
  const Metric& target = comparison.metrics[comparison.target];
  const Variant* best = nullptr;
  for (const Variant& variant : comparison.variants) {
    const double value = nominal_value(variant, comparison.hardest, comparison.target);
    if (!std::isfinite(value)) continue;
    if (!best || value > nominal_value(*best, comparison.hardest, comparison.target)) best = &variant;
  }
  if (!best) return "No cell gave a result that could be compared.";
  const std::string what = in_sentence(target.name);
  std::string text =
      fmt::format("In cycle {}, the one with the highest rate, {} gives most: a {} of {} {}",
                  cycle_label(comparison, comparison.hardest), variant_label(comparison, *best), what,
                  number(nominal_value(*best, comparison.hardest, comparison.target)), display_unit(target.unit).unit);
  const auto margin = [](const Variant& variant) {
    double least = std::numeric_limits<double>::infinity();
    for (const auto& report : variant.nominal.windows)
      least = std::min({least, report.use.margin_oxidation, report.use.margin_reduction});
    return least;
  };
  if (const double least = margin(*best); least < 0.0) {
    text += fmt::format(", but {:.0f} mV outside its stability window", -1e3 * least);
    const Variant* inside = nullptr;
    for (const Variant& variant : comparison.variants) {
      const double value = nominal_value(variant, comparison.hardest, comparison.target);
      if (!std::isfinite(value) || margin(variant) < 0.0) continue;
      if (!inside || value > nominal_value(*inside, comparison.hardest, comparison.target)) inside = &variant;
    }
    text += inside ? fmt::format(" (within its window {} gives most, {} {})", variant_label(comparison, *inside),
                                 number(nominal_value(*inside, comparison.hardest, comparison.target)),
                                 display_unit(target.unit).unit)
                   : " (none stays within its window)";
  }
  std::string against;
  for (const Duel& duel : comparison.duels) {
    if (duel.cycle != comparison.hardest || duel.at != best->at) continue;
    const std::size_t all = duel.wins + duel.ties + duel.losses;
    const bool is_first = duel.first == best->electrolyte;
    if (!is_first && duel.second != best->electrolyte) continue;
    against += fmt::format("{}{} with {}", against.empty() ? ", more than " : ", ",
                           comparison.electrolytes[is_first ? duel.second : duel.first].label,
                           percent(is_first ? duel.wins : duel.losses, all));
  }
  if (!against.empty()) against += " probability, over what is only estimated";
  return text + against + ".";
}

void add_question(Page& page, const CompareRequest& request, const Comparison& comparison) {
  page.heading("What was asked");
  std::string where;
  for (const std::string& region : comparison.regions) where += (where.empty() ? "" : ", ") + region;
  page.paragraph(fmt::format("One after another in the cell “{}” ({}), in place of {}:", comparison.cell_name,
                             request.cell, where));
  std::vector<std::string> compared;
  for (const ComparedElectrolyte& electrolyte : comparison.electrolytes)
    compared.push_back(electrolyte.label == electrolyte.name
                           ? electrolyte.name
                           : fmt::format("{}: {}", electrolyte.label, electrolyte.name));
  page.list(compared);
  for (const std::string& change : request.changes.set) page.paragraph("Changed on the command line: " + change);
  if (!request.changes.temperature.empty()) page.paragraph("At " + request.changes.temperature + ".");
  if (!request.thickness.empty()) page.paragraph("With a separator of " + request.thickness + ".");
  for (const Sweep& sweep : comparison.sweeps)
    page.paragraph(fmt::format("Swept: {} from {} to {} in {} values.", sweep.path, sweep.values.front(),
                               sweep.values.back(), sweep.values.size()));
  page.paragraph("Each was put through:");
  page.lines(protocol_lines(comparison.protocol.protocol));
  page.paragraph(request.samples == 0
                     ? "Every input was taken as it is written."
                     : fmt::format("With every input as written, and {} times with the estimated ones drawn from their "
                                   "ranges (seed {}).",
                                   request.samples, request.seed));
}

void add_endings(Page& page, const Comparison& comparison) {
  std::vector<std::string> lines;
  for (const Variant& variant : comparison.variants) {
    const std::string label = variant_label(comparison, variant);
    if (!variant.nominal.computed) lines.push_back(fmt::format("{}: {}", label, variant.nominal.reason));
    for (const CutStep& step : variant.nominal.cut)
      lines.push_back(fmt::format("{}, cycle {}, {}: {}", label, step.cycle, step.description, step.reason));
    for (const Tally& tally : variant.failures)
      lines.push_back(fmt::format("{}: {} samples without a result: {}", label, tally.count, tally.what));
  }
  if (lines.empty()) {
    page.paragraph("Every cell could do every step.");
    return;
  }
  page.paragraph("What could not be done:");
  page.list(lines);
}

void add_target(Page& page, const Comparison& comparison) {
  const Metric& target = comparison.metrics[comparison.target];
  const bool sampled = !comparison.variants.front().samples.empty();
  PageTable table{fmt::format("{}, {}: as written{}", target.name, display_unit(target.unit).unit,
                              sampled ? "; median (5 to 95 %) over the samples" : ""),
                  {{"cycle"}},
                  {}};
  for (const Variant& variant : comparison.variants) {
    table.columns.push_back({variant_label(comparison, variant), true});
    if (sampled) table.columns.push_back({"median (5 to 95 %)", true});
  }
  for (std::size_t c = 0; c < std::min(comparison.cycles, most_cycles); ++c) {
    std::vector<std::string>& row = table.rows.emplace_back(std::vector{cycle_label(comparison, c)});
    for (const Variant& variant : comparison.variants) {
      row.push_back(number(nominal_value(variant, c, comparison.target)));
      if (sampled) row.push_back(spread_text(variant.cycles[c][comparison.target]));
    }
  }
  page.table(table);
}

void add_duels(Page& page, const Comparison& comparison) {
  PageTable table{
      "How often the first has more than the second, in samples that share their inputs; the same to half a "
      "percent is a tie.",
      {{"first"}, {"second"}, {"at"}, {"cycle"}, {"first", true}, {"tie", true}, {"second", true}},
      {}};
  for (const Duel& duel : comparison.duels) {
    const std::size_t all = duel.wins + duel.ties + duel.losses;
    table.rows.push_back({comparison.electrolytes[duel.first].label, comparison.electrolytes[duel.second].label,
                          fmt::format("{}", fmt::join(duel.at, ", ")), cycle_label(comparison, duel.cycle),
                          percent(duel.wins, all), percent(duel.ties, all), percent(duel.losses, all)});
  }
  if (!table.rows.empty()) page.folded_table("who beats whom, and how surely", table);
}

void add_ranges(Page& page, const Comparison& comparison) {
  PageTable table{"Where the cell gives at least half of the capacity that it has at its own temperature.",
                  {{"electrolyte"}, {"from, °C", true}, {"to, °C", true}, {"conductivity measured, °C", true}},
                  {}};
  const auto celsius = [](double T) { return fmt::format("{:.0f}", T - zero_celsius); };
  for (const Variant& variant : comparison.variants) {
    const TemperatureRange& range = variant.range;
    if (!std::isfinite(range.low) || !std::isfinite(range.high)) continue;
    const auto& measured = variant.conductivity_measured;
    table.rows.push_back({variant_label(comparison, variant), (range.low_open ? "below " : "") + celsius(range.low),
                          (range.high_open ? "above " : "") + celsius(range.high),
                          measured ? celsius(measured->first) + " to " + celsius(measured->second) : ""});
  }
  if (table.rows.empty()) return;
  page.heading("Where it works");
  page.table(table);
}

/// How windows were used and what threatens the foils, electrolyte by electrolyte, every input as written.
void add_indicators(Page& page, const Comparison& comparison) {
  const auto any = [&](auto RunValues::*reports) {
    return std::any_of(comparison.variants.begin(), comparison.variants.end(),
                       [&](const Variant& variant) { return !(variant.nominal.*reports).empty(); });
  };
  if (any(&RunValues::windows)) page.heading("Stability window");
  for (const Variant& variant : comparison.variants)
    add_windows(page, variant.nominal.windows, variant_label(comparison, variant));
  if (any(&RunValues::foils)) page.heading("Dendrites and contact");
  for (const Variant& variant : comparison.variants)
    add_foils(page, variant.nominal.foils, variant_label(comparison, variant));
}

/// Everything that cells say of themselves in the hardest cycle: windows, foils, losses, states.
void add_metrics(Page& page, const Comparison& comparison) {
  PageTable table{"", {{"group"}, {"quantity"}, {"unit"}}, {}};
  for (const Variant& variant : comparison.variants)
    table.columns.push_back({variant_label(comparison, variant), true});
  for (std::size_t m = 0; m < comparison.metrics.size(); ++m) {
    const Metric& metric = comparison.metrics[m];
    std::vector<std::string> row{metric.group, in_sentence(metric.name), metric.unit == "1" ? "" : metric.unit};
    bool any = false;
    for (const Variant& variant : comparison.variants) {
      const double value = nominal_value(variant, comparison.hardest, m);
      any = any || !std::isnan(value);
      const bool known = comparison.hardest < variant.cycles.size() && variant.cycles[comparison.hardest][m].count > 0;
      row.push_back(number(value) + (known
                                         ? fmt::format(" ({} to {})", number(variant.cycles[comparison.hardest][m].low),
                                                       number(variant.cycles[comparison.hardest][m].high))
                                         : ""));
    }
    if (any) table.rows.push_back(std::move(row));
  }
  page.folded_table(fmt::format("every quantity of cycle {}", cycle_label(comparison, comparison.hardest)), table);
}

}  // namespace

Page compare_page(const CompareRequest& request, const Comparison& comparison) {
  Page page("Compared in " + comparison.cell_name);
  page.outcome(verdict(comparison), !comparison.interrupted);
  add_question(page, request, comparison);
  page.heading("What came out");
  add_endings(page, comparison);
  for (const Warning& warning : comparison.warnings) page.paragraph("Warning: " + warning.text());
  if (comparison.cycles > 0) add_target(page, comparison);
  add_duels(page, comparison);

  page.heading("Figures");
  page.paragraph(how_to_read_figures);
  std::vector<std::vector<ProvenanceEntry>> entries;
  std::vector<NamedInputs> named;
  // What replaces another part of the cell need not be a file that can be read by itself.
  if (request.replace.empty())
    for (const ComparedElectrolyte& electrolyte : comparison.electrolytes)
      entries.push_back(inspect(electrolyte.file.string(), {}).entries());
  for (std::size_t e = 0; e < entries.size(); ++e) named.push_back({comparison.electrolytes[e].label, entries[e]});
  std::vector<Figure> figures = compare_figures(comparison);
  figures.push_back(conductivity_figure(named));
  page.figures(std::move(figures));

  add_ranges(page, comparison);
  add_indicators(page, comparison);
  page.heading("All quantities");
  add_metrics(page, comparison);
  if (!named.empty()) page.heading("Inputs");
  for (const NamedInputs& inputs : named) {
    page.paragraph(inputs.name + ":");
    add_inputs(page, inputs.entries);
  }
  const BuildInfo build = build_info();
  page.footer(
      fmt::format("vitrion {} ({}). compare.json has the request, the hash of every file and every number; the "
                  "same request and seed give the same page.",
                  build.version, build.revision));
  return page;
}

}  // namespace vitrion
