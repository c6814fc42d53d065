// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>

namespace vitrion::test {

/// The larger of two errors, where one that is not a number is worse than any: std::max would forget it.
inline double worse(double a, double b) { return std::isnan(a) || b <= a ? a : b; }

}  // namespace vitrion::test
