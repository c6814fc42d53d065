// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/bounds.hpp"
#include "solvers/dae_system.hpp"
#include "solvers/iteration_matrix.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace vitrion {

/// The equations that a method of integration asks to be solved: F(t, y, ẏ) = 0 along y = y_p + Δ, ẏ = ẏ_p + c_j Δ.
struct ImplicitStep {
  double t = 0.0, cj = 0.0;
  double tolerance = 0.0;  ///< that the error of Δ may have, in those that `weight` is the inverse of
  Reals predicted_y, predicted_ydot, weight;
  MutableReals y, ydot;     ///< where F was evaluated last; not the solution: see place()
  MutableReals correction;  ///< Δ: a guess before, the solution after
};

/// y and ẏ of the present correction.
void place(const ImplicitStep& step);

/// The nonlinear solver of an implicit step.
///
///  - The matrix is ∂F/∂y + cj ∂F/∂ẏ with the cj of this step, always: with an older one a Newton step would not keep
///    the linear invariants of the system (lithium, charge). Refactoring is cheap; ∂F/∂y may be old, because it keeps
///    them too, and is evaluated again only when it makes convergence slow.
///  - How fast the iteration contracts is known beforehand, so that most steps need a single iteration: the rate grows
///    with the distance from the state at which the derivatives were evaluated (Newton–Mysovskikh), and the constant of
///    proportionality is remembered from the steps that took two.
///  - A step that this does not solve is tried again by a damped iteration with derivatives of every iterate.
///  - A solution with an unknown beyond what it may be (Bounds) is none: a shorter step errs less.
class Newton {
 public:
  struct Statistics {
    std::size_t residuals = 0, iterations = 0, failures = 0;
  };

  Newton(DaeSystem& system, IterationMatrix& matrix);

  /// Before a new start: the derivatives in the matrix were evaluated at its first state y, or next to it.
  /// @param kinks  whether the steps cross kinks of an input: what was learned of the rate of contraction before one is
  ///               then not believed behind it, and no iteration is the only one
  void restart(Reals y, bool kinks = false);

  /// To be called when somebody else has factored the matrix.
  void forget_factors() { factored_cj_ = 0.0; }

  /// Finds the correction. False when no iteration converges: only a shorter step can help.
  bool solve(const ImplicitStep& step);

  /// After a step that was taken, to y.
  void accept(Reals y) { bounds_.accept(y); }

  const Statistics& statistics() const { return statistics_; }
  long iterations_of_last_solve() const { return iterations_of_solve_; }
  long failures_of_last_solve() const { return failures_of_solve_; }

  /// The unknown that was beyond what it may be when the last step was refused, if that was why.
  std::optional<std::size_t> beyond() const { return beyond_; }

 private:
  using Step = ImplicitStep;

  bool iterate(const Step& step);
  bool iterate_damped(const Step& step);
  bool residual(const Step& step);
  bool evaluate(const Step& step);
  bool factor(double cj);
  double correct(const Step& step);
  double size_of_delta(const Step& step) const;
  double distance(const Step& step) const;

  DaeSystem& system_;
  IterationMatrix& matrix_;
  Statistics statistics_;
  Bounds bounds_;
  std::optional<std::size_t> beyond_;
  std::vector<double> delta_, y_of_derivatives_, newton_step_, base_;
  double factored_cj_ = 0.0;     // 0: nothing factored for a step
  bool old_derivatives_ = true;  // evaluate them before the next step
  double nonlinearity_ = 1.0;    // rate of contraction per distance from the state of the derivatives, in tolerances
  double t_of_last_solve_ = 0.0;
  bool kinks_ = false;
  int careful_ = 0;  // steps for which no predicted rate is believed
  int age_ = 0;      // steps that have used the derivatives
  long iterations_of_solve_ = 0, failures_of_solve_ = 0;
};

}  // namespace vitrion
