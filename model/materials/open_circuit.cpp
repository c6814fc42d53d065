// SPDX-License-Identifier: BSD-3-Clause
#include "model/materials/open_circuit.hpp"

#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>

namespace vitrion::open_circuit {
namespace {

/// Sites that are filled and those that are not, and how the former depend on U and T.
struct Filling {
  double filled = 0.0, empty = 0.0;  ///< each without cancellation
  double by_U = 0.0, by_T = 0.0;     ///< ∂x/∂U, V⁻¹; ∂x/∂T, K⁻¹
};

Filling filling(std::span<const Gallery> galleries, double U, double T) {
  Filling sum;
  for (const auto& [U0, share, width] : galleries) {
    const double per_volt = faraday / (width * gas_constant * T), z = (U - U0) * per_volt;
    const double small = std::exp(-std::abs(z)), larger = 1.0 / (1.0 + small), smaller = small * larger;
    sum.filled += share * (z > 0.0 ? smaller : larger);
    sum.empty += share * (z > 0.0 ? larger : smaller);
    const double slope = share * larger * smaller;
    sum.by_U -= slope * per_volt;
    sum.by_T += slope * z / T;
  }
  return sum;
}

}  // namespace

double binodal(double electrons, double interaction) {
  const auto rest = [&](double x) { return std::log(x / (1.0 - x)) / electrons + interaction * (x - 0.5); };
  // rest() is −∞ at 0, has a maximum at the spinodal x_s(1 − x_s) = −1/(n g), and is 0 at ½.
  const double spinodal = 0.5 - std::sqrt(std::max(0.0, 0.25 + 1.0 / (electrons * interaction)));
  const double nearly_empty = 1e-300;  // left of x_b for every g that a file may give
  std::uintmax_t iterations = 200;
  const auto bracket = boost::math::tools::toms748_solve(rest, nearly_empty, spinodal,
                                                         boost::math::tools::eps_tolerance<double>(50), iterations);
  return 0.5 * (bracket.first + bracket.second);
}

double filled_at(std::span<const Gallery> galleries, double U, double T) { return filling(galleries, U, T).filled; }

PotentialOfGalleries potential_at(std::span<const Gallery> galleries, double x, double T) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (!(x > 0.0 && x < 1.0)) return {nan, nan, nan, 0};
  const double logit = std::log(x / (1.0 - x)), RT_over_F = gas_constant * T / faraday;
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const auto& [U0, share, width] : galleries) {
    const double alone = U0 - width * RT_over_F * logit;
    low = std::min(low, alone);
    high = std::max(high, alone);
  }
  constexpr int most = 100;
  const double enough = 4.0 * std::numeric_limits<double>::epsilon() * (std::abs(low) + std::abs(high));
  double U = 0.5 * (low + high);
  for (int iteration = 1;; ++iteration) {
    const Filling now = filling(galleries, U, T);
    const double excess = std::log(now.filled / now.empty) - logit;  // falls with U
    (excess > 0.0 ? low : high) = U;
    const double slope = now.by_U / (now.filled * now.empty);
    double next = U - excess / slope;
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    if (std::abs(next - U) <= enough || high - low <= enough || iteration == most)
      return {next, 1.0 / now.by_U, -now.by_T / now.by_U, iteration};
    U = next;
  }
}

}  // namespace vitrion::open_circuit
