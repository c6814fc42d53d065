// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/archive.hpp"
#include "solvers/consistent_start.hpp"
#include "solvers/dae_system.hpp"
#include "solvers/linear_solver.hpp"
#include "solvers/solver_error.hpp"
#include "solvers/tolerances.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace vitrion {

/// Why advance() came back.
struct Stop {
  enum class Why { step, reached_end, event };
  Why why = Why::step;
  int event = -1;  ///< index into event_names(); the first, if several happen at once
  double t = 0.0;  ///< s
};

/// When to give up, so that nothing hangs.
struct Limits {
  double smallest_step = 1e-13;    ///< s; a step that fails at this size is the end
  double slowest_progress = 1e-8;  ///< s per step, on average over a thousand steps
  std::size_t most_steps = 0;      ///< between two starts; 0: any number
};

/// What the work was, since construction.
struct Statistics {
  std::size_t starts = 0, steps = 0, residuals = 0, jacobians = 0, factorisations = 0, newton_iterations = 0;
  std::size_t error_test_failures = 0, convergence_failures = 0, linear_fallbacks = 0;
  std::size_t recoveries = 0;  ///< fresh starts from the last good state, after steps that would not succeed
};

/// Solves F(t, y, ẏ) = 0 in time by SUNDIALS IDA: backward differentiation formulas of variable order and step, events
/// by root finding; from kink to kink of an input by TR-BDF2 instead. Each DaeSolver is independent of all others; one
/// serves one thread.
///
/// Events: a component of DaeSystem::events that falls from positive to negative. One that is negative at the start
/// does not stop the run until it has been positive; violated_at_start() tells which those are.
class DaeSolver {
 public:
  /// The system must outlive the solver.
  explicit DaeSolver(DaeSystem& system, const Tolerances& tolerances = {},
                     LinearSolverKind kind = LinearSolverKind::automatic, const Limits& limits = {});
  ~DaeSolver();
  DaeSolver(const DaeSolver&) = delete;
  DaeSolver& operator=(const DaeSolver&) = delete;

  /// Begins at t with the differential unknowns of y; the algebraic ones are a guess and are replaced by consistent
  /// values. To be called whenever the system or its input jumps.
  /// @throw SolverError when no consistent state is found, even by the continuation where one is given
  void start(double t, MutableReals y, const Continuation& continuation = {});

  /// Events that are negative at the start, or zero and about to be.
  std::span<const int> violated_at_start() const;

  /// One accepted step, never beyond t_end, with nothing allocated. An event ends it at the event.
  /// @throw SolverError, and what the system throws; time(), y() and ydot() are then those of the last good step
  Stop advance(double t_end);

  /// The state at a time within the last step.
  void interpolate(double t, MutableReals y) const;

  double time() const;
  Reals y() const;
  Reals ydot() const;
  const StateLayout& layout() const;

  /// No longer steps than this from now on, s; 0 lifts the limit.
  void set_max_step(double step);

  /// For stretches that an input with kinks drives (a sampled current): from the next start on, and until it is called
  /// again, steps are those of TrBdf2, which know nothing of what was before a kink and take up the integral of a
  /// straight piece to round-off. Advance from kink to kink: no step may pass over one.
  void set_driven(bool driven);

  /// The counts of the work. Nothing else is left of the past when it starts.
  void archive(Archive& a);

  const Statistics& statistics() const;
  double last_step() const;  ///< s
  int last_order() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vitrion
