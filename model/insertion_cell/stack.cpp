// SPDX-License-Identifier: BSD-3-Clause
#include "model/insertion_cell/stack.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace vitrion {
namespace {

/// Volume fractions below this weigh nothing: what rounding of fractions leaves.
constexpr double nothing = 5e-3;

class Scale {
 public:
  void add(double thickness_of_part, std::optional<double> density, const std::string& whose) {
    if (!(thickness_of_part > 0.0)) return;
    if (density && *density > 0.0) {
      stack.mass += thickness_of_part * *density;
    } else if (std::find(stack.missing.begin(), stack.missing.end(), whose) == stack.missing.end()) {
      stack.missing.push_back(whose);
    }
  }
  StackFacts stack;
};

}  // namespace

StackFacts stack_facts(const CellParameters& cell) {
  Scale scale;
  bool all_collectors = true, any_collector = false;
  const auto add_collector = [&](const std::optional<CurrentCollector>& collector) {
    if (!collector) return false;
    scale.stack.thickness += collector->thickness;
    scale.add(collector->thickness, collector->density, "");
    any_collector = true;
    return true;
  };
  for (const Electrode* electrode : {&cell.negative, &cell.positive}) {
    if (const auto* foil = std::get_if<FoilElectrode>(electrode)) {
      scale.stack.thickness += foil->thickness;
      scale.add(foil->thickness, foil->density, fmt::format("density of {} foil", foil->metal));
      add_collector(foil->collector);
    } else {
      all_collectors = add_collector(std::get<PorousElectrode>(*electrode).collector) && all_collectors;
    }
  }
  const auto* negative = std::get_if<PorousElectrode>(&cell.negative);
  const auto* positive = std::get_if<PorousElectrode>(&cell.positive);
  for (std::size_t i = 0; i < cell.layers.size(); ++i) {
    const LayerParameters& layer = cell.layers[i];
    const Electrolyte& electrolyte = cell.electrolytes[layer.electrolyte];
    scale.stack.thickness += layer.thickness;
    scale.add(layer.thickness * layer.porosity, electrolyte.density,
              fmt::format("density of electrolyte {}", electrolyte.name));
    const PorousElectrode* electrode = i == 0 && negative                        ? negative
                                       : i + 1 == cell.layers.size() && positive ? positive
                                                                                 : nullptr;
    double inert = 1.0 - layer.porosity;
    if (electrode) {
      for (const ActiveMaterial& active : electrode->materials) {
        inert -= active.volume_fraction;
        scale.add(layer.thickness * active.volume_fraction, active.material.density,
                  fmt::format("density of {}", active.material.name));
      }
    }
    if (inert > nothing)
      scale.add(layer.thickness * inert, layer.inert_density, fmt::format("inert_density of layer {}", layer.name));
  }
  scale.stack.with_collectors = any_collector && all_collectors;
  if (!scale.stack.missing.empty()) scale.stack.mass = 0.0;
  return scale.stack;
}

}  // namespace vitrion
