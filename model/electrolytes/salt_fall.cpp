// SPDX-License-Identifier: BSD-3-Clause
#include "model/electrolytes/salt_fall.hpp"

#include <Eigen/Eigenvalues>

#include <cmath>
#include <limits>
#include <numbers>

namespace vitrion {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t volumes_of_slab = 24;
/// Of ε L²/(B D) of the first layer: until then the layers behind it and its own far face are not felt (1e-8).
constexpr double alone = 0.03;

}  // namespace

SaltFall::SaltFall(std::span<const SaltSlab> slabs, std::span<const AtRest> at_rest)
    : c0_(slabs.front().salt->at_rest()) {
  // v = c over the partition so far is continuous. Half-volumes are resistances in series, as in the cell.
  const std::size_t n = slabs.size() * volumes_of_slab;
  std::vector<double> capacity(n), conductance(n), source(n);  // ε K h;  B D K/(h/2);  (1 − t₊) i/(q F) at its middle
  std::vector<double> near(n), far(n);                         // the same at its two faces
  double partition = 1.0;
  for (std::size_t s = 0; s < slabs.size(); ++s) {
    const SaltSlab& slab = slabs[s];
    partition *= slab.partition;
    const double h = slab.thickness / volumes_of_slab;
    for (std::size_t m = 0; m < volumes_of_slab; ++m) {
      const std::size_t k = s * volumes_of_slab + m;
      const auto current = [&](double faces) {
        return slab.current_near +
               (slab.current_far - slab.current_near) * (static_cast<double>(m) + faces) / volumes_of_slab;
      };
      capacity[k] = slab.porosity * partition * h;
      conductance[k] = slab.transport * at_rest[s].D * partition / (0.5 * h);
      near[k] = at_rest[s].per_current * current(0.0);
      far[k] = at_rest[s].per_current * current(1.0);
    }
  }
  // capacity dv/dt = −A v + b per J, A tridiagonal; scaled by √capacity it is symmetric.
  Eigen::MatrixXd A = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(n), static_cast<Eigen::Index>(n));
  Eigen::VectorXd b = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(n));
  const auto at = [](std::size_t k) { return static_cast<Eigen::Index>(k); };
  for (std::size_t k = 0; k + 1 < n; ++k) {
    // N = g_k (v_k − v_f) + far_k = g_{k+1} (v_f − v_{k+1}) + near_{k+1}, in units of J
    const double g = conductance[k] * conductance[k + 1] / (conductance[k] + conductance[k + 1]);
    const double driven =
        (conductance[k + 1] * far[k] + conductance[k] * near[k + 1]) / (conductance[k] + conductance[k + 1]);
    for (const auto& [volume, sign] : {std::pair{k, -1.0}, std::pair{k + 1, 1.0}}) {
      b(at(volume)) += sign * driven;
      A(at(volume), at(volume)) += g / capacity[volume];
    }
    A(at(k), at(k + 1)) = A(at(k + 1), at(k)) = -g / std::sqrt(capacity[k] * capacity[k + 1]);
  }
  for (std::size_t k = 0; k < n; ++k) b(at(k)) /= std::sqrt(capacity[k]);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> modes(A);

  // At the wall the gradient is that of the flux: v_w = (7 v₁ − v₂)/6 − (2/3) near₁/g₁, as the cell has it.
  Eigen::VectorXd at_wall = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(n));
  at_wall(0) = 7.0 / 6.0 / std::sqrt(capacity[0]);
  at_wall(1) = -1.0 / 6.0 / std::sqrt(capacity[1]);
  steady_ = 2.0 / 3.0 * near[0] / conductance[0];
  for (Eigen::Index m = 1; m < modes.eigenvalues().size(); ++m) {  // the first one is the conserved salt
    const double rate = modes.eigenvalues()(m);
    const double share = -at_wall.dot(modes.eigenvectors().col(m)) * modes.eigenvectors().col(m).dot(b) / rate;
    rate_.push_back(rate);
    share_.push_back(share);
    steady_ += share;
  }
  const SaltSlab& first = slabs.front();
  const double D = first.transport * at_rest.front().D;
  sand_ = std::sqrt(std::numbers::pi * D * first.porosity) * c0_ / (2.0 * at_rest.front().per_current);
  first_layer_ = first.porosity * first.thickness * first.thickness / D;
}

double SaltFall::fallen(double t) const {
  double value = steady_;
  for (std::size_t m = 0; m < rate_.size(); ++m) value -= share_[m] * std::exp(-rate_[m] * t);
  return value;
}

double SaltFall::depletion_time(double J) const {
  if (!(J * steady_ > c0_)) return infinity;
  const double in_half_space = sand_ / J * (sand_ / J);
  if (in_half_space < alone * first_layer_) return in_half_space;
  // It falls for ever: a bracket, then halves.
  double low = alone * first_layer_, high = low;
  while (J * fallen(high) < c0_ && std::isfinite(high)) high *= 2.0;
  for (int k = 0; k < 100 && high - low > 1e-12 * high; ++k) {
    const double middle = 0.5 * (low + high);
    (J * fallen(middle) < c0_ ? low : high) = middle;
  }
  return high;
}

}  // namespace vitrion
