// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace vitrion::indicators {

/// Power-law creep of a metal: strain rate = ε̇₀ (P/S)^(1/m).
struct Creep {
  double rate;         ///< ε̇₀, s⁻¹
  double sensitivity;  ///< m
  double resistance;   ///< S, Pa; for lithium between 2 MPa (fresh) and 8 MPa (saturated)
};

/// Lithium as fitted at 0.1–1 s⁻¹, with the initial flow resistance: cell rates are far lower, so extrapolated.
/// @source Narayan & Anand, Extreme Mech. Lett. 24 (2018) 21, doi:10.1016/j.eml.2018.08.006
inline constexpr Creep lithium_creep{.rate = 0.05, .sensitivity = 0.18, .resistance = 2e6};

/// Stripping current that creep under a stack pressure P (Pa) can supply, A m⁻²:
///
///     J_creep = (z F/V_M) h ε̇₀ (P/S)^(1/m)
///
/// @param supply_length  h, thickness of metal that flows: a modelling choice  m
double creep_limited_current(const Creep& creep, double supply_length, double pressure, double molar_volume,
                             double charge = 1.0);

/// Critical stripping current as measured at two stack pressures, and a power law between them:
///
///     J_c(P) = J₁ (P/P₁)^n,   n = ln(J₂/J₁)/ln(P₂/P₁)
///
/// @source Kasemchainan et al., Nat. Mater. 18 (2019) 1105, for Li | Li₆PS₅Cl: 2 A m⁻² at 3 MPa, and 10 A m⁻² at
///         7 MPa, which is recalled and not seen in print
struct StrippingPowerLaw {
  double J_1, P_1, J_2, P_2;  ///< A m⁻², Pa
  double exponent() const;
  double current(double pressure) const;
};

/// Time until the metal at its interface holds a critical fraction x of vacancies, s. Sand's problem, with vacancies:
///
///     t = π D [z F x/(2 V_M J)]²
///
/// @param D      self-diffusivity of the metal                      m² s⁻¹
/// @param J_net  stripping current beyond what creep supplies       A m⁻²; +∞ is returned for J_net ≤ 0
double void_time(double D, double critical_fraction, double molar_volume, double J_net, double charge = 1.0);

}  // namespace vitrion::indicators
