// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>

namespace vitrion::laws {

/// How the overpotential divides between the two directions of a reaction.
struct TransferCoefficients {
  double anodic = 0.5;
  double cathodic = 0.5;
};

/// Butler–Volmer, A m⁻² of surface, > 0 for oxidation (ions leave the solid):
///
///     j = i₀ [exp(α_a F η/RT) − exp(−α_c F η/RT)]
///
/// @param i0         exchange current density             A m⁻²
/// @param eta        overpotential φ_s − φ_e − U − j R_f  V
/// @param F_over_RT  F/(R T)                              V⁻¹
/// @source Newman & Thomas-Alyea, Electrochemical Systems, 3rd ed. (2004), eq. 8.10
template <class S>
S butler_volmer(const S& i0, const S& eta, const TransferCoefficients& alpha, double F_over_RT) {
  using std::exp;
  if (alpha.anodic == alpha.cathodic) {
    const S e = exp(alpha.anodic * F_over_RT * eta);
    return i0 * (e - 1.0 / e);
  }
  return i0 * (exp(alpha.anodic * F_over_RT * eta) - exp(-alpha.cathodic * F_over_RT * eta));
}

/// Exchange current of an insertion reaction in its usual form, A m⁻²:
///
///     i₀ = F k √(c_e/c_ref) √(x (1 − x))
///
/// @param Fk          F k                                                  A m⁻²
/// @param c_relative  c_e/c_ref                                            1
/// @param x           stoichiometry at the surface                         1
/// @source Doyle, Fuller & Newman (1993), doi:10.1149/1.2221597, in the normalisation of the BPX standard
template <class S>
S insertion_exchange_current(double Fk, const S& c_relative, const S& x) {
  using std::sqrt;
  return Fk * sqrt(c_relative * x * (1.0 - x));
}

}  // namespace vitrion::laws
