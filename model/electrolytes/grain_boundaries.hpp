// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace vitrion::conduction {

/// Bricks of conductivity σ_g in mortar σ_gb that the current must cross, S m⁻¹:
///
///     1/σ = 1/σ_g + (δ/d)/σ_gb
///
/// Each has its own activation energy. A glass has no grain boundaries: σ = σ_g, the limit δ → 0. The current around
/// the grains, along the mortar, is left out: good while σ_gb ≪ σ_g.
///
/// @param grain, boundary  σ_g and σ_gb                                              S m⁻¹
/// @param thickness_over_grain  δ/d, boundary thickness over grain size              1
/// @source Haile, West & Campbell, J. Mater. Res. 13 (1998) 1576
template <class S>
S brick_layer_conductivity(const S& grain, const S& boundary, double thickness_over_grain) {
  return grain * boundary / (boundary + thickness_over_grain * grain);
}

}  // namespace vitrion::conduction
