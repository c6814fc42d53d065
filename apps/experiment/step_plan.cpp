// SPDX-License-Identifier: BSD-3-Clause
#include "apps/experiment/step_plan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace vitrion {
namespace {

std::string volts(double V) { return fmt::format("{:.4g} V", V); }

/// The samples of a signal at which its slope changes, and its last: between them it is straight to round-off.
std::vector<double> kinks_of(const DriveCycle& cycle) {
  constexpr double round_off = 1e-13;
  const std::vector<double>&t = cycle.time, &value = cycle.value;
  std::vector<double> kinks;
  for (std::size_t i = 1, last = 0; i < t.size(); ++i) {
    const bool at_end = i + 1 == t.size();
    // From the kink before over this sample to the next.
    const double on_line =
        at_end ? 0.0 : value[last] + (value[i + 1] - value[last]) * (t[i] - t[last]) / (t[i + 1] - t[last]);
    const double size = at_end ? 0.0 : std::max({std::abs(value[last]), std::abs(value[i]), std::abs(value[i + 1])});
    if (!at_end && std::abs(value[i] - on_line) <= round_off * size) continue;
    kinks.push_back(t[i]);
    last = i;
  }
  return kinks;
}

/// The control of a step as an equation between V and I, and how long it lasts by itself.
Terminal make_terminal(const Control& control, const TerminalState& now, double& duration,
                       std::vector<double>& corners) {
  const auto constant = [](Terminal::Mode mode, double value) { return Terminal{mode, value, nullptr, 0.0}; };
  switch (control.kind) {
    case Control::Kind::rest:
      return constant(Terminal::Mode::current, 0.0);
    case Control::Kind::current:
      return constant(Terminal::Mode::current, control.amount.value);
    case Control::Kind::voltage:
      return constant(Terminal::Mode::voltage, control.amount.value);
    case Control::Kind::power:
      return constant(Terminal::Mode::power, control.amount.value);
    case Control::Kind::resistance:
      return constant(Terminal::Mode::resistance, control.amount.value);
    case Control::Kind::drive_cycle: {
      const DriveCycle& cycle = *control.cycle;
      const Terminal::Mode mode = cycle.quantity == DriveCycle::Quantity::voltage ? Terminal::Mode::voltage
                                  : cycle.quantity == DriveCycle::Quantity::power ? Terminal::Mode::power
                                                                                  : Terminal::Mode::current;
      duration = cycle.time.back();
      corners = kinks_of(cycle);
      return {mode, 0.0, std::make_shared<const Signal>(Signal{cycle.time, cycle.value}), 0.0};
    }
    case Control::Kind::voltage_sweep:
      break;
  }
  const double from = control.from.value_or(now.V), to = control.amount.value;
  duration = std::max(std::abs(to - from) / control.sweep_rate, 1e-9);
  return {Terminal::Mode::voltage, 0.0, std::make_shared<const Signal>(Signal{{0.0, duration}, {from, to}}), 0.0};
}

/// What the ends of a step wait for, none of which is a time: "0.5 V or 0.1 mA/cm^2 is never reached".
std::string never_reached(const Step& step) {
  std::vector<std::string> ends;
  for (const Termination& end : step.until) {
    switch (end.quantity) {
      case Termination::Quantity::voltage:
        ends.push_back(volts(end.amount.value));
        break;
      case Termination::Quantity::current:
        ends.push_back(fmt::format("{:.4g} mA/cm^2", end.amount.value * 0.1));
        break;
      case Termination::Quantity::charge:
        ends.push_back(fmt::format("{:.4g} mA h/cm^2", end.amount.value / 36000.0));
        break;
      case Termination::Quantity::state_of_charge:
        ends.push_back(fmt::format("a state of charge of {:.4g} %", end.amount.value * 100));
        break;
      case Termination::Quantity::steady:
        ends.emplace_back("a steady state");
        break;
      case Termination::Quantity::time:
        break;
    }
  }
  return ends.empty() ? "no limit of the cell is ever reached"
                      : fmt::format("{} is never reached", fmt::join(ends, " or "));
}

/// Whether a step, a drive cycle, ends at a voltage or state of charge from whichever side it comes: that is both ends,
/// of which the one counts that is ahead when the step begins.
bool has_both_sides(const Step& step, const Termination& end) {
  Termination other = end;
  other.side = end.side == Termination::Side::above ? Termination::Side::below : Termination::Side::above;
  return std::find(step.until.begin(), step.until.end(), other) != step.until.end();
}

}  // namespace

