// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>

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

/// How the contacted fraction θ of a foil changes.
struct ContactKinetics {
  double loss;           ///< k_v, m² C⁻¹: θ lost per θ and charge stripped beyond the critical current
  double recovery;       ///< k_r, m² C⁻¹: share of the missing contact that plated charge restores
  double largest = 1.0;  ///< θ that plating restores at best, < 1 when contact never recovers in full
};

/// Rate of change of the contacted fraction, s⁻¹; generic in the scalar, so that θ can be an unknown of a cell:
///
///     dθ/dt = −k_v (−J − J_c)₊ θ            while stripping, J < 0
///     dθ/dt = +k_r J (θ_max − θ)₊           while plating,   J > 0
///
/// Continuous in J and θ. With J the local current I/θ, what is left of the contact has to carry more: under a constant
/// stripping current I > J_c all contact is gone after t = ln[I/(I − J_c)]/(k_v J_c).
/// @param J         local plating current                A m⁻²
/// @param critical  J_c > 0: of creep or measured        A m⁻²
/// A modelling choice, not a measured law.
template <class S>
S contact_rate(const ContactKinetics& kinetics, const S& J, const S& critical, const S& theta) {
  using std::max;
  const S beyond = max(-J - critical, S(0.0)), plating = max(J, S(0.0)),
          missing = max(kinetics.largest - theta, S(0.0));
  return kinetics.recovery * plating * missing - kinetics.loss * beyond * theta;
}

}  // namespace vitrion::indicators
