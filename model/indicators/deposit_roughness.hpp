// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace vitrion::indicators {

/// Capillary length of a metal surface, m:
///
///     Γ = γ V_M/(R T)
double capillary_length(double surface_energy, double molar_volume, double T);

/// What the current through a salt solution needs to roughen a flat deposit.
struct DiffusingSalt {
  double D;              ///< salt diffusivity, m² s⁻¹
  double t_plus;         ///< transference number of the ion that plates
  double c;              ///< salt at the electrode, mol m⁻³
  double charge = 1.0;   ///< q: elementary charges of either sign in a formula unit
  double cations = 1.0;  ///< ν₊ in it
};

/// Growth rate of a perturbation of wavenumber k (m⁻¹) of a deposit that diffusion limits, s⁻¹:
///
///     ω(k) = ν₊ V_M D/(1 − t₊) k (g − c Γ k²),   g = J (1 − t₊)/(q F D)
///
/// Diffusion brings the share 1 − t₊ of the metal only, migration the rest: a flat deposit grows at
/// ν₊ V_M D g/(1 − t₊) = V_M J/(z F).
/// Quasi-static: wavelengths well below the thickness of the diffusion layer.
/// @source Mullins & Sekerka, J. Appl. Phys. 35 (1964) 444; capillarity in deposition as Barton & Bockris, Proc. R.
/// Soc.
///         Lond. A 268 (1962) 485
double mullins_sekerka_rate(const DiffusingSalt& salt, double J, double capillary_length, double molar_volume,
                            double k);

/// Wavelength below which capillarity smooths the deposit, m:
///
///     λ_c = 2π √(c Γ/g)
///
/// +∞ (no instability) for t₊ ≥ 1 or J ≤ 0.
double mullins_sekerka_cutoff(const DiffusingSalt& salt, double J, double capillary_length);

/// Wavelength that grows fastest, m: λ_max = √3 λ_c.
double mullins_sekerka_fastest(const DiffusingSalt& salt, double J, double capillary_length);

/// Current at a tip over that of the flat electrode at the same overpotential, when the tip is so sharp that its salt
/// does not run low:
///
///     J_tip/J_flat = (1 − J_flat/J_lim)^−(γ + α_c)
///
/// @param exponent  γ + α_c, with i₀ ~ c^γ: 1 when γ = 1 − α_c
/// @return 1 for J ≤ 0, +∞ for J ≥ J_lim
/// @source after Akolkar, J. Power Sources 232 (2013) 23
double tip_current_ratio(double J_over_J_lim, double exponent = 1.0);

/// Radius below which surface energy stops a hemispherical tip at an overpotential η, m (Gibbs–Thomson):
///
///     r_c = 2 γ V_M/(z F |η|)
///
/// +∞ at η = 0.
double critical_tip_radius(double surface_energy, double molar_volume, double eta, double charge = 1.0);

}  // namespace vitrion::indicators
