// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/html/run_figures.hpp"

#include "apps/experiment/cycle_sums.hpp"
#include "apps/report/html/display.hpp"
#include "apps/report/html/figure_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace vitrion {
namespace {

constexpr double different = 1.02;  ///< ratio of two rates that are not the same

using namespace figures;
using Column = RunCurves::Column;

/// Rows of a cycle between which current flows one way, and whether it charges.
struct Way {
  std::size_t begin, end;
  bool charging;
};
std::vector<Way> ways(const ThinnedRows& rows) {
  std::vector<Way> all;
  int direction = 0;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    const int now = direction_of(rows.at(i, Column::current));
    if (now != 0 && now != direction) all.push_back({i, i, now > 0});
    if (now != 0) all.back().end = i + 1;
    if (now != 0) direction = now;
  }
  return all;
}

/// Rows of one way.
struct WayRows {
  const ThinnedRows& rows;
  std::vector<std::size_t> chosen;
  bool charging;

  std::vector<double> column(std::size_t column, double factor = 1.0, double zero = 0.0) const {
    std::vector<double> values;
    values.reserve(chosen.size());
    for (const std::size_t i : chosen) values.push_back(factor * (rows.at(i, column) - zero));
    return values;
  }
  /// Charge that passed one way, from zero, mA h cm⁻².
  std::vector<double> capacities() const {
    const double sign = charging ? 1.0 : -1.0;
    return column(Column::passed, sign * mAh_per_cm2, rows.at(chosen.front(), Column::passed));
  }
};

WayRows all_of(const ThinnedRows& rows, const Way& way) {
  std::vector<std::size_t> chosen(way.end - way.begin);
  std::iota(chosen.begin(), chosen.end(), way.begin);
  return {rows, std::move(chosen), way.charging};
}

/// What a way can be drawn over; the first is what one looks at first.
std::vector<Abscissa> abscissae(const WayRows& way, bool fed) {
  std::vector<Abscissa> over{
      {"capacity / mA h/cm²", way.capacities()},
      over_time(way.column(Column::time)),
      {"current density / mA/cm²", one_way(way.column(Column::current, way.charging ? mA_per_cm2 : -mA_per_cm2))}};
  if (fed) std::swap(over[0], over[2]);
  return over;
}

/// Sums over the steps of a cycle in which it discharges.
struct Discharge {
  double seconds = 0.0, charge = 0.0, energy = 0.0;
  double current() const { return charge / seconds; }
};
std::map<std::size_t, Discharge> discharges(const RunHistory& history) {
  std::map<std::size_t, Discharge> sums;
  for (const StepReport& step : history.steps) {
    if (!(step.charge < 0.0)) continue;
    Discharge& sum = sums[step.count.cycle];
    sum.seconds += step.t_end - step.t_begin;
    sum.charge -= step.charge;
    sum.energy -= step.energy;
  }
  std::erase_if(sums, [](const auto& entry) { return !(entry.second.seconds > 0.0); });
  return sums;
}

Figure power_figure(const RunCurves& curves, const RunHistory& history) {
  Figure figure{"voltage",
                "Polarisation and power",
                "",
                Figure::Kind::lines,
                "voltage / V",
                "power density / mW/cm²",
                false,
                false,
                {},
                {}};
  View view{"", {{"current density / mA/cm²", {}}}, {}};
  for (const RunCurves::Cycle& cycle : curves.cycles()) {
    Trace V, P;
    const std::string suffix = curves.cycles().size() > 1 ? ", " + cycle_title(cycle.number, history) : "";
    for (std::size_t i = 0; i < cycle.curve.rows(); ++i) {
      const double I = -mA_per_cm2 * cycle.curve.at(i, Column::current), voltage = cycle.curve.at(i, Column::voltage);
      V.x.push_back(I);
      V.y.push_back(voltage);
      P.y.push_back(I * voltage);
    }
    P.x = V.x = one_way(std::move(V.x));
    V.name = "voltage" + suffix;
    P.name = "power" + suffix;
    P.right = P.dashed = true;
    view.traces.push_back(std::move(V));
    view.traces.push_back(std::move(P));
  }
  figure.views.push_back(std::move(view));
  return figure;
}

}  // namespace

bool is_fed(const Cell& cell) { return cell.is_fed(); }

std::string cycle_title(std::size_t cycle, const RunHistory& history) {
  for (const CycleReport& report : history.cycles)
    if (report.cycle == cycle && !report.name.empty()) return fmt::format("cycle {}, {}", cycle, report.name);
  return fmt::format("cycle {}", cycle);
}

