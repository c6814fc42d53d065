// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/materials/electrolyte.hpp"

#include <limits>
#include <span>

namespace vitrion {

/// What an electrolyte amounts to with its salt at rest, beyond what its file says. Everything in SI; NaN where it
/// means nothing, as the salt of a single-ion conductor does.
struct ElectrolyteFacts {
  static constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

  double T = undefined;
  double conductivity = undefined;         ///< κ
  double activation_energy = undefined;    ///< of κ, local and apparent: R T² ∂ln κ/∂T, J mol⁻¹
  double transference_number = undefined;  ///< 1 of a single-ion conductor
  double diffusivity = undefined, thermodynamic_factor = undefined;  ///< of the salt
  double ideal_diffusivity = undefined;  ///< D that Nernst and Einstein expect of κ and t₊
  double newman_number = undefined;      ///< 0 of a single-ion conductor
  double ionic_strength = undefined;     ///< of the ions that move, mol m⁻³
  double debye_length = undefined;       ///< m, for a relative permittivity of 1: grows with its root

  /// Steady over first current under a small voltage between two foils, I_ss/I₀ = 1/(1 + Ne): what Bruce and Vincent's
  /// experiment answers.
  double current_fraction() const { return 1.0 / (1.0 + newman_number); }
  double area_resistance(double thickness) const { return thickness / conductivity; }  ///< of a dense layer, Ω m²
};

/// @param surroundings  T (K), or T, relative humidity and light
ElectrolyteFacts facts_of(const Electrolyte& electrolyte, std::span<const double> surroundings);
inline ElectrolyteFacts facts_of(const Electrolyte& electrolyte, double T) { return facts_of(electrolyte, {&T, 1}); }

/// Ionic strength of the ions of a salt M_ν₊X_ν₋ of concentration c, mol m⁻³:
///
///     I = ½ Σ z_i² c_i = ½ q (z₊ + z₋) c,      q = ν₊ z₊ = ν₋ z₋
double ionic_strength(const SaltFormula& salt, double c);

/// Salt diffusivity of independent ions that conduct κ with the share t₊ (Nernst and Einstein), m² s⁻¹:
///
///     D = (z₊ + z₋) D₊D₋/(z₊D₊ + z₋D₋) = (ν/q) t₊ (1 − t₊) κ R T/(q F² c)
///
/// 2 t₊ (1 − t₊) κRT/(F²c) of a 1:1 salt. Ions that pair or drag each other have another D; a D that is far off is more
/// often a slip. It is the D that makes Ne = (1 − t₊)/t₊ where χ = 1.
/// @source Newman & Thomas-Alyea, Electrochemical Systems, 3rd ed. (2004), eq. 11.20 and 11.23
double ideal_salt_diffusivity(const SaltFormula& salt, double kappa, double t_plus, double c, double T);

/// Newman's number of a salt of any valence, by how much a gradient of the salt adds to the resistance:
///
///     Ne = (ν/q²) κ R T (1 − t₊)² χ/(F² D c)
///
/// ν/q² is 2 of a 1:1 salt, 3/4 of MX₂ and Li₂X, 1/2 of ZnSO₄.
/// @source Balsara & Newman, J. Electrochem. Soc. 162 (2015) A2720, doi:10.1149/2.0651514jes, with the diffusion
///         potential (ν/q)(RT/F)(1 − t₊) χ ln c
double newman_number(const SaltFormula& salt, double kappa, double t_plus, double chi, double D, double c, double T);

}  // namespace vitrion
