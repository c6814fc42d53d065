// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/lithium_sulfur/read_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace vitrion::lithium_sulfur {
namespace {

const auto fraction = between<Dimensionless>(0.0, 1.0);

PerSpecies same_as_liquid() {
  PerSpecies one;
  one.fill(1.0);
  return one;
}

/// A number for each species; `polysulfides` stands for all sulfur species not named.
PerSpecies read_per_species(const Table& layer, std::string_view key, double lo, double hi) {
  PerSpecies values{};
  const auto plausible = between<Dimensionless>(lo, hi);
  const Table map = layer.child(key);
  for (std::size_t i = 0; i < species_count; ++i) {
    const bool polysulfide = i < anion && map.has("polysulfides") && !map.has(species_names[i]);
    if (polysulfide) {
      values[i] = si(map.read<Dimensionless>("polysulfides", plausible));
      continue;
    }
    if (!map.has(species_names[i])) {
      throw map.error(species_names[i], "is missing",
                      fmt::format("a layer says for every species how it passes, e.g. {}: 1, or for all sulfur species "
                                  "together with polysulfides: 1e-3",
                                  species_names[i]));
    }
    values[i] = si(map.read<Dimensionless>(species_names[i], plausible));
  }
  return values;
}

/// A layer must say how each species passes: nothing is assumed of a membrane. `permeability: liquid` says that its
/// pores hold the liquid of the cell and nothing that holds a species back beyond porosity and tortuosity.
PerSpecies read_permeability(const Table& layer) {
  if (!layer.has("permeability")) {
    throw layer.error("permeability",
                      fmt::format("is missing: nothing says how {} pass", fmt::join(species_names, ", ")),
                      "write permeability: liquid for pores that hold nothing but the liquid, or a number for every "
                      "species relative to it, e.g. {Li+: 1, A-: 1, S8: 1e-3, polysulfides: 1e-3}");
  }
  if (layer.is_map("permeability")) return read_per_species(layer, "permeability", 1e-12, 1e3);
  if (const std::string word = layer.read_text("permeability"); word != "liquid") {
    throw layer.error("permeability", fmt::format("= {} does not say which species it is of", word),
                      fmt::format("write liquid, or a number for every species: {{Li+: 1, A-: 1, S8: {0}, "
                                  "polysulfides: {0}}}",
                                  word));
  }
  return same_as_liquid();
}

}  // namespace

std::vector<double> read_initial_solids(const Table& region, const Parameters& p) {
  std::vector<double> initial;
  const auto map = region.find_child("solids");
  for (const Solid& solid : solids) {
    const bool forms = std::any_of(p.precipitates.begin(), p.precipitates.end(),
                                   [&](const auto& precipitate) { return &solids[precipitate.solid] == &solid; });
    if (map && map->has(solid.name) && !forms)
      throw map->error(solid.name, "is no precipitate of the solution",
                       fmt::format("say in solution.precipitates.{} how it forms and dissolves", solid.name));
  }
  for (const auto& precipitate : p.precipitates) {
    const char* name = solids[precipitate.solid].name;
    initial.push_back(map ? si(map->read_or<Dimensionless>(name, from_si<Dimensionless>(0.0), fraction)) : 0.0);
  }
  return initial;
}

LayerParameters read_layer(const Table& table, const std::string& name, std::size_t nodes, const Parameters& p) {
  LayerParameters layer{};
  layer.name = name;
  layer.nodes = nodes;
  layer.thickness = si(table.read<Length>("thickness", between<Length>(5e-9, 2e-3)));
  const double porosity = si(table.read<Dimensionless>("porosity", between<Dimensionless>(1e-3, 1.0)));
  layer.bruggeman =
      si(table.read_or<Dimensionless>("bruggeman", from_si<Dimensionless>(1.5), between<Dimensionless>(0.0, 10.0)));
  layer.initial = read_initial_solids(table, p);
  layer.volume_fraction = porosity + std::accumulate(layer.initial.begin(), layer.initial.end(), 0.0);
  if (layer.volume_fraction > 1.0 + 1e-9) {
    throw table.error("porosity", fmt::format("and the solids fill {:.4g} of the layer", layer.volume_fraction),
                      "volume fractions must not exceed 1 together");
  }
  layer.permeability = read_permeability(table);
  layer.partition = table.has("partition") ? read_per_species(table, "partition", 1e-6, 1e6) : same_as_liquid();
  layer.fixed_charge =
      si(table.read_or<Concentration>("fixed_charge", from_si<Concentration>(0.0), between<Concentration>(-2e4, 2e4)));
  layer.dissolved = p.concentration;
  if (const auto own = table.find_child("dissolved")) {
    for (std::size_t i = 0; i < balanced; ++i) {
      layer.dissolved[i] = si(own->read_or<Concentration>(species_names[i], from_si<Concentration>(p.concentration[i]),
                                                          between<Concentration>(0.0, 1e5)));
    }
    layer.dissolved[lithium] = 0.0;
    for (std::size_t i = 0; i < balanced; ++i) layer.dissolved[lithium] -= charge[i] * layer.dissolved[i];
  }
  if (const auto sites = table.find_child("adsorption")) {
    layer.adsorption = {si(sites->read<Concentration>("sites", between<Concentration>(1e-6, 1e5))),
                        sites->read_si("rate_constant", parse_unit("m^3/(mol s)").dimension, 0.0, 1e6),
                        sites->read_si("desorption", parse_unit("1/s").dimension, 0.0, 1e6)};
  }
  if (const auto catalysis = table.find_child("catalysis")) {
    layer.catalytic_factor = si(catalysis->read<Dimensionless>("factor", between<Dimensionless>(1e-3, 1e6)));
    layer.catalytic_reach = si(catalysis->read<Length>("reach", between<Length>(0.0, 1e-2)));
  }
  return layer;
}

}  // namespace vitrion::lithium_sulfur
