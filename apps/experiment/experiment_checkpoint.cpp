// SPDX-License-Identifier: BSD-3-Clause
// Where an experiment can be left and taken up again: between the steps of its protocol, and within them wherever the
// solver is started anew, after a fixed count of its steps. That it is started anew there whether anybody keeps the
// experiment or not makes the results of one that was taken up equal to the last bit.
#include "apps/experiment/experiment_runner.hpp"

#include <algorithm>

namespace vitrion {

/// A start costs some twenty short steps, so ten thousand lose little; of a fine mesh they take long.
std::size_t ExperimentRunner::steps_between_restarts() const {
  constexpr std::size_t work = 3'000'000, least = 1'000, most = 10'000;  // work: steps × unknowns
  return std::clamp(work / y_.size(), least, most);
}

/// Everything that what comes depends on.
void ExperimentRunner::archive(Archive& a) {
  a(t_, y_, V_, I_, Q_, t_accounted_, asked_for_, outputs_, count_, step_begin_, step_energy_, within_, begun_,
    in_cycle_);
  a(sums_, cycle_name_, cycle_begin_, first_capacity_, result_.steps, result_.cycles);
  cell_.archive(a);
  solver_.archive(a);
  bool has_settled = steady_.has_value();
  a(has_settled);
  if (has_settled && !steady_) steady_.emplace(cell_.system(), options_.tolerances);
  if (steady_) steady_->archive(a);
  for (Observer* observer : observers_) observer->archive(a);
}

void ExperimentRunner::keep_if_due() {
  if (!options_.checkpoints || !options_.checkpoints->due()) return;
  Archive state;
  archive(state);
  options_.checkpoints->keep(state);
  kept_for_leaving_ = interrupted();
}

/// Goes to where an experiment was kept, if one is to be taken up: the next step of `order` is then the one in which,
/// or before which, it was left.
bool ExperimentRunner::take_up(ProtocolOrder& order) {
  Archive* kept = options_.checkpoints ? options_.checkpoints->kept() : nullptr;
  if (!kept) return false;
  archive(*kept);
  for (std::size_t i = 1; i < begun_; ++i) order.next();
  return true;
}

/// Starts the solver anew in the present state. False when the step ends with that: consistent values may be beyond a
/// limit that the values before were not.
bool ExperimentRunner::restart(const StepPlan& plan, StepReport& report) {
  std::vector<double> before(cell_.system().event_names().size());
  cell_.system().events(t_, y_, before);
  solver_.set_driven(!plan.corners.empty());
  try {
    solver_.start(t_, y_);
  } catch (const SolverError& error) {
    fail(report, error);
    return false;
  }
  V_ = cell_.voltage(y_);
  I_ = cell_.current(y_);
  t_accounted_ = t_;
  if (!observers_.empty()) cell_.outputs(t_, y_, outputs_);
  for (const int violated : solver_.violated_at_start()) {
    const auto event = static_cast<std::size_t>(violated);
    if (!(before[event] > 0.0)) continue;
    end_at(event, plan, report);
    return false;
  }
  return true;
}

}  // namespace vitrion
