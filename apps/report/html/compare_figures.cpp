// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/html/compare_figure_parts.hpp"
#include "apps/report/html/compare_page.hpp"
#include "apps/report/html/display.hpp"
#include "apps/study/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>

namespace vitrion {
namespace {

using namespace compare_figure;

constexpr std::size_t most_inputs = 6;
constexpr double mAh_per_cm2 = 1.0 / 3.6e4;  // of C m⁻²
constexpr double mV = 1e3;                   // of V

Figure voltage(const Comparison& comparison) {
  Figure figure;
  figure.id = "voltage";
  figure.title = "Discharge curves";
  figure.note = "With every input as written.";
  figure.y = "voltage / V";
  figure.views = curves(comparison, "capacity / mA h/cm²", [](const std::vector<CurvePoint>& run, std::size_t cycle) {
    Points points;
    double before = 0.0, last = 0.0;
    std::size_t step = 0;
    for (const CurvePoint& point : run) {
      if (point.cycle != cycle || !(point.I < 0.0)) continue;
      if (point.step != step) before += last;
      step = point.step;
      last = point.charge;
      points.emplace_back(mAh_per_cm2 * (before + point.charge), point.V);
    }
    return points;
  });
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

/// One metric of discharges over another, a point a cycle; without a trace unless the cycles differ in the other.
/// @param per   what both are divided by, nothing for quantities per area
/// @param unit  what both are multiplied with
Figure over_rates(const Comparison& comparison, Figure figure, std::size_t x, std::size_t y, const std::string& label,
                  double StackFacts::*per = nullptr, double unit = 1.0) {
  constexpr double different = 1.05;
  figure.kind = Figure::Kind::points;
  figure.log_x = true;
  View view{"", {{label, {}}}, {}};
  for (const Variant* variant : drawn(comparison)) {
    const double whole = per ? variant->nominal.stack.*per : 1.0;
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t c = 0; c < variant->nominal.cycles.size(); ++c)
      if (nominal_value(*variant, c, y) > 0.0) order.emplace_back(nominal_value(*variant, c, x), c);
    std::stable_sort(order.begin(), order.end());
    if (order.empty() || !(whole > 0.0) || !(order.back().first > different * order.front().first)) continue;
    Trace trace;
    trace.name = variant_label(comparison, *variant);
    for (const auto& [at, c] : order) {
      trace.x.push_back(unit / whole * at);
      add(trace, nominal_value(*variant, c, y), variant->cycles[c][y], unit / whole);
    }
    view.traces.push_back(tidy(std::move(trace)));
  }
  figure.views.push_back(std::move(view));
  return figure;
}

Figure rate_capability(const Comparison& comparison) {
  Figure figure;
  figure.id = "rate";
  figure.title = "Rate capability";
  figure.note = "A point a cycle, at its mean current; bars as in the capacities.";
  figure.y = "discharge capacity / mA h/cm²";
  return over_rates(comparison, std::move(figure), mean_discharge_current, discharge_capacity,
                    "mean current density / mA/cm²");
}

Figure ragone(const Comparison& comparison) {
  constexpr double per_m2 = 10.0;  // mW cm⁻² in W m⁻²
  Figure figure;
  figure.id = "ragone";
  figure.title = "Ragone diagram";
  figure.log_y = true;
  const bool weighed = std::all_of(comparison.variants.begin(), comparison.variants.end(),
                                   [](const Variant& variant) { return variant.nominal.stack.mass > 0.0; });
  figure.y = weighed ? "energy / W h/kg" : "energy / mW h/cm²";
  figure.note = weighed ? "A point a cycle, at its mean power; per mass of the stack without housing."
                        : "A point a cycle, at its mean power.";
  if (weighed)
    return over_rates(comparison, std::move(figure), mean_discharge_power, discharge_energy, "mean power / W/kg",
                      &StackFacts::mass, per_m2);
  return over_rates(comparison, std::move(figure), mean_discharge_power, discharge_energy,
                    "mean power density / mW/cm²");
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
  const Variant& first = comparison.variants.front();
  figure.note = fmt::format(
      "With {} of cycle {}, over the samples. Of {} inputs that do nothing, the largest would exceed ±{:.2f} in one "
      "comparison of twenty.",
      in_sentence(comparison.metrics[comparison.target].name), cycle_label(comparison, comparison.hardest),
      first.influences.size(), noise_of_rank_correlation(first.samples.size(), first.influences.size()));
  View view;
  for (const auto& [size, path] : inputs) figure.categories.push_back(path);
  for (const Variant* variant : drawn(comparison)) {
    Trace trace;
    trace.name = variant_label(comparison, *variant);
    for (const auto& input : inputs) {
      const auto found = std::find_if(variant->influences.begin(), variant->influences.end(),
                                      [&](const Influence& influence) { return influence.input.path == input.second; });
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
  std::vector<Figure> figures{voltage(comparison),         over_cycles(comparison, discharge_capacity, "capacity"),
                              rate_capability(comparison), ragone(comparison),
                              losses(comparison),          over_cycles(comparison, discharge_energy, "energy")};
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
  for (Figure& figure : of_indicators(comparison)) figures.push_back(std::move(figure));
  figures.push_back(influences(comparison));
  return figures;
}

}  // namespace vitrion
