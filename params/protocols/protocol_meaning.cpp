// SPDX-License-Identifier: BSD-3-Clause
// Whether a step that was written can be meant, and if not, what probably was.
#include "params/protocols/protocol_sentence.hpp"
#include "params/text/unit_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace vitrion {
namespace {

using Kind = ProtocolValue::Kind;
using Quantity = Termination::Quantity;
using Side = Termination::Side;
using Verb = WrittenStep::Verb;

class Meaning {
 public:
  explicit Meaning(const WrittenStep& written) : written_(written), step_(written.step) {}

  Step step() {
    read_control();
    for (const WrittenTermination& termination : written_.until) {
      step_.until.push_back(read_termination(termination));
      if (ends_on_either_side(termination)) {
        step_.until.push_back(step_.until.back());
        step_.until.back().side = Side::above;
      }
    }
    const bool ends_by_itself = written_.verb == Verb::sweep || written_.verb == Verb::drive_cycle;
    if (step_.until.empty() && !ends_by_itself) {
      fail(step_.where, "the step has no end",
           written_.verb == Verb::rest ? R"(add how long it lasts: "Rest for 1 h")"
                                       : fmt::format(R"(add for example "for 1 h" or "until {}")", usual_end()));
    }
    return std::move(step_);
  }

 private:
  [[noreturn]] static void fail(const SourcePosition& where, const std::string& complaint,
                                const std::string& advice = {}) {
    throw InputError(where, complaint, advice);
  }

  bool is_charge() const { return written_.verb == Verb::charge; }
  std::string usual_end() const {
    if (written_.verb == Verb::hold) return "C/50";
    return is_charge() ? "4.2 V" : "2.5 V";
  }
  /// "Hold at 4.2 V until 50 mA"
  std::string sentence(std::string_view verb, std::string_view value) const {
    return fmt::format("\"{} at {}{}{}\"", verb, value, written_.ends.empty() ? "" : " ", written_.ends);
  }

  void read_control() {
    switch (written_.verb) {
      case Verb::charge:
      case Verb::discharge:
        return read_current_or_power();
      case Verb::hold:
        return read_hold();
      case Verb::rest:
        if (const auto& value = written_.value) {
          fail(value->where,
               fmt::format("a rest has no current, and '{}' is {}", value->text, name_of(value->value.kind)),
               fmt::format("did you mean {}?", value->value.kind == Kind::number ? value->text + " degC"
                                               : value->value.kind == Kind::voltage
                                                   ? sentence("Hold", value->text)
                                                   : sentence("Discharge", value->text)));
        }
        return;
      case Verb::sweep:
        return read_sweep();
      case Verb::drive_cycle:
        return;
    }
  }

  void read_current_or_power() {
    const std::string& verb = written_.verb_text;
    const char* const to_do = is_charge() ? "charge" : "discharge";
    if (!written_.value) {
      const std::string ends = written_.ends.empty() ? "until " + usual_end() : written_.ends;
      fail(step_.where, fmt::format("it is not said at what current to {}", to_do),
           fmt::format("write for example \"{} at 1C {}\"", verb, ends));
    }
    const auto& [value, text, where] = *written_.value;
    const double size = value.amount.value;
    switch (value.kind) {
      case Kind::current:
        step_.control.kind = Control::Kind::current;
        break;
      case Kind::power:
        step_.control.kind = Control::Kind::power;
        break;
      case Kind::resistance:
        if (is_charge())
          fail(where, "a resistance cannot charge a cell",
               fmt::format("did you mean {}?", sentence("Discharge", text)));
        step_.control.kind = Control::Kind::resistance;
        break;
      case Kind::voltage:
        fail(where, fmt::format("a {} is at a current or a power, and '{}' is a voltage", to_do, text),
             fmt::format("did you mean {}?", sentence("Hold", text)));
      case Kind::number:
        fail(where, fmt::format("'{}' has no unit", text), fmt::format("did you mean {0}C or {0} A?", text));
      case Kind::charge:
        fail(where, fmt::format("a {} is at a current or a power, and '{}' is a charge", to_do, text),
             "write a C-rate as 1C or C/10, a current as 1 A or 0.1 mA/cm2");
      default:
        fail(where, fmt::format("a {} is at a current or a power, and '{}' is {}", to_do, text, name_of(value.kind)),
             "write for example 1C, 1 A, 0.1 mA/cm2 or 5 W");
    }
    if (size == 0.0) {
      fail(where, fmt::format("'{}' is a rest", text),
           fmt::format("did you mean \"Rest {}\"?", written_.ends.empty() ? "for 1 h" : written_.ends));
    }
    if (size < 0.0) {
      const std::string positive = text.substr(text.find('-') + 1);
      fail(where, fmt::format("the word {} already says the direction, and '{}' reverses it", verb, text),
           fmt::format("did you mean {} or {}?", sentence(verb, positive),
                       sentence(is_charge() ? "Discharge" : "Charge", positive)));
    }
    step_.control.amount = value.amount;
    if (!is_charge() && value.kind != Kind::resistance) step_.control.amount.value = -size;
  }

