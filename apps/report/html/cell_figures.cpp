// SPDX-License-Identifier: BSD-3-Clause
// Figures of what a cell says of itself: fields along the stack, and outputs by group and unit.
#include "apps/report/html/display.hpp"
#include "apps/report/html/figure_parts.hpp"
#include "apps/report/html/run_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

namespace vitrion {
namespace {

using namespace figures;
using Column = RunCurves::Column;

constexpr double micrometre = 1e-6;  // m

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

}  // namespace

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
    over[2].values = one_way(std::move(over[2].values));
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
