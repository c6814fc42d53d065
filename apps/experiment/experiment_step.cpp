// SPDX-License-Identifier: BSD-3-Clause
// How a step goes on until it ends, and what is recorded on the way.
#include "apps/experiment/experiment_runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace vitrion {
namespace {

constexpr auto progress_interval = std::chrono::milliseconds(200);

// A step that names no time, and whose end is not in sight.
constexpr double settled_time = 3600.0;    // s after which a fed cell that is steady stays so
constexpr double most_capacities = 100.0;  // that pass through a cell in one step: a shuttle carries them

}  // namespace

void ExperimentRunner::sample_between(double t, Reals y) {
  if (observers_.empty()) return;
  cell_.outputs(t, y, at_sample_);
  sample(t, y, at_sample_);
}

/// Samples at the times that the options ask for, inside the last step of the solver and before its end.
void ExperimentRunner::sample_asked_for(double end) {
  for (; asked_for_ < options_.also_at.size() && options_.also_at[asked_for_] < end; ++asked_for_) {
    const double t = options_.also_at[asked_for_];
    if (t <= t_) continue;
    solver_.interpolate(t, y_);
    sample_between(t, y_);
  }
}

void ExperimentRunner::sample(double t, Reals y, Reals outputs) {
  const Sample record{
      t, t - step_begin_, step_, count_, y, outputs, cell_.voltage(y), cell_.current(y), cell_.charge(y)};
  for (Observer* observer : observers_) observer->on_sample(record);
}

/// Adds what passed since the last call to the sums of step and cycle. Where the current changed its sign on the way,
/// the one part charged and the other discharged, as if it had gone straight.
void ExperimentRunner::account() {
  const double V = cell_.voltage(y_), I = cell_.current(y_), Q = cell_.charge(y_), dQ = Q - Q_, V_mean = 0.5 * (V + V_);
  step_energy_ += V_mean * dQ;
  if (!observers_.empty()) {
    std::swap(outputs_, before_);
    cell_.outputs(t_, y_, outputs_);
  }
  const auto add = [&](double part) {
    if (!observers_.empty())
      sums_.add(part, V_mean, before_, outputs_);
    else
      sums_.charge[part > 0.0 ? 0 : 1] += std::abs(part);
  };
  const double positive = std::max(I, I_), negative = std::min(I, I_);
  if (negative < 0.0 && positive > 0.0) {
    const double in = 0.5 * (t_ - t_accounted_) * positive * positive / (positive - negative);
    add(std::max(in, dQ));
    add(std::min(0.0, dQ - in));
  } else {
    add(dQ);
  }
  V_ = V;
  I_ = I;
  Q_ = Q;
  t_accounted_ = t_;
}

void ExperimentRunner::show_progress() {
  if (observers_.empty()) return;
  const Clock::time_point now = Clock::now();
  if (now - shown_ < progress_interval) return;
  shown_ = now;
  for (Observer* observer : observers_) observer->on_progress(t_, count_);
}

/// The physical limit that the cell is closest to, if it is closer to it than this.
std::string ExperimentRunner::physical_limit_nearby(double near) {
  room_.resize(cell_.system().event_names().size());
  cell_.system().events(t_, y_, room_);
  const auto end = room_.begin() + static_cast<std::ptrdiff_t>(cell_.first_step_event());
  const auto nearest = std::min_element(room_.begin(), end);
  if (nearest == end || !(*nearest < near)) return {};
  return cell_.system().event_names()[static_cast<std::size_t>(nearest - room_.begin())];
}

void ExperimentRunner::fail(StepReport& report, const SolverError& error) {
  const std::string limit = physical_limit_nearby(near_limit);
  if (limit.empty()) {
    report.end = StepEnd::failure;
    report.reason = error.what();
  } else {
    report.end = StepEnd::physical_limit;
    report.reason = limit;
  }
}

/// Whether a step that names no time goes on without an end: its cell is fed and steady, or runs a current in a circle,
/// or three years are over. The report then says so.
bool ExperimentRunner::never_ends(const StepPlan& plan, bool steady, StepReport& report) const {
  if (plan.never.empty()) return false;
  const double lasted = t_ - report.t_begin, capacity = cell_.facts().reference_capacity;
  const double passed = std::abs(Q_ - Q_begin_of_step_);
  const auto state = [&] { return fmt::format("V = {:.4f} V, I = {:.4g} mA/cm^2", V_, 0.1 * cell_.current(y_)); };
  if (cell_.is_fed() && steady && lasted >= settled_time)
    report.reason = fmt::format("{}: {} with {}", plan.never, steady_reason(plan.terminal.mode), state());
  else if (capacity > 0.0 && passed > most_capacities * capacity)
    report.reason = fmt::format("{}: {:.4g} times the capacity of the cell have passed, {}", plan.never,
                                passed / capacity, state());
  else if (lasted >= longest_step)
    report.reason = fmt::format("{} within {:.3g} s, the longest that a step without a time may last: {}", plan.never,
                                longest_step, state());
  else
    return false;
  report.end = StepEnd::infeasible;
  return true;
}

