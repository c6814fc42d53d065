// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace vitrion::indicators {

/// A layer of binary electrolyte between the electrode that plates and the one that strips.
struct SaltLayer {
  double D;   ///< salt diffusivity, m² s⁻¹: 2 D₊D₋/(D₊ + D₋) of a dilute salt; effective in a porous layer
  double c0;  ///< salt concentration at rest, in the electrolyte, mol m⁻³
  double t_plus;          ///< transference number of the ion that plates
  double thickness;       ///< L, m
  double charge = 1.0;    ///< q: elementary charges of either sign in a formula unit, 2 of Li₂X, MX₂ and ZnSO₄
  double porosity = 1.0;  ///< ε; 1 for a dense electrolyte
};

/// Current above which the salt at the plating electrode runs out, A m⁻²:
///
///     J_lim = 2 q F D c₀/[(1 − t₊) L]
///
/// Symmetric cell, steady state, constant D and t₊; +∞ for a single-ion conductor (t₊ = 1).
/// @source Brissot et al., J. Power Sources 81–82 (1999) 925 (their J*)
double limiting_current(const SaltLayer& salt);

/// Limiting current of an ideal 1:1 salt from its conductivity alone, A m⁻²; the concentration cancels:
///
///     J_lim = 4 t₊ κ R T/(F L)
///
/// @param kappa  effective conductivity  S m⁻¹
/// @param T      temperature             K
/// @source Nernst–Einstein, D = 2 t₊(1 − t₊) κ R T/(F² c₀), in limiting_current()
double ideal_limiting_current(double kappa, double t_plus, double thickness, double T);

/// Sand's time, s: when the salt at the plating electrode runs out of a half-space at constant current:
///
///     t_S = π D ε [q F c₀/(2 J (1 − t₊))]²
///
/// The thickness is not used: below about 2 J_lim the second electrode matters, see depletion_time().
/// @param J  superficial plating current  A m⁻²; +∞ is returned for J ≤ 0 and for t₊ ≥ 1
/// @source H. J. S. Sand, Philos. Mag. 1 (1901) 45; porous form by ε ∂c/∂t = D ∂²c/∂x²
double sand_time(const SaltLayer& salt, double J);

/// Salt left at the plating electrode of a symmetric cell a time t after a constant current began, over c₀:
///
///     c(0, t)/c₀ = 1 − (J/J_lim) [1 − (8/π²) Σ_{n odd} exp(−n² π² D t/(ε L²))/n²]
///
/// Negative beyond depletion.
/// @source Fourier series of the diffusion problem; for short times the same by images
double salt_at_electrode(const SaltLayer& salt, double J, double t);

/// When that salt runs out, s: +∞ for J ≤ J_lim, Sand's time (to 1e-6) for J ≥ 10 J_lim. Sand's time is too short by
/// 61 % at 1.05 J_lim, 18 % at 1.2, 3 % at 1.5 and 0.2 % at 2.
double depletion_time(const SaltLayer& salt, double J);

}  // namespace vitrion::indicators
