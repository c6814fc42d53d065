// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/normal_distribution.hpp"

#include <boost/math/special_functions/erf.hpp>

#include <cmath>
#include <limits>
#include <numbers>

namespace vitrion::indicators {

double normal_upper_tail(double z) { return 0.5 * std::erfc(z / std::numbers::sqrt2); }

double normal_upper_quantile(double p) {
  if (p == 0.0) return std::numeric_limits<double>::infinity();
  if (p == 1.0) return -std::numeric_limits<double>::infinity();
  if (!(p > 0.0 && p < 1.0)) return std::numeric_limits<double>::quiet_NaN();
  return std::numbers::sqrt2 * boost::math::erfc_inv(2.0 * p);
}

double largest_exceeds(double z, double N) {
  // log Φ(z) from the smaller tail: N is 1e8 and more, so 1 − Φ must not be lost beside 1.
  const double log_below = z > 0.0 ? std::log1p(-normal_upper_tail(z)) : std::log(normal_upper_tail(-z));
  return -std::expm1(N * log_below);
}

double largest_quantile(double P, double N) {
  // Φ(z) = (1 − P)^(1/N)
  return normal_upper_quantile(-std::expm1(std::log1p(-P) / N));
}

}  // namespace vitrion::indicators
