// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/dual.hpp"

#include <cmath>

namespace vitrion::laws {

/// A solid that forms from dissolved species and dissolves again.
struct Precipitation {
  double molar_volume = 0.0;          ///< V, m³ mol⁻¹
  double solubility_product = 0.0;    ///< K_sp, in the unit of the product Π of concentrations
  double rate_constant = 0.0;         ///< k of growth, mol m⁻³ s⁻¹ per unit of Π
  double dissolution_constant = 0.0;  ///< k of dissolution, in the same unit
  double seed = 0.0;                  ///< volume fraction on which growth starts where there is no solid
};

/// Width of the transition from dissolution to growth, relative to K_sp. Where their constants differ, the rate has a
/// kink at saturation; a system that sits there would be thrown from side to side by every step of an integrator.
inline constexpr double saturation_width = 0.02;

/// Rate at which a solid of volume fraction ε forms, mol m⁻³ s⁻¹ of total volume, negative when it dissolves:
///
///     R = k (ε + ε_seed) (Π − K_sp)   where Π > K_sp,      R = k_d ε (Π − K_sp)   elsewhere
///
/// with the step between the two spread over a few saturation_width w: with x = (Π/K_sp − 1)/w, the constant goes over
/// from k_d to k by s = ½ (1 + x/√(1 + x²)), and seeds grow with ½ (x + √(1 + x²)) w K_sp, which is never negative: a
/// seed does not dissolve. A fraction below zero, which only the error of a step makes, does not grow, and goes back to
/// zero as fast as a solid would dissolve.
///
/// @param product  Π c_i^γ_i of the ions                                                 mol m⁻³ to the power Σ γ
/// @source Kumaresan, Mikhaylik & White, J. Electrochem. Soc. 155 (2008) A576, doi:10.1149/1.2937304, with one k
template <class S>
S precipitation_rate(const Precipitation& solid, double seed, const S& fraction, const S& product) {
  using std::min;
  using std::sqrt;
  const double width = saturation_width * solid.solubility_product;
  const S excess = product - solid.solubility_product;
  const S x = excess * (1.0 / width), root = sqrt(1.0 + x * x);
  const S grows = 0.5 + 0.5 * x / root;
  const S above = x > 0.0 ? 0.5 * (x + root) : 0.5 / (root - x);
  const S dissolving = solid.dissolution_constant * (1.0 - grows) * excess;
  const S of_solid = fraction > 0.0 ? solid.rate_constant * grows * excess + dissolving : min(dissolving, S(0.0));
  return of_solid * fraction + (solid.rate_constant * seed * width) * above;
}

}  // namespace vitrion::laws
