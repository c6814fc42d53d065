// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/constants.hpp"

#include <cassert>
#include <cstddef>
#include <span>

namespace vitrion::laws {

/// Potential that a difference of concentration adds between two points of a binary electrolyte, V:
///
///     φ_left − φ_right + U_d = i_e R,     U_d = (ν/q) (R T/F) (1 − t₊) χ ln(c_right/c_left),     χ = 1 + ∂ln f/∂ln c
///
/// ν/q is 2 of a 1:1 salt, 3/2 of Zn(CF₃SO₃)₂, 1 of ZnSO₄. φ_e is the potential of a reference electrode of the working
/// metal held in the electrolyte.
///
/// @param nu_RT_over_qF  ν R T/(q F): ions of a formula unit over its charge of either sign   V
/// @param t_minus_chi  (1 − t₊) χ between the two points         1
/// @param log_ratio  ln(c_right/c_left)                          1
/// @source Newman & Thomas-Alyea, Electrochemical Systems, 3rd ed. (2004), eq. 12.27
template <class S>
S diffusion_potential(double nu_RT_over_qF, const S& t_minus_chi, const S& log_ratio) {
  return nu_RT_over_qF * t_minus_chi * log_ratio;
}

/// Conservation of charge in electrolyte and solid together, as a residual:
///
///     r = ∂(i_e + i_s)/∂x
///
/// @param width     of the volumes                                      [n]      m
/// @param i_total   i_e + i_s at their faces                            [n + 1]  A m⁻²
/// @param r         residual; every entry is written                    [n]      A m⁻³
template <class S>
void total_charge_balance(std::span<const double> width, std::span<const S> i_total, std::span<S> r) {
  assert(i_total.size() == width.size() + 1);
  for (std::size_t k = 0; k < width.size(); ++k) {
    r[k] = (i_total[k + 1] - i_total[k]) / width[k];
  }
}

/// Conservation of charge in the solid of a porous electrode, as a residual:
///
///     r = a C ∂(φ_s − φ_e)/∂t + ∂i_s/∂x + Σ a j
///
/// @param width    of the volumes                                               [n]      m
/// @param i_s      electronic current −σ ∂φ_s/∂x at their faces                 [n + 1]  A m⁻²
/// @param aj       reaction current Σ a j, > 0 when ions leave the solid        [n]      A m⁻³
/// @param aC       double-layer capacitance of the volume                                F m⁻³
/// @param ddphidt  ∂(φ_s − φ_e)/∂t                                              [n]      V s⁻¹
/// @param r        residual; every entry is written                             [n]      A m⁻³
/// @source Newman & Tiedemann, AIChE J. 21 (1975) 25, doi:10.1002/aic.690210103
template <class S>
void solid_charge_balance(std::span<const double> width, std::span<const S> i_s, std::span<const S> aj, double aC,
                          std::span<const S> ddphidt, std::span<S> r) {
  assert(i_s.size() == width.size() + 1);
  for (std::size_t k = 0; k < width.size(); ++k) {
    r[k] = aC * ddphidt[k] + (i_s[k + 1] - i_s[k]) / width[k] + aj[k];
  }
}

}  // namespace vitrion::laws
