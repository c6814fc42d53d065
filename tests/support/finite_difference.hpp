// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/dae_system.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

namespace vitrion::test {

/// Largest disagreement between the Jacobian of a system and central differences of its residual, relative to the
/// largest entry of the row. With a step of 1e-6 of the unknown the truncation error is about 1e-12 of the third
/// derivative and the round-off 1e-10 of the terms of the row, so 1e-6 separates right from wrong safely. Residuals are
/// linear in the time derivatives or nearly so: there the step is 1e-3.
struct Disagreement {
  double dFdy = 0.0, dFdydot = 0.0;
};

inline Disagreement jacobian_against_differences(DaeSystem& system, double t, std::vector<double> y,
                                                 std::vector<double> ydot) {
  const Pattern& pattern = system.pattern();
  const std::size_t n = y.size();
  std::vector<double> dFdy(pattern.nonzeros()), dFdydot(pattern.nonzeros());
  system.jacobian(t, y, ydot, dFdy, dFdydot);

  const auto worst = [&](std::vector<double>& x, const std::vector<double>& exact) {
    std::vector<double> plus(n), minus(n), column(n), error(n, 0.0), size(n, 0.0);
    for (std::size_t j = 0; j < n; ++j) {
      const double kept = x[j],
                   h = &x == &ydot ? 1e-3 * std::max(std::abs(kept), 1.0) : 1e-6 * std::max(std::abs(kept), 0.1);
      x[j] = kept + h;
      system.residual(t, y, ydot, plus);
      x[j] = kept - h;
      system.residual(t, y, ydot, minus);
      x[j] = kept;
      for (std::size_t i = 0; i < n; ++i) column[i] = (plus[i] - minus[i]) / (2.0 * h);
      for (auto e = pattern.column_start[j]; e < pattern.column_start[j + 1]; ++e) {
        const auto k = static_cast<std::size_t>(e);
        const auto i = static_cast<std::size_t>(pattern.row[k]);
        column[i] -= exact[k];
        size[i] = std::max(size[i], std::abs(exact[k]));
      }
      for (std::size_t i = 0; i < n; ++i) error[i] = std::max(error[i], std::abs(column[i]));
    }
    double largest = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      if (error[i] > 0.0) largest = std::max(largest, error[i] / std::max(size[i], 1e-300));
    }
    return largest;
  };
  return {worst(y, dFdy), worst(ydot, dFdydot)};
}

/// y with every entry multiplied by a random factor in 1 ± spread.
inline std::vector<double> jittered(std::vector<double> y, double spread, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> factor(1.0 - spread, 1.0 + spread);
  for (double& entry : y) entry *= factor(random);
  return y;
}

}  // namespace vitrion::test
