// SPDX-License-Identifier: BSD-3-Clause
// Figures of a comparison on stability windows and foils.
#include "apps/report/html/compare_figure_parts.hpp"
#include "apps/report/html/compare_page.hpp"
#include "apps/report/html/display.hpp"
#include "apps/report/html/run_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vitrion::compare_figure {
namespace {

constexpr double hour = 3600.0;  // s

/// How far the electrodes stay within the stability window, over the time of each cycle.
Figure margins(const Comparison& comparison) {
  Figure figure;
  figure.id = "margin";
  figure.title = "Margin to the stability window";
  figure.note = "The smallest of all electrodes, with every input as written; below zero the electrolyte decomposes.";
  figure.y = "smallest margin / V";
  figure.views = curves(comparison, "time in the cycle / h", [](const std::vector<CurvePoint>& run, std::size_t cycle) {
    Points points;
    double begin = not_defined;
    for (const CurvePoint& point : run) {
      if (point.cycle != cycle) continue;
      if (std::isnan(begin)) begin = point.t;
      points.emplace_back((point.t - begin) / hour, point.margin);
    }
    return points;
  });
  return figure;
}

/// How probably a foil has shorted before a time, a view for each foil.
Figure shorts(const Comparison& comparison) {
  Figure figure;
  figure.id = "short";
  figure.title = "When it shorts";
  figure.y = "shorted before / %";
  figure.log_x = true;
  figure.note =
      "Going on at the mean current of the run, every input as written; the tables of foils say what was calibrated.";
  for (const Variant* variant : drawn(comparison)) {
    for (const indicators::FoilReport& foil : variant->nominal.foils) {
      auto view = std::find_if(figure.views.begin(), figure.views.end(),
                               [&](const View& known) { return known.label == in_sentence(foil.foil); });
      if (view == figure.views.end())
        view = figure.views.insert(view, {in_sentence(foil.foil), {{"time / h", {}}}, {}});
      view->traces.push_back(short_trace(foil, variant_label(comparison, *variant)));
    }
  }
  return figure;
}

/// A summary of a foil as bars with their spread, in the cycle with the highest rate.
Figure of_foils(const Comparison& comparison, const char* id, const char* title, const char* y, const char* quantity,
                double factor, bool log_y) {
  Figure figure;
  figure.id = id;
  figure.kind = Figure::Kind::bars;
  figure.title = title;
  figure.y = y;
  figure.log_y = log_y;
  figure.note = fmt::format("In cycle {}; the bars of error hold 90 % of the samples.",
                            cycle_label(comparison, comparison.hardest));
  View view;
  std::vector<std::size_t> metrics;
  for (std::size_t m = 0; m < comparison.metrics.size(); ++m) {
    const std::string prefix = std::string(quantity) + " At ";
    if (!comparison.metrics[m].name.starts_with(prefix)) continue;
    metrics.push_back(m);
    figure.categories.push_back(in_sentence(comparison.metrics[m].name.substr(prefix.size())));
  }
  for (const Variant* variant : drawn(comparison)) {
    Trace trace;
    trace.name = variant_label(comparison, *variant);
    for (const std::size_t m : metrics)
      add(trace, nominal_value(*variant, comparison.hardest, m), variant->cycles[comparison.hardest][m], factor);
    view.traces.push_back(tidy(std::move(trace)));
  }
  figure.views.push_back(std::move(view));
  return figure;
}

}  // namespace

std::vector<Figure> of_indicators(const Comparison& comparison) {
  return {margins(comparison),
          of_foils(comparison, "limit", "Current against the limiting current", "J/J_lim",
                   "Worst Current Over Limiting Current", 1.0, false),
          of_foils(comparison, "life", "Median time to short", "time / h", "50 % Time To Short", 1.0 / hour, true),
          shorts(comparison)};
}

}  // namespace vitrion::compare_figure
