// SPDX-License-Identifier: BSD-3-Clause
#include "model/graded_widths.hpp"

#include <algorithm>
#include <cmath>

namespace vitrion {

std::vector<double> graded_widths(double length, std::size_t n, double smallest) {
  std::vector<double> widths(n, length / static_cast<double>(n));
  if (n < 2 || smallest >= 1.0) return widths;
  const auto sum = [&](double ratio) {
    double total = 0.0, width = 1.0;
    for (std::size_t k = 0; k < n; ++k, width *= ratio) total += width;
    return total;
  };
  double lo = 1.0, hi = 100.0;  // sum/n = 1/smallest
  for (int i = 0; i < 200; ++i) {
    const double middle = 0.5 * (lo + hi);
    (sum(middle) * smallest < static_cast<double>(n) ? lo : hi) = middle;
  }
  double width = length / sum(lo);
  for (std::size_t k = n; k-- > 0; width *= lo) widths[k] = width;
  return widths;
}

std::size_t refined(std::size_t n, double factor) {
  return static_cast<std::size_t>(std::max(1.0, std::round(static_cast<double>(n) * factor)));
}

}  // namespace vitrion
