// SPDX-License-Identifier: BSD-3-Clause
#include "model/mesh.hpp"

#include <Eigen/Dense>

#include <cassert>
#include <cmath>

namespace vitrion {

Mesh::Mesh(std::span<const Region> regions) {
  for (const Region& region : regions) {
    assert(region.nodes > 0 && region.thickness > 0.0);
    first_of_region.push_back(size());
    const double h = region.thickness / static_cast<double>(region.nodes);
    for (std::size_t k = 0; k < region.nodes; ++k) {
      width.push_back(h);
      x.push_back(thickness + (static_cast<double>(k) + 0.5) * h);
      porosity.push_back(region.porosity);
      half.push_back(0.5 * h / region.transport_efficiency);
    }
    thickness += region.thickness;
  }
  first_of_region.push_back(size());
}

namespace {

/// Mean of r^p over the shell a < r < b, weighted by volume.
double shell_mean(double a, double b, int p) {
  return 3.0 / (p + 3.0) * (std::pow(b, p + 3) - std::pow(a, p + 3)) / (std::pow(b, 3) - std::pow(a, 3));
}

}  // namespace

Shells::Shells(std::size_t count) {
  assert(count > 0);
  const double h = 1.0 / static_cast<double>(count);
  const auto edge = [&](std::size_t i) { return static_cast<double>(i) * h; };
  for (std::size_t i = 0; i < count; ++i) {
    middle.push_back(edge(i) + 0.5 * h);
    volume.push_back((std::pow(edge(i + 1), 3) - std::pow(edge(i), 3)) / 3.0);
  }
  // With c = r², the flux through a face at r is r² · 2r; the conductance that gives it from the two averages:
  for (std::size_t i = 0; i + 1 < count; ++i) {
    const double r = edge(i + 1);
    const double rise = shell_mean(edge(i + 1), edge(i + 2), 2) - shell_mean(edge(i), edge(i + 1), 2);
    conductance.push_back(2.0 * std::pow(r, 3) / rise);
  }
  if (count == 1) {  // c = a + b r²: mean a + 3b/5, slope 2b, surface a + b
    surface_last = 1.0;
    surface_inner = 0.0;
    surface_slope = 0.2;
    return;
  }
  // c = p₀ + p₁ r + p₂ r²: two averages and the slope p₁ + 2 p₂ at r = 1; value p₀ + p₁ + p₂ there.
  Eigen::Matrix3d data;
  const double a = edge(count - 2), b = edge(count - 1);
  data << 1.0, shell_mean(b, 1.0, 1), shell_mean(b, 1.0, 2),  //
      1.0, shell_mean(a, b, 1), shell_mean(a, b, 2),          //
      0.0, 1.0, 2.0;
  const Eigen::Vector3d weights = data.transpose().partialPivLu().solve(Eigen::Vector3d::Ones());
  surface_last = weights[0];
  surface_inner = weights[1];
  surface_slope = weights[2];
}

}  // namespace vitrion
