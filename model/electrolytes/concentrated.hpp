// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/constants.hpp"

#include <cmath>

// What measurements on a symmetric Li | electrolyte | Li cell say about a binary electrolyte.
namespace vitrion::conduction {

/// How much a concentration gradient adds to the resistance of an electrolyte (Newman's number):
///
///     Ne = 2 κ R T (1 − t₊)² χ/(F² D c),     R_dc = R_b (1 + Ne),   I_ss/I₀ = 1/(1 + Ne)
///
/// In an ideal dilute electrolyte Ne = D₋/D₊ and I_ss/I₀ = t₊; otherwise that ratio is not the transference number.
///
/// @param chi  thermodynamic factor 1 + ∂ln f/∂ln c
/// @source Balsara & Newman, J. Electrochem. Soc. 162 (2015) A2720, doi:10.1149/2.0651514jes
inline double newman_number(double kappa, double t_plus, double chi, double D, double c, double T) {
  const double t_minus = 1.0 - t_plus;
  return 2.0 * kappa * gas_constant * T * t_minus * t_minus * chi / (faraday * faraday * D * c);
}

/// Voltage of a concentration cell between electrodes of the cation's metal, V: U = (2RT/F)(1 − t₊) χ ln(c₂/c₁).
inline double concentration_cell_voltage(double t_plus, double chi, double c2_over_c1, double T) {
  return 2.0 * gas_constant * T / faraday * (1.0 - t_plus) * chi * std::log(c2_over_c1);
}

/// Transference number from a small step of potential, corrected for the interfaces (Bruce and Vincent):
///
///     t₊ = I_ss (ΔV − I₀ R₀)/(I₀ (ΔV − I_ss R_ss))
///
/// Exact for ideal dilute electrolytes and ΔV → 0 only; in others it answers 1/(1 + Ne).
///
/// @param dV         step of potential, at most 10 mV                       V
/// @param I0, Iss    current before and after the salt has moved            A m⁻²
/// @param R0, Rss    resistance of both interfaces, before and after        Ω m²
/// @source Evans, Vincent & Bruce, Polymer 28 (1987) 2324, doi:10.1016/0032-3861(87)90394-6
inline double bruce_vincent_transference(double dV, double I0, double R0, double Iss, double Rss) {
  return Iss * (dV - I0 * R0) / (I0 * (dV - Iss * Rss));
}

/// The same from the resistance of the electrolyte, t₊ = R_b/(ΔV/I_ss − R_ss) (Watanabe).
/// @source Watanabe et al., Solid State Ionics 28–30 (1988) 911
inline double watanabe_transference(double dV, double Rb, double Iss, double Rss) { return Rb / (dV / Iss - Rss); }

}  // namespace vitrion::conduction
