// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/constants.hpp"

#include <cmath>

namespace vitrion::fuel_cell {

/// Pressure of water vapour over liquid water, Pa: exp[23.1963 − 3816.44 K/(T − 46.13 K)].
/// @source this and the following: R. Vetter and J. O. Schumacher, Comput. Phys. Commun. 234 (2019) 223,
/// doi:10.1016/j.cpc.2018.07.023
template <class S>
S saturation_pressure(const S& T) {
  using std::exp;
  return exp(23.1963 - 3816.44 / (T - 46.13));
}

/// μ = 10⁻³ exp[−3.63148 + 542.05 K/(T − 144.15 K)], Pa s.
template <class S>
S water_viscosity(const S& T) {
  using std::exp;
  return 1e-3 * exp(-3.63148 + 542.05 / (T - 144.15));
}

/// A step from 0 to 1 as x passes zero, from 12 % to 88 % within `width` on either side.
template <class S>
S smooth_step(const S& x, double width) {
  using std::tanh;
  return 0.5 + 0.5 * tanh(x * (1.0 / width));
}

/// What moves between vapour, liquid and polymer, and how liquid moves in pores.
struct LiquidWater {
  double immobile;        ///< s_im: saturation that does not flow, and that of the channel, 1
  double evaporation;     ///< share of the molecules that leave or stick on impact, 1
  double condensation;    ///< the same
  double interface_area;  ///< of liquid per volume of pores, m⁻¹
  double heat;            ///< of evaporation, and of desorption, J mol⁻¹
  double switch_width;    ///< of relative humidity over which evaporation turns to condensation, 1

  template <class S>
  S reduced(const S& s) const {
    return (s - immobile) * (1.0 / (1.0 - immobile));
  }

  /// Condensation, mol m⁻³ s⁻¹: γ C (x − x_sat), γ ∝ s_red where it evaporates and 1 − s_red where it condenses. What
  /// is immobile does not evaporate: with s_red < 0, which the error of a step makes, dry vapour would condense, the
  /// drier the faster.
  template <class S>
  S condensed(const S& s, const S& x, const S& T, double pressure) const {
    using std::sqrt;
    constexpr double molar_mass = 0.018;  // kg mol⁻¹
    const S x_sat = saturation_pressure(T) * (1.0 / pressure), excess = x - x_sat;
    const S condensing = smooth_step<S>(excess / x_sat, switch_width), s_red = reduced(s);
    const S mobile = s_red > 0.0 ? s_red : 0.0 * s_red;
    const S share = evaporation * mobile * (1.0 - condensing) + condensation * (1.0 - s_red) * condensing;
    const S speed = sqrt(gas_constant / (6.283185307179586 * molar_mass) * T);
    return interface_area * share * speed * (pressure / gas_constant / T) * excess;
  }

  /// What capillary pressure drives, κ_r(s) dp_c/ds in Pa, with κ_r = 10⁻⁶ + s_red³ and
  /// dp_c/ds = 44.02 · 0.00011 exp[−44.02 (s − 0.496)] + 8.103 · 278.3 exp[8.103 (s − 0.496)].
  template <class S>
  S capillary_slope(const S& s) const {
    using std::exp;
    const S s_red = reduced(s), above = s_red > 0.0 ? s_red : 0.0 * s_red;
    return (1e-6 + above * above * above) *
           (44.02 * 0.00011 * exp(-44.02 * (s - 0.496)) + 8.103 * 278.3 * exp(8.103 * (s - 0.496)));
  }

  /// ∫ κ_r dp_c from s_b to s_a, Pa, by three Gauss points: the flux between two volumes is its multiple however much
  /// the mobility changes between them.
  template <class S>
  S capillary_drive(const S& s_a, const S& s_b) const {
    constexpr double at = 0.7745966692414834;
    const S middle = 0.5 * (s_a + s_b), half = 0.5 * (s_a - s_b);
    return half * (8.0 / 9.0 * capillary_slope(middle) +
                   5.0 / 9.0 * (capillary_slope<S>(middle - at * half) + capillary_slope<S>(middle + at * half)));
  }
};

}  // namespace vitrion::fuel_cell
