// SPDX-License-Identifier: BSD-3-Clause
#include "model/mesh.hpp"

#include <cassert>

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

}  // namespace vitrion
