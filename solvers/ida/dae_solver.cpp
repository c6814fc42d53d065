// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/ida/dae_solver.hpp"

#include "solvers/ida/guarded.hpp"
#include "solvers/ida/handles.hpp"
#include "solvers/ida/newton_handle.hpp"
#include "solvers/ida/progress.hpp"
#include "solvers/ida/vector.hpp"
#include "solvers/iteration_matrix.hpp"
#include "solvers/newton.hpp"
#include "solvers/tr_bdf2.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

namespace vitrion {
namespace {

// Order five loses steps to its poor stability: with four, a discharge at rtol 1e-5 takes 158 steps and 200 residuals
// instead of 161 and 221.
constexpr int highest_order = 4;
constexpr std::size_t most_stalls = 3;  // in a row: what fresh starts have not mended stays

}  // namespace

struct DaeSolver::Impl {
  Impl(DaeSystem& system, const Tolerances& tolerances, LinearSolverKind kind, const Limits& limits_of_run);

  void start(double t, MutableReals guess, const Continuation& continuation);
  void find_violated(double soon);
  void begin(double t0, double first_step);
  bool recover(int flag);
  Stop stop_after_recovery();
  Stop advance(double t_end);
  Stop advance_driven(double t_end);
  int fallen_event();
  void check_progress();
  void check_stall();
  [[noreturn]] void fail(int flag);
  SolverError error(const std::string& what_failed, const std::string& flag) const;
  void require(int flag, const char* what) const;
  const Statistics& count();
  std::size_t error_failures_since_start() const;

  static int residual(double, N_Vector, N_Vector, N_Vector, void*) { return -1; }  // Newton asks the system itself
  static int weights(N_Vector y, N_Vector weight, void* self);
  static int events(double t, N_Vector y, N_Vector ydot, double* g, void* self);

