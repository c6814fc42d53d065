// SPDX-License-Identifier: BSD-3-Clause
// What a cell can do at one instant: the state in which it carries a current, a power or a load, looked for along the
// voltage. Each voltage has one state, and the current falls monotonely with it, so that this way never fails where
// Newton's method on the terminals does: at the most power that there is, both of its states meet.
#include "apps/experiment/experiment_runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrion {
namespace {

constexpr double strides = 32.0;       // from the open circuit to a short
constexpr double least_voltage = 0.1;  // V, of which a stride is at least a part
constexpr double smallest = 1e-4;      // of a stride
constexpr int halvings = 50;
constexpr int most_tries = 2000;
constexpr double past_the_most = 0.5;  // of the most power: here it has been passed

Terminal held_at(double V) { return {Terminal::Mode::voltage, V, nullptr, 0.0}; }

}  // namespace

/// A place on the way along the voltage.
struct ExperimentRunner::OnTheWay {
  double V, I;
  double excess;  ///< what the terminals want minus what they have here, changes its sign where they have it
  std::vector<double> y;
};

/// The state of the cell held at V now, from one nearby; nothing where none is found.
std::optional<ExperimentRunner::OnTheWay> ExperimentRunner::at_voltage(double V, const Terminal& wanted,
                                                                       const std::vector<double>& nearby) {
  cell_.terminal() = held_at(V);
  std::vector<double> y = nearby;
  try {
    solver_.start(t_, y);
  } catch (const SolverError&) {
    return std::nullopt;
  }
  const double I = cell_.current(y);
  return OnTheWay{V, I, wanted.residual(t_, V, I), std::move(y)};
}

/// Between two places where the excess changes its sign.
std::optional<ExperimentRunner::OnTheWay> ExperimentRunner::between(OnTheWay a, OnTheWay b, const Terminal& wanted) {
  for (int i = 0; i < halvings; ++i) {
    const double V = 0.5 * (a.V + b.V);
    if (V == a.V || V == b.V) break;
    auto middle = at_voltage(V, wanted, b.y);
    if (!middle) return std::nullopt;
    ((middle->excess < 0.0) == (a.excess < 0.0) ? a : b) = std::move(*middle);
  }
  return b;
}

/// The most power between two places on either side of it, by sections of the interval.
ExperimentRunner::OnTheWay ExperimentRunner::most_between(OnTheWay before, OnTheWay most, OnTheWay after,
                                                          const Terminal& wanted) {
  for (int i = 0; i < halvings && std::abs(after.V - before.V) > 1e-6 * std::abs(most.V); ++i) {
    for (const bool first : {true, false}) {
      auto middle = at_voltage(0.5 * (most.V + (first ? before : after).V), wanted, most.y);
      if (!middle) return most;
      if (middle->V * middle->I < most.V * most.I) {
        (first ? after : before) = std::move(most);
        most = std::move(*middle);
      } else {
        (first ? before : after) = std::move(*middle);
      }
    }
  }
  return most;
}

/// The state without a current now; along the voltage, where Newton's method does not find it from y.
std::optional<ExperimentRunner::OnTheWay> ExperimentRunner::open_circuit(const std::vector<double>& y) {
  const Terminal open{};
  const double I_present = cell_.current(y);
  const auto opening = [&](double lambda) {
    cell_.terminal() = {Terminal::Mode::current, (1.0 - lambda) * I_present, nullptr, 0.0};
  };
  const auto start_from = [&](std::vector<double> state) -> std::optional<OnTheWay> {
    opening(1.0);
    try {
      solver_.start(t_, state, opening);
    } catch (const SolverError&) {
      return std::nullopt;
    }
    const double V = cell_.voltage(state);
    return OnTheWay{V, 0.0, 0.0, std::move(state)};
  };
  if (auto found = start_from(y)) return found;

  auto here = at_voltage(cell_.voltage(y), open, y);
  if (!here) return std::nullopt;
  const double up = here->I > 0.0 ? -1.0 : 1.0, usual = std::max(std::abs(here->V), least_voltage) / strides;
  double stride = smallest * usual;
  for (int tries = 0; tries < most_tries && stride > smallest * smallest * usual; ++tries) {
    auto next = at_voltage(here->V + up * stride, open, here->y);
    if (!next) {
      stride *= 0.25;
      continue;
    }
    if ((next->I < 0.0) != (here->I < 0.0)) {
      const auto found = between(std::move(*here), std::move(*next), open);
      return found ? start_from(found->y) : std::nullopt;
    }
    here = std::move(next);
    stride = std::min(2.0 * stride, usual);
  }
  return std::nullopt;
}

