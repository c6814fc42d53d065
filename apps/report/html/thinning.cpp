// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/html/thinning.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace vitrion {

void ThinnedRows::add(std::span<const double> row) {
  values_.insert(values_.end(), row.begin(), row.end());
  if (rows() >= 2 * most_) thin_to(most_);
}

void ThinnedRows::thin_to(std::size_t most) {
  while (rows() > most) thin(most);
}

/// Drops up to a quarter of the rows, but never two neighbours at once: a smooth bend stays one. What a row is worth is
/// how far its values are from the chord of its neighbours, against the span of their columns.
void ThinnedRows::thin(std::size_t most) {
  constexpr double round_off = 1e-9;
  const std::size_t n = rows();
  std::vector<double> worth(n, 0.0);
  for (std::size_t c = 1; c < columns_; ++c) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (std::size_t i = 0; i < n; ++i) {
      if (!std::isfinite(at(i, c))) continue;
      low = std::min(low, at(i, c));
      high = std::max(high, at(i, c));
    }
    const double span = high - low;
    if (!(span > round_off * std::max(std::abs(low), std::abs(high)))) continue;
    for (std::size_t i = 1; i + 1 < n; ++i) {
      // Where there is nothing to draw there is nothing to lose; where a curve begins or ends, everything.
      if (!std::isfinite(at(i - 1, c)) && !std::isfinite(at(i, c)) && !std::isfinite(at(i + 1, c))) continue;
      const double width = at(i + 1, 0) - at(i - 1, 0);
      const double share = width > 0.0 ? (at(i, 0) - at(i - 1, 0)) / width : 0.5;
      const double off = std::abs(at(i, c) - (at(i - 1, c) + share * (at(i + 1, c) - at(i - 1, c)))) / span;
      worth[i] = std::isfinite(off) ? std::max(worth[i], off) : std::numeric_limits<double>::infinity();
    }
  }
  std::vector<std::size_t> order(n > 2 ? n - 2 : 0);
  std::iota(order.begin(), order.end(), std::size_t{1});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return worth[a] < worth[b]; });

  // No more than a quarter at once: among the neighbours of what is dropped are better ones to keep.
  const std::size_t wanted = std::max<std::size_t>(1, std::min(n - std::min(n, most), n / 4));
  std::vector<bool> dropped(n, false);
  std::size_t count = 0;
  for (const std::size_t i : order) {
    if (count == wanted) break;
    if (dropped[i - 1] || dropped[i + 1]) continue;
    dropped[i] = true;
    ++count;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (dropped[i]) continue;
    if (kept != i)
      std::copy_n(values_.begin() + static_cast<std::ptrdiff_t>(i * columns_), columns_,
                  values_.begin() + static_cast<std::ptrdiff_t>(kept * columns_));
    ++kept;
  }
  values_.resize(kept * columns_);
  complete_ = false;
}

}  // namespace vitrion
