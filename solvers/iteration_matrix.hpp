// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/dae_system.hpp"
#include "solvers/linear_solver.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace vitrion {

/// The derivatives ∂F/∂y and ∂F/∂ẏ at one state, and the factors of the matrix made of them last.
class IterationMatrix {
 public:
  IterationMatrix(DaeSystem& system, LinearSolverKind kind);

  /// Evaluates both derivatives. False when one is not finite: then those of before are lost too.
  bool evaluate(double t, Reals y, Reals ydot);

  /// Factors ∂F/∂y + cj ∂F/∂ẏ, the matrix of an implicit step. False when it is singular.
  bool factor_step(double cj);

  /// Factors the matrix of a consistent state: the columns of ∂F/∂ẏ for differential unknowns (whose ẏ is sought), of
  /// ∂F/∂y for algebraic ones. False when it is singular: the system is not of index one there.
  bool factor_consistent();

  void forget() { linear_->forget(); }  ///< see LinearSolver

  /// b ← A⁻¹ b with the matrix factored last.
  void solve(MutableReals b) { linear_->solve(b); }

  /// r ← r + Σ_j ∂F/∂y_j v_j over the differential unknowns j.
  void add_differential_part(Reals v, MutableReals r) const;
  /// r ← r + ∂F/∂ẏ v.
  void add_rate_part(Reals v, MutableReals r) const;

  std::size_t evaluations() const { return evaluations_; }
  std::size_t factorisations() const { return factorisations_; }
  std::size_t fallbacks() const { return linear_->fallbacks(); }

 private:
  DaeSystem& system_;
  std::unique_ptr<LinearSolver> linear_;
  std::vector<double> dFdy_, dFdydot_, nz_;
  std::vector<char> column_is_differential_;  // of each entry of the pattern
  std::size_t evaluations_ = 0, factorisations_ = 0;
};

}  // namespace vitrion
