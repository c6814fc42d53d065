// SPDX-License-Identifier: BSD-3-Clause
// What a particle at rest answers to a small oscillation.
#include "model/insertion_cell/insertion_cell.hpp"
#include "model/laws/particle_diffusion.hpp"

#include <algorithm>

namespace vitrion {
namespace {

constexpr double uniform = 1e-9;  ///< differences of θ in a particle below which D and U′ are constants of it

}  // namespace

std::vector<ClosedForm> InsertionCell::closed_forms(std::span<const double> y) const {
  std::vector<ClosedForm> known;
  const std::size_t nodes = radial_mesh_.size();
  if (nodes == 1) return known;  // asked for, to leave diffusion in the particles out
  const double volume = radial_mesh_.volume.back();
  for (const Side side : {Side::negative, Side::positive}) {
    if (!porous(side)) continue;
    for (std::size_t m = 0; m < porous(side)->materials.size(); ++m) {
      const ActiveMaterial& active = porous(side)->materials[m];
      const Field& theta = layout_[fields_.porous[static_cast<std::size_t>(side)]->theta[m]];
      for (std::size_t k = 0; k < theta.columns(); ++k) {
        ClosedForm particle{theta.index(k, nodes - 1), {}, {}};
        const double x = y[particle.shown];
        bool at_rest = true;
        for (std::size_t node = 0; node + 1 < nodes; ++node) {
          particle.hidden.push_back(theta.index(k, node));
          at_rest = at_rest && std::abs(y[particle.hidden.back()] - x) < uniform;
        }
        if (!at_rest) return {};
        const double rate = active.material.diffusivity({x, T_}) / (active.particle_radius * active.particle_radius);
        particle.coefficient = [=](double omega) { return laws::particle_admittance(rate, omega) / volume; };
        known.push_back(std::move(particle));
      }
    }
  }
  return known;
}

}  // namespace vitrion
