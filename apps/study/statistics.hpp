// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrion {

/// Points of a Sobol sequence in the unit cube, each coordinate strictly between 0 and 1.
///
/// The sequence is shifted digit by digit by random bits of the seed, which keeps its even spread and makes every
/// coordinate uniform. Coordinate k of a point does not depend on how many dimensions there are.
/// @return [point][dimension]
/// @source Joe, Kuo, SIAM J. Sci. Comput. 30 (2008) 2635 (directions, in Boost); L'Ecuyer, Lemieux (2002) (shift)
std::vector<std::vector<double>> unit_cube_points(std::size_t points, std::size_t dimensions, std::uint64_t seed);

/// From so many points on, no two of forty coordinates go with one another more than independent ones would by chance.
/// Of 64 points some do (rank correlations up to 0.75): what does nothing then seems to matter together with what does.
inline constexpr std::size_t enough_points = 128;

/// The most dimensions for which the sequence is tabulated.
std::size_t most_dimensions();

/// The value below which the share q of the values lies, linear between the sorted values (type 7); NaN for none.
double quantile(std::span<const double> values, double q);

/// Ranks from 1, equal values sharing their mean rank.
std::vector<double> ranks(std::span<const double> values);

/// Spearman's rank correlation of pairs; NaN for fewer than three or where one side does not vary.
double rank_correlation(std::span<const double> a, std::span<const double> b);

/// Size of a rank correlation that any of several inputs which do nothing exceeds by chance in one of twenty
/// comparisons (normal approximation): of thirty inputs, one or two always exceed what a single one would.
double noise_of_rank_correlation(std::size_t pairs, std::size_t inputs);

}  // namespace vitrion
