// SPDX-License-Identifier: BSD-3-Clause
// How a step begins: from what the terminals do now to what the step wants them to do.
#include "apps/experiment/experiment_runner.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace vitrion {
namespace {

/// How far beyond a limit a step may begin, and how much further it may go before it is stopped: a fraction of what
/// the cell has, or V.
constexpr double room_to_begin_in = 1e-3;

}  // namespace

/// A step is beyond one of its ends before it began, or already on the way to where it would begin.
void ExperimentRunner::stop_at_once(const StepPlan& plan, std::size_t event, StepReport& report, bool on_the_way) {
  if (event < cell_.first_step_event()) {
    report.end = StepEnd::physical_limit;
    report.reason = cell_.system().event_names()[event];
    return;
  }
  const std::size_t limit = event - cell_.first_step_event();
  const bool own = limit < plan.own_limits;
  const bool current_of_a_hold = own && plan.terminal.mode == Terminal::Mode::voltage &&
                                 plan.limits[limit].quantity == Limit::Quantity::current_magnitude;
  report.end = !own ? StepEnd::voltage_window : current_of_a_hold ? StepEnd::limit : StepEnd::infeasible;
  report.reason = current_of_a_hold
                      ? fmt::format("{} at once", plan.limits[limit].name)
                      : fmt::format("{} at once: V = {:.4f} V{} I = {:.4g} mA/cm^2", plan.limits[limit].name,
                                    report.V_begin, on_the_way ? " already at" : ",", cell_.current(y_) * 0.1);
  if (const std::string cause = physical_limit_nearby(saturated); !own && !cause.empty())
    report.reason += fmt::format(", {}", cause);
}

/// Goes from the state y towards what a step wants, in strides as small as it takes, and stops at the first limit in
/// the way: one of the cell, or of the voltage where the step gives a current or a power. True when it arrived; else
/// the report says what it met, if it met anything.
bool ExperimentRunner::creep(const StepPlan& plan, const std::function<void(double)>& approach, std::vector<double> y,
                             StepReport& report) {
  constexpr double smallest = 1e-3;  // of what is done: a small part of a current far too large may be the limit
  const std::size_t physical = cell_.first_step_event();
  room_.resize(cell_.system().event_names().size());
  const auto stands_in_the_way = [&](std::size_t event) {
    const bool voltage = event >= physical && plan.terminal.mode != Terminal::Mode::voltage &&
                         plan.limits[event - physical].quantity == Limit::Quantity::voltage;
    return (event < physical || voltage) && room_[event] < 0.0;
  };
  cell_.system().events(t_, y, room_);
  const std::vector<double> room_before = room_;

  double done = 0.0, stride = 1.0 / 16;
  while (stride > smallest * std::max(done, smallest)) {
    const double next = std::min(1.0, done + stride);
    approach(next);
    y_ = y;
    try {
      solver_.start(t_, y_);
    } catch (const SolverError&) {
      stride *= 0.25;
      continue;
    }
    cell_.system().events(t_, y_, room_);
    for (std::size_t event = 0; event < room_.size(); ++event) {
      if (!stands_in_the_way(event) || room_before[event] < 0.0) continue;
      report.V_begin = cell_.voltage(y_);
      stop_at_once(plan, event, report, next < 1.0);
      return false;
    }
    if (next == 1.0) return true;
    y = y_;
    done = next;
    stride *= 2.0;
  }
  y_ = y;
  return false;
}

/// Whether a cell that stands beyond a physical limit, by as much as the tolerance allows, is on its way back in.
bool ExperimentRunner::recovers(std::size_t event) {
  constexpr double soon = 1e-3;  // s
  const Reals rate = solver_.ydot();
  std::vector<double> later = y_;
  for (std::size_t i = 0; i < later.size(); ++i) later[i] += soon * rate[i];
  room_.resize(cell_.system().event_names().size());
  cell_.system().events(t_, y_, room_);
  const double now = room_[event];
  cell_.system().events(t_ + soon, later, room_);
  return room_[event] > now;
}

