// SPDX-License-Identifier: BSD-3-Clause
#include "model/electrolytes/eisenman.hpp"

#include "params/constants.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace vitrion::conduction {
namespace {

/// N_A e²/(4π ε₀), J m mol⁻¹.
constexpr double coulomb =
    avogadro * elementary_charge * elementary_charge / (4.0 * std::numbers::pi * vacuum_permittivity);

}  // namespace

std::span<const Cation> alkali_cations() {
  static const std::array<Cation, 5> all{{{"Li+", 0.76e-10, -475e3},
                                          {"Na+", 1.02e-10, -365e3},
                                          {"K+", 1.38e-10, -295e3},
                                          {"Rb+", 1.52e-10, -275e3},
                                          {"Cs+", 1.67e-10, -250e3}}};
  return all;
}

double site_preference(const Cation& cation, double site_radius) {
  return -coulomb / (site_radius + cation.radius) - cation.hydration;
}

std::vector<Cation> selectivity_order(std::span<const Cation> cations, double site_radius) {
  std::vector<Cation> order(cations.begin(), cations.end());
  std::stable_sort(order.begin(), order.end(), [&](const Cation& a, const Cation& b) {
    return site_preference(a, site_radius) < site_preference(b, site_radius);
  });
  return order;
}

std::vector<Transition> selectivity_transitions(std::span<const Cation> cations, double smallest, double largest) {
  std::vector<Transition> all;
  for (std::size_t i = 0; i < cations.size(); ++i) {
    for (std::size_t j = i + 1; j < cations.size(); ++j) {
      const Cation &a = cations[i], &b = cations[j];
      // ΔG_a = ΔG_b  ⇔  (r_A + r_a)(r_A + r_b) = k (r_b − r_a)/(ΔG_hyd,b − ΔG_hyd,a)
      const double product = coulomb * (b.radius - a.radius) / (b.hydration - a.hydration);
      const double half = 0.5 * (b.radius - a.radius), middle = 0.5 * (a.radius + b.radius);
      const double root = std::sqrt(product + half * half) - middle;
      if (!(root > smallest && root < largest)) continue;
      const bool larger_rises = b.radius > a.radius;  // a wider site always favours the larger ion
      all.push_back({root, larger_rises ? b.name : a.name, larger_rises ? a.name : b.name});
    }
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.site_radius < b.site_radius; });
  return all;
}

std::vector<double> partition(std::span<const Cation> cations, double site_radius, double T) {
  std::vector<double> share;
  double lowest = std::numeric_limits<double>::infinity(), sum = 0.0;
  for (const Cation& cation : cations) lowest = std::min(lowest, site_preference(cation, site_radius));
  for (const Cation& cation : cations) {
    share.push_back(std::exp((lowest - site_preference(cation, site_radius)) / (gas_constant * T)));
    sum += share.back();
  }
  for (double& s : share) s /= sum;
  return share;
}

}  // namespace vitrion::conduction
