// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/html/compare_figure_parts.hpp"

#include "apps/report/html/compare_page.hpp"
#include "apps/report/html/thinning.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrion::compare_figure {

std::vector<const Variant*> drawn(const Comparison& comparison) {
  std::vector<const Variant*> variants;
  for (const Variant& variant : comparison.variants)
    if (comparison.variants.size() <= most_variants || variant.at == comparison.variants.front().at)
      variants.push_back(&variant);
  return variants;
}

std::vector<std::size_t> drawn_cycles(const Comparison& comparison) {
  std::vector<std::size_t> cycles{comparison.hardest};
  for (std::size_t c = 0; c < std::min(comparison.cycles, most_cycles); ++c)
    if (c != comparison.hardest) cycles.push_back(c);
  return cycles;
}

void add(Trace& trace, double value, const Spread& spread, double factor) {
  const bool known = spread.count > 0;
  trace.y.push_back(std::isinf(value) ? not_defined : factor * value);
  trace.low.push_back(known ? factor * spread.low : not_defined);
  trace.high.push_back(known ? factor * spread.high : not_defined);
}

Trace tidy(Trace trace) {
  if (std::none_of(trace.low.begin(), trace.low.end(), [](double v) { return std::isfinite(v); })) {
    trace.low.clear();
    trace.high.clear();
  }
  return trace;
}

namespace {

Trace thinned(std::string name, const Points& points) {
  constexpr std::size_t most_points = 2000;
  ThinnedRows rows(2, {{0, 1, Deviation::of_volts()}}, most_points);
  for (const auto& [x, y] : points) rows.add(std::array{x, y});
  Trace trace;
  trace.name = std::move(name);
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    trace.x.push_back(rows.at(i, 0));
    trace.y.push_back(rows.at(i, 1));
  }
  return trace;
}

}  // namespace

std::vector<View> curves(const Comparison& comparison, const std::string& abscissa,
                         const std::function<Points(const std::vector<CurvePoint>& run, std::size_t cycle)>& of) {
  std::vector<View> views;
  for (const std::size_t c : drawn_cycles(comparison)) {
    View& view = views.emplace_back(View{"cycle " + cycle_label(comparison, c), {{abscissa, {}}}, {}});
    for (const Variant* variant : drawn(comparison)) {
      const Points points = of(variant->nominal.curve, c + 1);
      view.traces.push_back(thinned(variant_label(comparison, *variant), points));
    }
  }
  return views;
}

}  // namespace vitrion::compare_figure
