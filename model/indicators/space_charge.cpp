// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/space_charge.hpp"

#include "params/constants.hpp"

#include <cmath>
#include <limits>

namespace vitrion::indicators {

double front_velocity(const SaltLayer& salt, double J) {
  return J * (1.0 - salt.t_plus) / (salt.charge * faraday * salt.porosity * salt.c0);
}

double depletion_time_to_short(const SaltLayer& salt, double J) {
  const double depletion = depletion_time(salt, J);
  if (depletion == std::numeric_limits<double>::infinity()) return depletion;
  return depletion + salt.thickness / front_velocity(salt, J);
}

double space_charge_drop(double J, double relative_permittivity, double mobility, double width) {
  return 2.0 / 3.0 * std::sqrt(2.0 * J / (relative_permittivity * vacuum_permittivity * mobility)) * width *
         std::sqrt(width);
}

}  // namespace vitrion::indicators
