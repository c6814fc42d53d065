// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/html/compare_page.hpp"
#include "apps/report/html/display.hpp"
#include "apps/report/html/thinning.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>

namespace vitrion {
namespace {

constexpr std::size_t most_points = 150;  ///< of a voltage curve
constexpr std::size_t most_variants = 12, most_cycles = 12, most_inputs = 8;
constexpr double mAh_per_cm2 = 1.0 / 3.6e4;  // of C m⁻²
constexpr double mV = 1e3;                   // of V

/// Those that are drawn: all, or those at the first combination of swept values when they are many.
std::vector<const Variant*> drawn(const Comparison& comparison) {
  std::vector<const Variant*> variants;
  for (const Variant& variant : comparison.variants)
    if (comparison.variants.size() <= most_variants || variant.at == comparison.variants.front().at)
      variants.push_back(&variant);
  return variants;
}

/// The cycles that are drawn, the one with the highest rate in front.
std::vector<std::size_t> drawn_cycles(const Comparison& comparison) {
  std::vector<std::size_t> cycles{comparison.hardest};
  for (std::size_t c = 0; c < std::min(comparison.cycles, most_cycles); ++c)
    if (c != comparison.hardest) cycles.push_back(c);
  return cycles;
}

/// Adds a value with every input as written, and its spread over the samples if there are any.
void add(Trace& trace, double value, const Spread& spread, double factor = 1.0) {
  const bool known = spread.count > 0;
  trace.y.push_back(std::isinf(value) ? not_defined : factor * value);
  trace.low.push_back(known ? factor * spread.low : not_defined);
  trace.high.push_back(known ? factor * spread.high : not_defined);
}

/// Without a spread that no sample gave.
Trace tidy(Trace trace) {
  if (std::none_of(trace.low.begin(), trace.low.end(), [](double v) { return std::isfinite(v); })) {
    trace.low.clear();
    trace.high.clear();
  }
  return trace;
}

Figure voltage(const Comparison& comparison) {
  Figure figure;
  figure.id = "voltage";
  figure.title = "Discharge curves";
  figure.note = "With every input as written.";
  figure.y = "voltage / V";
  for (const std::size_t c : drawn_cycles(comparison)) {
    View view{"cycle " + cycle_label(comparison, c), {{"capacity / mA h/cm²", {}}}, {}};
    for (const Variant* variant : drawn(comparison)) {
      ThinnedRows rows(2, most_points);
      double before = 0.0, last = 0.0;
      std::size_t step = 0;
      for (const CurvePoint& point : variant->nominal.curve) {
        if (point.cycle != c + 1 || !(point.I < 0.0)) continue;
        if (point.step != step) before += last;
        step = point.step;
        last = point.charge;
        rows.add(std::vector{mAh_per_cm2 * (before + point.charge), point.V});
      }
      rows.thin_to(most_points);
      Trace trace;
      trace.name = variant_label(comparison, *variant);
      for (std::size_t i = 0; i < rows.rows(); ++i) {
        trace.x.push_back(rows.at(i, 0));
        trace.y.push_back(rows.at(i, 1));
      }
      view.traces.push_back(std::move(trace));
    }
    figure.views.push_back(std::move(view));
  }
  return figure;
}

/// One metric over the cycles, as bars with their spread.
Figure over_cycles(const Comparison& comparison, std::size_t metric, const std::string& id, double factor = 1.0) {
  Figure figure;
  figure.id = id;
  figure.kind = Figure::Kind::bars;
  const std::string name = in_sentence(comparison.metrics[metric].name);
  figure.title = name + " over cycles";
  figure.title.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(figure.title.front())));
  figure.y = axis_label(name, factor == 100.0 ? "%" : display_unit(comparison.metrics[metric].unit).unit);
  figure.note = "Every input as written; the bars of error hold 90 % of the samples of the estimated inputs.";
  View view;
  for (std::size_t c = 0; c < std::min(comparison.cycles, most_cycles); ++c)
    figure.categories.push_back(cycle_label(comparison, c));
  for (const Variant* variant : drawn(comparison)) {
    Trace trace;
    trace.name = variant_label(comparison, *variant);
    for (std::size_t c = 0; c < figure.categories.size(); ++c)
      add(trace, nominal_value(*variant, c, metric), variant->cycles[c][metric], factor);
    view.traces.push_back(tidy(std::move(trace)));
  }
  figure.views.push_back(std::move(view));
  return figure;
}

