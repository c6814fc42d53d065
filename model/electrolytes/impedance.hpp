// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/constants.hpp"

#include <cmath>
#include <complex>
#include <numbers>
#include <span>

// Closed forms of impedance spectra, Ω m² (or any unit of resistance that all arguments share).
namespace vitrion::conduction {

/// A resistance R beside a capacitance C.
struct Arc {
  double R, C;
};

/// Arcs in series, as of bulk, grain boundaries and interface: Z = Σ R/(1 + jωRC). A glass has no second one.
inline std::complex<double> arcs_impedance(std::span<const Arc> arcs, double frequency) {
  const std::complex<double> jw(0.0, 2.0 * std::numbers::pi * frequency);
  std::complex<double> Z = 0.0;
  for (const Arc& arc : arcs) Z += arc.R / (1.0 + jw * arc.R * arc.C);
  return Z;
}

/// Frequency at the top of an arc, Hz.
inline double apex_frequency(const Arc& arc) { return 1.0 / (2.0 * std::numbers::pi * arc.R * arc.C); }

/// A binary electrolyte between two electrodes of its metal.
struct SymmetricCell {
  double bulk;         ///< R_b = L/κ
  Arc interface;       ///< each of the two
  double newman;       ///< Ne: 0 for a single-ion conductor
  double diffusivity;  ///< D of the salt, m² s⁻¹
  double thickness;    ///< L, m
};

/// Impedance for small amplitudes:
///
///     Z = R_b + 2R_i/(1 + jωR_iC) + R_b Ne tanh(s)/s,    s = √(jωL²/4D)
///
/// The last term, of diffusion, has its peak at ωL²/4D = 2.5406; at zero frequency Z = R_b (1 + Ne) + 2R_i.
/// @source linearised concentrated-solution theory: Newman & Thomas-Alyea, Electrochemical Systems, 3rd ed. (2004)
inline std::complex<double> symmetric_cell_impedance(const SymmetricCell& cell, double frequency) {
  const std::complex<double> jw(0.0, 2.0 * std::numbers::pi * frequency);
  const std::complex<double> s = std::sqrt(jw * cell.thickness * cell.thickness / (4.0 * cell.diffusivity));
  const std::complex<double> diffusion = frequency == 0.0 ? 1.0 : std::tanh(s) / s;
  return cell.bulk + 2.0 * cell.interface.R / (1.0 + jw * cell.interface.R * cell.interface.C) +
         cell.bulk * cell.newman * diffusion;
}

/// A porous electrode whose matrix conducts well:
///
///     Z = √(R_ion Z_if) coth √(R_ion/Z_if),    1/Z_if = 1/R_ct + jωC
///
/// With a blocking surface (R_ct → ∞) the real part tends to R_ion/3 at low frequencies.
/// @param ionic  R_ion, resistance of the pores from end to end
/// @param surface  charge transfer and double layer of all the surface
/// @source de Levie, Electrochim. Acta 8 (1963) 751
inline std::complex<double> porous_electrode_impedance(double ionic, const Arc& surface, double frequency) {
  const std::complex<double> jw(0.0, 2.0 * std::numbers::pi * frequency);
  const std::complex<double> Z_if = 1.0 / (1.0 / surface.R + jw * surface.C);
  return std::sqrt(ionic * Z_if) / std::tanh(std::sqrt(ionic / Z_if));
}

/// Frequency at which a dense electrolyte turns from capacitor to conductor, Hz, whatever its thickness:
/// f = σ/(2π ε_r ε₀).
inline double bulk_apex_frequency(double conductivity, double permittivity) {
  return conductivity / (2.0 * std::numbers::pi * permittivity * vacuum_permittivity);
}

}  // namespace vitrion::conduction
