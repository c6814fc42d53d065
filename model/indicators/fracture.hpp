// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace vitrion::indicators {

/// Pressure that a plating overpotential can build up in a filled flaw, Pa:
///
///     σ = z F η/V_M
///
/// @source mechanical equilibrium of the metal; Porz et al., Adv. Energy Mater. 7 (2017) 1701003
double overpotential_stress(double eta, double molar_volume, double charge = 1.0);

/// A surface flaw in a brittle electrolyte.
struct Flaw {
  double toughness;     ///< K_Ic, Pa m^½
  double length;        ///< a, m
  double shape = 1.12;  ///< Y: 1.12 for an edge crack
};

/// Overpotential at which the flaw propagates, V:
///
///     η_c = K_Ic V_M/(Y z F √(π a))
///
/// @source Griffith's criterion with overpotential_stress()
double critical_overpotential(const Flaw& flaw, double molar_volume, double charge = 1.0);

/// Current at which an interface of resistance `area_resistance` (Ω m²) reaches η_c, A m⁻²: J_c = η_c/ASR.
double critical_fracture_current(const Flaw& flaw, double molar_volume, double area_resistance, double charge = 1.0);

/// Scatter of the critical current between cells: the weakest flaw decides, in electrolytes whose strength scatters
/// with Weibull modulus m_σ. Griffith's strength and J_c = η_c/ASR both fall as a^−½, hence currents scatter as
/// strengths do:
///
///     P = 1 − exp[−(A/A₀)(J/J₀)^m],   m = m_σ
///
/// Where the stress in a flaw grows with its length, J_c ~ a^−3/2 and m = m_σ/3 (Lowack 2026, arXiv:2603.20113): that
/// modulus belongs to that J₀, and not to Griffith's at a given overpotential.
/// @source Weibull, J. Appl. Mech. 18 (1951) 293; critical_fracture_current()
struct WeibullCurrent {
  double modulus;           ///< m of currents
  double J_0;               ///< A m⁻²: at the area A₀, 63 % of cells have failed here
  double area_ratio = 1.0;  ///< A/A₀

  /// Probability that a cell fails at or below J.
  double probability(double J) const;
  /// Current at or below which the fraction P of cells fails.
  double quantile(double P) const;
};

}  // namespace vitrion::indicators
