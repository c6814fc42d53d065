// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/state_layout.hpp"
#include "solvers/dae_system.hpp"

#include <cstddef>
#include <memory>

namespace vitrion {

/// A direct solver for one sparse matrix after another of the same pattern.
class LinearSolver {
 public:
  LinearSolver() = default;
  LinearSolver(const LinearSolver&) = delete;
  LinearSolver& operator=(const LinearSolver&) = delete;
  virtual ~LinearSolver() = default;

  /// Factors the matrix whose entries, in the order of the pattern, are `nz`. False when it is singular.
  virtual bool factor(Reals nz) = 0;
  /// b ← A⁻¹ b, with the matrix factored last.
  virtual void solve(MutableReals b) = 0;
  /// Forgets what it has learned of earlier matrices, as a pivot order: the next one is factored like the first.
  virtual void forget() {}
  /// How often `factor` had to take another, slower way than the one this solver is made for.
  virtual std::size_t fallbacks() const = 0;
};

enum class LinearSolverKind {
  automatic,  ///< condensed where the pattern allows it, else KLU
  klu,
  condensed,
};

/// @throw std::invalid_argument when `condensed` is asked for and the pattern does not allow it
std::unique_ptr<LinearSolver> make_linear_solver(LinearSolverKind kind, const StateLayout& layout,
                                                 const Pattern& pattern);

}  // namespace vitrion
