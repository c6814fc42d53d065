// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace vitrion::test {

/// A layer with fixed negative charge X between two salt solutions, in units of the salt concentration outside; fluxes
/// come out in units of D c/L.
struct ChargedLayer {
  double thickness, fixed_charge, D_plus, D_minus;
};

/// Steady transport of a 1:1 salt through a stack, electroneutral Nernst–Planck in the unknowns μ± = ln c± ± φ, which
/// are continuous from layer to layer, so that the Donnan jumps need no condition:
///
///     dμ±/dx = −J±/(D± c±),   c± = √(X²/4 + exp(μ₊ + μ₋)) ± X/2
///
/// μ± = 0 on the left. Integrated to the right with Runge and Kutta's fourth-order formula.
inline std::array<double, 2> march(const std::vector<ChargedLayer>& stack, double J_plus, double J_minus) {
  constexpr int steps = 1000;  // a layer; twice as many move the current of the two-layer glass by 1e-12
  std::array<double, 2> mu{0.0, 0.0};
  for (const ChargedLayer& layer : stack) {
    const double h = layer.thickness / steps, half = 0.5 * layer.fixed_charge;
    const auto slope = [&](const std::array<double, 2>& m) {
      const double product = std::exp(m[0] + m[1]);
      const double plus = std::sqrt(half * half + product) + half, minus = product / plus;
      return std::array{-J_plus / (layer.D_plus * plus), -J_minus / (layer.D_minus * minus)};
    };
    const auto moved = [&](double by, const std::array<double, 2>& k) {
      return std::array{mu[0] + by * k[0], mu[1] + by * k[1]};
    };
    for (int i = 0; i < steps; ++i) {
      const auto k1 = slope(mu), k2 = slope(moved(0.5 * h, k1)), k3 = slope(moved(0.5 * h, k2)),
                 k4 = slope(moved(h, k3));
      for (std::size_t s = 0; s < 2; ++s) mu[s] += h / 6.0 * (k1[s] + 2.0 * k2[s] + 2.0 * k3[s] + k4[s]);
    }
  }
  return mu;
}

/// Newton's iteration for the fluxes J± with which the right side has given sums: residual(μ₊, μ₋, J₊, J₋) = 0.
template <class Residual>
std::array<double, 2> fluxes(const std::vector<ChargedLayer>& stack, std::array<double, 2> J, Residual residual) {
  for (int iteration = 0; iteration < 50; ++iteration) {
    const auto r = residual(march(stack, J[0], J[1]), J);
    double dr[2][2];
    for (std::size_t k = 0; k < 2; ++k) {
      auto moved = J;
      const double step = 1e-6 * (1.0 + std::abs(J[k]));
      moved[k] += step;
      const auto there = residual(march(stack, moved[0], moved[1]), moved);
      for (std::size_t i = 0; i < 2; ++i) dr[i][k] = (there[i] - r[i]) / step;
    }
    const double determinant = dr[0][0] * dr[1][1] - dr[0][1] * dr[1][0];
    std::array<double, 2> d{(r[0] * dr[1][1] - r[1] * dr[0][1]) / determinant,
                            (r[1] * dr[0][0] - r[0] * dr[1][0]) / determinant};
    for (std::size_t k = 0; k < 2; ++k) J[k] -= d[k];
    if (std::abs(d[0]) + std::abs(d[1]) < 1e-12 * (1.0 + std::abs(J[0]) + std::abs(J[1]))) return J;
  }
  throw std::runtime_error("the fluxes through the stack were not found");
}

/// Current J₊ − J₋ under a voltage V (units of RT/F, positive: the right side is the positive one) with the same salt
/// on both sides, approached in small steps.
inline double current_through(const std::vector<ChargedLayer>& stack, double V) {
  std::array<double, 2> J{0.0, 0.0};
  constexpr int stages = 16;
  for (int stage = 1; stage <= stages; ++stage) {
    const double v = V * stage / stages;
    J = fluxes(stack, J, [v](const auto& mu, const auto&) { return std::array{mu[0] - v, mu[1] + v}; });
  }
  return J[0] - J[1];
}

/// The inverse: the voltage that drives a current, which is no root of the same equations.
inline double voltage_of(const std::vector<ChargedLayer>& stack, double I) {
  std::array<double, 2> J{0.0, 0.0};
  constexpr int stages = 16;
  for (int stage = 1; stage <= stages; ++stage) {
    const double i = I * stage / stages;
    J = fluxes(stack, J, [i](const auto& mu, const auto& flux) {
      return std::array{mu[0] + mu[1], flux[0] - flux[1] - i};
    });
  }
  return march(stack, J[0], J[1])[0];
}

}  // namespace vitrion::test
