// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/salt_depletion.hpp"

#include "params/constants.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace vitrion::indicators {
namespace {

using std::numbers::pi;
constexpr double infinity = std::numeric_limits<double>::infinity();

/// ∫ erfc from x to infinity.
double ierfc(double x) { return std::exp(-x * x) / std::sqrt(pi) - x * std::erfc(x); }

/// How far the fall of the salt has come at τ = D t/(ε L²), and how fast it goes on.
struct Fall {
  double so_far;  ///< u(τ) = 1 − (8/π²) Σ exp(−n²π²τ)/n², from 0 to 1
  double left;    ///< 1 − u
  double rate;    ///< du/dτ
};

Fall fall(double tau) {
  // Two forms of one function. Where they meet, what follows the last term kept is below 1e-17 in both.
  if (tau < 0.1) {
    const double y = std::sqrt(tau);
    double sum = 1.0 / std::sqrt(pi), slope = 1.0 / std::sqrt(pi);
    for (int m = 1, sign = -1; m <= 5; ++m, sign = -sign) {
      const double x = m / (2.0 * y);
      sum += 2.0 * sign * ierfc(x);
      slope += 2.0 * sign * std::exp(-x * x) / std::sqrt(pi);  // d[y ierfc(m/2y)]/dy = ierfc(x) + x erfc(x)
    }
    const double u = 4.0 * y * sum;
    return {u, 1.0 - u, 2.0 * slope / y};
  }
  double sum = 0.0, slope = 0.0;
  for (int n = 1; n <= 7; n += 2) {
    const double decay = std::exp(-n * n * pi * pi * tau);
    sum += decay / (n * n);
    slope += decay;
  }
  const double left = 8.0 / (pi * pi) * sum;
  return {1.0 - left, left, 8.0 * slope};
}

}  // namespace

double limiting_current(const SaltLayer& salt) {
  const double t_minus = 1.0 - salt.t_plus;
  if (t_minus <= 0.0) return infinity;
  return 2.0 * salt.charge * faraday * salt.D * salt.c0 / (t_minus * salt.thickness);
}

double ideal_limiting_current(double kappa, double t_plus, double thickness, double T) {
  return 4.0 * t_plus * kappa * gas_constant * T / (faraday * thickness);
}

double sand_time(const SaltLayer& salt, double J) {
  const double t_minus = 1.0 - salt.t_plus;
  if (t_minus <= 0.0 || J <= 0.0) return infinity;
  const double root = salt.charge * faraday * salt.c0 / (2.0 * J * t_minus);
  return pi * salt.D * salt.porosity * root * root;
}

double salt_at_electrode(const SaltLayer& salt, double J, double t) {
  if (t == 0.0) return 1.0;
  const double j = J / limiting_current(salt);
  return 1.0 - j * fall(salt.D * t / (salt.porosity * salt.thickness * salt.thickness)).so_far;
}

double depletion_time(const SaltLayer& salt, double J) {
  const double j = J / limiting_current(salt);
  if (j <= 1.0) return infinity;
  // Solve u(τ) = 1/j by Newton's method on log(1 − u), which is convex and falls: from Sand's time, which is too short,
  // every step is forward and none goes too far.
  const double wanted = std::log1p(-1.0 / j);
  double tau = pi / (16.0 * j * j);
  for (int iteration = 0; iteration < 50; ++iteration) {
    const Fall now = fall(tau);
    const double log_left = now.so_far < 0.5 ? std::log1p(-now.so_far) : std::log(now.left);
    const double step = (log_left - wanted) * now.left / now.rate;
    tau += step;
    if (!(std::abs(step) > 1e-14 * tau)) break;
  }
  return tau * salt.porosity * salt.thickness * salt.thickness / salt.D;
}

}  // namespace vitrion::indicators
