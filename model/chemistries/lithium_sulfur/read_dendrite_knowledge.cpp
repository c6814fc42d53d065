// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/lithium_sulfur/read_parts.hpp"
#include "model/indicators/read_dendrites.hpp"
#include "params/constants.hpp"

namespace vitrion::lithium_sulfur {

indicators::DendriteKnowledge dendrite_knowledge(const Table& cell, const Parameters& p) {
  using indicators::Input;
  using indicators::less_certain;
  using indicators::status_of;
  const Table foil = cell.child("negative");
  const std::vector<Table> layers = cell.children("separator");

  indicators::DendriteKnowledge known;
  double thickness = 0.0;
  Status status = Status::derived;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    thickness += p.layers[i].thickness;
    status = less_certain(status, status_of(layers[i], "thickness"));
  }
  known.set(Input::thickness, thickness, status);
  known.set(Input::porosity, p.layers.front().volume_fraction, status_of(layers.front(), "porosity"));
  known.set(Input::area, p.area * p.pairs_in_parallel, status_of(cell, "area"));
  known.set(Input::charge, 1.0, Status::derived);
  known.set(Input::molar_volume, p.foil.molar_volume, status_of(foil, "molar_volume"));
  // What Butler and Volmer's law says near equilibrium.
  known.set(Input::interface_resistance,
            gas_constant * p.temperature / ((p.foil.transfer.anodic + p.foil.transfer.cathodic) * faraday * p.foil.i0),
            less_certain(Status::derived, status_of(foil, "exchange_current_density")));
  for (const Table& map : {layers.front(), foil, cell})
    if (const auto dendrites = map.find_child("dendrites")) known.add(indicators::read_dendrites(*dendrites));
  return known;
}

}  // namespace vitrion::lithium_sulfur
