// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/dae_system.hpp"
#include "solvers/ida/guarded.hpp"
#include "solvers/ida/handles.hpp"
#include "solvers/iteration_matrix.hpp"

#include <cstddef>
#include <vector>

namespace vitrion::ida {

/// The nonlinear solver of an implicit step, in place of IDA's own Newton iteration and its linear-solver interface.
///
///  - The matrix is ∂F/∂y + cj ∂F/∂ẏ with the cj of this step, always: with an older one a Newton step would not keep
///    the linear invariants of the system (lithium, charge). Refactoring is cheap; ∂F/∂y may be old, because it keeps
///    them too, and is evaluated again only when it makes convergence slow.
///  - How fast the iteration contracts is known beforehand, so that most steps need a single iteration: the rate grows
///    with the distance from the state at which the derivatives were evaluated (Newton–Mysovskikh), and the constant of
///    proportionality is remembered from the steps that took two.
///  - A step that this does not solve is tried again by a damped iteration with derivatives of every iterate.
class Newton {
 public:
  struct Statistics {
    std::size_t residuals = 0, iterations = 0, failures = 0;
  };

  Newton(DaeSystem& system, IterationMatrix& matrix, Guard& guard, SUNContext context);
  Newton(const Newton&) = delete;
  Newton& operator=(const Newton&) = delete;

  /// To be given to IDASetNonlinearSolver; lives as long as this object.
  SUNNonlinearSolver handle() { return handle_.get(); }

  /// Before a new start: the derivatives in the matrix were evaluated at its first state y, or next to it.
  void restart(Reals y);

  const Statistics& statistics() const { return statistics_; }

 private:
  struct Step;  // what IDA knows about the step to take

  int solve(N_Vector correction, N_Vector weight, double tolerance, void* ida_memory);
  bool iterate(const Step& step);
  bool iterate_damped(const Step& step);
  bool residual(const Step& step);
  bool evaluate(const Step& step);
  bool factor(double cj);
  void place(const Step& step) const;
  double correct(const Step& step);
  double size_of_delta(const Step& step) const;
  double distance(const Step& step) const;

  DaeSystem& system_;
  IterationMatrix& matrix_;
  Guard& guard_;
  NonlinearSolver handle_;
  Statistics statistics_;
  std::vector<double> delta_, y_of_derivatives_, newton_step_, base_;
  double factored_cj_ = 0.0;     // 0: nothing factored for a step
  bool old_derivatives_ = true;  // evaluate them before the next step
  double nonlinearity_ = 1.0;    // rate of contraction per distance from the state of the derivatives, in tolerances
  double t_of_last_solve_ = 0.0;
  int careful_ = 0;  // steps for which no predicted rate is believed
  int age_ = 0;      // steps that have used the derivatives
  long iterations_of_solve_ = 0, failures_of_solve_ = 0;
};

}  // namespace vitrion::ida
