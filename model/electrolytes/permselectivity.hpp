// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/constants.hpp"

#include <cmath>

// Charged pores prefer counter-ions. X is the concentration of fixed charge per volume of pore, mol m⁻³, c the
// concentration of the salt outside, in equilibrium with the pore. All ions are monovalent.
namespace vitrion::conduction {

/// Fixed charge of a cylindrical pore, mol m⁻³: X = 2|σ_s|/(F r_p).
/// @param surface_charge  |σ_s|, C m⁻²
/// @param radius          r_p, m
inline double fixed_charge_of_cylinder(double surface_charge, double radius) {
  return 2.0 * std::abs(surface_charge) / (faraday * radius);
}

/// Fixed charge of a slit of half-width h, mol m⁻³: X = |σ_s|/(F h).
inline double fixed_charge_of_slit(double surface_charge, double half_width) {
  return std::abs(surface_charge) / (faraday * half_width);
}

/// Concentrations in a pore, mol m⁻³.
template <class S>
struct PoreIons {
  S counter;  ///< of the sign opposite to the wall
  S co;       ///< of the sign of the wall
};

/// Donnan equilibrium of a pore whose potential is uniform (Teorell, Meyer and Sievers):
///
///     c± = √(X²/4 + c²) ± X/2
///
/// Holds while the double layers overlap, r_p < 2 λ_D. Below about 1 nm ions are also kept out by their size and by
/// the lower permittivity, which is not in here.
///
/// @source Teorell, Proc. Soc. Exp. Biol. Med. 33 (1935) 282; Meyer & Sievers, Helv. Chim. Acta 19 (1936) 649
template <class S>
PoreIons<S> donnan(const S& c, double fixed_charge) {
  using std::sqrt;
  const double half = 0.5 * fixed_charge;
  const S counter = sqrt(half * half + c * c) + half;
  return {counter, c * c / counter};  // c₊c₋ = c², without cancellation where X ≫ c
}

/// Whether the potential is near enough to uniform across the pore for donnan().
inline bool double_layers_overlap(double radius, double debye_length) { return radius < 2.0 * debye_length; }

/// Share of the current that the counter-ions carry: t = D_ct c_ct/(D_ct c_ct + D_co c_co). Without fixed charge it is
/// that of the salt; for X ≫ c only the counter-ion is left and t → 1.
///
/// @param diffusivity_ratio  D of the co-ion over D of the counter-ion
template <class S>
S counter_ion_transference(const PoreIons<S>& ions, double diffusivity_ratio) {
  return ions.counter / (ions.counter + diffusivity_ratio * ions.co);
}

/// Conductivity of the ions in a pore, S m⁻¹ of pore: σ = F² (D_ct c_ct + D_co c_co)/(RT).
/// @param diffusivity  of the counter-ion, m² s⁻¹
template <class S>
S pore_conductivity(const PoreIons<S>& ions, double diffusivity, double diffusivity_ratio, const S& T) {
  return faraday * faraday / gas_constant * diffusivity * (ions.counter + diffusivity_ratio * ions.co) / T;
}

/// Potential φ₂ − φ₁ across a cation-selective membrane between two solutions without current, V:
///
///     F Δφ/RT = ln[(c₁/c₂)(g₂ + X)/(g₁ + X)] + U ln[(g₁ + U X)/(g₂ + U X)]
///     g = √(4c² + X²),   U = (D₊ − D₋)/(D₊ + D₋)
///
/// the two Donnan jumps and the diffusion potential between them.
///
/// @param fixed_charge  X of the anionic framework, mol m⁻³
/// @param diffusivity_ratio  D₋/D₊
/// @source Teorell (1935); Meyer & Sievers (1936)
inline double membrane_potential(double c1, double c2, double fixed_charge, double diffusivity_ratio, double T) {
  const double X = fixed_charge, U = (1.0 - diffusivity_ratio) / (1.0 + diffusivity_ratio);
  const double g1 = std::sqrt(4.0 * c1 * c1 + X * X), g2 = std::sqrt(4.0 * c2 * c2 + X * X);
  return gas_constant * T / faraday *
         (std::log(c1 / c2 * (g2 + X) / (g1 + X)) + U * std::log((g1 + U * X) / (g2 + U * X)));
}

}  // namespace vitrion::conduction
