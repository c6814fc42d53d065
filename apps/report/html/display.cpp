// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/html/display.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <utility>

namespace vitrion {
namespace {

struct Shown {
  std::string_view si;
  double factor;
  std::string_view unit;
};
constexpr Shown usual[] = {
    {"1", 1.0, ""},
    {"m", 1e6, "µm"},
    {"A/m^2", 0.1, "mA/cm²"},
    {"C/m^2", 1.0 / 3.6e4, "mA h/cm²"},
    {"W/m^2", 0.1, "mW/cm²"},
    {"ohm m^2", 1e4, "ohm cm²"},
    {"m^3/kg", 1e3, "mL/g"},
    {"K", 1.0, "K"},
    {"mAh/cm^2", 1.0, "mA h/cm²"},
    {"mAh/g", 1.0, "mA h/g"},
    {"mWh/cm^2", 1.0, "mW h/cm²"},
    {"Wh/kg", 1.0, "W h/kg"},
    {"Wh/L", 1.0, "W h/L"},
};

constexpr std::pair<std::string_view, std::string_view> symbols[] = {
    {"c_e", "salt concentration"},
    {"phi_e", "potential of the electrolyte"},
    {"phi_p", "potential of the protonic phase"},
    {"phi_s", "potential of the solid"},
    {"dphi", "potential step at the surface"},
    {"theta", "stoichiometry at the surface of the particles"},
    {"j", "reaction current per surface"},
    {"w", "amount per volume of the cell"},
    {"eps", "volume fraction"},
    {"q", "adsorbed per volume of the cell"},
};

constexpr std::string_view elements[] = {"Li", "Na", "Zn", "Mg"};

}  // namespace

DisplayUnit display_unit(const std::string& unit) {
  for (const Shown& shown : usual)
    if (shown.si == unit) return {shown.factor, std::string(shown.unit)};
  std::string text;
  for (std::size_t i = 0; i < unit.size(); ++i) {
    const bool power = unit[i] == '^' && i + 1 < unit.size() && (unit[i + 1] == '2' || unit[i + 1] == '3') &&
                       (i + 2 == unit.size() || !std::isdigit(static_cast<unsigned char>(unit[i + 2])));
    if (power) text += unit[++i] == '2' ? "²" : "³";
    if (!power) text += unit[i];
  }
  return {1.0, text};
}

std::string axis_label(std::string_view quantity, const std::string& unit) {
  return unit.empty() ? std::string(quantity) : fmt::format("{} / {}", quantity, unit);
}

std::string in_sentence(std::string_view title) {
  std::string text;
  while (!title.empty()) {
    const std::size_t end = std::min(title.find(' '), title.size());
    std::string word(title.substr(0, end));
    const std::size_t letter = word.starts_with('(') ? 1 : 0;
    const bool is_word =
        word.size() > letter + 1 && std::all_of(word.begin() + static_cast<std::ptrdiff_t>(letter) + 1, word.end(),
                                                [](unsigned char c) { return std::islower(c) != 0 || c == ')'; });
    const bool is_element = std::find(std::begin(elements), std::end(elements), word) != std::end(elements);
    if (is_word && !is_element)
      word[letter] = static_cast<char>(std::tolower(static_cast<unsigned char>(word[letter])));
    text += (text.empty() ? "" : " ") + word;
    title.remove_prefix(std::min(end + 1, title.size()));
  }
  return text;
}

std::string part_title(std::string_view output) {
  for (const std::string_view way : {"Charging ", "Discharging "})
    if (output.starts_with(way)) output.remove_prefix(way.size());
  constexpr std::string_view prefix = "Voltage Part ";
  return in_sentence(output.starts_with(prefix) ? output.substr(prefix.size()) : output);
}

std::string field_title(const std::string& name) {
  for (const auto& [symbol, meaning] : symbols) {
    const bool same = name.starts_with(symbol) && (name.size() == symbol.size() || name[symbol.size()] == '_');
    if (same) return fmt::format("{}, {}", name, meaning);
  }
  return name;
}

}  // namespace vitrion