Figure voltage_figure(const RunCurves& curves, const RunHistory& history) {
  if (is_fed(curves.cell())) return power_figure(curves, history);
  Figure figure{"voltage", "Voltage over capacity", "", Figure::Kind::lines, "voltage / V", "", false, false, {}, {}};
  View view{"", {{"capacity / mA h/cm²", {}}}, {}};
  for (const RunCurves::Cycle& cycle : curves.cycles()) {
    Trace trace;
    trace.name = cycle_title(cycle.number, history);
    for (const Way& way : ways(cycle.curve)) {
      if (!trace.x.empty()) {
        trace.x.push_back(trace.x.back());
        trace.y.push_back(no_value);
      }
      const WayRows rows = all_of(cycle.curve, way);
      const std::vector<double> x = rows.capacities(), y = rows.column(Column::voltage);
      trace.x.insert(trace.x.end(), x.begin(), x.end());
      trace.y.insert(trace.y.end(), y.begin(), y.end());
    }
    view.traces.push_back(std::move(trace));
  }
  figure.note = "Charge and discharge each count from zero.";
  if (!curves.all_kept())
    figure.note += fmt::format(" {} of {} cycles are shown.", curves.cycles().size(), curves.extremes().size());
  constexpr std::size_t most_told_apart = 6;
  if (curves.cycles().size() > most_told_apart) figure.kind = Figure::Kind::sequence;
  figure.views.push_back(std::move(view));
  return figure;
}

namespace {

/// How far a drawn voltage may be from that of a row that was left out, mV.
double drawn_within(const RunCurves& curves) {
  double least = std::numeric_limits<double>::infinity(), most = -least, widened = 1.0;
  for (const double V : series(curves, Column::voltage)) {
    least = std::fmin(least, V);
    most = std::fmax(most, V);
  }
  for (const RunCurves::Cycle& cycle : curves.cycles()) widened = std::max(widened, cycle.curve.widened());
  const Deviation deviation = curves.deviation(Column::voltage);
  return 1e3 * widened * std::max(deviation.absolute, deviation.share_of_span * (most - least));
}

}  // namespace

Figure time_figure(const RunCurves& curves) {
  Figure figure{"time",
                "Voltage and current over time",
                "",
                Figure::Kind::lines,
                "voltage / V",
                "current / mA/cm²",
                false,
                false,
                {},
                {}};
  View view{"", {over_time(series(curves, Column::time))}, {}};
  view.traces.push_back({"voltage", {}, series(curves, Column::voltage), {}, {}, false, false});
  view.traces.push_back(
      {"current (positive charges)", {}, series(curves, Column::current, mA_per_cm2), {}, {}, true, true});
  figure.views.push_back(std::move(view));
  const bool complete = std::all_of(curves.cycles().begin(), curves.cycles().end(),
                                    [](const RunCurves::Cycle& cycle) { return cycle.curve.complete(); });
  if (!curves.all_kept()) {
    figure.note = fmt::format("{} of {} cycles; timeseries.bdf.csv has all of them.", curves.cycles().size(),
                              curves.extremes().size());
  } else if (!complete) {
    figure.note = fmt::format("Drawn to within {:.3g} mV; timeseries.bdf.csv has every point.", drawn_within(curves));
  }
  return figure;
}

Figure loss_figure(const RunCurves& curves, const RunHistory& history) {
  Figure figure{"losses", "What the voltage is made of", "", Figure::Kind::cascade, "voltage / V", "", false, false, {},
                {}};
  const Cell& cell = curves.cell();
  const auto names = cell.output_names().first(cell.loss_terms());
  std::vector<RowChoice::Curve> needs;
  for (std::size_t part = 0; part < names.size(); ++part)
    for (const std::size_t over : {Column::time, Column::passed})
      needs.push_back({over, Column::first_output + part, curves.deviation(Column::first_output + part)});
  std::vector<std::pair<double, View>> views;
  for (const RunCurves::Cycle& cycle : curves.cycles()) {
    for (const Way& way : ways(cycle.rows)) {
      if (way.end - way.begin < 2) continue;
      const WayRows rows{cycle.rows, rows_for(cycle.rows, way.begin, way.end, needs), way.charging};
      View view{fmt::format("{}, {}", cycle_title(cycle.number, history), way.charging ? "charge" : "discharge"),
                abscissae(rows, is_fed(curves.cell())),
                {}};
      for (std::size_t part = 0; part < names.size(); ++part)
        view.traces.push_back(
            {part_title(names[part].name), {}, rows.column(Column::first_output + part), {}, {}, false, false});
      const double seconds = cycle.rows.at(way.end - 1, Column::time) - cycle.rows.at(way.begin, Column::time);
      const double charge = cycle.rows.at(way.begin, Column::passed) - cycle.rows.at(way.end - 1, Column::passed);
      views.emplace_back(way.charging || !(seconds > 0.0) ? 0.0 : charge / seconds, std::move(view));
    }
  }
  // What is looked at first is the hardest discharge.
  const auto hardest = std::max_element(views.begin(), views.end(),
                                        [](const auto& a, const auto& b) { return a.first * different < b.first; });
  if (hardest != views.end()) std::rotate(views.begin(), hardest, hardest + 1);
  for (auto& [current, view] : views) figure.views.push_back(std::move(view));
  figure.note = "From the open-circuit voltage (dashed) part by part to the voltage; the parts sum to it.";
  return figure;
}

