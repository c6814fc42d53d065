// SPDX-License-Identifier: BSD-3-Clause
#include "model/insertion_cell/regions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace vitrion {
namespace {

constexpr double shortest_time = 1e-3;        // s
constexpr double growth = std::numbers::ln2;  // neighbours differ by two
constexpr double gap = 1e-3;                  // of the first step, between a node and the border of two electrolytes
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Whether salt is pushed from the border of two layers when a current passes, or without one.
bool jumps_between(const CellParameters& cell, std::size_t left) {
  if (cell.layers[left].electrolyte != cell.layers[left + 1].electrolyte) return true;
  return std::any_of(cell.interfaces.begin(), cell.interfaces.end(), [&](const InterfaceParameters& interface) {
    return interface.left_layer == left && interface.partition != 1.0;
  });
}

bool is_metal(const Electrode& electrode) {
  const auto* foil = std::get_if<FoilElectrode>(&electrode);
  return foil && !foil->bath;
}

bool is_porous(const Electrode& electrode) { return std::holds_alternative<PorousElectrode>(electrode); }

/// √(D_eff t/ε) of the electrolyte at rest, m.
double first_step(const CellParameters& cell, const LayerParameters& layer) {
  const Electrolyte& electrolyte = cell.electrolytes[layer.electrolyte];
  const double D = electrolyte.diffusivity({electrolyte.concentration, cell.temperature,
                                            electrolyte.surroundings.relative_humidity.value_or(unknown),
                                            electrolyte.surroundings.light.value_or(unknown)});
  const double depth = std::sqrt(D * layer.transport_efficiency / layer.porosity * shortest_time);
  return depth > 0.0 ? depth / cell.refinement : std::numeric_limits<double>::infinity();
}

}  // namespace

std::vector<Region> regions_of(const CellParameters& cell) {
  std::vector<Region> regions;
  for (std::size_t i = 0; i < cell.layers.size(); ++i) {
    const LayerParameters& layer = cell.layers[i];
    Region region{layer.name,
                  layer.thickness,
                  layer.nodes,
                  layer.porosity,
                  layer.transport_efficiency,
                  layer.electrolyte,
                  {},
                  {},
                  layer.equal,
                  growth / cell.refinement};
    const bool first = i == 0, last = i + 1 == cell.layers.size();
    const bool porous = (first && is_porous(cell.negative)) || (last && is_porous(cell.positive));
    if (!cell.electrolytes[layer.electrolyte].single_ion && !porous) {
      const double step = layer.equal ? std::numeric_limits<double>::infinity() : first_step(cell, layer);
      const LayerEnd at_metal{true, step, 0.0}, at_border{true, step, gap};
      if (first && is_metal(cell.negative)) region.left = at_metal;
      if (last && is_metal(cell.positive)) region.right = at_metal;
      if (!first && jumps_between(cell, i - 1)) region.left = at_border;
      if (!last && jumps_between(cell, i)) region.right = at_border;
    }
    regions.push_back(region);
  }
  return regions;
}

}  // namespace vitrion
