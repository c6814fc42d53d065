// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace vitrion::indicators {

/// P(X > z) of a standard normal variable, exact to round-off in the tail too: 1 − Φ(z) = ½ erfc(z/√2).
double normal_upper_tail(double z);

/// The z that a standard normal variable exceeds with probability p: +∞ for p = 0, −∞ for p = 1, NaN outside 0–1.
double normal_upper_quantile(double p);

/// P(at least one of N independent standard normal variables > z) = 1 − Φ(z)^N. N need not be whole.
double largest_exceeds(double z, double N);

/// Its inverse: the z that the largest of N exceeds with probability P, −∞ for P = 1, +∞ for P = 0.
double largest_quantile(double P, double N);

}  // namespace vitrion::indicators
