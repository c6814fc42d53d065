// SPDX-License-Identifier: BSD-3-Clause
// Protocols as sentences for people.
#include "params/constants.hpp"
#include "params/protocols/protocol.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vitrion {
namespace {

/// Ten digits: enough to read the same step again, few enough to hide what a unit conversion rounded.
std::string number(double value) { return fmt::format("{:.10g}", value); }

std::string with_unit(double value, double small_from, const char* small, double small_factor, const char* usual,
                      double usual_factor) {
  const bool is_small = std::abs(value) < small_from && value != 0.0;
  return is_small ? number(value / small_factor) + " " + small : number(value / usual_factor) + " " + usual;
}

std::string time_text(double t) {
  if (t >= 3600.0 && std::fmod(t, 360.0) == 0.0) return number(t / 3600.0) + " h";
  if (t >= 60.0 && std::fmod(t, 60.0) == 0.0) return number(t / 60.0) + " min";
  return number(t) + " s";
}

std::string current_text(const Amount& current) {
  const double I = std::abs(current.value);
  switch (current.basis) {
    case Basis::total:
      return with_unit(I, 0.1, "mA", 1e-3, "A", 1.0);
    case Basis::areal:
      return number(I / 10.0) + " mA/cm^2";
    case Basis::specific:
      return number(I) + " mA/g";
    case Basis::rate:
      break;
  }
  const double hours = 1.0 / I;
  const bool is_fraction = I < 1.0 && std::abs(hours - std::round(hours)) < 1e-9 * hours;
  return is_fraction ? "C/" + number(std::round(hours)) : number(I) + "C";
}

std::string power_text(const Amount& power) {
  const double P = std::abs(power.value);
  if (power.basis == Basis::areal) return number(P) + " W/m^2";
  if (power.basis == Basis::specific) return number(P) + " W/kg";
  return with_unit(P, 0.1, "mW", 1e-3, "W", 1.0);
}

std::string charge_text(const Amount& charge) {
  const double Q = charge.value / 3600.0;
  if (charge.basis == Basis::areal) return number(Q / 10.0) + " mA h/cm^2";
  if (charge.basis == Basis::specific) return number(Q) + " mA h/g";
  return with_unit(Q, 0.1, "mA h", 1e-3, "A h", 1.0);
}

std::string percent_text(double part) { return number(100.0 * part) + " %"; }

std::string control_text(const Step& step) {
  const Control& control = step.control;
  const std::string verb = step.direction() > 0 ? "Charge at " : "Discharge at ";
  switch (control.kind) {
    case Control::Kind::rest:
      return "Rest";
    case Control::Kind::current:
      return verb + current_text(control.amount);
    case Control::Kind::power:
      return verb + power_text(control.amount);
    case Control::Kind::resistance:
      return verb + number(control.amount.value) + (control.amount.basis == Basis::areal ? " ohm m^2" : " ohm");
    case Control::Kind::voltage:
      return "Hold at " + number(control.amount.value) + " V";
    case Control::Kind::voltage_sweep:
      return "Sweep voltage " + (control.from ? "from " + number(*control.from) + " V " : "") + "to " +
             number(control.amount.value) + " V at " + with_unit(control.sweep_rate, 0.1, "mV/s", 1e-3, "V/s", 1.0);
    case Control::Kind::drive_cycle:
      return fmt::format("Drive cycle {} of {}", control.cycle->name, time_text(control.cycle->time.back()));
  }
  return {};
}

/// Whether a step ends at this on the other side too.
bool other_side_too(const Step& step, Termination end) {
  end.side = end.side == Termination::Side::below ? Termination::Side::above : Termination::Side::below;
  return std::find(step.until.begin(), step.until.end(), end) != step.until.end();
}

/// The side on which the sentence would assume the end.
bool side_goes_without_saying(const Step& step, const Termination& end) {
  switch (end.quantity) {
    case Termination::Quantity::time:
    case Termination::Quantity::charge:
      return true;
    case Termination::Quantity::current: {
      const bool rises = step.control.kind == Control::Kind::power && step.direction() < 0;
      return (end.side == Termination::Side::above) == rises;
    }
    default:
      break;
  }
  if (step.control.kind == Control::Kind::drive_cycle) return other_side_too(step, end);
  return step.direction() != 0;
}

}  // namespace

std::string describe(const Termination& termination) {
  const std::string side = termination.side == Termination::Side::below ? "< " : "> ";
  switch (termination.quantity) {
    case Termination::Quantity::time:
      return "time " + side + time_text(termination.amount.value);
    case Termination::Quantity::voltage:
      return "voltage " + side + number(termination.amount.value) + " V";
    case Termination::Quantity::current:
      return "current " + side + current_text(termination.amount);
    case Termination::Quantity::charge:
      return "capacity " + side + charge_text(termination.amount);
    case Termination::Quantity::state_of_charge:
      return "SOC " + side + percent_text(termination.amount.value);
    case Termination::Quantity::steady:
      return "steady";
  }
  return {};
}

std::string describe(const Step& step) {
  std::string duration, ends;
  for (const Termination& end : step.until) {
    if (end.quantity == Termination::Quantity::time && duration.empty()) {
      duration = " for " + time_text(end.amount.value);
      continue;
    }
    if (end.side == Termination::Side::above && other_side_too(step, end)) continue;  // it is said of the other one
    std::string text = describe(end);
    if (end.quantity != Termination::Quantity::steady && side_goes_without_saying(step, end)) {
      text = text.substr(text.find_first_of("<>") + 2);
      if (end.quantity == Termination::Quantity::state_of_charge) text += " SOC";
    }
    ends += (ends.empty() ? "until " : " or ") + text;
  }
  std::string sentence = control_text(step) + duration;
  if (!ends.empty()) sentence += (duration.empty() ? " " : " or ") + ends;
  if (step.record_every) sentence += " (" + time_text(*step.record_every) + " period)";
  if (step.temperature) sentence += " at " + number(*step.temperature - zero_celsius) + " degC";
  for (const ConditionSetting& setting : step.conditions) {
    sentence += &setting == &step.conditions.front() ? " with " : " and ";
    sentence += setting.name + " " + setting.text;
  }
  return sentence;
}

std::string describe(const EndRule& rule) {
  const std::string side = rule.side == Termination::Side::below ? " < " : " > ";
  switch (rule.quantity) {
    case EndRule::Quantity::capacity:
      return "capacity" + side + charge_text(rule.amount);
    case EndRule::Quantity::capacity_part:
      return "capacity" + side + percent_text(rule.amount.value);
    case EndRule::Quantity::capacity_nominal:
      return "capacity" + side + percent_text(rule.amount.value) + " of nominal";
    case EndRule::Quantity::voltage:
      return "voltage" + side + number(rule.amount.value) + " V";
    case EndRule::Quantity::time:
      return "time" + side + time_text(rule.amount.value);
    case EndRule::Quantity::cycles:
      return "cycles" + side + number(rule.amount.value);
  }
  return {};
}

}  // namespace vitrion
