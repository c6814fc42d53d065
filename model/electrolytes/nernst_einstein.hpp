// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/constants.hpp"

#include <cmath>

namespace vitrion::conduction {

/// Conductivity of ions that diffuse independently, S m⁻¹:
///
///     σ = z² F² c D/(R T H_R)
///
/// @param charge  z                                                                            1
/// @param haven   Haven ratio H_R = D*/D_σ: below 1 where successive jumps are correlated      1
/// @param c       concentration of the mobile ions                                             mol m⁻³
/// @param D       their tracer diffusivity                                                     m² s⁻¹
/// @source Einstein relation; Murch, Solid State Ionics 7 (1982) 177, for H_R
template <class S>
S conductivity_of(double charge, double haven, const S& c, const S& D, const S& T) {
  return charge * charge * faraday * faraday / (gas_constant * haven) * c * D / T;
}

/// The inverse, m² s⁻¹: D = σ R T H_R/(z² F² c).
template <class S>
S diffusivity_of(double charge, double haven, const S& c, const S& sigma, const S& T) {
  return gas_constant * haven / (charge * charge * faraday * faraday) * sigma * T / c;
}

/// Salt diffusivity of an ideal binary 1:1 electrolyte, m² s⁻¹, from its conductivity and transference number:
///
///     D = 2 D₊D₋/(D₊ + D₋) = 2 t₊ (1 − t₊) σ R T/(F² c)
template <class S>
S ideal_salt_diffusivity(const S& c, const S& sigma, const S& t_plus, const S& T) {
  return 2.0 * gas_constant / (faraday * faraday) * t_plus * (1.0 - t_plus) * sigma * T / c;
}

/// Debye length of a 1:1 salt, m; 0.304 nm/√(I/(mol/L)) in water at 25 °C:
///
///     λ_D = √(ε R T/(2 F² I))
///
/// @param ionic_strength  I                      mol m⁻³
/// @param permittivity    relative, ε/ε₀         1
inline double debye_length(double ionic_strength, double permittivity, double T) {
  return std::sqrt(permittivity * vacuum_permittivity * gas_constant * T / (2.0 * faraday * faraday * ionic_strength));
}

}  // namespace vitrion::conduction
