// SPDX-License-Identifier: BSD-3-Clause
#include "params/protocols/protocol_value.hpp"

#include "params/text/quantity.hpp"
#include "params/text/unit_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace vitrion {
namespace {

using Kind = ProtocolValue::Kind;

constexpr std::size_t longest_value = 200;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// "C/10", "C / 3", "0.5C", "1 C", "2C/3".
std::optional<double> parse_rate(std::string_view text) {
  const auto c = text.find_first_of("Cc");
  if (c == std::string_view::npos) return std::nullopt;
  const std::string_view before = trimmed(text.substr(0, c)), after = trimmed(text.substr(c + 1));
  double rate = 1.0;
  if (!before.empty()) {
    const auto number = parse_number(before);
    if (!number) return std::nullopt;
    rate = *number;
  }
  if (after.empty()) return before.empty() ? std::nullopt : std::optional(rate);
  if (after.front() != '/') return std::nullopt;
  const auto divisor = parse_number(trimmed(after.substr(1)));
  if (!divisor || *divisor == 0.0) return std::nullopt;
  return rate / *divisor;
}

struct Measured {
  Dimension dimension;
  Kind kind;
  Basis basis = Basis::total;
};

const std::array<Measured, 14>& measured_kinds() {
  using Mass_ = Mass;
  static const std::array<Measured, 14> kinds = {{
      {dimension_of<Current>(), Kind::current},
      {dimension_of<CurrentDensity>(), Kind::current, Basis::areal},
      {dimension_of<SpecificCurrent>(), Kind::current, Basis::specific},
      {dimension_of<Voltage>(), Kind::voltage},
      {dimension_of<Power>(), Kind::power},
      {dimension_of<ArealPower>(), Kind::power, Basis::areal},
      {dimension_of<decltype(Power() / Mass_())>(), Kind::power, Basis::specific},
      {dimension_of<Resistance>(), Kind::resistance},
      {dimension_of<Time>(), Kind::time},
      {dimension_of<Charge>(), Kind::charge},
      {dimension_of<ArealCharge>(), Kind::charge, Basis::areal},
      {dimension_of<SpecificCharge>(), Kind::charge, Basis::specific},
      {dimension_of<Temperature>(), Kind::temperature},
      {dimension_of<decltype(Voltage() / Time())>(), Kind::sweep_rate},
  }};
  return kinds;
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::current:
      return "a current";
    case Kind::voltage:
      return "a voltage";
    case Kind::power:
      return "a power";
    case Kind::resistance:
      return "a resistance";
    case Kind::time:
      return "a time";
    case Kind::charge:
      return "a charge";
    case Kind::temperature:
      return "a temperature";
    case Kind::sweep_rate:
      return "a voltage over time";
    case Kind::state_of_charge:
      return "a state of charge";
    case Kind::steady:
      return "a steady state";
    case Kind::percent:
      return "a percentage";
    case Kind::number:
      break;
  }
  return "a number without a unit";
}

