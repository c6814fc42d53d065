// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/stripping.hpp"

#include "params/constants.hpp"

#include <cmath>
#include <limits>
#include <numbers>

namespace vitrion::indicators {

double creep_limited_current(const Creep& creep, double supply_length, double pressure, double molar_volume,
                             double charge) {
  return charge * faraday / molar_volume * supply_length * creep.rate *
         std::pow(pressure / creep.resistance, 1.0 / creep.sensitivity);
}

double StrippingPowerLaw::exponent() const { return std::log(J_2 / J_1) / std::log(P_2 / P_1); }

double StrippingPowerLaw::current(double pressure) const { return J_1 * std::pow(pressure / P_1, exponent()); }

double void_time(double D, double critical_fraction, double molar_volume, double J_net, double charge) {
  if (J_net <= 0.0) return std::numeric_limits<double>::infinity();
  const double root = charge * faraday * critical_fraction / (2.0 * molar_volume * J_net);
  return std::numbers::pi * D * root * root;
}

}  // namespace vitrion::indicators
