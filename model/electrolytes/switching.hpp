// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/dual.hpp"

#include <algorithm>
#include <cmath>

namespace vitrion::conduction {

/// A property whose logarithm runs straight from one state to the other:
///
///     f = f₀ (f₁/f₀)^w = f₀^(1−w) f₁^w
///
/// Humidity, light and composition are followed this way between two measured ends: a straight line in log f is the
/// least that two numbers allow, an assumption and not a measurement.
///
/// @param w  0 in the first state, 1 in the second, not limited here
template <class S>
S logarithmic_between(const S& first, const S& second, const S& w) {
  using std::exp;
  using std::log;
  return first * exp(w * log(second / first));
}

/// Conductivity over relative humidity, S m⁻¹: log σ is linear between the lowest and the highest humidity that were
/// measured, and stays at its end values outside:
///
///     σ = σ_lo r^w,      w = (RH − RH_lo)/(RH_hi − RH_lo), from 0 to 1
///
/// @param at_lowest  σ_lo at RH_lo                                   S m⁻¹
/// @param ratio      r = σ(RH_hi)/σ(RH_lo)                           1
/// @param lowest, highest  the range that was measured, 0 to 1       1
/// @source a factor of ten between 25 and 98 % for zinc phosphate glass: doi:10.1039/d3ta03192f, ref. 43
template <class S>
S humid_conductivity(const S& at_lowest, double ratio, double lowest, double highest, const S& humidity) {
  using std::exp;
  using std::max;
  using std::min;
  const S held = min(max(humidity, S(lowest)), S(highest));
  return at_lowest * exp(std::log(ratio) / (highest - lowest) * (held - lowest));
}

/// Factor on a conductivity when the coordination number of the metal changes:
///
///     f = r^((n − n₀)/(n₁ − n₀))
///
/// Only the ends are known: simulated proton conductivity rises up to twentyfold when zinc goes from 4.6 to 6. That it
/// rises exponentially in between is an assumption.
///
/// @param number        n                                            1
/// @param from, to      n₀ and n₁                                    1
/// @param ratio         r, the factor at n₁                          1
/// @source doi:10.1039/d3ta03192f, ref. 66 (simulation; not realised in an experiment)
inline double coordination_factor(double number, double from, double to, double ratio) {
  return std::pow(ratio, (number - from) / (to - from));
}

/// How far a switch has gone: first-order relaxation to its target after a change of light (or of anything else):
///
///     w(t) = w_target + (w₀ − w_target) exp(−t/τ)
///
/// @param t    since the change           s
/// @param tau  response time, 0: at once  s
template <class S>
S switched_fraction(double start, double target, const S& t, double tau) {
  using std::exp;
  if (tau <= 0.0) return S(target);
  return target + (start - target) * exp(-t / tau);
}

}  // namespace vitrion::conduction
