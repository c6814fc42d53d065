// SPDX-License-Identifier: BSD-3-Clause
#include "params/text/measured_columns.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <utility>

namespace vitrion {
namespace {

struct Name {
  std::string_view name;  ///< lower case, without blanks, underscores and unit
  Measured what;
};

/// Of one quantity the best comes first. From files of Arbin, BioLogic EC-Lab, Neware and the Battery Data Format,
/// tried; those of Maccor, Landt, Basytec, Gamry and ZPlot are from documentation, untried.
constexpr Name names[] = {{"testtime", Measured::test_time},
                          {"totaltime", Measured::test_time},
                          {"time", Measured::test_time},
                          {"t", Measured::test_time},
                          {"elapsedtime", Measured::test_time},
                          {"runtime", Measured::test_time},
                          {"testtimes", Measured::test_time},
                          {"~time", Measured::test_time},
                          {"steptime", Measured::step_time},
                          {"t-step", Measured::step_time},
                          {"current", Measured::current},
                          {"i", Measured::current},
                          {"<i>", Measured::current},
                          {"im", Measured::current},
                          {"amps", Measured::current},
                          {"voltage", Measured::voltage},
                          {"ewe", Measured::voltage},
                          {"ecell", Measured::voltage},
                          {"ewe-ece", Measured::voltage},
                          {"<ewe>", Measured::voltage},
                          {"u", Measured::voltage},
                          {"v", Measured::voltage},
                          {"vf", Measured::voltage},
                          {"volts", Measured::voltage},
                          {"power", Measured::power},
                          {"p", Measured::power},
                          {"watts", Measured::power},
                          {"temperature", Measured::temperature},
                          {"ambienttemperature", Measured::temperature},
                          {"temp", Measured::temperature},
                          {"chargecapacity", Measured::charging_capacity},
                          {"chargingcapacity", Measured::charging_capacity},
                          {"qcharge", Measured::charging_capacity},
                          {"dischargecapacity", Measured::discharging_capacity},
                          {"dischargingcapacity", Measured::discharging_capacity},
                          {"qdischarge", Measured::discharging_capacity},
                          {"cyclecount", Measured::cycle},
                          {"cycleindex", Measured::cycle},
                          {"cyclenumber", Measured::cycle},
                          {"cycleid", Measured::cycle},
                          {"cycle", Measured::cycle},
                          {"cyc#", Measured::cycle},
                          {"stepcount", Measured::step},
                          {"stepindex", Measured::step},
                          {"stepid", Measured::step},
                          {"step", Measured::step},
                          {"ns", Measured::step},
                          {"frequency", Measured::frequency},
                          {"freq", Measured::frequency},
                          {"realimpedance", Measured::real_impedance},
                          {"re(z)", Measured::real_impedance},
                          {"zreal", Measured::real_impedance},
                          {"z'", Measured::real_impedance},
                          {"imaginaryimpedance", Measured::imaginary_impedance},
                          {"im(z)", Measured::imaginary_impedance},
                          {"zimag", Measured::imaginary_impedance},
                          {"z''", Measured::imaginary_impedance}};

/// Units at the end of the machine-readable names of the Battery Data Format, behind an underscore.
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> spelled{{{"second", "s"},
                                                                                 {"minute", "min"},
                                                                                 {"hour", "h"},
                                                                                 {"ampere", "A"},
                                                                                 {"milliampere", "mA"},
                                                                                 {"volt", "V"},
                                                                                 {"millivolt", "mV"},
                                                                                 {"watt", "W"},
                                                                                 {"milliwatt", "mW"},
                                                                                 {"ah", "Ah"},
                                                                                 {"mah", "mAh"},
                                                                                 {"celsius", "degC"},
                                                                                 {"hertz", "Hz"},
                                                                                 {"ohm", "ohm"},
                                                                                 {"1", ""}}};

std::string plain(std::string_view text) {
  std::string result;
  for (const char c : text)
    if (c != ' ' && c != '_' && c != '"') result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

std::size_t place_of(const std::string& name) {
  const auto found = std::find_if(std::begin(names), std::end(names), [&](const Name& n) { return n.name == name; });
  return static_cast<std::size_t>(found - std::begin(names));
}

std::string_view trimmed(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  while (text.starts_with(' ')) text.remove_prefix(1);
  return text;
}

/// Name and unit of a column: the unit stands in brackets at the end, behind a slash, or spelled behind an underscore.
std::pair<std::string, std::string> parts_of(std::string_view name) {
  name = trimmed(name);
  if (place_of(plain(name)) < std::size(names)) return {plain(name), ""};  // "Re(Z)"
  for (const auto& [open, close] : {std::pair('[', ']'), std::pair('(', ')'), std::pair('{', '}')}) {
    const std::size_t at = name.rfind(open);
    if (at != std::string_view::npos && at > 0 && name.ends_with(close))
      return {plain(name.substr(0, at)), std::string(trimmed(name.substr(at + 1, name.size() - at - 2)))};
  }
  if (const std::size_t at = name.find(" / "); at != std::string_view::npos)
    return {plain(name.substr(0, at)), std::string(trimmed(name.substr(at + 3)))};
  if (const std::size_t at = name.find('/'); at != std::string_view::npos && at > 0)
    return {plain(name.substr(0, at)), std::string(trimmed(name.substr(at + 1)))};
  if (const std::size_t at = name.rfind('_'); at != std::string_view::npos) {
    const std::string last = plain(name.substr(at + 1));
    for (const auto& [word, unit] : spelled)
      if (word == last) return {plain(name.substr(0, at)), std::string(unit)};
  }
  return {plain(name), ""};
}

}  // namespace

ColumnMeaning meaning_of(std::string_view name) {
  const auto [plain_name, unit] = parts_of(name);
  const std::size_t place = place_of(plain_name);
  if (place == std::size(names)) return {std::nullopt, unit};
  return {names[place].what, unit};
}

const CsvTable::Column* find_measured(const CsvTable& table, Measured what) {
  const CsvTable::Column* best = nullptr;
  std::size_t best_place = std::size(names);
  for (const CsvTable::Column& column : table.columns) {
    const std::size_t place = place_of(parts_of(column.name).first);
    if (place >= best_place || names[place].what != what) continue;
    best = &column;
    best_place = place;
  }
  return best;
}

}  // namespace vitrion
