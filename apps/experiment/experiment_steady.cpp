// SPDX-License-Identifier: BSD-3-Clause
// Steps that ask for nothing but the steady state of a cell that is fed.
#include "apps/experiment/experiment_runner.hpp"

#include <algorithm>

namespace vitrion {
namespace {

/// How long such a step counts as held, s.
constexpr double held = 60.0;

}  // namespace

/// Goes to the state of rest that a step wants, without the transient on the way to it, and holds it. False where the
/// step asks for more, or where that state is not found or beyond a limit: then it has to be gone through in time.
bool ExperimentRunner::settle(const StepPlan& plan, StepReport& report) {
  if (!plan.only_steady || !cell_.is_fed() || interrupted()) return false;
  set_up(plan);
  if (!steady_) steady_.emplace(cell_.system(), options_.tolerances);
  const std::vector<double> before = y_;
  bool found = true;
  try {
    steady_->find(t_, y_, approach_to(plan));
  } catch (const SolverError&) {
    found = false;
  }
  room_.resize(cell_.system().event_names().size());
  if (found) cell_.system().events(t_, y_, room_);
  if (!found || std::any_of(room_.begin(), room_.end(), [](double room) { return !(room > 0.0); })) {
    y_ = before;
    return false;
  }

  report.V_begin = V_ = cell_.voltage(y_);
  I_ = cell_.current(y_);
  t_accounted_ = t_;
  if (!observers_.empty()) cell_.outputs(t_, y_, outputs_);
  sample_now();
  t_ += held;
  const Reals rates = steady_->rates();
  for (std::size_t i = 0; i < y_.size(); ++i) y_[i] += held * rates[i];
  account();
  sample_now();
  show_progress();
  report.end = StepEnd::limit;
  report.reason = steady_reason(plan.terminal.mode);
  return true;
}

}  // namespace vitrion
