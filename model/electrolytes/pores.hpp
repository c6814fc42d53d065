// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>

namespace vitrion::conduction {

/// Share of a conductivity that is left when only pores conduct, some of them dead ends:
///
///     σ_eff/σ = (ε (1 − δ))^b
///
/// Bruggeman's exponent is b = 1.5. Collapse of pores lowers ε, and pores that end blind (δ of the pore volume) hold
/// ions but carry none through: a glass can so conduct less than its crystal. That dead ends count as solid is an
/// assumption.
///
/// @param porosity   ε   0 to 1
/// @param dead_ends  δ   0 to 1
/// @source Bruggeman, Ann. Phys. 416 (1935) 636, doi:10.1002/andp.19354160705, for b = 1.5;
///         doi:10.1039/d3ta03192f for pore collapse and dead ends
inline double open_pore_factor(double porosity, double dead_ends, double exponent = 1.5) {
  return std::pow(porosity * (1.0 - dead_ends), exponent);
}

}  // namespace vitrion::conduction
