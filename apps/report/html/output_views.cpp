// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/html/output_views.hpp"

#include "apps/report/html/figure_parts.hpp"
#include "apps/report/html/run_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace vitrion {
namespace {

using namespace figures;
using Column = RunCurves::Column;

/// An output between its least and its most value in every cycle.
Trace band(const RunCurves& curves, std::size_t output, const std::string& name, double factor) {
  Trace trace;
  trace.name = name;
  for (const std::size_t k : some_of(curves.extremes().size(), most_cycle_points)) {
    const RunCurves::Extremes& extremes = curves.extremes()[k];
    trace.low.push_back(factor * extremes.lowest[output]);
    trace.high.push_back(factor * extremes.highest[output]);
    trace.y.push_back(0.5 * (trace.low.back() + trace.high.back()));
  }
  return trace;
}

}  // namespace

OutputViews::OutputViews(const RunCurves& curves) : curves_(curves) {
  double least = 0.0, greatest = 0.0;
  for (const double Q : series(curves, Column::passed)) {
    least = std::fmin(least, Q);
    greatest = std::fmax(greatest, Q);
  }
  const bool discharges_on_the_whole = -least > greatest;
  over_ = {over_time(series(curves, Column::time)),
           discharges_on_the_whole ? Abscissa{"net discharge / mA h/cm²", series(curves, Column::passed, -mAh_per_cm2)}
                                   : Abscissa{"net charge / mA h/cm²", series(curves, Column::passed, mAh_per_cm2)},
           {"current density / mA/cm²", series(curves, Column::current, mA_per_cm2)}};
  if (is_fed(curves.cell())) {
    over_[2].values = one_way(std::move(over_[2].values));
    for (double& I : over_[2].values) I = -I;
    std::swap(over_[0], over_[2]);
  }
  for (const std::size_t k : some_of(curves.extremes().size(), most_cycle_points))
    cycle_numbers_.values.push_back(static_cast<double>(curves.extremes()[k].cycle));
}

View& OutputViews::view(Figure& figure, const std::string& label, std::vector<Abscissa> over) const {
  const auto known = std::find_if(figure.views.begin(), figure.views.end(),
                                  [&](const View& candidate) { return candidate.label == label; });
  if (known != figure.views.end()) return *known;
  figure.views.push_back({label, std::move(over), {}});
  return figure.views.back();
}

void OutputViews::add(Figure& figure, const std::string& label, std::size_t output, const std::string& name,
                      double factor, bool by_charge) const {
  std::vector<Abscissa> over = over_;
  if (by_charge) std::swap(over[0], over[1]);
  std::string whole = label;
  if (!curves_.all_kept()) {
    const std::string prefix = label.empty() ? "" : label + ", ";
    whole = fmt::format("{}{} cycles in full", prefix, curves_.cycles().size());
    view(figure, prefix + "lowest to highest of every cycle", {cycle_numbers_})
        .traces.push_back(band(curves_, output, name, factor));
  }
  view(figure, whole, std::move(over))
      .traces.push_back({name, {}, series(curves_, Column::first_output + output, factor), {}, {}, false, false});
}

}  // namespace vitrion
