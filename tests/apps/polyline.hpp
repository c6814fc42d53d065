// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace vitrion::testing {

/// Distance along y of a point from the nearest line of a polyline that passes over its x, from an upright line to its
/// nearer end; infinite where there is none. NaN in `ys` interrupts the polyline.
/// @param same_x  what the digits of x leave open: the line may be anywhere in between
inline double distance(const std::vector<double>& xs, const std::vector<double>& ys, double x, double y,
                       double same_x = 0.0) {
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k + 1 < xs.size(); ++k) {
    const auto [low, high] = std::minmax(xs[k], xs[k + 1]);
    if (std::isnan(ys[k]) || std::isnan(ys[k + 1]) || x < low - same_x || x > high + same_x) continue;
    double from = std::min(ys[k], ys[k + 1]), to = std::max(ys[k], ys[k + 1]);
    if (high - low > same_x) {
      const auto at = [&](double where) {
        return ys[k] + (std::clamp(where, low, high) - xs[k]) / (xs[k + 1] - xs[k]) * (ys[k + 1] - ys[k]);
      };
      from = std::min(at(x - same_x), at(x + same_x));
      to = std::max(at(x - same_x), at(x + same_x));
    }
    least = std::min(least, std::abs(std::clamp(y, from, to) - y));
  }
  return least;
}

}  // namespace vitrion::testing