/// Whether a step can go on where the solver gave up, from a state in which the cell carries now what the step wants.
/// If not, the report may have the reason: that a power has become more than the cell has.
bool ExperimentRunner::goes_on(const StepPlan& plan, StepReport& report) {
  constexpr int most_restarts = 50;
  const bool takes_power = plan.terminal.mode == Terminal::Mode::power && cell_.terminal().value(t_) < 0.0;
  if (t_ > last_restart_ && restarts_ < most_restarts) {
    last_restart_ = t_;
    ++restarts_;
    const std::vector<double> y = y_;
    return reach(plan, y, report);
  }
  if (takes_power) {  // it has a state and still no step: the most that there is falls below it just then
    report.end = StepEnd::infeasible;
    report.reason = fmt::format("more power than the cell has (its most has come down to {:.4g} mW/cm^2)",
                                0.1 * std::abs(cell_.terminal().value(t_)));
  }
  return false;
}

/// The step ends at an event on its way.
void ExperimentRunner::end_at(std::size_t event, const StepPlan& plan, StepReport& report) {
  report.reason = cell_.system().event_names()[event];
  const std::size_t first = cell_.first_step_event();
  report.end = event < first                     ? StepEnd::physical_limit
               : event - first < plan.own_limits ? StepEnd::limit
                                                 : StepEnd::voltage_window;
  if (report.end != StepEnd::voltage_window) return;
  if (const std::string cause = physical_limit_nearby(saturated); !cause.empty())
    report.reason += fmt::format(", {}", cause);
}

void ExperimentRunner::begin_records() {
  sample_now();
  within_.recorded = within_.judged = t_;
  within_.earlier = {cell_.voltage(y_), cell_.current(y_), Q_};
}

/// Goes through a step that has begun, or been taken up, to its end.
void ExperimentRunner::integrate(const StepPlan& plan, StepReport& report) {
  const double t_end = step_begin_ + plan.duration;
  const bool by_period = std::isfinite(plan.period) && plan.period > 0.0;
  Q_begin_of_step_ = within_.begin.Q;
  std::size_t corner = 0;
  while (true) {
    if (leaves()) {
      report.end = StepEnd::interrupted;
      report.reason = "interrupted";
      break;
    }
    double target = t_end;
    while (corner < plan.corners.size() && step_begin_ + plan.corners[corner] <= t_) ++corner;
    if (corner < plan.corners.size()) target = std::min(target, step_begin_ + plan.corners[corner]);

    Stop stop{};
    try {
      stop = solver_.advance(target);
    } catch (const SolverError& error) {
      report.end = StepEnd::failure;
      if (goes_on(plan, report)) continue;
      if (report.end == StepEnd::failure) fail(report, error);
      break;
    }
    if (by_period && !observers_.empty()) {
      for (;; ++within_.records) {
        const double t = step_begin_ + static_cast<double>(within_.records) * plan.period;
        if (t > stop.t) break;
        solver_.interpolate(t, y_);
        sample_between(t, y_);
        within_.recorded = t;
      }
    }
    if (!by_period) sample_asked_for(stop.t);
    t_ = stop.t;
    std::ranges::copy(solver_.y(), y_.begin());
    account();
    if (!by_period) {
      sample_now();
      within_.recorded = t_;
    }
    show_progress();

    if (stop.why == Stop::Why::event) {
      const auto event = static_cast<std::size_t>(stop.event);
      end_at(event, plan, report);
      break;
    }
    if (const auto event = left_further()) {
      end_at(*event, plan, report);
      break;
    }
    const TerminalState now{V_, cell_.current(y_), Q_};
    const bool steady = is_steady(plan.terminal.mode, within_.earlier, now, t_ - within_.judged);
    if (plan.until_steady && steady) {
      report.end = StepEnd::limit;
      report.reason = steady_reason(plan.terminal.mode);
      break;
    }
    if (never_ends(plan, steady, report)) break;
    within_.earlier = now;
    within_.judged = t_;
    if (t_ >= t_end) {
      report.end = StepEnd::duration;
      report.reason = "its time was over";
      break;
    }
    if (++within_.solver_steps % steps_between_restarts() == 0) {
      within_.a_step = true;
      keep_if_due();
      within_.a_step = false;
      if (!restart(plan, report)) break;
    }
  }
  if (within_.recorded < t_) sample_now();
}

}  // namespace vitrion
