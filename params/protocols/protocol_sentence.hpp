// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/protocols/protocol.hpp"
#include "params/protocols/protocol_value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrion {

/// A value with the words in which it was written.
struct WrittenValue {
  ProtocolValue value;
  std::string text;
  SourcePosition where;
};

/// A termination of which the side may still follow from what the step does.
struct WrittenTermination {
  WrittenValue limit;
  std::optional<Termination::Side> side;
};

/// A step as it was written, as a sentence or as a map, before anybody asked whether it can be meant.
struct WrittenStep {
  enum class Verb : std::uint8_t { charge, discharge, hold, rest, sweep, drive_cycle };

  Verb verb = Verb::rest;
  std::string verb_text;              ///< "Charge"
  std::optional<WrittenValue> value;  ///< what it is done at; the rate of a sweep
  std::optional<WrittenValue> from, to;
  int points = 0;                         ///< in which a sweep is done; 0: continuously
  std::optional<double> dwell;            ///< s at each point; nothing: until steady
  std::vector<WrittenTermination> until;  ///< with its duration
  std::string ends;                       ///< the words about its end: "for 1 h or until 2.5 V"
  Step step;                              ///< everything else
};

/// Adds a setting to those of a step or a protocol. @throws InputError when the same is set already
void add_condition(std::vector<ConditionSetting>& conditions, ConditionSetting setting);

/// Takes a sentence apart. @throws InputError
WrittenStep take_apart(std::string_view sentence, const SourcePosition& where);

/// "until" of a map: "4.2 V", "> 3 V", "voltage < 2.5 V or 10 h". @throws InputError
std::vector<WrittenTermination> parse_terminations(std::string_view text, const SourcePosition& where);

/// The step that is meant. @throws InputError that says the likely meaning when it cannot be meant
Step make_step(const WrittenStep& written);

/// The same as a block: of one step, or of the points of a sweep. @throws InputError
Block make_block(const WrittenStep& written);

}  // namespace vitrion
