// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/dual.hpp"
#include "params/constants.hpp"

#include <cmath>
#include <limits>

namespace vitrion::conduction {

/// How far below the glass transition the Vogel temperature of a glass former lies, K.
/// @source J. Mater. Chem. A 11 (2023) 20302, doi:10.1039/d3ta03192f, below eq. (2)
inline constexpr double vogel_below_glass_transition = 50.0;

/// Arrhenius' law of σT, for ions that hop in a rigid frame, S m⁻¹:
///
///     σ = (σ₀/T) exp(−E_a/RT)
///
/// @param prefactor  σ₀               S K m⁻¹
/// @param energy     E_a              J mol⁻¹
/// @source doi:10.1039/d3ta03192f, eq. (1)
template <class S>
S hopping_conductivity(double prefactor, double energy, const S& T) {
  using std::exp;
  return prefactor / T * exp(-energy / gas_constant / T);
}

/// Vogel, Tammann and Fulcher's law, for ions that move with their surroundings above the glass transition, S m⁻¹:
///
///     σ = (σ₀/√T) exp(−B/R(T − T₀)),      T₀ ≈ T_g − 50 K
///
/// @param prefactor  σ₀               S K^½ m⁻¹
/// @param pseudo     B                J mol⁻¹
/// @return NaN at and below T₀, where the law has no value
/// @source doi:10.1039/d3ta03192f, eq. (2)
template <class S>
S vogel_conductivity(double prefactor, double pseudo, double T0, const S& T) {
  using std::exp;
  using std::sqrt;
  if (!(value_of(T) > T0)) return std::numeric_limits<double>::quiet_NaN() * T;
  return prefactor / sqrt(T) * exp(-pseudo / gas_constant / (T - T0));
}

/// The slope that Vogel's law shows in an Arrhenius plot of σ√T, J mol⁻¹:
///
///     E_app = −R d ln(σ√T)/d(1/T) = B (T/(T − T₀))²
inline double apparent_activation_energy(double pseudo, double T0, double T) {
  const double stretch = T / (T - T0);
  return pseudo * stretch * stretch;
}

/// A glass former on both sides of its glass transition.
struct GlassFormer {
  double glass_transition;  ///< T_g, K
  double T0;                ///< K, below T_g
  double prefactor;         ///< of Vogel's law, S K^½ m⁻¹
  double pseudo;            ///< B of Vogel's law, J mol⁻¹
  double energy;            ///< E_a of the glass, J mol⁻¹
};

/// The activation energy of the glass with which σ(T) has no kink at T_g, J mol⁻¹: B (T_g/(T_g − T₀))² + R T_g/2.
/// Real glasses have less, because their structure no longer changes with temperature.
inline double smooth_activation_energy(double pseudo, double T0, double glass_transition) {
  return apparent_activation_energy(pseudo, T0, glass_transition) + 0.5 * gas_constant * glass_transition;
}

/// Conductivity of a glass former, S m⁻¹: Vogel's law from T_g on, Arrhenius' law of σT below. The structure freezes at
/// T_g with the value it has there, so σ is continuous and its slope in general is not:
///
///     σ = σ_V(T)                                        T ≥ T_g
///     σ = σ_V(T_g) (T_g/T) exp(E_a/R (1/T_g − 1/T))     T < T_g
///
/// @source doi:10.1039/d3ta03192f, eqs. (1) and (2)
template <class S>
S glass_former_conductivity(const GlassFormer& glass, const S& T) {
  using std::exp;
  if (value_of(T) >= glass.glass_transition) return vogel_conductivity(glass.prefactor, glass.pseudo, glass.T0, T);
  const double Tg = glass.glass_transition;
  const double at_Tg = vogel_conductivity(glass.prefactor, glass.pseudo, glass.T0, Tg);
  return at_Tg * Tg / T * exp(glass.energy / gas_constant * (1.0 / Tg - 1.0 / T));
}

}  // namespace vitrion::conduction
