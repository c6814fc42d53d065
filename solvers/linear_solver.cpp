// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/linear_solver.hpp"

#include "solvers/condensed_solver.hpp"
#include "solvers/klu_solver.hpp"

#include <stdexcept>

namespace vitrion {

std::unique_ptr<LinearSolver> make_linear_solver(LinearSolverKind kind, const StateLayout& layout,
                                                 const Pattern& pattern) {
  const bool may_condense = kind != LinearSolverKind::klu && CondensedSolver::applicable(layout, pattern);
  if (may_condense) return std::make_unique<CondensedSolver>(layout, pattern);
  if (kind == LinearSolverKind::condensed) {
    throw std::invalid_argument(
        "the condensed linear solver needs chains whose inner shells touch only each other, alike in every column; use "
        "KLU");
  }
  return std::make_unique<KluSolver>(pattern);
}

}  // namespace vitrion