/// Looks for the state in which a step begins or goes on from the differential unknowns of y, when Newton's method on
/// its terminals finds none, and starts the solver there. False when there is none; the report then names what is in
/// the way, if that is known: a limit of the cell or of the step, or the most power that the cell has.
bool ExperimentRunner::reach(const StepPlan& plan, const std::vector<double>& y, StepReport& report) {
  Terminal wanted = cell_.terminal();
  const Terminal as_set = wanted;
  wanted = {wanted.mode, wanted.value(t_), nullptr, 0.0};
  const auto arrive = [&](const std::vector<double>& from) {
    cell_.terminal() = as_set;
    y_ = from;
    try {
      solver_.start(t_, y_);
      return true;
    } catch (const SolverError&) {
      y_ = y;
      return false;
    }
  };

  const auto at_rest = open_circuit(y);
  if (!at_rest) {
    cell_.terminal() = as_set;
    return false;
  }
  const std::vector<double>& open = at_rest->y;
  const double V_open = at_rest->V;
  OnTheWay here{V_open, 0.0, wanted.residual(t_, V_open, 0.0), open};
  if (here.excess == 0.0) return arrive(open);
  const bool gives =
      wanted.mode == Terminal::Mode::resistance || (wanted.mode == Terminal::Mode::power && wanted.constant < 0.0);
  const bool rises = wanted.mode == Terminal::Mode::current   ? wanted.constant > 0.0
                     : wanted.mode == Terminal::Mode::voltage ? wanted.constant > V_open
                                                              : (V_open > 0.0) != gives;
  const double up = rises ? 1.0 : -1.0;
  // Where a voltage limit stands in the way, or the short that nothing but a current goes beyond.
  double V_end = gives ? 0.0 : up * std::numeric_limits<double>::infinity();
  std::optional<std::size_t> stop;
  for (std::size_t k = 0; k < plan.limits.size(); ++k) {
    const Limit& limit = plan.limits[k];
    const bool ahead = limit.quantity == Limit::Quantity::voltage && limit.stops_above == (up > 0.0) &&
                       up * (limit.bound - V_open) > 0.0;
    if (!ahead || up * (limit.bound - V_end) >= 0.0) continue;
    V_end = limit.bound;
    stop = cell_.first_step_event() + k;
  }

  room_.resize(cell_.system().event_names().size());
  cell_.system().events(t_, open, room_);
  const std::vector<double> room_before = room_;
  OnTheWay before = here, most = here, after = here;
  const double usual = std::max(std::abs(V_open), least_voltage) / strides;
  double stride = usual;
  for (int tries = 0; tries < most_tries && up * (V_end - here.V) > 0.0; ++tries) {
    const double V = up * (here.V + up * stride - V_end) >= 0.0 ? V_end : here.V + up * stride;
    auto next = at_voltage(V, wanted, here.y);
    if (!next) {
      if ((stride *= 0.25) > smallest * usual) continue;
      break;
    }
    if ((next->excess < 0.0) != (here.excess < 0.0)) {
      const auto found = between(std::move(here), std::move(*next), wanted);
      return found && arrive(found->y);
    }
    if (wanted.mode == Terminal::Mode::power && gives) {
      const double P = next->V * next->I, P_most = most.V * most.I;
      if (P <= P_most) {
        before = std::move(most);
        most = *next;
        after = *next;
      } else if (after.V == most.V) {
        after = *next;
      }
      if (P > past_the_most * P_most) break;
    }
    cell_.system().events(t_, next->y, room_);
    for (std::size_t event = 0; event < cell_.first_step_event(); ++event) {
      if (room_[event] >= 0.0 || room_before[event] < 0.0) continue;
      cell_.terminal() = as_set;
      y_ = next->y;
      report.V_begin = next->V;
      stop_at_once(plan, event, report, true);
      return false;
    }
    here = std::move(*next);
    stride = std::min(2.0 * stride, usual);
  }

  if (wanted.mode == Terminal::Mode::power && gives && (after.V != most.V || V_end == 0.0)) {
    if (after.V != most.V) most = most_between(std::move(before), std::move(most), std::move(after), wanted);
    if ((most.excess < 0.0) != (wanted.residual(t_, V_open, 0.0) < 0.0)) {
      const auto found = between({V_open, 0.0, wanted.residual(t_, V_open, 0.0), open}, std::move(most), wanted);
      return found && arrive(found->y);
    }
    cell_.terminal() = as_set;
    const double P = std::max(0.0, -most.V * most.I);  // W m⁻²
    report.end = StepEnd::infeasible;
    report.reason = fmt::format("more power than the cell has (its most is {:.4g} mW/cm^2, {:.4g} W, at {:.4g} V)",
                                0.1 * P, cell_.facts().area * P, most.V);
    return false;
  }
  cell_.terminal() = as_set;
  y_ = here.y;
  report.V_begin = here.V;
  if (stop && here.V == V_end) {
    stop_at_once(plan, *stop, report, true);
  } else if (const std::string limit = physical_limit_nearby(near_limit); !limit.empty()) {
    report.end = StepEnd::physical_limit;
    report.reason = limit;
  }
  y_ = y;
  return false;
}

}  // namespace vitrion
