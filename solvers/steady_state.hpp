// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/archive.hpp"
#include "solvers/consistent_start.hpp"
#include "solvers/dae_system.hpp"
#include "solvers/linear_solver.hpp"
#include "solvers/tolerances.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace vitrion {

/// Finds where a system comes to rest: F(t, y, 0) = 0, with the exact Jacobian.
///
/// Unknowns that no equation depends on (a charge that has passed) only count: they keep their value, and their rate is
/// what is found. Newton's method is damped by the simplified step, like that of ConsistentStart. Where it fails, the
/// state is followed from an easy problem by a continuation; where there is none or it fails, too, in pseudo-time, by
/// implicit steps that grow as the state comes to rest.
///
/// @source P. Deuflhard, Newton Methods for Nonlinear Problems (2011), NLEQ-ERR and ch. 5; C. T. Kelley and D. E.
/// Keyes, SIAM J. Numer. Anal. 35 (1998) 508, doi:10.1137/S0036142996304796
class SteadyState {
 public:
  /// The system must outlive it.
  explicit SteadyState(DaeSystem& system, const Tolerances& tolerances = {},
                       LinearSolverKind kind = LinearSolverKind::automatic);

  /// y is a guess and is replaced. With a continuation it had better be at rest for λ = 0.
  /// @throw SolverError, with y as far as it came and the continuation left at λ = 1
  void find(double t, MutableReals y, const Continuation& continuation = {});

  /// ẏ at the state found last: zero but for the unknowns that only count.
  Reals rates() const { return ydot_; }

  struct Statistics {
    std::size_t newton_iterations = 0, residuals = 0;
    std::size_t continuation_steps = 0;  ///< beyond the first attempt
    std::size_t pseudo_time_steps = 0;
  };
  const Statistics& statistics() const { return statistics_; }
  void archive(Archive& a) { a(statistics_); }  ///< every find() begins anew

 private:
  enum class Outcome { converged, outside, singular, stuck, slow };

  Outcome newton(double t, MutableReals y);
  bool follow(double t, MutableReals y, const Continuation& continuation);
  bool relax(double t, MutableReals y);
  bool residual(double t, Reals y, MutableReals r);
  bool differentiate(double t, Reals y);
  bool factor_steady();
  bool factor_step(double delta);
  double norm(Reals step) const;
  void move(double factor, Reals step, Reals y, MutableReals new_y, MutableReals new_ydot) const;

  DaeSystem& system_;
  std::unique_ptr<LinearSolver> linear_;
  std::vector<double> dFdy_, dFdydot_, nz_;  // at the state differentiated last, and what was made of them
  ErrorWeights weights_;
  std::vector<char> counts_;  // unknowns that no equation depends on
  std::vector<double> weight_, step_, simplified_, trial_, trial_ydot_, guess_, kept_, before_, ydot_;
  Statistics statistics_;
};

}  // namespace vitrion
