// SPDX-License-Identifier: BSD-3-Clause
#include "apps/study/statistics.hpp"

#include "model/indicators/normal_distribution.hpp"

#include <boost/random/sobol.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

namespace vitrion {

std::size_t most_dimensions() { return boost::random::default_sobol_table::max_dimension; }

std::vector<std::vector<double>> unit_cube_points(std::size_t points, std::size_t dimensions, std::uint64_t seed) {
  std::vector<std::vector<double>> cube(points, std::vector<double>(dimensions));
  if (points == 0 || dimensions == 0) return cube;
  std::mt19937_64 random(seed);
  std::vector<std::uint64_t> shift(dimensions);
  for (std::uint64_t& bits : shift) bits = random();
  boost::random::sobol sequence(dimensions);
  for (std::vector<double>& point : cube) {
    for (std::size_t k = 0; k < dimensions; ++k) {
      const std::uint64_t digits = sequence() ^ shift[k];
      point[k] = (static_cast<double>(digits >> 12U) + 0.5) * 0x1p-52;  // the middle of one of 2^52 cells
    }
  }
  return cube;
}

double quantile(std::span<const double> values, double q) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const double at = q * static_cast<double>(sorted.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(at), sorted.size() - 1);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double part = at - static_cast<double>(below);
  if (part == 0.0 || sorted[below] == sorted[above]) return sorted[below];  // also where both are infinite
  return sorted[below] + part * (sorted[above] - sorted[below]);
}

std::vector<double> ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
  std::vector<double> rank(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first;
    while (end < order.size() && values[order[end]] == values[order[first]]) ++end;
    const double mean = 0.5 * static_cast<double>(first + 1 + end);
    for (std::size_t i = first; i < end; ++i) rank[order[i]] = mean;
    first = end;
  }
  return rank;
}

double rank_correlation(std::span<const double> a, std::span<const double> b) {
  constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
  if (a.size() != b.size() || a.size() < 3) return undefined;
  const std::vector<double> u = ranks(a), v = ranks(b);
  const double mean = 0.5 * static_cast<double>(a.size() + 1);
  double uu = 0.0, vv = 0.0, uv = 0.0;
  for (std::size_t i = 0; i < u.size(); ++i) {
    uu += (u[i] - mean) * (u[i] - mean);
    vv += (v[i] - mean) * (v[i] - mean);
    uv += (u[i] - mean) * (v[i] - mean);
  }
  return uu > 0.0 && vv > 0.0 ? uv / std::sqrt(uu * vv) : undefined;
}

double noise_of_rank_correlation(std::size_t pairs, std::size_t inputs) {
  constexpr double by_chance = 0.05;
  if (pairs < 2 || inputs == 0) return 1.0;
  const double z = indicators::largest_quantile(by_chance, 2.0 * static_cast<double>(inputs));  // of either sign
  return std::min(1.0, z / std::sqrt(static_cast<double>(pairs - 1)));
}

}  // namespace vitrion
