// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/constants.hpp"

#include <cmath>

/// Growth of the interphase (SEI) between metal and electrolyte, and metal that loses contact. Generic in the scalar,
/// so that thicknesses and amounts can be unknowns of a cell. Reduction currents are negative. Constants in the
/// literature are fitted to cells, not measured: they are estimates wherever they are used.
namespace vitrion::laws {

/// Arrhenius factor of an interphase constant given at T_ref: exp[(E/R)(1/T_ref − 1/T)].
inline double arrhenius_factor(double activation_energy, double T, double T_ref) {
  return std::exp(activation_energy / gas_constant * (1.0 / T_ref - 1.0 / T));
}

/// Interphase limited by solvent that diffuses through it, A m⁻²:
///
///     j = −F D c/L
///
/// @source Marquis, thesis, Oxford (2020), eq. 5.91
template <class S>
S solvent_diffusion_current(double D, double c, const S& L) {
  return -faraday * D * c / L;
}

/// Its thickness after a time t at rest or under way, m: L = √(L₀² + 2 D c V̄ t/z).
/// @param V_bar  partial molar volume of the interphase  m³ mol⁻¹
/// @param z      electrons that make one formula unit
inline double solvent_diffusion_thickness(double L_0, double D, double c, double V_bar, double z, double t) {
  return std::sqrt(L_0 * L_0 + 2.0 * D * c * V_bar * t / z);
}

/// Interphase limited by its own reaction, A m⁻²:
///
///     j = −j₀ exp(−α F η/RT),   η = Δφ − U_SEI − j L R_SEI
template <class S>
S reaction_limited_current(double j_0, double alpha, const S& eta, double T) {
  using std::exp;
  return -j_0 * exp(-alpha * faraday / (gas_constant * T) * eta);
}

/// Interphase limited by the reaction of solvent that first has to diffuse through it, A m⁻²:
///
///     j = −F c k_η/(1 + L k_η/D),   k_η = k exp(−α F η/RT)
///
/// The two limits in series: reaction for L → 0, diffusion for L → ∞.
/// @source Yang et al., J. Power Sources 360 (2017) 28
template <class S>
S solvent_reaction_current(double k, double c, double D, double alpha, const S& eta, const S& L, double T) {
  using std::exp;
  const S k_eta = k * exp(-alpha * faraday / (gas_constant * T) * eta);
  return -faraday * c * k_eta / (1.0 + L * k_eta / D);
}

/// Interphase limited by electrons that tunnel through it, A m⁻²:
///
///     j = −j₀ exp(−α F Δφ/RT) exp(−β L)
///
/// @param beta  inverse tunnelling length  m⁻¹
template <class S>
S tunnelling_current(double j_0, double alpha, double beta, const S& dphi, const S& L, double T) {
  using std::exp;
  return -j_0 * exp(-alpha * faraday / (gas_constant * T) * dphi - beta * L);
}

/// Interphase limited by neutral interstitials of the metal that diffuse through it, A m⁻²:
///
///     j = −(F D c/L) exp(−F Δφ/RT)
template <class S>
S interstitial_current(double D, double c, const S& dphi, const S& L, double T) {
  using std::exp;
  return -faraday * D * c / L * exp(-faraday / (gas_constant * T) * dphi);
}

/// Interphase limited by electrons that migrate through it, A m⁻²; none above U_in:
///
///     j = min[κ (Δφ − U_in)/L, 0]
template <class S>
S electron_migration_current(double kappa, double U_in, const S& dphi, const S& L) {
  const S j = kappa * (dphi - U_in) / L;
  return j < 0.0 ? j : 0.0 * j;
}

/// Growth of the interphase, m s⁻¹: dL/dt = −j V̄/(z F).
template <class S>
S interphase_rate(const S& j, double V_bar, double z) {
  return -j * (V_bar / (z * faraday));
}

/// Current of plating and stripping of metal that is not part of a foil (on a host, or beside its contact), A m⁻², > 0
/// when metal dissolves:
///
///     j = F k [c_metal exp(α_a F η/RT) − c_e exp(−α_c F η/RT)]
///
/// @source O'Kane et al., J. Electrochem. Soc. 167 (2020) 090540, doi:10.1149/1945-7111/ab90ac
template <class S>
S plating_current(double k, const S& c_metal, const S& c_e, double alpha_anodic, double alpha_cathodic, const S& eta,
                  double T) {
  using std::exp;
  const double f = faraday / (gas_constant * T);
  return faraday * k * (c_metal * exp(alpha_anodic * f * eta) - c_e * exp(-alpha_cathodic * f * eta));
}

/// Exchange current of a lithium foil, A m⁻²: i₀ = F k c_Li^0.7 c_e^0.3.
/// @param k  with 3.5e-8 of the source it holds for concentrations in mol m⁻³
/// @source Xu et al., J. Electrochem. Soc. 166 (2019) A3456
template <class S>
S foil_exchange_current(double k, double c_metal, const S& c_e) {
  using std::pow;
  return faraday * k * std::pow(c_metal, 0.7) * pow(c_e, 0.3);
}

/// Rate at which plated metal loses contact and dies, mol m⁻³ s⁻¹; the thicker the interphase, the slower:
///
///     dc_dead/dt = γ c_plated,   γ = γ₀ L₀/L
///
/// @source O'Kane et al., Phys. Chem. Chem. Phys. 24 (2022) 7909, doi:10.1039/d2cp00417h
template <class S>
S dead_metal_rate(double gamma_0, double L_0, const S& L, const S& c_plated) {
  return gamma_0 * L_0 * c_plated / L;
}

/// What of an amount c_0 is still alive at rest, under an interphase that solvent diffusion lets grow from L₀ to L:
///
///     c = c_0 exp{−γ₀ L₀ (L − L₀) z/(D c_sol V̄)}
inline double metal_alive(double c_0, double gamma_0, double L_0, double L, double D, double c_sol, double V_bar,
                          double z) {
  return c_0 * std::exp(-gamma_0 * L_0 * (L - L_0) * z / (D * c_sol * V_bar));
}

/// Charge of dead metal after n cycles that each pass q with a coulombic efficiency, in the unit of q: Q = n q (1 −
/// CE).
inline double coulombic_dead_charge(double n, double q, double coulombic_efficiency) {
  return n * q * (1.0 - coulombic_efficiency);
}

/// Thickness of dense metal of a charge Q (C m⁻²), m: Q V_M/(z F).
inline double metal_thickness(double Q, double molar_volume, double z = 1.0) {
  return Q * molar_volume / (z * faraday);
}

}  // namespace vitrion::laws
