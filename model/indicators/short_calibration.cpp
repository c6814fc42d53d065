// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/short_calibration.hpp"

#include "model/indicators/current_focusing.hpp"
#include "params/constants.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrion::indicators {
namespace {

constexpr double smallest = 1e-6, largest = 10.0;  // of CV_J
constexpr double half_chi_square = 1.920729;       // ½ χ²(95 %) with one degree of freedom
constexpr double unlikely = 0.05;

/// How a life looks in units of the scatter: P = 1 − Φ(u/CV_J)^N.
struct Standard {
  double u, spots;
  bool shorted;
};

double log_normal_cdf(double z) {
  return z > 0.0 ? std::log1p(-0.5 * std::erfc(z / std::numbers::sqrt2))
                 : std::log(0.5 * std::erfc(-z / std::numbers::sqrt2));
}

/// Up to terms without CV_J: of a short ln[N Φ(x)^(N−1) φ(x) x], x = u/CV_J; of a lasting cell N ln Φ(x).
double log_likelihood(const Standard& life, double scatter) {
  const double x = life.u / scatter, log_Phi = log_normal_cdf(x);
  if (!life.shorted) return life.spots * log_Phi;
  return std::log(life.spots) + (life.spots - 1.0) * log_Phi - 0.5 * x * x + std::log(x);
}

/// The root of a function of ln CV_J that is positive at `from` and negative at `to`.
template <class F>
double crossing(double from, double to, const F& f) {
  for (int k = 0; k < 200; ++k) {
    const double middle = std::sqrt(from * to);
    (f(middle) > 0.0 ? from : to) = middle;
  }
  return std::sqrt(from * to);
}

}  // namespace

bool ShortCalibration::contradictory() const {
  return std::any_of(lives.begin(), lives.end(), [](const Judged& judged) { return judged.contradicted; });
}

ShortCalibration calibrate(std::span<const Life> lives, const ShortCircuitModel::Parameters& cell) {
  std::vector<Standard> standard;
  bool any_short = false;
  for (const Life& life : lives) {
    const double u = life.thickness * cell.charge * faraday / (cell.net_share * cell.molar_volume * life.throughput);
    standard.push_back({u, independent_spots(life.area, cell.correlation), life.shorted});
    any_short = any_short || life.shorted;
  }
  const auto log_L = [&](double scatter) {
    double sum = 0.0;
    for (const Standard& life : standard) sum += log_likelihood(life, scatter);
    return sum;
  };

  ShortCalibration found{};
  found.upper_bound = !any_short;
  if (!any_short) {
    // 1 − P of all of them together falls with the scatter.
    found.low = 0.0;
    found.best = crossing(smallest, largest, [&](double s) { return log_L(s) - std::log(1.0 - unlikely); });
    found.high = crossing(smallest, largest, [&](double s) { return log_L(s) - std::log(unlikely); });
  } else {
    // One hump over ln CV_J: a coarse scan, then golden sections.
    double best = smallest;
    for (double s = smallest; s < largest; s *= 1.05)
      if (log_L(s) > log_L(best)) best = s;
    double a = best / 1.06, b = best * 1.06;
    for (int k = 0; k < 80; ++k) {
      const double c = b / std::pow(b / a, 0.618034), d = a * std::pow(b / a, 0.618034);
      if (log_L(c) > log_L(d))
        b = d;
      else
        a = c;
    }
    found.best = std::sqrt(a * b);
    const double level = log_L(found.best) - half_chi_square;
    found.low = crossing(found.best, smallest, [&](double s) { return log_L(s) - level; });
    found.high = crossing(found.best, largest, [&](double s) { return log_L(s) - level; });
  }
  for (std::size_t k = 0; k < lives.size(); ++k) {
    const double P = -std::expm1(standard[k].spots * log_normal_cdf(standard[k].u / found.best));
    found.lives.push_back({lives[k], P, lives[k].shorted ? P < unlikely : 1.0 - P < unlikely});
  }
  return found;
}

}  // namespace vitrion::indicators
