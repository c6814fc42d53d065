// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/constants.hpp"

#include <cassert>
#include <cstddef>
#include <span>

namespace vitrion::laws {

/// Flux of the anion of a binary salt through a face, in formula units of the salt, mol m⁻² s⁻¹:
///
///     N₋ = −D_eff ∂c/∂x − t₋ i_e/(q F),      t₋ = 1 − t₊
///
/// @param c_left, c_right  salt concentration at two points on either side of the face   mol m⁻³
/// @param resistance       ∫ dx / D_eff between the two points                           s m⁻¹
/// @param t_minus          transference number of the anion at the face                  1
/// @param i_e              ionic current through the face                                A m⁻²
/// @param qF               Faraday's constant times the charge q of a formula unit       C mol⁻¹
template <class S>
S anion_flux(const S& c_left, const S& c_right, const S& resistance, const S& t_minus, const S& i_e,
             double qF = faraday) {
  return (c_left - c_right) / resistance - t_minus * i_e * (1.0 / qF);
}

/// Salt balance of the electrolyte, written for the anion, which no electrode reaction makes or consumes:
///
///     r = ε ∂c/∂t + ∂N₋/∂x
///
/// With ∂i_e/∂x = a j this is the balance in its usual form, ε ∂c/∂t = ∂/∂x(D_eff ∂c/∂x) + ∂(t₋ i_e/F)/∂x, the
/// gradient of t₊ included. Every wall of the electrolyte has N₋ = 0: collectors, foils and single-ion conductors need
/// no condition of their own, the salt is conserved to round-off, and t₊ → 1 needs no special case.
///
/// @param width, porosity  of the volumes                    [n]      m, 1
/// @param dcdt             ∂c/∂t                             [n]      mol m⁻³ s⁻¹
/// @param N                anion flux at their faces         [n + 1]  mol m⁻² s⁻¹
/// @param r                residual; every entry is written  [n]      mol m⁻³ s⁻¹
/// @source Newman & Thomas-Alyea, Electrochemical Systems, 3rd ed. (2004), ch. 12 and 22; Doyle, Fuller & Newman,
///         J. Electrochem. Soc. 140 (1993) 1526, doi:10.1149/1.2221597
template <class S>
void salt_balance(std::span<const double> width, std::span<const double> porosity, std::span<const S> dcdt,
                  std::span<const S> N, std::span<S> r) {
  assert(N.size() == width.size() + 1);
  for (std::size_t k = 0; k < width.size(); ++k) {
    r[k] = porosity[k] * dcdt[k] + (N[k + 1] - N[k]) / width[k];
  }
}

}  // namespace vitrion::laws