  void read_hold() {
    if (!written_.value) {
      fail(step_.where, "it is not said what voltage to hold",
           fmt::format("write for example \"{} at 4.2 V{}{}\"", written_.verb_text, written_.ends.empty() ? "" : " ",
                       written_.ends.empty() ? " until C/50" : written_.ends));
    }
    const auto& [value, text, where] = *written_.value;
    if (value.kind == Kind::current || value.kind == Kind::power) {
      fail(where, fmt::format("a hold keeps a voltage, and '{}' is {}", text, name_of(value.kind)),
           fmt::format("did you mean {} or {}?", sentence("Charge", text), sentence("Discharge", text)));
    }
    if (value.kind == Kind::number)
      fail(where, fmt::format("'{}' has no unit", text), fmt::format("did you mean {} V?", text));
    if (value.kind != Kind::voltage) {
      fail(where, fmt::format("a hold keeps a voltage, and '{}' is {}", text, name_of(value.kind)),
           "write for example \"Hold at 4.2 V until C/50\"");
    }
    step_.control.kind = Control::Kind::voltage;
    step_.control.amount = value.amount;
  }

  void read_sweep() {
    const char* const example = "write for example \"Sweep voltage from 1.0 V to 0.3 V at 10 mV/s\"";
    if (written_.points > 0) return check_points();
    if (!written_.to || !written_.value) {
      fail(step_.where, written_.to ? "a sweep needs its rate" : "a sweep needs the voltage at its end", example);
    }
    for (const auto* const end : {&written_.from, &written_.to}) {
      if (*end && (*end)->value.kind != Kind::voltage) {
        fail((*end)->where,
             fmt::format("a sweep runs between voltages, and '{}' is {}", (*end)->text, name_of((*end)->value.kind)),
             example);
      }
    }
    const auto& [rate, text, where] = *written_.value;
    if (rate.kind != Kind::sweep_rate) {
      fail(where, fmt::format("a sweep has a rate in voltage over time, and '{}' is {}", text, name_of(rate.kind)),
           example);
    }
    if (!(rate.amount.value > 0.0)) {
      fail(where, fmt::format("a sweep at '{}' goes nowhere", text),
           "the rate is positive; from and to say the direction");
    }
    step_.control.kind = Control::Kind::voltage_sweep;
    step_.control.amount = written_.to->value.amount;
    step_.control.sweep_rate = rate.amount.value;
    if (!written_.from) return;
    step_.control.from = written_.from->value.amount.value;
    if (*step_.control.from == step_.control.amount.value) {
      fail(written_.to->where, "the sweep begins where it ends", "write \"Hold at ...\" to stay at a voltage");
    }
  }

  /// A sweep in points: make_block() makes holds of it.
  void check_points() const {
    if (!written_.from || !written_.to) {
      fail(step_.where, "a sweep in points needs the voltages of its first and its last point",
           "write for example \"Sweep voltage from 1.0 V to 0.3 V in 30 points\"");
    }
    for (const auto* const end : {&written_.from, &written_.to}) {
      if ((*end)->value.kind != Kind::voltage) {
        fail((*end)->where,
             fmt::format("a sweep runs between voltages, and '{}' is {}", (*end)->text, name_of((*end)->value.kind)));
      }
    }
    if (written_.value) {
      fail(written_.value->where, fmt::format("a sweep in points has no rate, and '{}' is one", written_.value->text),
           "say how long each point is held: \"in 30 points of 10 min\"");
    }
    if (!written_.until.empty()) {
      fail(written_.until.front().limit.where, "a sweep in points ends at its last point", "leave other ends out");
    }
  }

  Termination read_termination(const WrittenTermination& written) const {
    const auto& [value, text, where] = written.limit;
    Termination termination{.quantity = quantity(written.limit), .amount = value.amount};
    if (termination.quantity == Quantity::time) parse_duration(text, where);
    if (termination.quantity == Quantity::steady) return termination;
    if (termination.quantity != Quantity::voltage && termination.quantity != Quantity::state_of_charge &&
        !(value.amount.value > 0.0)) {
      fail(where, fmt::format("'{}' is not an end that can be reached", text),
           "it counts without a sign and is more than zero");
    }
    if (written_.verb == Verb::rest && termination.quantity != Quantity::time) {
      fail(where, fmt::format("a rest ends after a time, and '{}' is {}", text, name_of(value.kind)),
           termination.quantity == Quantity::voltage
               ? fmt::format(R"(did you mean "Discharge at C/10 until {}", or "Rest for 1 h"?)", text)
               : R"(write for example "Rest for 1 h")");
    }
    const bool holds = written_.verb == Verb::hold;
    if (holds && termination.quantity == Quantity::voltage) {
      fail(where, fmt::format("a hold keeps its voltage, so {} cannot end it", text), "end it by a current or a time");
    }
    if (step_.control.kind == Control::Kind::current && termination.quantity == Quantity::current) {
      fail(where, fmt::format("the current is constant, so {} cannot end the step", text),
           fmt::format("end it at a voltage and add the step \"Hold at {} until {}\"", voltage_end(), text));
    }
    termination.side = written.side.value_or(usual_side(termination.quantity, where, text));
    check_side(termination, where, text);
    return termination;
  }

