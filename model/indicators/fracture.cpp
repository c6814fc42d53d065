// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/fracture.hpp"

#include "params/constants.hpp"

#include <cmath>
#include <numbers>

namespace vitrion::indicators {

double overpotential_stress(double eta, double molar_volume, double charge) {
  return charge * faraday * eta / molar_volume;
}

double critical_overpotential(const Flaw& flaw, double molar_volume, double charge) {
  return flaw.toughness * molar_volume / (flaw.shape * charge * faraday * std::sqrt(std::numbers::pi * flaw.length));
}

double critical_fracture_current(const Flaw& flaw, double molar_volume, double area_resistance, double charge) {
  return critical_overpotential(flaw, molar_volume, charge) / area_resistance;
}

double WeibullCurrent::probability(double J) const {
  if (J <= 0.0) return 0.0;
  return -std::expm1(-area_ratio * std::pow(J / J_0, modulus));
}

double WeibullCurrent::quantile(double P) const { return J_0 * std::pow(-std::log1p(-P) / area_ratio, 1.0 / modulus); }

}  // namespace vitrion::indicators
