// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/dual.hpp"

namespace vitrion::laws {

/// A solid that forms from dissolved species and dissolves again.
struct Precipitation {
  double molar_volume = 0.0;          ///< V, m³ mol⁻¹
  double solubility_product = 0.0;    ///< K_sp, in the unit of the product Π of concentrations
  double rate_constant = 0.0;         ///< k of growth, mol m⁻³ s⁻¹ per unit of Π
  double dissolution_constant = 0.0;  ///< k of dissolution, in the same unit
  double seed = 0.0;                  ///< volume fraction on which growth starts where there is no solid
};

/// Rate at which a solid of volume fraction ε forms, mol m⁻³ s⁻¹ of total volume, negative when it dissolves:
///
///     R = k (ε + ε_seed) (Π − K_sp)   where Π > K_sp,      R = k_d ε (Π − K_sp)   elsewhere
///
/// A fraction below zero, which only the tolerance of an integrator makes, counts as none.
///
/// @param product  Π c_i^γ_i of the ions                                                 mol m⁻³ to the power Σ γ
/// @source Kumaresan, Mikhaylik & White, J. Electrochem. Soc. 155 (2008) A576, doi:10.1149/1.2937304, with one k
template <class S>
S precipitation_rate(const Precipitation& solid, double seed, const S& fraction, const S& product) {
  using std::max;
  const S excess = product - solid.solubility_product;
  const S present = max(fraction, S(0.0));
  if (excess > 0.0) return solid.rate_constant * (present + seed) * excess;
  return solid.dissolution_constant * present * excess;
}

}  // namespace vitrion::laws
