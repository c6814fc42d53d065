// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/dual.hpp"
#include "model/electrolytes/permselectivity.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace vitrion::conduction {

/// A cylindrical pore with charge on its wall.
struct ChargedPore {
  double radius;          ///< r_p, m
  double surface_charge;  ///< |σ_s|, C m⁻²
  double permittivity;    ///< relative, of what fills the pore
  double temperature;     ///< K
};

/// Averages over the cross-section of a pore in equilibrium with salt of concentration c outside, by Poisson and
/// Boltzmann. ψ is the potential in units of RT/F, positive where counter-ions gather, r in Debye lengths:
///
///     (1/r) d/dr(r dψ/dr) = sinh ψ,    dψ/dr = F λ_D |σ_s|/(ε R T) at the wall
///     c_counter = c ⟨exp ψ⟩,    c_co = c ⟨exp −ψ⟩
///
/// Solved by collocation on 64 Chebyshev points in (r/r_p)², which for radii up to 200 Debye lengths leaves errors far
/// below those of the equation itself (point ions, uniform permittivity).
///
/// @return NaN if Newton's iteration does not converge
/// @source Gross & Osterle, J. Chem. Phys. 49 (1968) 228
PoreIons<double> poisson_boltzmann(const ChargedPore& pore, double c);

/// The same for any salt concentration at the price of an interpolation, at the temperature of the pore. What is
/// tabulated is how far the pore is from Donnan's equilibrium, ln(c_counter c_co/c²), over ln c from 0.01 to
/// 10,000 mol m⁻³; outside it stays at its end value. Electroneutrality, c_counter − c_co = X, holds exactly.
class PoreEquilibrium {
 public:
  explicit PoreEquilibrium(const ChargedPore& pore);

  template <class S>
  PoreIons<S> at(const S& c) const {
    using std::exp;
    using std::log;
    return donnan(S(c * exp(0.5 * excess(log(c)))), fixed_charge_);
  }

 private:
  static constexpr std::size_t points = 61;
  static constexpr double lowest = -4.605170185988091, highest = 9.210340371976182;  // ln of mol m⁻³
  static constexpr double spacing = (highest - lowest) / static_cast<double>(points - 1);

  /// Cubic between two points and their slopes, so that derivatives are continuous.
  template <class S>
  S excess(const S& ln_c) const {
    if (!(value_of(ln_c) > lowest)) return S(excess_.front()) + 0.0 * ln_c;
    if (value_of(ln_c) >= highest) return S(excess_.back());
    const S x = (ln_c - lowest) / spacing;
    const auto left = std::min(static_cast<std::size_t>(value_of(x)), points - 2);
    const S u = x - static_cast<double>(left), v = 1.0 - u;
    return v * v * ((1.0 + 2.0 * u) * excess_[left] + u * slope_[left]) +
           u * u * ((1.0 + 2.0 * v) * excess_[left + 1] - v * slope_[left + 1]);
  }

  double fixed_charge_;
  std::array<double, points> excess_{}, slope_{};  // slope per spacing, zero at the ends
};

}  // namespace vitrion::conduction