  DaeSystem& system;
  ErrorWeights error_weights;
  Limits limits;
  ida::Guard guard;
  IterationMatrix matrix;
  ConsistentStart consistent_start;
  ida::Context context = ida::make_context();
  ida::Vector y, ydot, scratch;
  Newton newton;
  ida::NewtonHandle newton_handle;
  TrBdf2 one_step;
  ida::Progress progress;
  bool fresh_start_due = false;  // before the next step
  ida::Memory memory;
  Statistics statistics;
  Statistics earlier;  ///< of the run that this one goes on with
  double t = 0.0, max_step = 0.0;
  bool driven_from_next_start = false, driven = false;
  bool stopped_inside_step = false;  // of one_step
  std::vector<double> event_values, event_values_later;
  std::vector<int> event_found, violated;
  std::size_t steps_since_start = 0, steps_at_recovery = 0, error_failures_of_earlier_starts = 0;
  double t_thousand_steps_ago = 0.0;
};

DaeSolver::Impl::Impl(DaeSystem& dae_system, const Tolerances& tolerances, LinearSolverKind kind,
                      const Limits& limits_of_run)
    : system(dae_system),
      error_weights(system.layout(), tolerances),
      limits(limits_of_run),
      matrix(system, kind),
      consistent_start(system, matrix, error_weights),
      y(ida::make_vector(system.layout().size(), context.get())),
      ydot(N_VClone(y.get())),
      scratch(N_VClone(y.get())),
      newton(system, matrix),
      newton_handle(newton, guard, context.get()),
      one_step(system, matrix, newton, error_weights),
      progress(system.layout()),
      memory(IDACreate(context.get())) {
  if (!ydot || !scratch || !memory) throw std::bad_alloc();
  ida::silence(context.get(), memory.get());
  require(IDAInit(memory.get(), residual, 0.0, y.get(), ydot.get()), "IDAInit");
  require(IDASetUserData(memory.get(), this), "IDASetUserData");
  require(IDAWFtolerances(memory.get(), weights), "IDAWFtolerances");
  require(IDASetNonlinearSolver(memory.get(), newton_handle.get()), "IDASetNonlinearSolver");
  require(IDASetMinStep(memory.get(), limits.smallest_step), "IDASetMinStep");
  const auto id = ida::entries(scratch.get());
  for (const Field& field : system.layout().fields()) {
    const double differential = field.kind == Kind::differential ? 1.0 : 0.0;
    std::fill_n(id.begin() + static_cast<std::ptrdiff_t>(field.first), field.size(), differential);
  }
  require(IDASetId(memory.get(), scratch.get()), "IDASetId");
  require(IDASetSuppressAlg(memory.get(), tolerances.control_algebraic ? SUNFALSE : SUNTRUE), "IDASetSuppressAlg");
  require(IDASetMaxOrd(memory.get(), highest_order), "IDASetMaxOrd");
}

/// A refusal here would be a mistake of ours, not of the numbers.
void DaeSolver::Impl::require(int flag, const char* what) const {
  if (flag < 0) throw std::logic_error(fmt::format("{} failed with {}; please report this", what, flag));
}

int DaeSolver::Impl::weights(N_Vector y, N_Vector weight, void* self) {
  Impl& impl = *static_cast<Impl*>(self);
  return impl.guard.guarded([&] { return impl.error_weights.compute(ida::entries(y), ida::entries(weight)) ? 0 : -1; });
}

int DaeSolver::Impl::events(double t, N_Vector y, N_Vector /*ydot*/, double* g, void* self) {
  Impl& impl = *static_cast<Impl*>(self);
  return impl.guard.guarded([&] {
    impl.system.events(t, ida::entries(y), {g, impl.event_values.size()});
    return 0;
  });
}

void DaeSolver::Impl::start(double t0, MutableReals guess, const Continuation& continuation) {
  const auto state = ida::entries(y.get());
  std::copy(guess.begin(), guess.end(), state.begin());
  ++statistics.starts;
  t = t0;
  driven = driven_from_next_start;
  matrix.forget();  // a start depends on nothing that was before
  const double first_step = consistent_start.find(t0, state, ida::entries(ydot.get()), continuation);
  std::copy(state.begin(), state.end(), guess.begin());
  begin(t0, first_step);
  steps_since_start = steps_at_recovery = 0;
  fresh_start_due = false;
  progress.begin(t0, state);
  t_thousand_steps_ago = t0;

  const std::size_t count = system.event_names().size();
  event_values.assign(count, 0.0);
  event_values_later.assign(count, 0.0);
  event_found.assign(count, 0);
  require(IDARootInit(memory.get(), static_cast<int>(count), count == 0 ? nullptr : events), "IDARootInit");
  if (count > 0) {
    std::vector<int> falling(count, -1);
    require(IDASetRootDirection(memory.get(), falling.data()), "IDASetRootDirection");
    require(IDASetNoInactiveRootWarn(memory.get()), "IDASetNoInactiveRootWarn");
  }
  find_violated(std::isfinite(first_step) ? 1e-3 * first_step : 1e-6);
}

/// IDA from the consistent state (y, ydot) on.
void DaeSolver::Impl::begin(double t0, double first_step) {
  error_failures_of_earlier_starts += error_failures_since_start();  // IDA forgets them
  require(IDAReInit(memory.get(), t0, y.get(), ydot.get()), "IDAReInit");
  const bool usable = std::isfinite(first_step) && first_step > limits.smallest_step;
  require(IDASetInitStep(memory.get(), usable ? first_step : 0.0), "IDASetInitStep");
  newton.restart(ida::entries(y.get()), driven);
  if (driven) one_step.start(t0, ida::entries(y.get()), ida::entries(ydot.get()), first_step);
  stopped_inside_step = false;
}

void DaeSolver::Impl::find_violated(double soon) {
  violated.clear();
  const auto now = ida::entries(y.get()), rate = ida::entries(ydot.get()), later = ida::entries(scratch.get());
  for (std::size_t i = 0; i < now.size(); ++i) later[i] = now[i] + soon * rate[i];
  system.events(t, now, event_values);
  system.events(t + soon, later, event_values_later);
  for (std::size_t k = 0; k < event_values.size(); ++k) {
    const bool beyond = event_values[k] < 0.0 || (event_values[k] == 0.0 && event_values_later[k] < 0.0);
    if (beyond) violated.push_back(static_cast<int>(k));
  }
}

Stop DaeSolver::Impl::advance(double t_end) {
  // IDA refuses to start towards an end that rounding cannot tell from the beginning.
  const double indistinguishable = 4.0 * std::numeric_limits<double>::epsilon() * (std::abs(t) + std::abs(t_end));
  if (t_end - t <= indistinguishable) return {Stop::Why::reached_end, -1, t};
  if (driven) return advance_driven(t_end);
  if (std::exchange(fresh_start_due, false) && recover(IDA_CONV_FAIL))
    if (const Stop stop = stop_after_recovery(); stop.why == Stop::Why::event) return stop;
  require(IDASetStopTime(memory.get(), t_end), "IDASetStopTime");
  double reached = t;
  const int flag = IDASolve(memory.get(), t_end, &reached, y.get(), ydot.get(), IDA_ONE_STEP);
  if (flag < 0) {
    IDAGetCurrentTime(memory.get(), &t);
    if (!recover(flag)) fail(flag);
    const Stop stop = stop_after_recovery();
    return stop.why == Stop::Why::event ? stop : advance(t_end);
  }
  t = reached;
  newton.accept(ida::entries(y.get()));
  ++statistics.steps;
  ++steps_since_start;
  check_progress();
  if (flag == IDA_TSTOP_RETURN)
    progress.begin(t, ida::entries(y.get()));  // an input with many corners is no stall
  else
    check_stall();
  if (flag == IDA_ROOT_RETURN) {
    IDAGetRootInfo(memory.get(), event_found.data());
    const auto first = std::find_if(event_found.begin(), event_found.end(), [](int found) { return found != 0; });
    return {Stop::Why::event, static_cast<int>(first - event_found.begin()), t};
  }
  return {flag == IDA_TSTOP_RETURN ? Stop::Why::reached_end : Stop::Why::step, -1, t};
}

Stop DaeSolver::Impl::advance_driven(double t_end) {
  const auto state = ida::entries(y.get()), rate = ida::entries(ydot.get());
  if (stopped_inside_step) one_step.start(t, state, rate, t - one_step.begin_of_last_step());
  stopped_inside_step = false;
  system.events(t, state, event_values);
  const TrBdf2::Outcome outcome = one_step.advance(t_end, limits.smallest_step, max_step);
  if (outcome != TrBdf2::Outcome::step) {
    const int flag = outcome == TrBdf2::Outcome::no_solution ? IDA_CONV_FAIL : IDA_ERR_FAIL;
    if (!recover(flag)) fail(flag);
    const Stop stop = stop_after_recovery();
    return stop.why == Stop::Why::event ? stop : advance(t_end);
  }
  ++statistics.steps;
  ++steps_since_start;
  std::copy(one_step.y().begin(), one_step.y().end(), state.begin());
  one_step.rates(rate);
  newton.accept(state);
  t = one_step.time();
  check_progress();
  int event = fallen_event();
  if (event < 0) return {t >= t_end ? Stop::Why::reached_end : Stop::Why::step, -1, t};

  // Between a time at which nothing has fallen and one at which something has.
  double before = one_step.begin_of_last_step(), after = t;
  const double indistinguishable = 100.0 * std::numeric_limits<double>::epsilon() * std::abs(after);
  while (after - before > indistinguishable) {
    const double middle = 0.5 * (before + after);
    if (middle <= before || middle >= after) break;
    one_step.interpolate(middle, state);
    const int found = fallen_event();
    (found < 0 ? before : after) = middle;
    if (found >= 0) event = found;
  }
  t = after;
  stopped_inside_step = t < one_step.time();
  if (stopped_inside_step) {
    one_step.interpolate(t, state);
    one_step.interpolate_rate(t, rate);
  } else {
    std::copy(one_step.y().begin(), one_step.y().end(), state.begin());
  }
  return {Stop::Why::event, event, t};
}

/// The first event that was positive at the begin of the step and is negative in the state y; -1 when there is none.
int DaeSolver::Impl::fallen_event() {
  system.events(t, ida::entries(y.get()), event_values_later);
  for (std::size_t k = 0; k < event_values.size(); ++k)
    if (event_values[k] > 0.0 && event_values_later[k] <= 0.0) return static_cast<int>(k);
  return -1;
}

/// Steps that fail however small they are mean that the last state is not consistent: an iteration was believed too
/// early, or the model has changed. Its differential unknowns are good, so a new start from there may go on.
bool DaeSolver::Impl::recover(int flag) {
  const bool may_help = flag == IDA_CONV_FAIL || flag == IDA_ERR_FAIL;
  const bool just_did = statistics.recoveries > 0 && steps_since_start == steps_at_recovery;
  if (!may_help || just_did) return false;
  const auto state = ida::entries(y.get()), rate = ida::entries(ydot.get()), kept = ida::entries(scratch.get());
  system.events(t, state, event_values);
  std::copy(state.begin(), state.end(), kept.begin());
  double first_step = 0.0;
  try {
    first_step = consistent_start.find(t, state, rate);
  } catch (const SolverError&) {
    std::copy(kept.begin(), kept.end(), state.begin());
    if (driven)
      one_step.rates(rate);
    else
      IDAGetDky(memory.get(), t, 1, ydot.get());
    return false;  // the failure of the step says more
  }
  ++statistics.recoveries;
  steps_at_recovery = steps_since_start;
  begin(t, first_step);
  return true;
}

/// The consistent values may be beyond an event that the values before were not.
Stop DaeSolver::Impl::stop_after_recovery() {
  system.events(t, ida::entries(y.get()), event_values_later);
  for (std::size_t k = 0; k < event_values.size(); ++k) {
    if (event_values[k] > 0.0 && event_values_later[k] < 0.0) return {Stop::Why::event, static_cast<int>(k), t};
  }
  return {Stop::Why::step, -1, t};
}

/// Where steps lead nowhere, the next begins with a fresh start, which forgets what swings in the history of the steps.
/// @throw SolverError, with what swings, when that has not helped
void DaeSolver::Impl::check_stall() {
  const auto state = ida::entries(y.get()), weight = ida::entries(scratch.get());
  if (!progress.looks_at_next() || !error_weights.compute(state, weight)) return progress.pass();
  if (!progress.stalls(t, state, weight)) return;
  if (progress.stalls_in_a_row() > most_stalls)
    throw error(fmt::format("no progress: a thousand steps lead {:.2g} s on and nowhere; what swings is {}",
                            progress.advanced(), progress.what_swings()),
                "");
  fresh_start_due = true;
}

void DaeSolver::Impl::check_progress() {
  if (limits.most_steps != 0 && steps_since_start > limits.most_steps) {
    throw error(fmt::format("more than {} steps", limits.most_steps), "");
  }
  if (steps_since_start % 1000 != 0) return;
  const double advanced = t - t_thousand_steps_ago;
  t_thousand_steps_ago = t;
  if (advanced < 1000.0 * limits.slowest_progress) {
    throw error(fmt::format("a thousand steps advanced only {:.2g} s", advanced), "");
  }
}

SolverError DaeSolver::Impl::error(const std::string& what_failed, const std::string& flag) const {
  if (driven)
    return {what_failed, t, one_step.time() - one_step.begin_of_last_step(), flag,
            worst_unknowns(system.layout(), one_step.error(), one_step.weight())};
  double step = 0.0;
  IDAGetCurrentStep(memory.get(), &step);
  std::vector<SolverError::Worst> worst;
  const ida::Vector weight(N_VClone(y.get()));
  if (weight && IDAGetEstLocalErrors(memory.get(), scratch.get()) == IDA_SUCCESS &&
      IDAGetErrWeights(memory.get(), weight.get()) == IDA_SUCCESS) {
    worst = worst_unknowns(system.layout(), ida::entries(scratch.get()), ida::entries(weight.get()));
  }
  return {what_failed, t, step, flag, std::move(worst)};
}

/// After a failure of IDASolve, whose y and ydot are those of the last good step.
void DaeSolver::Impl::fail(int flag) {
  guard.rethrow();
  char* name = IDAGetReturnFlagName(flag);
  const std::string flag_name = name == nullptr ? "" : name;
  std::free(name);  // NOLINT(cppcoreguidelines-no-malloc): IDA allocates it so
  double step = limits.smallest_step;
  if (!driven) IDAGetCurrentStep(memory.get(), &step);
  const auto beyond = newton.beyond();
  throw error(
      beyond ? fmt::format("no step down to {:.2g} s keeps {} what it may be", step, system.layout().describe(*beyond))
             : fmt::format("no step down to {:.2g} s succeeds", step),
      flag_name);
}

std::size_t DaeSolver::Impl::error_failures_since_start() const {
  long failures = 0;
  IDAGetNumErrTestFails(memory.get(), &failures);
  return static_cast<std::size_t>(failures);
}

const Statistics& DaeSolver::Impl::count() {
  statistics.residuals = earlier.residuals + newton.statistics().residuals + consistent_start.residuals();
  statistics.jacobians = earlier.jacobians + matrix.evaluations();
  statistics.factorisations = earlier.factorisations + matrix.factorisations();
  statistics.newton_iterations = earlier.newton_iterations + newton.statistics().iterations;
  statistics.convergence_failures = earlier.convergence_failures + newton.statistics().failures;
  statistics.linear_fallbacks = earlier.linear_fallbacks + matrix.fallbacks();
  statistics.error_test_failures = earlier.error_test_failures + error_failures_of_earlier_starts +
                                   error_failures_since_start() + one_step.rejected();
  return statistics;
}

DaeSolver::DaeSolver(DaeSystem& system, const Tolerances& tolerances, LinearSolverKind kind, const Limits& limits)
    : impl_(std::make_unique<Impl>(system, tolerances, kind, limits)) {}
DaeSolver::~DaeSolver() = default;

void DaeSolver::start(double t, MutableReals y, const Continuation& continuation) { impl_->start(t, y, continuation); }
std::span<const int> DaeSolver::violated_at_start() const { return impl_->violated; }
Stop DaeSolver::advance(double t_end) { return impl_->advance(t_end); }

void DaeSolver::interpolate(double t, MutableReals y) const {
  if (impl_->driven) {
    if (t < impl_->one_step.begin_of_last_step() || t > impl_->t)
      throw std::logic_error("interpolation outside the last step");
    impl_->one_step.interpolate(t, y);
    return;
  }
  N_Vector scratch = impl_->scratch.get();
  impl_->require(IDAGetDky(impl_->memory.get(), t, 0, scratch), "interpolation outside the last step");
  const auto values = ida::entries(scratch);
  std::copy(values.begin(), values.end(), y.begin());
}

double DaeSolver::time() const { return impl_->t; }
Reals DaeSolver::y() const { return ida::entries(impl_->y.get()); }
Reals DaeSolver::ydot() const { return ida::entries(impl_->ydot.get()); }
const StateLayout& DaeSolver::layout() const { return impl_->system.layout(); }

void DaeSolver::set_max_step(double step) {
  impl_->max_step = step;
  impl_->require(IDASetMaxStep(impl_->memory.get(), step), "IDASetMaxStep");
}

void DaeSolver::archive(Archive& a) {
  Statistics all = impl_->count();
  a(all);
  if (a.reading()) impl_->statistics = impl_->earlier = all;
}

void DaeSolver::set_driven(bool driven) { impl_->driven_from_next_start = driven; }

const Statistics& DaeSolver::statistics() const { return impl_->count(); }

double DaeSolver::last_step() const {
  if (impl_->driven) return impl_->t - impl_->one_step.begin_of_last_step();
  double step = 0.0;
  IDAGetLastStep(impl_->memory.get(), &step);
  return step;
}

int DaeSolver::last_order() const {
  if (impl_->driven) return 2;
  int order = 0;
  IDAGetLastOrder(impl_->memory.get(), &order);
  return order;
}

}  // namespace vitrion
