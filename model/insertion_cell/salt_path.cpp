// SPDX-License-Identifier: BSD-3-Clause
#include "model/insertion_cell/salt_path.hpp"

#include "params/constants.hpp"

#include <algorithm>
#include <limits>

namespace vitrion {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// c in layer `to` over c in its neighbour `from`, at equilibrium.
double partition_between(const CellParameters& cell, std::size_t from, std::size_t to) {
  for (const InterfaceParameters& interface : cell.interfaces) {
    if (interface.left_layer != std::min(from, to)) continue;
    return from < to ? interface.partition : 1.0 / interface.partition;
  }
  return 1.0;
}

/// Layers between the electrodes, [first, last).
std::pair<std::size_t, std::size_t> separator_of(const CellParameters& cell) {
  const bool left = std::holds_alternative<PorousElectrode>(cell.negative),
             right = std::holds_alternative<PorousElectrode>(cell.positive);
  return {left ? 1 : 0, cell.layers.size() - (right ? 1 : 0)};
}

SaltSlab slab_of(const LayerParameters& layer) {
  return {.thickness = layer.thickness, .porosity = layer.porosity, .transport = layer.transport_efficiency};
}

}  // namespace

SaltPath::SaltPath(const CellParameters& cell, Side plating, const FeltBy& felt) {
  const auto [first, last] = separator_of(cell);
  const bool left = plating == Side::negative;
  const std::size_t n = cell.layers.size();
  curves_.reserve(n);  // slabs point to them
  for (std::size_t k = 0; k < n; ++k) {
    const std::size_t layer = left ? k : n - 1 - k;
    const LayerParameters& here = cell.layers[layer];
    const Electrolyte& electrolyte = cell.electrolytes[here.electrolyte];
    if (electrolyte.single_ion) break;
    const std::array<double, 3> surroundings = felt(here.electrolyte);
    curves_.emplace_back(electrolyte, surroundings);
    SaltSlab slab = slab_of(here);
    slab.salt = &curves_.back();
    if (k > 0) slab.partition = partition_between(cell, left ? layer - 1 : layer + 1, layer);
    const bool in_separator = layer >= first && layer < last;
    if (!in_separator) slab.current_far = 0.0;
    const double c = electrolyte.concentration, T = surroundings[0], RH = surroundings[1], light = surroundings[2];
    const double qF = electrolyte.salt.charge * faraday,
                 t_minus = 1.0 - electrolyte.transference_number({c, T, RH, light});
    at_rest_.push_back({electrolyte.diffusivity({c, T, RH, light}), t_minus / qF});
    if (in_separator) swept_charge_ += here.porosity * here.thickness * qF * slab.salt->anions(c) / t_minus;
    slabs_.push_back(slab);
  }
}

SeparatorAtRest separator_at_rest(const CellParameters& cell, double T) {
  const auto [first, last] = separator_of(cell);
  SeparatorAtRest all{
      .area_resistance = 0.0, .limiting_current = infinity, .depletion_current = infinity, .conductance_left = 0.0};
  for (std::size_t layer = first; layer < last; ++layer) {
    const LayerParameters& here = cell.layers[layer];
    const Electrolyte& electrolyte = cell.electrolytes[here.electrolyte];
    all.area_resistance +=
        here.thickness / (here.transport_efficiency * electrolyte.conductivity({electrolyte.concentration, T}));
  }
  // A metal may plate on either side.
  for (const bool left : {true, false}) {
    std::vector<SaltCurve> curves;
    curves.reserve(last - first);
    std::vector<SaltSlab> run;
    const auto end_of_run = [&] {
      const SaltLimit limit = salt_limit(run);
      if (limit.depletion_current < all.depletion_current) {
        all.limiting_current = limit.limiting_current;
        all.depletion_current = limit.depletion_current;
        all.conductance_left = limit.conductance_left;
      }
      run.clear();
    };
    for (std::size_t k = first; k < last; ++k) {
      const std::size_t layer = left ? k : first + last - 1 - k;
      const LayerParameters& here = cell.layers[layer];
      const Electrolyte& electrolyte = cell.electrolytes[here.electrolyte];
      if (electrolyte.single_ion) {
        end_of_run();
        continue;
      }
      curves.emplace_back(electrolyte, std::span<const double>(&T, 1));
      const bool begins = run.empty();
      run.push_back(slab_of(here));
      run.back().salt = &curves.back();
      if (!begins) run.back().partition = partition_between(cell, left ? layer - 1 : layer + 1, layer);
    }
    end_of_run();
  }
  return all;
}

}  // namespace vitrion
