// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/condensed_solver.hpp"
#include "solvers/dae_system.hpp"
#include "solvers/klu_solver.hpp"
#include "tests/support/worse.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace vitrion::test {

/// Largest difference between the Newton steps of the two linear solvers in one state, for steps in time of 0.1 ms,
/// 1 s and the longest (s). Rows of a cell differ by ten orders of magnitude, so the two are compared unit by unit:
/// potentials with the largest change of a potential, currents with the largest of a current.
/// @throws std::runtime_error where the condensed solver does not apply, gives up, or had to fall back
inline double condensed_against_klu(DaeSystem& system, const std::vector<double>& y, const std::vector<double>& ydot,
                                    double longest_step = 1e3) {
  const Pattern& pattern = system.pattern();
  if (!CondensedSolver::applicable(system.layout(), pattern)) throw std::runtime_error("nothing can be condensed");
  CondensedSolver condensed(system.layout(), pattern);
  KluSolver klu(pattern);
  std::vector<double> dFdy(pattern.nonzeros()), dFdydot(dFdy), matrix(dFdy), r(y.size());
  if (!system.residual(0.0, y, ydot, r) || !system.jacobian(0.0, y, ydot, dFdy, dFdydot))
    throw std::runtime_error("the state is not admissible");
  double worst = 0.0;
  for (const double cj : {1e4, 1.0, 1.0 / longest_step}) {
    for (std::size_t k = 0; k < matrix.size(); ++k) matrix[k] = dFdy[k] + cj * dFdydot[k];
    if (!condensed.factor(matrix) || !klu.factor(matrix)) throw std::runtime_error("the matrix is singular");
    std::vector<double> a = r, b = r;
    condensed.solve(a);
    klu.solve(b);
    std::map<std::string, double> difference, size;
    for (const Field& field : system.layout().fields()) {
      for (std::size_t i = field.first; i < field.first + field.size(); ++i) {
        difference[field.unit] = worse(difference[field.unit], std::abs(a[i] - b[i]));
        size[field.unit] = std::max(size[field.unit], std::abs(b[i]));
      }
    }
    for (const auto& [unit, largest] : size) worst = worse(worst, difference[unit] / std::max(largest, 1e-300));
  }
  if (condensed.fallbacks() != 0) throw std::runtime_error("the condensed solver fell back");
  return worst;
}

}  // namespace vitrion::test