std::vector<Figure> cycle_figures(const RunCurves& curves, const RunHistory& history) {
  std::vector<Figure> figures;
  if (is_fed(curves.cell())) return figures;
  const std::map<std::size_t, Discharge> all = discharges(history);
  std::vector<std::pair<double, const Discharge*>> rates;
  rates.reserve(all.size());
  for (const auto& [cycle, discharge] : all) rates.emplace_back(discharge.current(), &discharge);
  std::sort(rates.begin(), rates.end());
  if (!rates.empty() && rates.back().first > different * rates.front().first) {
    Trace capacity{"discharge capacity", {}, {}, {}, {}, false, false};
    Trace energy{"discharge", {}, {}, {}, {}, false, false};
    for (const auto& [current, discharge] : rates) {
      capacity.x.push_back(mA_per_cm2 * current);
      capacity.y.push_back(mAh_per_cm2 * discharge->charge);
      energy.x.push_back(mA_per_cm2 * discharge->energy / discharge->seconds);
      energy.y.push_back(mAh_per_cm2 * discharge->energy);
    }
    figures.push_back({"rate",
                       "Rate capability",
                       "Each point is one discharge, at its mean current.",
                       Figure::Kind::points,
                       "discharge capacity / mA h/cm²",
                       "",
                       true,
                       false,
                       {},
                       {{"", {{"mean current density / mA/cm²", {}}}, {std::move(capacity)}}}});
    figures.push_back({"ragone",
                       "Ragone diagram",
                       "Each point is one discharge, at its mean power.",
                       Figure::Kind::points,
                       "energy / mW h/cm²",
                       "",
                       true,
                       true,
                       {},
                       {{"", {{"mean power density / mW/cm²", {}}}, {std::move(energy)}}}});
  }
  if (history.cycles.size() < 2) return figures;
  Abscissa over{"cycle", {}};
  Trace in{"charge", {}, {}, {}, {}, false, true}, out{"discharge", {}, {}, {}, {}, false, false};
  Trace coulombic{"coulombic efficiency", {}, {}, {}, {}, false, false};
  Trace energy{"energy efficiency", {}, {}, {}, {}, false, true};
  for (const std::size_t i : some_of(history.cycles.size(), most_cycle_points)) {
    const CycleReport& cycle = history.cycles[i];
    over.values.push_back(static_cast<double>(cycle.cycle));
    in.y.push_back(cycle.charge_in > 0.0 ? mAh_per_cm2 * cycle.charge_in : no_value);
    out.y.push_back(cycle.charge_out > 0.0 ? mAh_per_cm2 * cycle.charge_out : no_value);
    coulombic.y.push_back(100.0 * coulombic_efficiency(cycle));
    energy.y.push_back(100.0 * energy_efficiency(cycle));
  }
  const auto kind = history.cycles.size() > 40 ? Figure::Kind::lines : Figure::Kind::points;
  figures.push_back({"capacity",
                     "Capacity over cycles",
                     "",
                     kind,
                     "capacity / mA h/cm²",
                     "",
                     false,
                     false,
                     {},
                     {{"", {over}, {std::move(in), std::move(out)}}}});
  figures.push_back({"efficiency",
                     "Efficiency over cycles",
                     std::string("With ") + efficiency_definition + ".",
                     kind,
                     "efficiency / %",
                     "",
                     false,
                     false,
                     {},
                     {{"", {over}, {std::move(coulombic), std::move(energy)}}}});
  return figures;
}

}  // namespace vitrion
