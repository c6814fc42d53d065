// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/deposit_roughness.hpp"

#include "params/constants.hpp"

#include <cmath>
#include <limits>
#include <numbers>

namespace vitrion::indicators {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// g = J (1 − t₊)/(q F D), mol m⁻⁴.
double gradient(const DiffusingSalt& salt, double J) {
  return J * (1.0 - salt.t_plus) / (salt.charge * faraday * salt.D);
}

}  // namespace

double capillary_length(double surface_energy, double molar_volume, double T) {
  return surface_energy * molar_volume / (gas_constant * T);
}

double mullins_sekerka_rate(const DiffusingSalt& salt, double J, double capillary_length, double molar_volume,
                            double k) {
  return salt.cations * molar_volume * salt.D / (1.0 - salt.t_plus) * k *
         (gradient(salt, J) - salt.c * capillary_length * k * k);
}

double mullins_sekerka_cutoff(const DiffusingSalt& salt, double J, double capillary_length) {
  const double g = gradient(salt, J);
  if (g <= 0.0) return infinity;
  return 2.0 * std::numbers::pi * std::sqrt(salt.c * capillary_length / g);
}

double mullins_sekerka_fastest(const DiffusingSalt& salt, double J, double capillary_length) {
  return std::numbers::sqrt3 * mullins_sekerka_cutoff(salt, J, capillary_length);
}

double tip_current_ratio(double J_over_J_lim, double exponent) {
  if (J_over_J_lim <= 0.0) return 1.0;
  if (J_over_J_lim >= 1.0) return infinity;
  return std::pow(1.0 - J_over_J_lim, -exponent);
}

double critical_tip_radius(double surface_energy, double molar_volume, double eta, double charge) {
  if (eta == 0.0) return infinity;
  return 2.0 * surface_energy * molar_volume / (charge * faraday * std::abs(eta));
}

}  // namespace vitrion::indicators
