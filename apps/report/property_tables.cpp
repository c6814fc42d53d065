// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/property_tables.hpp"

#include "apps/report/text_table.hpp"
#include "params/constants.hpp"
#include "params/text/unit_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrion {
namespace {

constexpr std::array<double, 7> usual_temperatures{-20.0, 0.0, 15.0, 25.0, 30.0, 45.0, 60.0};  // °C
constexpr std::array<double, 11> usual_fractions{0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98};
constexpr std::array<double, 6> usual_multiples{0.1, 0.5, 0.75, 1.0, 1.5, 2.0};  // of a typical concentration
constexpr std::size_t longest_source = 60;                                       // letters

std::vector<double> grid(const ArgumentSpec& argument, const ProvenanceEntry& entry) {
  std::vector<double> at;
  for (const ValidRange& valid : entry.valid) {
    if (valid.argument != argument.name) continue;
    constexpr int points = 6;
    for (int i = 0; i < points; ++i) at.push_back(valid.lo + (valid.hi - valid.lo) * i / (points - 1));
    return at;
  }
  if (argument.name == "T") {
    for (const double celsius : usual_temperatures) at.push_back(celsius + zero_celsius);
  } else if (argument.name == "x" || !(argument.typical > 1.0)) {
    at.assign(usual_fractions.begin(), usual_fractions.end());
  } else {
    for (const double multiple : usual_multiples) at.push_back(multiple * argument.typical);
  }
  return at;
}

double at_point(const ProvenanceEntry& entry, std::span<const double> point) {
  std::vector<Argument> arguments(point.begin(), point.end());
  double value = 0.0;
  entry.function->evaluate(arguments, std::span(&value, 1));
  return value;
}

std::string unit_for(const Dimension& dimension) {
  if (dimension.dimensionless()) return "1";
  if (dimension == parse_unit("K").dimension) return "degC";
  const std::vector<std::string> usual = usual_units(dimension);
  return usual.empty() ? dimension.text() : usual.front();
}

std::string in_unit(double si_value, const std::string& unit) {
  if (!std::isfinite(si_value)) return "-";
  const Unit read = unit == "1" ? Unit{} : parse_unit(unit);
  return fmt::format("{:.4g}", (si_value - read.offset) / read.factor);
}

/// The SI unit of a dimension by its name where it has one: "V", "S/m"; else in base units.
std::string si_unit(const Dimension& dimension) {
  for (const std::string& name : usual_units(dimension)) {
    const Unit unit = parse_unit(name);
    if (unit.factor == 1.0 && unit.offset == 0.0) return name;
  }
  return dimension.text();
}

std::string shortened(const std::string& text) {
  if (letters(text) <= longest_source) return text;
  return text.substr(0, text.rfind(' ', longest_source)) + " …";
}

}  // namespace

std::vector<SampledProperty> sample_properties(std::span<const ProvenanceEntry> entries) {
  std::vector<SampledProperty> all;
  for (const ProvenanceEntry& entry : entries) {
    if (!entry.function || entry.function->is_constant()) continue;
    SampledProperty property{entry.path, entry.dimension, {}, {}, {}};
    std::vector<double> point;
    std::vector<std::size_t> varied;
    for (std::size_t i = 0; i < entry.arguments.size(); ++i) {
      point.push_back(entry.arguments[i].typical);
      if (entry.function->depends_on(i) && varied.size() < 2) varied.push_back(i);
    }
    for (const std::size_t i : varied) {
      property.arguments.push_back(entry.arguments[i]);
      property.at.push_back(grid(entry.arguments[i], entry));
    }
    const std::size_t columns = varied.size() > 1 ? property.at[1].size() : 1;
    for (const double row : property.at[0]) {
      point[varied[0]] = row;
      std::vector<double>& values = property.values.emplace_back();
      for (std::size_t k = 0; k < columns; ++k) {
        if (varied.size() > 1) point[varied[1]] = property.at[1][k];
        values.push_back(at_point(entry, point));
      }
    }
    all.push_back(std::move(property));
  }
  return all;
}

std::string property_tables(std::span<const ProvenanceEntry> entries) {
  std::string text;
  for (const SampledProperty& property : sample_properties(entries)) {
    const std::string unit = unit_for(property.dimension), row_unit = unit_for(property.arguments[0].dimension);
    TextTable table;
    table.column(fmt::format("{} / {}", property.arguments[0].name, row_unit));
    if (property.arguments.size() > 1) {
      const std::string column_unit = unit_for(property.arguments[1].dimension);
      for (const double at : property.at[1])
        table.column(fmt::format("{} = {} {}", property.arguments[1].name, in_unit(at, column_unit),
                                 column_unit == "1" ? "" : column_unit));
    } else {
      table.column("");
    }
    for (std::size_t i = 0; i < property.values.size(); ++i) {
      std::vector<std::string> row{in_unit(property.at[0][i], row_unit)};
      for (const double value : property.values[i]) row.push_back(in_unit(value, unit));
      table.row(std::move(row));
    }
    text += fmt::format("\n{} / {}\n{}", property.path, unit, table.text());
  }
  return text;
}

std::string value_table(std::span<const ProvenanceEntry> entries) {
  TextTable table;
  for (const char* heading : {"value", "as read", "SI", "status", "source"})
    table.column(heading, TextTable::Align::left);
  for (const ProvenanceEntry& entry : entries) {
    std::string si;
    if (entry.value) {
      si = fmt::format("{:.6g}", *entry.value);
      if (!entry.dimension.dimensionless()) si += " " + si_unit(entry.dimension);
    }
    std::string source = shortened(entry.source);
    if (entry.range) {
      source = fmt::format("[{} to {}] {}", as_written(entry.range->first, entry),
                           as_written(entry.range->second, entry), source);
    }
    table.row({entry.path, shortened(entry.written), si, std::string(name_of(entry.status)), source});
  }
  return table.text();
}

}  // namespace vitrion
