// SPDX-License-Identifier: BSD-3-Clause
#include "params/text/unit_symbols.hpp"

#include "params/constants.hpp"
#include "params/suggestion.hpp"

#include <fmt/format.h>

#include <array>
#include <vector>

namespace vitrion {

namespace {

struct Symbol {
  std::string_view name;
  bool takes_prefix;
  double factor;
  Dimension dimension;  // m, kg, s, A, K, mol, cd
  double offset = 0.0;
};

// The commonest first: suggestions prefer them.
const std::array symbols = {
    Symbol{"m", true, 1.0, {{1}}},
    Symbol{"g", true, 1e-3, {{0, 1}}},
    Symbol{"s", true, 1.0, {{0, 0, 1}}},
    Symbol{"min", false, 60.0, {{0, 0, 1}}},
    Symbol{"h", false, 3600.0, {{0, 0, 1}}},
    Symbol{"A", true, 1.0, {{0, 0, 0, 1}}},
    Symbol{"V", true, 1.0, {{2, 1, -3, -1}}},
    Symbol{"S", true, 1.0, {{-2, -1, 3, 2}}},
    Symbol{"K", true, 1.0, {{0, 0, 0, 0, 1}}},
    Symbol{"degC", false, 1.0, {{0, 0, 0, 0, 1}}, zero_celsius},
    Symbol{"mol", true, 1.0, {{0, 0, 0, 0, 0, 1}}},
    Symbol{"L", true, 1e-3, {{3}}},
    Symbol{"eV", true, elementary_charge, {{2, 1, -2}}},
    Symbol{"J", true, 1.0, {{2, 1, -2}}},
    Symbol{"W", true, 1.0, {{2, 1, -3}}},
    Symbol{"ohm", true, 1.0, {{2, 1, -3, -2}}},
    Symbol{"F", true, 1.0, {{-2, -1, 4, 2}}},
    Symbol{"C", true, 1.0, {{0, 0, 1, 1}}},
    Symbol{"Ah", true, 3600.0, {{0, 0, 1, 1}}},
    Symbol{"Wh", true, 3600.0, {{2, 1, -2}}},
    Symbol{"Pa", true, 1.0, {{-1, 1, -2}}},
    Symbol{"bar", true, 1e5, {{-1, 1, -2}}},
    Symbol{"%", false, 1e-2, {}},
    Symbol{"N", true, 1.0, {{1, 1, -2}}},
    Symbol{"Hz", true, 1.0, {{0, 0, -1}}},
    Symbol{"d", false, 86400.0, {{0, 0, 1}}},
    Symbol{"cd", false, 1.0, {{0, 0, 0, 0, 0, 0, 1}}},
    Symbol{"M", true, 1e3, {{-3, 0, 0, 0, 0, 1}}},
    Symbol{"l", true, 1e-3, {{3}}},
    Symbol{"Ohm", true, 1.0, {{2, 1, -3, -2}}},
    Symbol{"Ω", true, 1.0, {{2, 1, -3, -2}}},             // Greek capital omega
    Symbol{"\xe2\x84\xa6", true, 1.0, {{2, 1, -3, -2}}},  // ohm sign
    Symbol{"°C", false, 1.0, {{0, 0, 0, 0, 1}}, zero_celsius},
    Symbol{"oC", false, 1.0, {{0, 0, 0, 0, 1}}, zero_celsius},
    Symbol{"degF", false, 5.0 / 9.0, {{0, 0, 0, 0, 1}}, zero_celsius - 32.0 * 5.0 / 9.0},
    Symbol{"°F", false, 5.0 / 9.0, {{0, 0, 0, 0, 1}}, zero_celsius - 32.0 * 5.0 / 9.0},
    Symbol{"Å", false, 1e-10, {{1}}},
    Symbol{"angstrom", false, 1e-10, {{1}}},
    Symbol{"atm", false, 101325.0, {{-1, 1, -2}}},
    Symbol{"cal", true, 4.184, {{2, 1, -2}}},
    Symbol{"day", false, 86400.0, {{0, 0, 1}}},
    Symbol{"days", false, 86400.0, {{0, 0, 1}}},
    Symbol{"hour", false, 3600.0, {{0, 0, 1}}},
    Symbol{"hours", false, 3600.0, {{0, 0, 1}}},
    Symbol{"hr", false, 3600.0, {{0, 0, 1}}},
    Symbol{"minute", false, 60.0, {{0, 0, 1}}},
    Symbol{"minutes", false, 60.0, {{0, 0, 1}}},
    Symbol{"sec", false, 1.0, {{0, 0, 1}}},
    Symbol{"second", false, 1.0, {{0, 0, 1}}},
    Symbol{"seconds", false, 1.0, {{0, 0, 1}}},
};

struct Prefix {
  std::string_view name;
  double factor;
};
const std::array prefixes = {
    Prefix{"u", 1e-6}, Prefix{"m", 1e-3},  Prefix{"c", 1e-2}, Prefix{"k", 1e3},
    Prefix{"n", 1e-9}, Prefix{"M", 1e6},   Prefix{"d", 1e-1}, Prefix{"µ", 1e-6},   // micro sign
    Prefix{"μ", 1e-6}, Prefix{"p", 1e-12}, Prefix{"G", 1e9},  Prefix{"f", 1e-15},  // Greek mu
    Prefix{"T", 1e12}, Prefix{"h", 1e2},
};

}  // namespace

bool find_unit_symbol(std::string_view name, Unit& unit) {
  for (const Symbol& symbol : symbols) {
    if (symbol.name != name) continue;
    unit.factor = symbol.factor;
    unit.offset = symbol.offset;
    unit.dimension = symbol.dimension;
    unit.per_particle = symbol.name == "eV";
    return true;
  }
  for (const Prefix& prefix : prefixes) {
    if (!name.starts_with(prefix.name)) continue;
    for (const Symbol& symbol : symbols) {
      if (!symbol.takes_prefix || symbol.name != name.substr(prefix.name.size())) continue;
      unit.factor = prefix.factor * symbol.factor;
      unit.dimension = symbol.dimension;
      unit.per_particle = symbol.name == "eV";
      return true;
    }
  }
  return false;
}

std::string nearest_unit_symbol(std::string_view name) {
  static const std::array<std::string_view, 5> usual_prefixes = {"", "u", "m", "k", "n"};
  std::vector<std::string> names = {"m", "um", "mm", "cm", "nm"};
  for (const std::string_view prefix : usual_prefixes)
    for (const Symbol& symbol : symbols)
      if ((prefix.empty() || symbol.takes_prefix) && symbol.name != "N")
        names.push_back(fmt::format("{}{}", prefix, symbol.name));
  return closest(name, names);
}

}  // namespace vitrion
