// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/dae_system.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace vitrion {

/// Sums over a cycle, by the trapezoidal rule in the charge: the parts of the voltage then sum to the mean voltage
/// exactly as they sum to the voltage.
struct CycleSums {
  explicit CycleSums(std::size_t loss_terms)
      : losses{std::vector<double>(loss_terms, 0.0), std::vector<double>(loss_terms, 0.0)} {}

  void add(double dQ, double V_mean, Reals before, Reals after) {
    const std::size_t way = dQ > 0.0 ? 0 : 1;
    const double size = std::abs(dQ);
    charge[way] += size;
    energy[way] += size * V_mean;
    for (std::size_t i = 0; i < losses[way].size(); ++i) losses[way][i] += size * 0.5 * (before[i] + after[i]);
  }

  std::array<double, 2> charge{};             ///< while charging, while discharging; both positive, C m⁻²
  std::array<double, 2> energy{};             ///< J m⁻²
  std::array<std::vector<double>, 2> losses;  ///< V C m⁻²
};

}  // namespace vitrion
