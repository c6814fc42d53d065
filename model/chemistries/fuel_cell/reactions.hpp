// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/constants.hpp"

#include <cmath>

namespace vitrion::fuel_cell {

inline constexpr double standard_pressure = 101325.0;  ///< p⁰, Pa

/// H2 + ½ O2 → H2O, and how its entropy divides between the two electrodes.
/// @source R. Vetter and J. O. Schumacher, Comput. Phys. Commun. 234 (2019) 223, doi:10.1016/j.cpc.2018.07.023; water
/// vapour: NIST-JANAF tables
struct Reaction {
  double enthalpy;         ///< ΔH, J mol⁻¹ of hydrogen
  double entropy_anode;    ///< ΔS of H2 → 2 H⁺ + 2 e⁻, J mol⁻¹ K⁻¹
  double entropy_cathode;  ///< ΔS of ½ O2 + 2 H⁺ + 2 e⁻ → H2O, J mol⁻¹ K⁻¹

  double entropy() const { return entropy_anode + entropy_cathode; }
};
inline constexpr Reaction to_liquid{-285.83e3, 0.104, -163.3};
inline constexpr Reaction to_vapour{-241.83e3, 0.104, -44.43 - 0.104};

/// Equilibrium value of φ_e − φ_p at the hydrogen electrode, V:
///
///     U_a = −T ΔS_a/(2F) − (RT/2F) ln(p_H2/p⁰)
template <class S>
S hydrogen_potential(const Reaction& reaction, const S& T, const S& p_H2) {
  using std::log;
  return -1.0 / (2.0 * faraday) * T * (reaction.entropy_anode + gas_constant * log(p_H2 * (1.0 / standard_pressure)));
}

/// Equilibrium value of φ_e − φ_p at the oxygen electrode, V, with product water of activity a:
///
///     U_c = −(ΔH − T ΔS_c)/(2F) + (RT/4F) ln(p_O2/p⁰) − (RT/2F) ln a
template <class S>
S oxygen_potential(const Reaction& reaction, const S& T, const S& p_O2, double water_activity = 1.0) {
  using std::log;
  return -reaction.enthalpy / (2.0 * faraday) +
         1.0 / (2.0 * faraday) * T *
             (reaction.entropy_cathode - gas_constant * std::log(water_activity) +
              0.5 * gas_constant * log(p_O2 * (1.0 / standard_pressure)));
}

/// E_rev = U_c − U_a, V.
inline double reversible_voltage(const Reaction& reaction, double T, double p_H2, double p_O2,
                                 double water_activity = 1.0) {
  return oxygen_potential(reaction, T, p_O2, water_activity) - hydrogen_potential(reaction, T, p_H2);
}

/// Two electrons, a symmetric barrier, a power of the reactant's pressure.
struct Kinetics {
  double i0;                 ///< of metal surface at T_ref and p⁰, A m⁻²
  double activation_energy;  ///< J mol⁻¹
  double T_ref;              ///< K
  double alpha;              ///< transfer coefficient: j ∝ exp(α F η/RT)
  double order;              ///< in the pressure of the reactant, 1

  /// i₀(T, p) = i₀ exp[(E/R)(1/T_ref − 1/T)] (p/p⁰)^order.
  template <class S>
  S exchange_current(const S& T, const S& p) const {
    using std::exp;
    using std::pow;
    const S i = i0 * exp(activation_energy / gas_constant * (1.0 / T_ref - 1.0 / T));
    return order == 0.0 ? i : i * pow(p * (1.0 / standard_pressure), order);
  }

  /// j = 2 i₀ sinh(α F η/RT), A m⁻².
  template <class S>
  S current(const S& T, const S& p, const S& eta) const {
    using std::exp;
    const S e = exp(alpha * faraday / gas_constant * eta / T);
    return exchange_current(T, p) * (e - 1.0 / e);
  }

  /// The overpotential that a current needs, V.
  double overpotential(double T, double p, double j) const {
    return gas_constant * T / (alpha * faraday) * std::asinh(j / (2.0 * exchange_current(T, p)));
  }
};

/// Oxygen dissolves in a film, crosses it, and reacts on its way into a sphere of catalyst, carbon and ionomer:
///
///     a j = [1/(E_r a j_surface) + (r + δ) δ/(4F (p_O2/H) a_agg r D_film)]⁻¹
///     E_r = (1/φ)[coth 3φ − 1/(3φ)],     φ = (r/3) √(k_c/D),     k_c = a j_surface H/(4F p_O2 (1 − ε))
///
/// @source W. Sun, B. A. Peppley and K. Karan, Electrochim. Acta 50 (2005) 3359, doi:10.1016/j.electacta.2004.12.009
struct Agglomerate {
  double radius;        ///< r, m
  double film;          ///< δ, m
  double surface;       ///< a_agg: outer surface per volume of layer, m⁻¹
  double D_film;        ///< of oxygen in the film, m² s⁻¹
  double D;             ///< of oxygen in the agglomerate, effective, m² s⁻¹
  double henry;         ///< H = p/c, Pa m³ mol⁻¹
  double gas_porosity;  ///< ε of the catalyst layer

  /// Effectiveness from (3φ)²; by series where it is small or the reaction goes backwards.
  template <class S>
  static S effectiveness(const S& square) {
    using std::exp;
    using std::sqrt;
    if (square < 1e-3) return 1.0 - square * (1.0 / 15.0) + square * square * (2.0 / 315.0);
    const S q = sqrt(square), e = exp(-2.0 * q);
    return 3.0 * (q * (1.0 + e) / (1.0 - e) - 1.0) / square;
  }

  /// a j from what the catalyst would do under the gas itself, A m⁻³.
  template <class S>
  S current(const S& at_surface, const S& p_O2) const {
    const S dissolved = 4.0 * faraday / henry * p_O2;
    const S k = at_surface / (dissolved * (1.0 - gas_porosity));
    const S square = k * (radius * radius / D);
    const S inside = effectiveness<S>(square < 0.0 ? square * 0.0 : square) * at_surface;
    return inside / (1.0 + inside * ((radius + film) * film / (surface * radius * D_film)) / dissolved);
  }
};

}  // namespace vitrion::fuel_cell
