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
  discharges_ = -least > greatest;
  for (const std::size_t k : some_of(curves.extremes().size(), most_cycle_points))
    cycle_numbers_.push_back(static_cast<double>(curves.extremes()[k].cycle));
}

/// With the rows that these outputs need, no others.
View OutputViews::in_full(const std::string& label, const std::vector<Curve>& drawn, bool by_charge) const {
  std::vector<RowChoice::Curve> needs{{Column::time, Column::passed, curves_.deviation(Column::passed)}};
  for (const Curve& curve : drawn) {
    const std::size_t column = Column::first_output + curve.output;
    needs.push_back({Column::time, column, curves_.deviation(column)});
  }
  const auto rows = [&](const ThinnedRows& all) { return rows_for(all, 0, all.rows(), needs); };
  const auto column = [&](std::size_t which, double factor = 1.0) {
    return figures::column_of(curves_, rows, which, factor);
  };

  View view{label,
            {over_time(column(Column::time)),
             discharges_ ? Abscissa{"net discharge / mA h/cm²", column(Column::passed, -mAh_per_cm2)}
                         : Abscissa{"net charge / mA h/cm²", column(Column::passed, mAh_per_cm2)},
             {"current density / mA/cm²", column(Column::current, mA_per_cm2)}},
            {}};
  if (is_fed(curves_.cell())) {
    view.over[2].values = one_way(std::move(view.over[2].values));
    for (double& I : view.over[2].values) I = -I;
    std::swap(view.over[0], view.over[2]);
  }
  if (by_charge) std::swap(view.over[0], view.over[1]);
  for (const Curve& curve : drawn)
    view.traces.push_back(
        {curve.name, {}, column(Column::first_output + curve.output, curve.factor), {}, {}, false, false});
  return view;
}

void OutputViews::add(Figure& figure, const std::string& label, const std::vector<Curve>& drawn, bool by_charge) const {
  if (drawn.empty()) return;
  std::string whole = label;
  if (!curves_.all_kept()) {
    const std::string prefix = label.empty() ? "" : label + ", ";
    whole = fmt::format("{}{} cycles in full", prefix, curves_.cycles().size());
    View bands{prefix + "lowest to highest of every cycle", {{"cycle", cycle_numbers_}}, {}};
    for (const Curve& curve : drawn) bands.traces.push_back(band(curves_, curve.output, curve.name, curve.factor));
    figure.views.push_back(std::move(bands));
  }
  figure.views.push_back(in_full(whole, drawn, by_charge));
}

}  // namespace vitrion