Figure losses(const Comparison& comparison) {
  Figure figure;
  figure.id = "losses";
  figure.kind = Figure::Kind::bars;
  figure.title = "What the mean discharge voltage loses";
  figure.note = "Parts of the mean discharge voltage beside the open-circuit voltage.";
  figure.y = "part of the voltage / mV";
  std::vector<std::size_t> parts;
  for (std::size_t m = 0; m < comparison.metrics.size(); ++m)
    if (comparison.metrics[m].group == name_of(OutputGroup::voltage)) parts.push_back(m);
  if (!parts.empty()) parts.erase(parts.begin());  // the first one is the open-circuit voltage
  for (const std::size_t m : parts) figure.categories.push_back(part_title(comparison.metrics[m].name));
  for (const std::size_t c : drawn_cycles(comparison)) {
    View view{"cycle " + cycle_label(comparison, c), {}, {}};
    for (const Variant* variant : drawn(comparison)) {
      Trace trace;
      trace.name = variant_label(comparison, *variant);
      for (const std::size_t m : parts) add(trace, nominal_value(*variant, c, m), variant->cycles[c][m], mV);
      view.traces.push_back(tidy(std::move(trace)));
    }
    figure.views.push_back(std::move(view));
  }
  return figure;
}

Figure separator(const Comparison& comparison, const char* id, const char* title, const char* y, const char* note,
                 double SeparatorFacts::*value, Spread Variant::*spread) {
  Figure figure;
  figure.id = id;
  figure.kind = Figure::Kind::bars;
  figure.title = title;
  figure.note = note;
  figure.y = y;
  Trace trace;
  trace.name = title;
  for (const Variant* variant : drawn(comparison)) {
    figure.categories.push_back(variant_label(comparison, *variant));
    add(trace, variant->nominal.separator.*value, variant->*spread);
  }
  figure.views.push_back({"", {}, {tidy(std::move(trace))}});
  return figure;
}

