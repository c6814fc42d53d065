// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>

// The salt of a volume that runs dry.
namespace vitrion::laws {

/// A smooth positive part of a concentration c, δ ln(1 + exp(c/δ)): c itself wherever there is salt, and exponentially
/// small where it is used up. Properties, logarithms and kinetics see this one, so that a part of an electrode may run
/// dry while the rest goes on, as it does: the potential that it takes to draw a current from there grows without
/// bound, and the reaction moves elsewhere. The balances see c, which stays above −40 δ.
template <class S>
S positive_part(const S& c, double delta) {
  using std::exp;
  using std::log1p;
  if (c > 36.0 * delta) return c;  // to the last bit
  if (c > 0.0) return c + delta * log1p(exp(-c / delta));
  return delta * log1p(exp(c / delta));
}

/// Its logarithm, also where it is too small for a number: ln δ + c/δ. At an interface c may be far below zero.
template <class S>
S log_positive_part(const S& c, double delta) {
  using std::log;
  if (c < -36.0 * delta) return std::log(delta) + c * (1.0 / delta);  // to the last bit
  return log(positive_part<S>(c, delta));
}

}  // namespace vitrion::laws