  Quantity quantity(const WrittenValue& limit) const {
    switch (limit.value.kind) {
      case Kind::voltage:
        return Quantity::voltage;
      case Kind::current:
        return Quantity::current;
      case Kind::time:
        return Quantity::time;
      case Kind::charge:
        return Quantity::charge;
      case Kind::state_of_charge:
        return Quantity::state_of_charge;
      case Kind::steady:
        return Quantity::steady;
      case Kind::percent:
        fail(limit.where, fmt::format("'{}' does not say of what", limit.text),
             fmt::format("did you mean {} SOC?", limit.text));
      case Kind::number:
        fail(limit.where, fmt::format("'{}' has no unit", limit.text),
             fmt::format("did you mean {} {}?", limit.text, written_.verb == Verb::rest ? "s" : "V"));
      default:
        fail(limit.where, fmt::format("{} cannot end a step, and '{}' is one", name_of(limit.value.kind), limit.text),
             "a step ends at a voltage, a current, a time, a charge or a state of charge");
    }
  }

  /// The voltage at which the step ends, for advice.
  std::string voltage_end() const {
    for (const WrittenTermination& other : written_.until) {
      if (other.limit.value.kind == Kind::voltage) return other.limit.text;
    }
    return usual_end();
  }

  /// A drive cycle goes up and down: an end of it without a side is met from where the cell is when it begins.
  bool ends_on_either_side(const WrittenTermination& end) const {
    return written_.verb == Verb::drive_cycle && !end.side &&
           (end.limit.value.kind == Kind::voltage || end.limit.value.kind == Kind::state_of_charge);
  }

  Side usual_side(Quantity quantity, const SourcePosition& where, const std::string& text) const {
    switch (quantity) {
      case Quantity::time:
      case Quantity::charge:
        return Side::above;
      case Quantity::current:
        return written_.verb == Verb::discharge && step_.control.kind == Control::Kind::power ? Side::above
                                                                                              : Side::below;
      default:
        break;
    }
    if (written_.verb == Verb::charge) return Side::above;
    if (written_.verb == Verb::discharge || written_.verb == Verb::drive_cycle) return Side::below;
    fail(where, fmt::format("it is not said whether the step ends below or above {}", text),
         fmt::format(R"(write "until > {0}" or "until < {0}")", text));
  }

  void check_side(const Termination& termination, const SourcePosition& where, const std::string& text) const {
    const bool below = termination.side == Side::below;
    const char* const side = below ? "below" : "above";
    if ((termination.quantity == Quantity::time || termination.quantity == Quantity::charge) && below) {
      fail(where, fmt::format("time and charge grow, so a step cannot end below {}", text),
           fmt::format("write \"until {}\"", text));
    }
    if (termination.quantity != Quantity::voltage && termination.quantity != Quantity::state_of_charge) return;
    const char* const what = termination.quantity == Quantity::voltage ? "voltage" : "state of charge";
    if (is_charge() ? below : (written_.verb == Verb::discharge && !below)) {
      fail(where,
           fmt::format("a {} {} the {}, so it cannot end {} {}", is_charge() ? "charge" : "discharge",
                       is_charge() ? "raises" : "lowers", what, side, text),
           fmt::format("did you mean \"{} at {} until {}\"?", is_charge() ? "Discharge" : "Charge",
                       written_.value ? written_.value->text : "1C", text));
    }
  }

  const WrittenStep& written_;
  Step step_;
};

}  // namespace

Step make_step(const WrittenStep& written) { return Meaning(written).step(); }

Block make_block(const WrittenStep& written) {
  Block block;
  Step step = make_step(written);
  if (written.points == 0) {
    block.step = std::move(step);
    return block;
  }
  step.control.kind = Control::Kind::voltage;
  step.control.point_of_sweep = true;
  step.until = {written.dwell ? Termination{.quantity = Quantity::time, .amount = {*written.dwell}}
                              : Termination{.quantity = Quantity::steady, .amount = {}}};
  const double first = written.from->value.amount.value, last = written.to->value.amount.value;
  for (int k = 0; k < written.points; ++k) {
    step.control.amount.value = std::lerp(first, last, static_cast<double>(k) / (written.points - 1));
    block.blocks.emplace_back().step = step;
  }
  return block;
}

}  // namespace vitrion