bool is_steady(Terminal::Mode mode, const TerminalState& before, const TerminalState& now, double dt) {
  constexpr double hour = 3600.0, voltage = 1e-4, part = 1e-3, smallest = 1e-3;  // s, V, 1, A m⁻²
  if (mode != Terminal::Mode::voltage) return std::abs(now.V - before.V) * hour <= voltage * dt;
  return std::abs(now.I - before.I) * hour <= std::max(part * std::abs(now.I), smallest) * dt;
}

std::string steady_reason(Terminal::Mode mode) {
  return fmt::format("the {} was steady", mode == Terminal::Mode::voltage ? "current" : "voltage");
}

StepPlan plan_step(const Step& asked, const Cell& cell, const TerminalState& now, double protocol_temperature,
                   double protocol_period) {
  const CellFacts& facts = cell.facts();
  const Step step = resolve(asked, {facts.area, facts.reference_capacity, facts.active_mass});
  StepPlan plan{describe(asked),
                {},
                longest_step,
                {},
                0,
                {},
                step.record_every.value_or(protocol_period),
                step.temperature.value_or(protocol_temperature),
                step.on_infeasible};
  plan.terminal = make_terminal(step.control, now, plan.duration, plan.corners);

  const auto is_below = [&](const Termination& end) {
    if (end.quantity == Termination::Quantity::voltage) return now.V < end.amount.value;
    return facts.initial_state_of_charge + now.Q / facts.reference_capacity < end.amount.value;
  };
  bool ends_above = false, ends_below = false;
  for (const Termination& end : step.until) {
    const double bound = end.amount.value;
    const bool above = end.side == Termination::Side::above;
    if (has_both_sides(step, end) && above != is_below(end)) continue;
    switch (end.quantity) {
      case Termination::Quantity::time:
        plan.duration = std::min(plan.duration, bound);
        break;
      case Termination::Quantity::voltage:
        plan.limits.push_back({Limit::Quantity::voltage, above, bound,
                               fmt::format("the voltage {} {}", above ? "rose to" : "fell to", volts(bound))});
        (above ? ends_above : ends_below) = true;
        break;
      case Termination::Quantity::current:
        plan.limits.push_back(
            {Limit::Quantity::current_magnitude, above, bound,
             fmt::format("the current {} {:.4g} mA/cm^2", above ? "rose to" : "fell to", bound * 0.1)});
        break;
      case Termination::Quantity::charge:
        plan.limits.push_back({Limit::Quantity::charge_magnitude, true, bound,
                               fmt::format("{:.4g} mA h/cm^2 had passed", bound / 36000.0)});
        break;
      case Termination::Quantity::steady:
        plan.until_steady = true;
        break;
      case Termination::Quantity::state_of_charge: {
        // State of charge is counted by charge from where the cell began.
        const double goal = (bound - facts.initial_state_of_charge) * facts.reference_capacity;
        const double missing = above ? goal - now.Q : now.Q - goal;
        plan.limits.push_back(
            {Limit::Quantity::charge_magnitude, true, missing,
             fmt::format("the state of charge {} {:.4g} %", above ? "rose to" : "fell to", bound * 100)});
        break;
      }
    }
  }
  plan.own_limits = plan.limits.size();
  if (plan.duration == longest_step) plan.never = never_reached(step);
  plan.only_steady = plan.until_steady && step.until.size() == 1 && !plan.terminal.signal && !step.record_every;

  const bool voltage_is_free =
      plan.terminal.mode != Terminal::Mode::voltage && step.control.kind != Control::Kind::rest;
  if (voltage_is_free && !ends_above)
    plan.limits.push_back(
        {Limit::Quantity::voltage, true, facts.voltage_limits[1],
         fmt::format("reached the upper voltage limit of the cell, {}", volts(facts.voltage_limits[1]))});
  if (voltage_is_free && !ends_below)
    plan.limits.push_back(
        {Limit::Quantity::voltage, false, facts.voltage_limits[0],
         fmt::format("reached the lower voltage limit of the cell, {}", volts(facts.voltage_limits[0]))});
  return plan;
}

}  // namespace vitrion
