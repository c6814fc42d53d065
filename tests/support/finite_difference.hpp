// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/dae_system.hpp"
#include "tests/support/worse.hpp"

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
      for (std::size_t i = 0; i < n; ++i) error[i] = worse(error[i], std::abs(column[i]));
    }
    double largest = 0.0;
    for (std::size_t i = 0; i < n; ++i) largest = worse(largest, error[i] / std::max(size[i], 1e-300));
    return largest;
  };
  return {worst(y, dFdy), worst(ydot, dFdydot)};
}

/// The same along random directions from a state at rest, in which every unknown moves by a share of itself and its
/// rate is a share of it per millisecond: for unknowns that span many decades, some beside a kink at zero, where no one
/// step suits all. Relative to the largest term of the row, or to its value.
inline Disagreement jacobian_along_directions(DaeSystem& system, const std::vector<double>& y, int directions) {
  const Pattern& pattern = system.pattern();
  const std::size_t n = y.size();
  const std::vector<double> rest(n, 0.0);
  std::vector<double> dFdy(pattern.nonzeros()), dFdydot(pattern.nonzeros());
  system.jacobian(0.0, y, rest, dFdy, dFdydot);
  std::mt19937 random(1);
  std::uniform_real_distribution<double> share(-1.0, 1.0);
  std::vector<double> v(n), plus(n), minus(n);

  const auto compare = [&](const std::vector<double>& exact, double change_per_difference, double& largest) {
    std::vector<double> change(n, 0.0), size(n, 0.0);
    for (std::size_t j = 0; j < n; ++j) {
      for (auto e = pattern.column_start[j]; e < pattern.column_start[j + 1]; ++e) {
        const auto k = static_cast<std::size_t>(e), i = static_cast<std::size_t>(pattern.row[k]);
        change[i] += exact[k] * v[j];
        size[i] = std::max(size[i], std::abs(exact[k] * v[j]));
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      const double error = std::abs(change_per_difference * (plus[i] - minus[i]) - change[i]);
      largest = worse(largest, error / std::max({size[i], std::abs(plus[i]), 1e-300}));
    }
  };
  Disagreement worst;
  for (int direction = 0; direction < directions; ++direction) {
    constexpr double h = 1e-6, per_second = 1e3;
    std::vector<double> ahead(y), behind(y);
    for (std::size_t j = 0; j < n; ++j) {
      v[j] = share(random) * y[j];
      ahead[j] += h * v[j];
      behind[j] -= h * v[j];
    }
    system.residual(0.0, ahead, rest, plus);
    system.residual(0.0, behind, rest, minus);
    compare(dFdy, 0.5 / h, worst.dFdy);
    for (std::size_t j = 0; j < n; ++j) {
      v[j] = share(random) * per_second * y[j];
      ahead[j] = v[j];
      behind[j] = -v[j];
    }
    system.residual(0.0, y, ahead, plus);
    system.residual(0.0, y, behind, minus);
    compare(dFdydot, 0.5, worst.dFdydot);
  }
  return worst;
}

/// y with every entry multiplied by a random factor in 1 ± spread.
inline std::vector<double> jittered(std::vector<double> y, double spread, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> factor(1.0 - spread, 1.0 + spread);
  for (double& entry : y) entry *= factor(random);
  return y;
}

/// Each unknown moved at random by up to 2 % of the largest of its field, or 1000 absolute tolerances where that is
/// more.
inline std::vector<double> shaken(const StateLayout& layout, std::vector<double> y, std::mt19937& random) {
  std::uniform_real_distribution<double> uniform(-1.0, 1.0);
  for (const Field& field : layout.fields()) {
    double size = 1e3 * field.atol;
    for (std::size_t i = field.first; i < field.first + field.size(); ++i) size = std::max(size, 0.02 * std::abs(y[i]));
    for (std::size_t i = field.first; i < field.first + field.size(); ++i) y[i] += size * uniform(random);
  }
  return y;
}

}  // namespace vitrion::test
