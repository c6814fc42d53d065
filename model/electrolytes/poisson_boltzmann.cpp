// SPDX-License-Identifier: BSD-3-Clause
#include "model/electrolytes/poisson_boltzmann.hpp"

#include "model/electrolytes/nernst_einstein.hpp"

#include <Eigen/Dense>

#include <cmath>
#include <limits>
#include <numbers>

namespace vitrion::conduction {
namespace {

constexpr int degree = 63;

/// Chebyshev points x_k on [0, 1] with x_0 = 1, the differentiation matrix there and the weights of ∫₀¹.
struct Collocation {
  Eigen::VectorXd x{degree + 1}, weight{degree + 1};
  Eigen::MatrixXd derivative{degree + 1, degree + 1};

  /// @source Trefethen, Spectral Methods in MATLAB (2000), ch. 6 (derivative) and 12 (weights of Clenshaw and Curtis)
  Collocation() {
    const auto angle = [](int k) { return std::numbers::pi * k / degree; };
    const auto end = [](int k) { return k == 0 || k == degree ? 2.0 : 1.0; };
    for (int i = 0; i <= degree; ++i) {
      x(i) = 0.5 * (1.0 + std::cos(angle(i)));
      double sum = 1.0;
      for (int j = 1; j <= degree / 2; ++j)
        sum -= (2 * j == degree ? 1.0 : 2.0) * std::cos(2.0 * j * angle(i)) / (4.0 * j * j - 1.0);
      weight(i) = sum / (degree * end(i));
    }
    for (int i = 0; i <= degree; ++i) {
      double row = 0.0;
      for (int j = 0; j <= degree; ++j) {
        if (i == j) continue;
        const double sign = (i + j) % 2 == 0 ? 1.0 : -1.0;
        // x_i − x_j by the product formula, which does not cancel
        const double difference = std::sin(0.5 * (angle(i) + angle(j))) * std::sin(0.5 * (angle(j) - angle(i)));
        derivative(i, j) = sign * end(i) / end(j) / difference;
        row += derivative(i, j);
      }
      derivative(i, i) = -row;
    }
  }
};

}  // namespace

PoreIons<double> poisson_boltzmann(const ChargedPore& pore, double c) {
  static const Collocation points;
  const double permittivity = pore.permittivity * vacuum_permittivity;
  const double debye = debye_length(c, pore.permittivity, pore.temperature);
  const double a = pore.radius / debye;
  const double slope =
      faraday * debye * std::abs(pore.surface_charge) / (permittivity * gas_constant * pore.temperature);
  // With x = (r/a)²: (4/a²) d/dx(x dψ/dx) = sinh ψ, and (2/a) dψ/dx = slope at x = 1.
  const Eigen::MatrixXd& d = points.derivative;
  Eigen::MatrixXd laplacian = d * (points.x.asDiagonal() * d) * (4.0 / (a * a));
  Eigen::VectorXd psi = Eigen::VectorXd::Constant(
      degree + 1, std::asinh(0.5 * fixed_charge_of_cylinder(pore.surface_charge, pore.radius) / c));
  constexpr int most_iterations = 200;
  for (int iteration = 0; iteration < most_iterations; ++iteration) {
    Eigen::VectorXd residual = laplacian * psi - psi.array().sinh().matrix();
    Eigen::MatrixXd jacobian = laplacian;
    jacobian.diagonal() -= psi.array().cosh().matrix();
    residual(0) = 2.0 / a * d.row(0).dot(psi) - slope;
    jacobian.row(0) = 2.0 / a * d.row(0);
    const Eigen::VectorXd step = jacobian.partialPivLu().solve(residual);
    const double largest = step.cwiseAbs().maxCoeff();
    if (!std::isfinite(largest)) break;
    psi -= step * std::min(1.0, 2.0 / largest);
    if (largest < 1e-11 * (1.0 + psi.cwiseAbs().maxCoeff()))
      return {c * points.weight.dot(psi.array().exp().matrix()), c * points.weight.dot((-psi).array().exp().matrix())};
  }
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  return {nan, nan};
}

PoreEquilibrium::PoreEquilibrium(const ChargedPore& pore)
    : fixed_charge_(fixed_charge_of_cylinder(pore.surface_charge, pore.radius)) {
  for (std::size_t k = 0; k < points; ++k) {
    const double c = std::exp(lowest + spacing * static_cast<double>(k));
    const PoreIons<double> ions = poisson_boltzmann(pore, c);
    excess_[k] = std::log(ions.co / c) + std::log((ions.co + fixed_charge_) / c);
  }
  for (std::size_t k = 1; k + 1 < points; ++k) {
    const bool inside = k > 1 && k + 2 < points;
    const double near = 0.5 * (excess_[k + 1] - excess_[k - 1]);
    slope_[k] = inside ? 4.0 / 3.0 * near - (excess_[k + 2] - excess_[k - 2]) / 12.0 : near;
  }
}

}  // namespace vitrion::conduction