/// Whether a step may begin beyond a limit: of the cell, if it is a little beyond and on its way back in; of its
/// voltage window, if the step leads away from it. It is watched until it is inside.
bool ExperimentRunner::may_begin_beyond(std::size_t event, const StepPlan& plan) {
  const std::size_t physical = cell_.first_step_event();
  if (event < physical) {
    room_.resize(cell_.system().event_names().size());
    cell_.system().events(t_, y_, room_);
    return room_[event] > -room_to_begin_in && recovers(event);
  }
  const Limit& limit = plan.limits[event - physical];
  if (event - physical < plan.own_limits || limit.quantity != Limit::Quantity::voltage) return false;
  const double I = cell_.current(y_);
  return limit.stops_above ? I <= 0.0 : I >= 0.0;
}

/// The limit that the step began beyond and has left further behind, if there is one.
std::optional<std::size_t> ExperimentRunner::left_further() {
  if (beyond_.empty()) return std::nullopt;
  room_.resize(cell_.system().event_names().size());
  cell_.system().events(t_, y_, room_);
  std::erase_if(beyond_, [&](const Beyond& limit) { return room_[limit.event] >= 0.0; });
  const auto worse = [&](const Beyond& limit) { return room_[limit.event] < limit.room - room_to_begin_in; };
  const auto found = std::ranges::find_if(beyond_, worse);
  return found == beyond_.end() ? std::nullopt : std::optional(found->event);
}

/// Gives the cell the surroundings, limits and terminal of the step.
void ExperimentRunner::set_up(const StepPlan& plan) {
  if (cell_.temperature() != plan.temperature) cell_.set_temperature(plan.temperature);
  for (std::size_t k = 0; k < plan.conditions.size(); ++k)
    if (cell_.condition(k) != plan.conditions[k]) cell_.set_condition(k, plan.conditions[k], t_);
  cell_.set_limits(plan.limits, within_.begin.Q);
  cell_.terminal() = plan.terminal;
  cell_.terminal().start = step_begin_;
}

/// The way from what the terminals do now to what a step that is set up wants, for jumps that are too far for Newton's
/// method.
std::function<void(double)> ExperimentRunner::approach_to(const StepPlan& plan) {
  Terminal target = plan.terminal;
  target.start = t_;
  const double wanted = target.value(t_);
  const double present = target.mode == Terminal::Mode::voltage ? cell_.voltage(y_)
                         : target.mode == Terminal::Mode::power ? cell_.voltage(y_) * cell_.current(y_)
                                                                : cell_.current(y_);
  return [this, target, present, wanted](double lambda) {
    cell_.terminal() = lambda == 1.0 || target.mode == Terminal::Mode::resistance
                           ? target
                           : Terminal{target.mode, present + lambda * (wanted - present), nullptr, 0.0};
  };
}

/// Finds the consistent state in which a step begins. False when it ends before it began; the report says why.
bool ExperimentRunner::begin(const StepPlan& plan, StepReport& report) {
  set_up(plan);
  const auto approach = approach_to(plan);
  const std::vector<double> rest = y_;
  solver_.set_driven(!plan.corners.empty());
  try {
    solver_.start(t_, y_, approach);
  } catch (const SolverError& error) {
    report.end = StepEnd::failure;
    const bool by_voltage = plan.terminal.mode == Terminal::Mode::power ||  // its states come in pairs
                            plan.terminal.mode == Terminal::Mode::resistance;
    bool arrived = !by_voltage && creep(plan, approach, rest, report);
    if (!arrived && report.end == StepEnd::failure) {
      approach(1.0);
      arrived = reach(plan, rest, report);
    }
    if (!arrived) {
      approach(1.0);
      y_ = rest;
      if (report.end == StepEnd::failure) {
        const std::string limit = physical_limit_nearby(near_limit);
        if (!limit.empty()) report.end = StepEnd::physical_limit;
        report.reason = limit.empty() ? fmt::format("no state of the cell carries it: {}", error.what()) : limit;
      }
      return false;
    }
  }
  within_.V_begin = report.V_begin = V_ = cell_.voltage(y_);
  I_ = cell_.current(y_);
  t_accounted_ = t_;
  if (!observers_.empty()) cell_.outputs(t_, y_, outputs_);

  beyond_.clear();
  for (const int violated : solver_.violated_at_start()) {
    const auto event = static_cast<std::size_t>(violated);
    if (may_begin_beyond(event, plan)) {
      room_.resize(cell_.system().event_names().size());
      cell_.system().events(t_, y_, room_);
      beyond_.push_back({event, room_[event]});
      continue;
    }
    stop_at_once(plan, event, report, false);
    return false;
  }
  last_restart_ = -1.0;
  restarts_ = 0;
  return true;
}

}  // namespace vitrion