ProtocolValue parse_protocol_value(std::string_view text, const SourcePosition& where) {
  const std::string_view whole = trimmed(text);
  if (whole.empty()) throw InputError(where, "a value is missing", "write for example 1C, 0.1 mA/cm2, 4.2 V or 1 h");
  if (whole.size() > longest_value) throw InputError(where, "a value cannot be this long");
  if (const auto rate = parse_rate(whole); rate && std::isfinite(*rate)) {
    return {Kind::current, {*rate, Basis::rate}};
  }
  const std::string lower = lower_case(whole);
  if (lower == "steady" || lower == "steady state") return {Kind::steady, {}};
  for (const std::string_view words : {"soc", "state of charge"}) {
    std::string_view rest;
    if (lower.ends_with(words)) rest = trimmed(whole.substr(0, whole.size() - words.size()));
    if (lower.starts_with(words)) rest = trimmed(whole.substr(words.size()));
    if (rest.empty()) continue;
    const WrittenQuantity part = parse_quantity(rest, where);
    const auto fraction = to_si(part.number, part.unit, Dimension{});
    if (!fraction || *fraction < 0.0 || *fraction > 1.0) {
      throw InputError(where, fmt::format("'{}' is not a state of charge", whole), "it lies between 0 % and 100 %");
    }
    return {Kind::state_of_charge, {*fraction}};
  }
  const WrittenQuantity quantity = parse_quantity(whole, where);
  if (quantity.unit.text == "m") return {Kind::time, {60.0 * quantity.number}};
  if (quantity.unit.text == "%") return {Kind::percent, {quantity.number / 100.0}};
  if (quantity.unit.text == "mC") {
    throw InputError(where, fmt::format("'{}' is not a rate", whole),
                     fmt::format("write {0}C for the rate, or {0} mA for a current", number_text(quantity.number)));
  }
  if (quantity.unit.dimension.dimensionless()) return {Kind::number, {quantity.number * quantity.unit.factor}};
  for (const Measured& measured : measured_kinds()) {
    if (const auto value = to_si(quantity.number, quantity.unit, measured.dimension); value && std::isfinite(*value)) {
      return {measured.kind, {*value, measured.basis}};
    }
  }
  throw InputError(where, fmt::format("'{}' means nothing in a protocol", whole),
                   "there are currents, voltages, powers, resistances, charges, times and temperatures");
}

ConditionSetting parse_condition(std::string_view name, std::string_view text, const SourcePosition& where) {
  const std::string_view value = trimmed(text);
  if (value.empty()) {
    throw InputError(where, fmt::format("'{}' is set to nothing", name), "write for example relative_humidity 60 %");
  }
  if (value.size() > longest_value) throw InputError(where, "a value cannot be this long");
  return {std::string(name), parse_quantity(value, where), std::string(value), where};
}

std::optional<ConditionSetting> parse_named_condition(std::string_view text, const SourcePosition& where) {
  struct Spelling {
    std::string_view words, name;
  };
  static constexpr std::array<Spelling, 4> spellings = {{{"relative humidity", "relative_humidity"},
                                                         {"humidity", "relative_humidity"},
                                                         {"rh", "relative_humidity"},
                                                         {"light", "light"}}};
  const std::string_view whole = trimmed(text);
  const std::string lower = lower_case(whole);
  for (const auto& [words, name] : spellings) {
    if (lower.size() <= words.size()) continue;
    if (lower.ends_with(words)) return parse_condition(name, whole.substr(0, whole.size() - words.size()), where);
    if (lower.starts_with(words)) return parse_condition(name, whole.substr(words.size()), where);
  }
  return std::nullopt;
}

double parse_duration(std::string_view text, const SourcePosition& where) {
  const ProtocolValue value = parse_protocol_value(text, where);
  if (value.kind != Kind::time) {
    throw InputError(where, fmt::format("'{}' is {}, not a time", trimmed(text), name_of(value.kind)),
                     "write for example 30 s, 10 min or 1 h");
  }
  if (!(value.amount.value > 0.0)) {
    throw InputError(where, fmt::format("a time of {} is no time", trimmed(text)), "it must be more than zero");
  }
  constexpr double longest = 1e10;
  if (value.amount.value > longest) {
    throw InputError(where, fmt::format("a time of {} is not plausible", trimmed(text)), "it is more than 300 years");
  }
  return value.amount.value;
}

double parse_temperature(std::string_view text, const SourcePosition& where) {
  const ProtocolValue value = parse_protocol_value(text, where);
  if (value.kind != Kind::temperature) {
    throw InputError(where, fmt::format("'{}' is {}, not a temperature", trimmed(text), name_of(value.kind)),
                     "write for example 30 degC");
  }
  const double T = value.amount.value;
  constexpr double lowest = 150.0, highest = 1000.0, rounding = 1e-6;  // K
  if (T < lowest - rounding || T > highest + rounding) {
    const bool forgot_celsius = T > 0.0 && T < lowest && trimmed(text).ends_with('K');
    throw InputError(where, fmt::format("a temperature of {} is not plausible", trimmed(text)),
                     forgot_celsius ? fmt::format("did you mean {} degC?", number_text(T))
                                    : fmt::format("it lies between {} K and {} K", lowest, highest));
  }
  return T;
}

}  // namespace vitrion
