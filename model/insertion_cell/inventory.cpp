// SPDX-License-Identifier: BSD-3-Clause
#include "model/insertion_cell/inventory.hpp"

#include "params/constants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace vitrion {

Inventory inventory_of(const InsertionCell& cell, std::span<const double> y) {
  const auto& fields = cell.fields();
  const auto& layout = cell.layout();
  const Mesh& mesh = cell.mesh();
  const double zF = cell.parameters().charge_number * faraday;
  Inventory amounts;
  for (const auto& segment : cell.segments()) {
    const Electrolyte& electrolyte = cell.parameters().electrolytes[segment.electrolyte];
    for (std::size_t k = segment.begin; k < segment.end; ++k) {
      const double c =
          segment.binary ? y[layout[*fields.c_e].index(segment.column + k - segment.begin)] : electrolyte.concentration;
      const double cations = segment.binary ? segment.salt.cations * c + electrolyte.fixed_charge : c;
      amounts.salt += mesh.porosity[k] * mesh.width[k] * cations;
    }
  }
  for (const Side side : {Side::negative, Side::positive}) {
    const auto s = static_cast<std::size_t>(side);
    if (const FoilElectrode* foil = cell.foil(side)) {
      const auto& field = *fields.foil[s];
      amounts.foils += y[layout[field.metal].first];
      if (field.interphase)
        amounts.interphases +=
            foil->interphase->grown(y[layout[*field.interphase].first]) / cell.parameters().charge_number;
      if (field.dead) amounts.dead_metal += y[layout[*field.dead].first];
      amounts.double_layers -= foil->double_layer_capacitance * y[layout[field.dphi].first] / zF;
      continue;
    }
    const auto nodes = cell.volumes(side);
    for (std::size_t m = 0; m < fields.porous[s]->theta.size(); ++m) {
      const ActiveMaterial& active = cell.porous(side)->materials[m];
      const auto theta = layout.view(fields.porous[s]->theta[m], y);
      for (std::size_t i = 0; i < cell.radial_mesh().size(); ++i)
        for (std::size_t k = 0; k < nodes.size(); ++k)
          amounts.particles += mesh.width[nodes.begin + k] * active.volume_fraction *
                               active.material.maximum_concentration * 3.0 * cell.radial_mesh().volume[i] *
                               theta[i * nodes.size() + k];
    }
    const auto dphi = layout.view(fields.porous[s]->dphi, y);
    for (const ActiveMaterial& active : cell.porous(side)->materials)
      for (std::size_t k = 0; k < nodes.size(); ++k)
        amounts.double_layers -= mesh.width[nodes.begin + k] * active.specific_area() *
                                 active.material.double_layer_capacitance * dphi[k] / zF;
    // Reduction products hold the metal. Oxidation of anything but anions of the salt leaves foreign cations in it,
    // which are counted as the metal there.
    amounts.decomposition += decomposed_charge(cell, side, fields.porous[s]->reduced, y) / zF;
    const std::size_t at_collector = side == Side::negative ? 0 : cell.segments().size() - 1;
    const StabilityWindow* const window = cell.window(side);
    if (!cell.segments()[at_collector].binary || (window && window->oxidised != Oxidised::anion))
      amounts.decomposition -= decomposed_charge(cell, side, fields.porous[s]->oxidised, y) / zF;
  }
  return amounts;
}

namespace {

bool has_double_layer(const InsertionCell& cell) {
  const auto at = [&](Side side) {
    if (const FoilElectrode* foil = cell.foil(side)) return foil->double_layer_capacitance > 0.0;
    return std::ranges::any_of(cell.porous(side)->materials, [](const ActiveMaterial& active) {
      return active.material.double_layer_capacitance > 0.0;
    });
  };
  return at(Side::negative) || at(Side::positive);
}

}  // namespace

std::vector<std::pair<std::string, double Inventory::*>> items_of(const InsertionCell& cell) {
  const auto any_foil = [&](auto has) {
    const auto at = [&](Side side) { return cell.foil(side) && has(*cell.foil(side)); };
    return at(Side::negative) || at(Side::positive);
  };
  const auto& porous = cell.fields().porous;
  const auto decomposes = [](const auto& fields) { return fields && (fields->oxidised || fields->reduced); };
  const std::string& ion = cell.parameters().working_ion;
  const std::string metal = ion.substr(0, ion.find_first_of("0123456789+"));
  std::vector<std::pair<std::string, double Inventory::*>> items;
  const auto add = [&](bool there, const char* where, double Inventory::*amount) {
    if (there) items.emplace_back(fmt::format("{} In {}", metal, where), amount);
  };
  add(any_foil([](const FoilElectrode&) { return true; }), "Foils", &Inventory::foils);
  add(true, "Salt", &Inventory::salt);
  add(porous[0] || porous[1], "Particles", &Inventory::particles);
  add(any_foil([](const FoilElectrode& foil) { return foil.interphase.has_value(); }), "Interphases",
      &Inventory::interphases);
  add(any_foil([](const FoilElectrode& foil) { return foil.dead_metal.has_value(); }), "Dead Metal",
      &Inventory::dead_metal);
  add(has_double_layer(cell), "Double Layers", &Inventory::double_layers);
  add(decomposes(porous[0]) || decomposes(porous[1]), "Decomposition Products", &Inventory::decomposition);
  return items;
}

double decomposed_charge(const InsertionCell& cell, Side side, const std::optional<FieldId>& counter,
                         std::span<const double> y) {
  if (!counter) return 0.0;
  const std::span<const double> q = cell.layout().view(*counter, y);
  const std::span<const double> width = std::span(cell.mesh().width).subspan(cell.volumes(side).begin, q.size());
  return std::inner_product(q.begin(), q.end(), width.begin(), 0.0);
}

}  // namespace vitrion
