// SPDX-License-Identifier: BSD-3-Clause
// The forms in which a property may be written: quantity, expression, table, law.
#include "params/documents/reading.hpp"
#include "params/functions/curve.hpp"
#include "params/functions/expression.hpp"
#include "params/functions/temperature_laws.hpp"
#include "params/suggestion.hpp"
#include "params/text/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>

namespace vitrion {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double smallest_scale = 1e-9;  ///< of a property against how it is written

std::size_t index_of(std::span<const ArgumentSpec> arguments, std::string_view name) {
  const auto found = std::find_if(arguments.begin(), arguments.end(), [&](const auto& a) { return a.name == name; });
  return static_cast<std::size_t>(found - arguments.begin());
}

std::vector<std::string> names_of(std::span<const ArgumentSpec> arguments) {
  std::vector<std::string> names;
  for (const ArgumentSpec& argument : arguments) names.push_back(argument.name);
  return names;
}

UnitScale scale_of(const Unit& unit) { return {unit.factor, unit.offset}; }

/// Reads the key `key` of a function's map as a unit of the dimension, for `subject`.
UnitScale read_unit(const Table& form, std::string_view key, const Dimension& dimension, const std::string& subject) {
  if (!form.has(key)) {
    if (dimension.dimensionless()) return {};
    const std::vector<std::string> usual = usual_units(dimension);
    throw InputError(form.position(), fmt::format("{}: the unit of {} is missing", form.path(), subject),
                     fmt::format("add {}: {}", key, usual.empty() ? dimension.text() : usual.front()));
  }
  const std::string text = form.read_text(key);
  const Unit unit = parse_unit(text, form.position(key));
  if (!to_si(1.0, unit, dimension)) {
    const std::vector<std::string> usual = usual_units(dimension);
    throw form.error(key, fmt::format("= {}: a unit of {} is needed", text, dimension.name()),
                     fmt::format("e.g. {}", usual.empty() ? dimension.text() : usual.front()));
  }
  UnitScale scale = scale_of(unit);
  if (!(unit.dimension == dimension)) scale.factor = *to_si(1.0, unit, dimension);
  return scale;
}

Function read_expression(const Table& form, const Dimension& dimension, std::span<const ArgumentSpec> arguments) {
  const std::string text = form.read_text("expression");
  ExpressionRules rules;
  rules.arguments = names_of(arguments);
  if (const auto constants = form.find_child("let")) {
    for (const std::string& name : constants->keys()) {
      if (index_of(arguments, name) < arguments.size())
        throw constants->error(name, "has the name of an argument", "choose another name for the constant");
      rules.let[name] = constants->read_si(name, Dimension{});
    }
  }
  const Function f = parse_expression(text, rules, form.text_position("expression"));
  std::vector<UnitScale> scales(arguments.size());
  for (std::size_t k = 0; k < arguments.size(); ++k) {
    if (!f.depends_on(k) && !form.has(arguments[k].name)) continue;
    scales[k] = read_unit(form, arguments[k].name, arguments[k].dimension, arguments[k].name);
  }
  return in_units(f, scales, read_unit(form, "unit", dimension, "the result"));
}

/// Whether a property of this dimension is activated by heat: transport and reaction are, so that a table of them over
/// T is straightest as ln f over 1/T.
bool is_activated(const Dimension& dimension) {
  return dimension == dimension_of<ElectricConductivity>() || dimension == dimension_of<Diffusivity>() ||
         dimension == dimension_of<CurrentDensity>() || dimension == dimension_of<MolarFlux>() ||
         dimension == dimension_of<AreaResistance>();
}

/// `axes: arrhenius | plain`. Without it, activated properties that are positive are on Arrhenius' axes.
Axes read_axes(const Table& form, bool activated, bool over_temperature, const std::vector<double>& y) {
  if (!form.has("axes")) {
    const bool positive = std::all_of(y.begin(), y.end(), [](double value) { return value > 0.0; });
    return activated && positive ? Axes::arrhenius : Axes::plain;
  }
  if (form.read_choice("axes", {"arrhenius", "plain"}) == "plain") return Axes::plain;
  if (!over_temperature)
    throw form.error("axes", "= arrhenius is for tables over T", "leave it out: the table is over another argument");
  return Axes::arrhenius;
}

/// The columns of `table: {x: [...], value: [...]}` or of a CSV file with these columns in its header. Temperatures of
/// a table that does not say what it is `outside` are added to `seen`.
Function read_table(const Table& form, const Dimension& dimension, std::span<const ArgumentSpec> arguments,
                    std::vector<ValidRange>& seen) {
  const std::vector<std::string> names = names_of(arguments);
  const std::string what = fmt::format("a table needs the columns {} and value", fmt::join(names, " or "));
  std::vector<double> x, y;
  std::size_t argument = arguments.size();
  if (form.is_map("table")) {
    const Table table = form.child("table");
    for (std::size_t k = 0; k < names.size(); ++k)
      if (table.has(names[k])) {
        if (argument < names.size())
          throw form.error("table", "has several arguments", "a table of one argument and value is needed");
        argument = k;
      }
    if (argument == names.size()) throw form.error("table", "has no argument", what);
    x = table.read_si_list(names[argument], Dimension{}, -infinity, infinity);
    y = table.read_si_list("value", Dimension{}, -infinity, infinity);
  } else {
    const CsvTable csv = read_csv(form.read_file("table"), form.position("table"));
    for (std::size_t k = 0; k < names.size(); ++k)
      if (csv.find(names[k]) && argument == arguments.size()) argument = k;
    // The value is the column of that name, or the only other one.
    const CsvTable::Column* value = csv.find("value");
    if (argument < arguments.size() && !value && csv.columns.size() == 2)
      value = &csv.columns[csv.find(names[argument]) == &csv.columns[0] ? 1 : 0];
    if (argument == arguments.size() || !value) {
      std::vector<std::string> columns;
      for (const CsvTable::Column& column : csv.columns) columns.push_back(column.name);
      throw form.error("table", fmt::format("= {} has the columns {}", form.written("table"), fmt::join(columns, ", ")),
                       what);
    }
    x = csv.column(names[argument], form.position("table")).values;
    y = csv.sound(*value).values;
  }
  CurveOptions options;
  options.argument = argument;
  const std::string interpolation = form.read_choice_or("interpolation", {"monotone", "linear"}, "monotone");
  options.interpolation = interpolation == "linear" ? Interpolation::linear : Interpolation::monotone;
  const std::string outside = form.read_choice_or("outside", {"extend", "clamp", "nan"}, "extend");
  options.outside = outside == "clamp" ? Outside::clamp : outside == "nan" ? Outside::nan : Outside::extend;
  options.sort = form.read_choice_or("order", {"as written", "sort"}, "as written") == "sort";
  std::vector<UnitScale> scales(arguments.size());
  const UnitScale& unit = scales[argument] =
      read_unit(form, names[argument], arguments[argument].dimension, names[argument]);
  const bool over_temperature = names[argument] == "T";
  if (over_temperature && !x.empty() && !form.has("outside")) {
    const auto [least, most] = std::minmax_element(x.begin(), x.end());
    seen.push_back({"T", unit.factor * *least + unit.offset, unit.factor * *most + unit.offset});
  }
  const UnitScale result = read_unit(form, "unit", dimension, "the result");
  options.axes = read_axes(form, over_temperature && is_activated(dimension), over_temperature, y);
  if (options.axes == Axes::plain)
    return in_units(tabulated(std::move(x), std::move(y), options, form.position("table")), scales, result);
  for (double& value : x) value = unit.factor * value + unit.offset;
  for (double& value : y) value *= result.factor;
  return tabulated(std::move(x), std::move(y), options, form.position("table"));
}

Function read_law(const Table& form, const Dimension& dimension, std::span<const ArgumentSpec> arguments,
                  const LawBook& laws) {
  const std::string name = form.read_text("law");
  const LawBook& usual = temperature_laws();
  auto law = laws.find(name);
  if (law == laws.end()) {
    law = usual.find(name);
    if (law == usual.end()) {
      std::vector<std::string> known;
      for (const LawBook* const book : {&usual, &laws})
        for (const auto& entry : *book)
          if (book == &usual || !usual.contains(entry.first)) known.push_back(entry.first);
      std::string lower = name;  // as the names of all laws are; VFT and vft are both vtf
      std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
      std::string advice = did_you_mean(lower, known);
      if (advice.empty()) advice = fmt::format("known laws are {}", fmt::join(known, ", "));
      throw form.error("law", fmt::format("= {} is not known", name), advice);
    }
  }
  return law->second(form, dimension, arguments);
}

/// The factor exp(Ea/R (1/Tref - 1/T)) that any property may carry.
Function read_modifier(const Table& form, std::span<const ArgumentSpec> arguments) {
  const std::size_t temperature = temperature_argument(form, arguments);
  const double energy = form.read_si("activation_energy", dimension_of<MolarEnergy>(), -1e6, 1e6);
  const double reference = form.read_si("reference_temperature", dimension_of<Temperature>(), 50.0, 2000.0);
  return thermal_law({.value = 1.0, .barrier = energy / gas_constant, .reference = reference}, temperature);
}

std::string at_text(std::span<const ArgumentSpec> arguments, const Function& f) {
  std::string text;
  for (std::size_t k = 0; k < arguments.size(); ++k) {
    if (!f.depends_on(k)) continue;
    text += fmt::format("{}{} = {}", text.empty() ? " at " : ", ", arguments[k].name,
                        quantity_text(arguments[k].typical, arguments[k].dimension));
  }
  return text;
}

}  // namespace

