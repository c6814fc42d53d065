// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/protocols/protocol.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vitrion {

/// A quantity in a protocol, by what it measures.
struct ProtocolValue {
  enum class Kind : std::uint8_t {
    current,
    voltage,
    power,
    resistance,
    time,
    charge,
    temperature,
    sweep_rate,
    state_of_charge,
    steady,   ///< no quantity: "steady"
    percent,  ///< of something that is not said
    number,
  };
  Kind kind = Kind::number;
  Amount amount;  ///< SI
};

/// "C/10", "0.5C", "0.1 mA/cm2", "10 m" (minutes after a number, as PyBaMM writes), "80 % SOC". @throws InputError
ProtocolValue parse_protocol_value(std::string_view text, const SourcePosition& where);

/// "a current", "a voltage", …
std::string_view name_of(ProtocolValue::Kind kind);

/// A time of more than nothing, in s. @throws InputError
double parse_duration(std::string_view text, const SourcePosition& where);
/// A temperature in K. @throws InputError
double parse_temperature(std::string_view text, const SourcePosition& where);

/// The value of a condition under its name, "60 %". @throws InputError
ConditionSetting parse_condition(std::string_view name, std::string_view text, const SourcePosition& where);
/// "60 % RH", "light 1": a condition that carries its own name; nothing for other values. @throws InputError
std::optional<ConditionSetting> parse_named_condition(std::string_view text, const SourcePosition& where);

std::string lower_case(std::string_view text);

}  // namespace vitrion
