// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/experiment.hpp"

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

  void archive(Archive& a) { a(charge, energy, losses); }

  std::array<double, 2> charge{};             ///< while charging, while discharging; both positive, C m⁻²
  std::array<double, 2> energy{};             ///< J m⁻²
  std::array<std::vector<double>, 2> losses;  ///< V C m⁻²
};

/// The definition of both efficiencies, as it stands in files and tables.
inline constexpr const char* efficiency_definition =
    "efficiency = what the cell gives while discharging / what it takes while charging, in the same cycle";

/// What one calls coulombic and energy efficiency of a cycle; NaN for a cycle that did not both charge and discharge,
/// or took less than a thousandth of what it gave.
double coulombic_efficiency(const CycleReport& cycle);
double energy_efficiency(const CycleReport& cycle);

/// Energy over charge while charging, while discharging, V; NaN for a cycle without.
double mean_charging_voltage(const CycleReport& cycle);
double mean_discharging_voltage(const CycleReport& cycle);

}  // namespace vitrion
