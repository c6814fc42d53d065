// SPDX-License-Identifier: BSD-3-Clause
// Figures of what a cell says of itself: fields along the stack, and outputs by group and unit.
#include "apps/report/html/display.hpp"
#include "apps/report/html/figure_parts.hpp"
#include "apps/report/html/output_views.hpp"
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
    case OutputGroup::conditions:
      return {"Conditions", "value"};
    default:
      return {"State", "value"};
  }
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
  const OutputViews views(curves);
  std::map<std::pair<OutputGroup, std::string>, Figure> figures;
  std::map<std::pair<OutputGroup, std::string>, std::vector<OutputViews::Curve>> drawn;
  const auto names = curves.cell().output_names();
  for (std::size_t i = curves.cell().loss_terms(); i < names.size(); ++i) {
    const auto& [name, written_unit, group] = names[i];
    if (group == OutputGroup::dendrite) continue;  // indicator_figures()
    const DisplayUnit unit = display_unit(written_unit);
    Figure& figure = figures[{group, unit.unit}];
    const GroupWords words = words_of(group);
    std::vector<OutputViews::Curve>& outputs = drawn[{group, unit.unit}];
    const bool alone = outputs.empty();
    figure.title = unit.unit.empty() ? words.title : fmt::format("{} ({})", words.title, unit.unit);
    figure.y = axis_label(words.noun, unit.unit);
    figure.note = alone ? name + "." : "";  // one curve has no legend
    outputs.push_back({i, in_sentence(name), unit.factor});
  }
  std::vector<Figure> sorted;
  for (auto& [key, figure] : figures) {
    views.add(figure, "", drawn[key], key.first == OutputGroup::inventory && !is_fed(curves.cell()));
    const std::string group(name_of(key.first));
    const auto same_group =
        std::count_if(sorted.begin(), sorted.end(), [&](const Figure& f) { return f.id.starts_with(group); });
    figure.id = same_group == 0 ? group : fmt::format("{}-{}", group, same_group + 1);
    sorted.push_back(std::move(figure));
  }
  return sorted;
}

}  // namespace vitrion