Function Table::read_form(const Node& node, const Dimension& dimension, std::span<const ArgumentSpec> arguments,
                          const LawBook& laws, std::string_view key, std::vector<ValidRange>& seen) const {
  const Table form = open(node, path(key));
  form.state_->silent = true;
  for (const char* known : {"range", "valid"}) form.ask(known);
  const Function scale(form.has("scale") ? form.read_si("scale", Dimension{}, smallest_scale, 1.0 / smallest_scale)
                                         : 1.0);
  if (form.has("law")) {  // a law may have a value of its own
    form.exactly_one_of({"law", "expression", "table"});
    const Function f = read_law(form, dimension, arguments, laws);
    if (form.has("points") && temperature_laws().contains(form.read_text("law"))) {
      const auto points = form.read_si_pairs("points", dimension_of<Temperature>(), dimension);
      const auto [coldest, hottest] = std::minmax_element(points.begin(), points.end());
      seen.push_back({"T", coldest->first, hottest->first});
    }
    return scale * f;
  }
  const std::string kind = form.exactly_one_of({"value", "expression", "table", "law"});
  const Function f = kind == "value"        ? Function(form.read_si("value", dimension))
                     : kind == "expression" ? read_expression(form, dimension, arguments)
                                            : read_table(form, dimension, arguments, seen);
  return scale * (form.has("activation_energy") ? f * read_modifier(form, arguments) : f);
}

