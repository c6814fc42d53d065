// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/dae_system.hpp"
#include "solvers/iteration_matrix.hpp"
#include "solvers/tolerances.hpp"

#include <cstddef>
#include <functional>
#include <vector>

namespace vitrion {

/// Called with λ from 0 to 1 when no consistent state is found directly; the caller makes the problem easy at λ = 0
/// (say, scales the applied current by λ) and the wanted one at λ = 1.
using Continuation = std::function<void(double lambda)>;

/// Finds a state (y, ẏ) with F(t, y, ẏ) = 0 whose differential unknowns are the given ones.
///
/// Newton's method for the algebraic unknowns and the ẏ of the differential ones at once, damped so that the simplified
/// Newton step shrinks (which does not depend on how rows are scaled; Deuflhard, Newton Methods for Nonlinear Problems,
/// 2011, algorithm NLEQ-ERR). A state outside the physical window counts as no progress. The ẏ of the algebraic
/// unknowns follow from the time derivative of the equations, which gives ÿ of the differential ones as well, and so
/// the size of a good first step.
class ConsistentStart {
 public:
  ConsistentStart(DaeSystem& system, IterationMatrix& matrix, const ErrorWeights& weights);

  /// y: the differential unknowns and a guess for the algebraic ones, which are replaced; ydot is written.
  /// @return a first step whose estimated error is half a tolerance, s (infinite at rest)
  /// @throw SolverError, with y and ydot as far as they came
  double find(double t, MutableReals y, MutableReals ydot, const Continuation& continuation = {});

  std::size_t iterations() const { return iterations_; }  ///< of all calls
  std::size_t residuals() const { return residuals_; }

 private:
  enum class Outcome { converged, outside, singular, stuck, slow };

  Outcome newton(double t, MutableReals y, MutableReals ydot);
  bool continue_from_easy(double t, MutableReals y, MutableReals ydot, const Continuation& continuation);
  double differentiate(double t, MutableReals y, MutableReals ydot);
  bool residual(double t, Reals y, Reals ydot, MutableReals r);
  double algebraic_norm(Reals step) const;
  void move(double factor, Reals step, Reals y, Reals ydot, MutableReals new_y, MutableReals new_ydot) const;

  DaeSystem& system_;
  IterationMatrix& matrix_;
  const ErrorWeights& weights_;
  std::vector<char> differential_;
  std::vector<double> weight_, step_, simplified_, trial_y_, trial_ydot_, kept_y_, guess_;
  std::size_t iterations_ = 0, residuals_ = 0;
};

}  // namespace vitrion
