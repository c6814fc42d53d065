// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/interface_stability.hpp"

#include "params/constants.hpp"

#include <cmath>
#include <limits>
#include <numbers>

namespace vitrion::indicators {
namespace {

double denominator(const ElasticInterface& i) {
  return i.G_electrolyte * (4.0 * i.nu_metal - 3.0) * (i.nu_electrolyte - 1.0) +
         i.G_metal * (i.nu_metal - 1.0) * (4.0 * i.nu_electrolyte - 3.0);
}

/// 2 − 3ν_s − 3ν_e + 4ν_e ν_s: from 2 to 0 for Poisson ratios from 0 to 1/2.
double shear_factor(const ElasticInterface& i) {
  return 2.0 - 3.0 * i.nu_electrolyte - 3.0 * i.nu_metal + 4.0 * i.nu_metal * i.nu_electrolyte;
}

}  // namespace

double volume_ratio_of_sphere(double ion_radius, double molar_volume) {
  return 4.0 / 3.0 * std::numbers::pi * ion_radius * ion_radius * ion_radius * avogadro / molar_volume;
}

StabilityParameter stability_parameter(const ElasticInterface& i, double k) {
  const double v = i.volume_ratio, V_M = i.molar_volume, z = i.charge, G_e = i.G_metal, G_s = i.G_electrolyte;
  const double d = denominator(i);
  return {
      .pressure = V_M * (1.0 - v) * k *
                  (G_s * G_s * (3.0 - 4.0 * i.nu_metal) - G_e * G_e * (3.0 - 4.0 * i.nu_electrolyte)) / (2.0 * z * d),
      .shear = 2.0 * G_e * G_s * V_M * (1.0 + v) * k * shear_factor(i) / (z * d),
      .surface = -V_M * (1.0 + v) * i.surface_energy * k * k / (2.0 * z),
  };
}

double critical_wavenumber(const ElasticInterface& i) {
  const double v = i.volume_ratio, G_e = i.G_metal, G_s = i.G_electrolyte;
  const double numerator = G_s * G_s * (v - 1.0) * (4.0 * i.nu_metal - 3.0) -
                           G_e * G_e * (v - 1.0) * (4.0 * i.nu_electrolyte - 3.0) +
                           4.0 * G_e * G_s * (1.0 + v) * shear_factor(i);
  return numerator / ((1.0 + v) * i.surface_energy * denominator(i));
}

double critical_wavelength(const ElasticInterface& interface) {
  const double k_c = critical_wavenumber(interface);
  return k_c <= 0.0 ? std::numeric_limits<double>::infinity() : 2.0 * std::numbers::pi / k_c;
}

bool CriticalModulusRatio::stable(double modulus_ratio) const {
  switch (regime) {
    case StabilityRegime::density_driven:
      return modulus_ratio < ratio;
    case StabilityRegime::pressure_driven:
      return modulus_ratio > ratio;
    default:
      return false;
  }
}

CriticalModulusRatio critical_modulus_ratio(const ElasticInterface& i) {
  const double v = i.volume_ratio;
  if (v == 1.0) return {0.0, StabilityRegime::never_stable};
  // a r² + 2 b r − c = 0 after division by 1 − v; a, c > 0. Each sign of b has a form that does not cancel.
  const double a = 3.0 - 4.0 * i.nu_metal, c = 3.0 - 4.0 * i.nu_electrolyte;
  const double b = 2.0 * (1.0 + v) / (1.0 - v) * shear_factor(i), root = std::sqrt(b * b + a * c);
  if (v < 1.0) return {c / (b + root), StabilityRegime::density_driven};
  return {(root - b) / a, StabilityRegime::pressure_driven};
}

}  // namespace vitrion::indicators
