// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>

namespace vitrion::indicators {

/// Mean of |y| where y runs linearly from a to b, through zero if their signs differ.
inline double mean_magnitude(double a, double b) {
  if ((a < 0.0) == (b < 0.0)) return 0.5 * std::abs(a + b);
  return 0.5 * (a * a + b * b) / std::abs(b - a);
}

}  // namespace vitrion::indicators
