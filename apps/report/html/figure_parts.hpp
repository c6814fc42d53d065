// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/html/figure.hpp"
#include "apps/report/html/run_curves.hpp"

#include <cstddef>
#include <functional>
#include <limits>
#include <vector>

/// What the figures of a run share.
namespace vitrion::figures {

constexpr double mAh_per_cm2 = 1.0 / 3.6e4;  ///< of C m⁻²; also mW h cm⁻² of J m⁻²
constexpr double mA_per_cm2 = 0.1;           ///< of A m⁻²; also mW cm⁻² of W m⁻²
constexpr double no_value = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t most_cycle_points = 400;  ///< of curves over cycles

/// Times of a run or a step, in the unit that suits their span.
Abscissa over_time(std::vector<double> seconds);

/// A column of chosen rows of all cycles that are kept, one behind the other, interrupted where there are others in
/// between. @param chosen  gives the rows that a cycle needs
std::vector<double> column_of(const RunCurves& curves,
                              const std::function<std::vector<std::size_t>(const ThinnedRows&)>& chosen,
                              std::size_t column, double factor = 1.0);

/// Time, charge, voltage or current of all cycles that are kept, likewise.
std::vector<double> series(const RunCurves& curves, RunCurves::Column column, double factor = 1.0);

/// Keeps the stretch that only rises or only falls and covers most of the range, and makes the rest NaN: a sweep begins
/// with a transient, and what is drawn over a course that turns back covers itself. Without such a stretch nothing
/// changes.
std::vector<double> one_way(std::vector<double> x);

/// Evenly spread indices of about `most` of `count` items, the first and the last among them.
std::vector<std::size_t> some_of(std::size_t count, std::size_t most);

}  // namespace vitrion::figures
