// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace vitrion::test {

/// Observed order between successive meshes, from errors on meshes each `ratio` times finer than the one before.
inline std::vector<double> observed_orders(const std::vector<double>& errors, double ratio = 2.0) {
  std::vector<double> orders;
  for (std::size_t k = 0; k + 1 < errors.size(); ++k) {
    orders.push_back(std::log(std::abs(errors[k] / errors[k + 1])) / std::log(ratio));
  }
  return orders;
}

/// Observed order without an exact solution: from values on successive meshes, by the differences between them.
inline std::vector<double> self_convergence_orders(const std::vector<double>& values, double ratio = 2.0) {
  std::vector<double> differences;
  for (std::size_t k = 0; k + 1 < values.size(); ++k) differences.push_back(values[k] - values[k + 1]);
  return observed_orders(differences, ratio);
}

}  // namespace vitrion::test
