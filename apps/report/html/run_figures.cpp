// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/html/run_figures.hpp"

#include "apps/report/html/display.hpp"
#include "apps/results/cycles_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

namespace vitrion {
namespace {

constexpr double mAh_per_cm2 = 1.0 / 3.6e4;     // of C m⁻²; also mW h cm⁻² of J m⁻²
constexpr double mA_per_cm2 = 0.1;              // of A m⁻²; also mW cm⁻² of W m⁻²
constexpr double hour = 3600.0, minute = 60.0;  // s
constexpr double micrometre = 1e-6;             // m
constexpr double no_value = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t most_cycle_points = 400;
constexpr double different = 1.02;  ///< ratio of two rates that are not the same

using Column = RunCurves::Column;

/// Fields of one unit stand in one figure; those of other units, such as roots of concentrations, in none.
struct Kinship {
  std::string unit;
  const char *noun, *title;
};
const Kinship kinships[] = {{"mol/m^3", "concentration", "Concentrations"},
                            {"V", "potential", "Potentials"},
                            {"K", "temperature", "Temperatures"},
                            {"1", "fraction", "Fractions"},
                            {"Pa", "pressure", "Pressures"},
                            {"A/m^2", "current", "Currents"},
                            {"C/m^3", "charge", "Charges"}};

/// How a group of outputs is called, and one of its values.
struct GroupWords {
  const char *title, *noun;
};
GroupWords words_of(OutputGroup group) {
  switch (group) {
    case OutputGroup::potential:
      return {"Potentials", "potential"};
    case OutputGroup::concentration:
      return {"Concentrations", "concentration"};
    case OutputGroup::inventory:
      return {"Inventories", "amount"};
    case OutputGroup::parasitic:
      return {"Parasitic reactions", "value"};
    case OutputGroup::window:
      return {"Stability window", "value"};
    case OutputGroup::dendrite:
      return {"Dendrite risk", "value"};
    case OutputGroup::conditions:
      return {"Conditions", "value"};
    default:
      return {"State", "value"};
  }
}

/// Times of a run or a step, in the unit that suits their span.
Abscissa over_time(std::vector<double> seconds) {
  const double span = seconds.empty() ? 0.0 : seconds.back() - seconds.front();
  const auto [unit, name] = span > 2.0 * hour     ? std::pair(hour, "h")
                            : span > 5.0 * minute ? std::pair(minute, "min")
                                                  : std::pair(1.0, "s");
  for (double& t : seconds) t /= unit;
  return {fmt::format("time / {}", name), std::move(seconds)};
}

/// Keeps the stretch that only rises or only falls and covers most of the range, and makes the rest NaN: a sweep begins
/// with a transient, and what is drawn over a course that turns back covers itself. Without such a stretch nothing
/// changes.
std::vector<double> one_way(std::vector<double> x) {
  constexpr double most = 0.8;
  if (x.empty()) return x;
  std::size_t best_begin = 0, best_end = 0, begin = 0;
  double best = 0.0;
  int direction = 0;
  for (std::size_t i = 1; i <= x.size(); ++i) {
    const int now = i == x.size() || x[i] == x[i - 1] ? 0 : x[i] > x[i - 1] ? 1 : -1;
    const bool turns = i == x.size() || (now != 0 && direction != 0 && now != direction);
    if (now != 0) direction = now;
    if (!turns) continue;
    if (std::abs(x[i - 1] - x[begin]) > best) {
      best = std::abs(x[i - 1] - x[begin]);
      best_begin = begin;
      best_end = i;
    }
    begin = i - 1;
  }
  const auto [low, high] = std::minmax_element(x.begin(), x.end());
  if (best < most * (*high - *low)) return x;
  for (std::size_t i = 0; i < x.size(); ++i)
    if (best > 0.0 && (i < best_begin || i >= best_end)) x[i] = no_value;
  return x;
}

/// Rows of a cycle between which current flows one way, and whether it charges.
struct Way {
  std::size_t begin, end;
  bool charging;
};
std::vector<Way> ways(const ThinnedRows& rows) {
  constexpr double no_current = 1e-9;  // A m⁻²
  std::vector<Way> all;
  int direction = 0;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    const double I = rows.at(i, Column::current);
    const int now = std::abs(I) < no_current ? 0 : I > 0.0 ? 1 : -1;
    if (now != 0 && now != direction) all.push_back({i, i, now > 0});
    if (now != 0) all.back().end = i + 1;
    if (now != 0) direction = now;
  }
  return all;
}

std::vector<double> part_of(const ThinnedRows& rows, const Way& way, std::size_t column, double factor = 1.0,
                            double zero = 0.0) {
  std::vector<double> values;
  for (std::size_t i = way.begin; i < way.end; ++i) values.push_back(factor * (rows.at(i, column) - zero));
  return values;
}

/// Charge that passed one way, from zero, mA h cm⁻².
std::vector<double> capacities(const ThinnedRows& rows, const Way& way) {
  const double sign = way.charging ? 1.0 : -1.0;
  return part_of(rows, way, Column::passed, sign * mAh_per_cm2, rows.at(way.begin, Column::passed));
}

/// What a way can be drawn over; the first is what one looks at first.
std::vector<Abscissa> abscissae(const ThinnedRows& rows, const Way& way, bool fed) {
  std::vector<Abscissa> over{{"capacity / mA h/cm²", capacities(rows, way)},
                             over_time(part_of(rows, way, Column::time)),
                             {"current density / mA/cm²",
                              one_way(part_of(rows, way, Column::current, way.charging ? mA_per_cm2 : -mA_per_cm2))}};
  if (fed) std::swap(over[0], over[2]);
  return over;
}

/// A column of all cycles that are kept, one behind the other, interrupted where there are others in between.
std::vector<double> series(const RunCurves& curves, std::size_t column, double factor = 1.0) {
  std::vector<double> values;
  std::size_t before = 0;
  for (const RunCurves::Cycle& cycle : curves.cycles()) {
    if (before > 0 && cycle.number != before + 1)
      values.push_back(column == Column::time && !values.empty() ? values.back() : no_value);
    before = cycle.number;
    for (std::size_t i = 0; i < cycle.rows.rows(); ++i) values.push_back(factor * cycle.rows.at(i, column));
  }
  return values;
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

/// Evenly spread indices of at most `most` of `count` items, the last among them.
std::vector<std::size_t> some_of(std::size_t count, std::size_t most) {
  const std::size_t stride = count / most + 1;
  std::vector<std::size_t> some;
  for (std::size_t i = 0; i < count; i += stride) some.push_back(i);
  if (count > 0 && some.back() != count - 1) some.push_back(count - 1);
  return some;
}

/// An output between its least and its most value in every cycle.
Trace band(const RunCurves& curves, std::size_t output, const std::string& name, double factor) {
  Trace trace;
  trace.name = in_sentence(name);
  for (const std::size_t k : some_of(curves.extremes().size(), most_cycle_points)) {
    const RunCurves::Extremes& extremes = curves.extremes()[k];
    trace.low.push_back(factor * extremes.lowest[output]);
    trace.high.push_back(factor * extremes.highest[output]);
    trace.y.push_back(0.5 * (trace.low.back() + trace.high.back()));
  }
  return trace;
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
    for (std::size_t i = 0; i < cycle.rows.rows(); ++i) {
      const double I = -mA_per_cm2 * cycle.rows.at(i, Column::current), voltage = cycle.rows.at(i, Column::voltage);
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

bool is_fed(const Cell& cell) { return cell.facts().electrodes.empty(); }

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
    for (const Way& way : ways(cycle.rows)) {
      if (!trace.x.empty()) {
        trace.x.push_back(trace.x.back());
        trace.y.push_back(no_value);
      }
      const std::vector<double> x = capacities(cycle.rows, way), y = part_of(cycle.rows, way, Column::voltage);
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
                                    [](const RunCurves::Cycle& cycle) { return cycle.rows.complete(); });
  if (!curves.all_kept()) {
    figure.note = fmt::format("{} of {} cycles; timeseries.bdf.csv has all of them.", curves.cycles().size(),
                              curves.extremes().size());
  } else if (!complete) {
    figure.note = "Points that keep the shape; timeseries.bdf.csv has all of them.";
  }
  return figure;
}

Figure loss_figure(const RunCurves& curves, const RunHistory& history) {
  Figure figure{"losses", "What the voltage is made of", "", Figure::Kind::cascade, "voltage / V", "", false, false, {},
                {}};
  const Cell& cell = curves.cell();
  const auto names = cell.output_names().first(cell.loss_terms());
  std::vector<std::pair<double, View>> views;
  for (const RunCurves::Cycle& cycle : curves.cycles()) {
    for (const Way& way : ways(cycle.rows)) {
      if (way.end - way.begin < 2) continue;
      View view{fmt::format("{}, {}", cycle_title(cycle.number, history), way.charging ? "charge" : "discharge"),
                abscissae(cycle.rows, way, is_fed(curves.cell())),
                {}};
      for (std::size_t part = 0; part < names.size(); ++part)
        view.traces.push_back({part_title(names[part].name),
                               {},
                               part_of(cycle.rows, way, Column::first_output + part),
                               {},
                               {},
                               false,
                               false});
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

std::vector<Figure> profile_figures(const RunCurves& curves) {
  const RunCurves::Profiles& profiles = curves.profiles();
  const Abscissa times = over_time(profiles.t);
  const std::string unit_of_time = times.label.substr(times.label.rfind(' ') + 1);
  std::vector<Figure> figures;
  for (const Kinship& kin : kinships) {
    figures.push_back(
        {fmt::format("profile-{}", kin.noun),
         fmt::format("{} along the stack", kin.title),
         fmt::format("During step {}, {}: the one with the largest mean current. Colours go on with time.",
                     profiles.count.step, profiles.step),
         Figure::Kind::sequence,
         axis_label(kin.noun, display_unit(kin.unit).unit),
         "",
         false,
         false,
         {},
         {}});
  }
  std::size_t first = 0;
  for (const Field* field : curves.drawn_fields()) {
    const DisplayUnit unit = display_unit(field->unit);
    View view{field_title(field->name), {{"place along the stack / µm", {}}}, {}};
    for (const double x : field->x) view.over[0].values.push_back(x / micrometre);
    for (std::size_t k = 0; k < profiles.states.size(); ++k) {
      Trace trace;
      trace.name = fmt::format("{:.3g} {}", times.values[k], unit_of_time);
      for (std::size_t i = 0; i < field->columns(); ++i) trace.y.push_back(unit.factor * profiles.states[k][first + i]);
      view.traces.push_back(std::move(trace));
    }
    first += field->columns();
    const auto kin =
        std::find_if(std::begin(kinships), std::end(kinships), [&](const Kinship& k) { return k.unit == field->unit; });
    if (kin != std::end(kinships)) figures[static_cast<std::size_t>(kin - kinships)].views.push_back(std::move(view));
  }
  // What reaches through the whole stack comes first: it is what couples everything.
  for (Figure& figure : figures) {
    std::stable_sort(figure.views.begin(), figure.views.end(), [](const View& a, const View& b) {
      return a.over[0].values.back() - a.over[0].values.front() > b.over[0].values.back() - b.over[0].values.front();
    });
  }
  return figures;
}

std::vector<Figure> output_figures(const RunCurves& curves) {
  double least = 0.0, greatest = 0.0;
  for (const double Q : series(curves, Column::passed)) {
    least = std::fmin(least, Q);
    greatest = std::fmax(greatest, Q);
  }
  const bool discharges_on_the_whole = -least > greatest;
  std::vector<Abscissa> over{over_time(series(curves, Column::time)),
                             discharges_on_the_whole
                                 ? Abscissa{"net discharge / mA h/cm²", series(curves, Column::passed, -mAh_per_cm2)}
                                 : Abscissa{"net charge / mA h/cm²", series(curves, Column::passed, mAh_per_cm2)},
                             {"current density / mA/cm²", series(curves, Column::current, mA_per_cm2)}};
  if (is_fed(curves.cell())) {
    for (double& I : over[2].values) I = -I;
    std::swap(over[0], over[2]);
  }
  Abscissa cycle_numbers{"cycle", {}};
  for (const std::size_t k : some_of(curves.extremes().size(), most_cycle_points))
    cycle_numbers.values.push_back(static_cast<double>(curves.extremes()[k].cycle));
  std::map<std::pair<OutputGroup, std::string>, Figure> figures;
  const auto names = curves.cell().output_names();
  for (std::size_t i = curves.cell().loss_terms(); i < names.size(); ++i) {
    const auto& [name, written_unit, group] = names[i];
    const DisplayUnit unit = display_unit(written_unit);
    Figure& figure = figures[{group, unit.unit}];
    if (figure.views.empty()) {
      const GroupWords words = words_of(group);
      const bool by_capacity = group == OutputGroup::inventory && !is_fed(curves.cell());
      figure.title = unit.unit.empty() ? words.title : fmt::format("{} ({})", words.title, unit.unit);
      figure.y = axis_label(words.noun, unit.unit);
      if (!curves.all_kept()) {
        figure.views.push_back({"lowest to highest of every cycle", {cycle_numbers}, {}});
        figure.views.push_back({fmt::format("{} cycles in full", curves.cycles().size()), {}, {}});
      } else {
        figure.views.emplace_back();
      }
      figure.views.back().over = over;
      if (by_capacity) std::swap(figure.views.back().over[0], figure.views.back().over[1]);
    }
    if (!curves.all_kept()) figure.views[0].traces.push_back(band(curves, i, name, unit.factor));
    figure.views.back().traces.push_back(
        {in_sentence(name), {}, series(curves, Column::first_output + i, unit.factor), {}, {}, false, false});
  }
  std::vector<Figure> sorted;
  for (auto& [key, figure] : figures) {
    const std::string group(name_of(key.first));
    const auto same_group =
        std::count_if(sorted.begin(), sorted.end(), [&](const Figure& f) { return f.id.starts_with(group); });
    figure.id = same_group == 0 ? group : fmt::format("{}-{}", group, same_group + 1);
    sorted.push_back(std::move(figure));
  }
  return sorted;
}

}  // namespace vitrion