/// The inputs with the largest rank correlations of any variant.
Figure influences(const Comparison& comparison) {
  std::vector<std::pair<double, std::string>> inputs;
  for (const Variant* variant : drawn(comparison)) {
    for (const Influence& influence : variant->influences) {
      const double size = std::abs(influence.correlation);
      if (!std::isfinite(size)) continue;
      const auto known = std::find_if(inputs.begin(), inputs.end(),
                                      [&](const auto& input) { return input.second == influence.input.path; });
      if (known == inputs.end()) {
        inputs.emplace_back(size, influence.input.path);
      } else {
        known->first = std::max(known->first, size);
      }
    }
  }
  std::stable_sort(inputs.begin(), inputs.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  if (inputs.size() > most_inputs) inputs.resize(most_inputs);

  Figure figure;
  figure.id = "influence";
  figure.kind = Figure::Kind::bars;
  figure.title = "Which estimated input matters";
  figure.y = "rank correlation";
  figure.note =
      fmt::format("With {} of cycle {}, over the samples.", in_sentence(comparison.metrics[comparison.target].name),
                  cycle_label(comparison, comparison.hardest));
  View view;
  for (const auto& [size, path] : inputs) figure.categories.push_back(path);
  for (const Variant* variant : drawn(comparison)) {
    Trace trace;
    trace.name = variant_label(comparison, *variant);
    for (const auto& [size, path] : inputs) {
      const auto found = std::find_if(variant->influences.begin(), variant->influences.end(),
                                      [&](const Influence& influence) { return influence.input.path == path; });
      trace.y.push_back(found == variant->influences.end() ? not_defined : found->correlation);
    }
    view.traces.push_back(std::move(trace));
  }
  figure.views.push_back(std::move(view));
  return figure;
}

/// The target over the values of the one input that is swept.
Figure sweep(const Comparison& comparison) {
  Figure figure;
  figure.id = "sweep";
  if (comparison.sweeps.size() != 1) return figure;
  const Metric& target = comparison.metrics[comparison.target];
  const Sweep& swept = comparison.sweeps.front();
  char* end = nullptr;
  std::strtod(swept.values.front().c_str(), &end);
  const std::string_view unit = std::string_view(end).substr(*end == ' ' ? 1 : 0);
  figure.kind = Figure::Kind::points;
  figure.title = fmt::format("{} over {}", target.name, swept.path);
  figure.y = axis_label(in_sentence(target.name), display_unit(target.unit).unit);
  figure.note = fmt::format("Of cycle {}.", cycle_label(comparison, comparison.hardest));
  View view{"", {{axis_label(swept.path, std::string(unit)), {}}}, {}};
  for (std::size_t e = 0; e < comparison.electrolytes.size(); ++e) {
    Trace trace;
    trace.name = comparison.electrolytes[e].label;
    for (const Variant& variant : comparison.variants) {
      if (variant.electrolyte != e) continue;
      trace.x.push_back(std::strtod(variant.at.front().c_str(), nullptr));
      const std::size_t c = comparison.hardest;
      add(trace, nominal_value(variant, c, comparison.target),
          c < variant.cycles.size() ? variant.cycles[c][comparison.target] : Spread{});
    }
    view.traces.push_back(tidy(std::move(trace)));
  }
  figure.views.push_back(std::move(view));
  return figure;
}

}  // namespace

std::string cycle_label(const Comparison& comparison, std::size_t cycle) {
  for (const Variant& variant : comparison.variants)
    if (cycle < variant.nominal.cycles.size() && !variant.nominal.cycles[cycle].name.empty())
      return fmt::format("{} {}", cycle + 1, variant.nominal.cycles[cycle].name);
  return fmt::format("{}", cycle + 1);
}

std::string variant_label(const Comparison& comparison, const Variant& variant) {
  std::string label = comparison.electrolytes[variant.electrolyte].label;
  for (const std::string& value : variant.at) label += ", " + value;
  return label;
}

std::vector<Figure> compare_figures(const Comparison& comparison) {
  if (comparison.cycles == 0) return {};
  std::vector<Figure> figures{voltage(comparison), over_cycles(comparison, discharge_capacity, "capacity"),
                              losses(comparison), over_cycles(comparison, discharge_energy, "energy")};
  const bool other_target = comparison.target != discharge_capacity && comparison.target != discharge_energy;
  if (other_target) figures.push_back(over_cycles(comparison, comparison.target, "target"));
  figures.push_back(sweep(comparison));
  figures.push_back(over_cycles(comparison, energy_per_mass, "specific-energy"));
  figures.push_back(over_cycles(comparison, energy_efficiency_metric, "efficiency", 100.0));
  figures.push_back(separator(comparison, "resistance", "Area resistance of the separator", "area resistance / ohm cm²",
                              "At rest, at the temperature of the cell.", &SeparatorFacts::area_resistance,
                              &Variant::area_resistance));
  figures.push_back(separator(comparison, "limiting-current", "Limiting current of the separator",
                              "limiting current / mA/cm²",
                              "Of its salt in a symmetric cell; a conductor of single ions has none.",
                              &SeparatorFacts::limiting_current, &Variant::limiting_current));
  figures.push_back(influences(comparison));
  return figures;
}

}  // namespace vitrion
