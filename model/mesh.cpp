// SPDX-License-Identifier: BSD-3-Clause
#include "model/mesh.hpp"

#include <cassert>

namespace vitrion {

Mesh::Mesh(std::span<const Region> regions) {
  for (const Region& region : regions) {
    assert(region.nodes > 0 && region.thickness > 0.0);
    first_of_region.push_back(size());
    LayerEnd left = region.left, right = region.right;
    if (region.nodes == 1) left = right = LayerEnd{};  // its node stands in the middle
    const double step = region.equal ? equal_step(region.thickness, region.nodes, left, right)
                                     : region.thickness / static_cast<double>(region.nodes);
    const double before = left.gap_length(step), behind = right.gap_length(step);
    const LayerCut cut(region.thickness - before - behind, step, region.growth, left, right);
    for (std::size_t k = 0; k < cut.size(); ++k) {
      const double from = k == 0 ? 0.0 : before + cut.face[k],
                   to = k + 1 == cut.size() ? region.thickness : before + cut.face[k + 1], node = before + cut.node[k];
      width.push_back(to - from);
      x.push_back(thickness + node);
      porosity.push_back(region.porosity);
      to_left.push_back((node - from) / region.transport_efficiency);
      to_right.push_back((to - node) / region.transport_efficiency);
    }
    thickness += region.thickness;
  }
  first_of_region.push_back(size());
}

}  // namespace vitrion