Function Table::read_function_si(std::string_view key, const Dimension& dimension,
                                 std::span<const ArgumentSpec> arguments, double lo, double hi,
                                 const LawBook& laws) const {
  const Node& node = need(key, [&] {
    const std::string example = dimension.example();
    return fmt::format("{} is needed, or a function of {}{}", dimension.name(), fmt::join(names_of(arguments), ", "),
                       example.empty() ? "" : fmt::format(", e.g. {}: {}", key, example));
  });
  const bool simple = !node.is_map() || (node.find("value") && !node.find("law") && !node.find("activation_energy"));
  if (simple) return Function(read_si(key, dimension, lo, hi));

  std::vector<ValidRange> seen;
  Function f = read_form(node, dimension, arguments, laws, key, seen);
  ProvenanceEntry entry = entry_for(key, node);
  entry.written = f.describe();
  entry.dimension = dimension;
  entry.function = f;
  entry.arguments.assign(arguments.begin(), arguments.end());
  const Table form = open(node, path(key));
  if (node.find("range")) entry.range = form.read_si_interval("range", dimension, -infinity, infinity);
  if (const auto valid = form.find_child("valid")) {
    for (const ArgumentSpec& argument : arguments) {
      if (!valid->has(argument.name)) continue;
      const auto [from, to] = valid->read_si_interval(argument.name, argument.dimension, -infinity, infinity);
      entry.valid.push_back({argument.name, from, to});
    }
  }
  for (const ValidRange& range : seen) {
    const auto same = [&](const ValidRange& stated) { return stated.argument == range.argument; };
    if (std::none_of(entry.valid.begin(), entry.valid.end(), same)) entry.valid.push_back(range);
  }
  reading_->provenance.record(std::move(entry));

  std::vector<Argument> typical;
  bool known = true;
  for (std::size_t k = 0; k < arguments.size(); ++k) {
    known = known && (std::isfinite(arguments[k].typical) || !f.depends_on(k));
    typical.emplace_back(arguments[k].typical);
  }
  if (!known) return f;
  double value = 0.0;
  f.evaluate(typical, {&value, 1});
  if (value >= lo && value <= hi) return f;
  const std::string at = at_text(arguments, f);
  if (!std::isfinite(value)) throw error(key, fmt::format("is not a number{}", at), "check its formula and its units");
  throw error(key, fmt::format("= {}{} is not plausible", quantity_text(value, dimension), at),
              fmt::format("plausible is {}: check its units", range_text(dimension, lo, hi)));
}

}  // namespace vitrion
