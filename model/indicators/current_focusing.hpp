// SPDX-License-Identifier: BSD-3-Clause
#pragma once

/// From the microstructure of an electrolyte to a current-focusing factor f = J_local/J. Microstructure enters as the
/// scatter CV_J = std(J_x)/⟨J_x⟩ of the current through it, and as the length over which that is correlated.
namespace vitrion::indicators {

/// Current inside a sphere over that far away:
///
///     f = 3 s/(s + 2)
///
/// @param s  conductivity of the inclusion over that of its surroundings; 1 gives 1, +∞ gives 3
/// @source Maxwell, A Treatise on Electricity and Magnetism (1873), art. 310–314
double sphere_focusing(double s);

/// Depolarisation factor of a spheroid along its axis of revolution, 1/3 for a sphere:
///
///     N = (1 − e²)/e³ (artanh e − e),   e² = 1 − 1/aspect²
///
/// @param aspect  axis of revolution over the other: > 1 prolate (a needle, N → 0), < 1 oblate (a plate, N → 1)
double depolarisation_factor(double aspect);

/// Current inside a spheroid that points along the current, over that far away:
///
///     f = s/[1 + N (s − 1)]
///
/// @source Landau & Lifshitz, Electrodynamics of Continuous Media, § 8
double spheroid_focusing(double s, double aspect);

/// Scatter of the current in an isotropic random conductivity of small scatter CV_σ, first order:
///
///     CV_J = √(8/15) CV_σ in three dimensions,   √(3/8) CV_σ in two
///
/// @source perturbation of ∇·(σ∇φ) = 0: ⟨sin⁴θ⟩ over directions; solutions of whole fields agree to 0.2 % at CV_σ =
/// 0.05
double random_field_scatter(double CV_sigma);
double random_field_scatter_2d(double CV_sigma);

/// Scatter of the current in a polycrystal of randomly oriented uniaxial grains, first order:
///
///     CV_J = √(38/675) |d|,   d = (σ_∥ − σ_⊥)/σ_mean,   σ_mean = (σ_∥ + 2σ_⊥)/3
///
/// A glass has none above the length over which its structure is correlated.
/// @source the same perturbation, averaged over orientations
double polycrystal_scatter(double sigma_parallel, double sigma_perpendicular);

/// The anisotropy |d| that a polycrystal would need for a scatter CV_J.
double equivalent_anisotropy(double CV_J);

/// What grain boundaries add to a polycrystal of brick-like grains, when the interior conducts like the glass:
///
///     share of the resistance = 1 − σ_poly/σ_glass,   area resistance of one boundary = (1/σ_poly − 1/σ_glass) d_grain
///
/// Blocking boundaries focus the current into the grains only weakly; conducting ones focus strongly.
double grain_boundary_share(double sigma_polycrystal, double sigma_interior);
double grain_boundary_area_resistance(double sigma_polycrystal, double sigma_interior, double grain_size);

/// Independent spots on an electrode of area A whose current is correlated over a length d: N = A/(π d²/4), at least 1.
double independent_spots(double area, double correlation_length);

/// The hottest of N spots with normally distributed currents:
///
///     f_max = 1 + z_N CV_J,   z_N = Φ⁻¹(1 − 1/N)
///
/// Grows with the area of the electrode: so does the risk. 1 when N ≤ 2.
double largest_focusing(double CV_J, double N);

}  // namespace vitrion::indicators
