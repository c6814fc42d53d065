// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/read_dendrites.hpp"
#include "model/insertion_cell/read_cell.hpp"
#include "params/constants.hpp"

#include <algorithm>

namespace vitrion {

using indicators::Input;

indicators::DendriteKnowledge dendrite_knowledge(const Table& table, const CellParameters& cell, Side side) {
  const bool left = side == Side::negative;
  const FoilElectrode& foil = std::get<FoilElectrode>(left ? cell.negative : cell.positive);
  const LayerParameters& next_to_it = left ? cell.layers.front() : cell.layers.back();
  const Electrolyte& electrolyte = cell.electrolytes[next_to_it.electrolyte];
  const Table electrode = table.child(left ? "negative" : "positive");

  indicators::DendriteKnowledge known;
  double thickness = 0.0;
  Status status = Status::derived;
  for (const Table& layer : table.children("separator")) {
    thickness += si(layer.read<Length>("thickness"));
    status = indicators::less_certain(status, indicators::status_of(layer, "thickness"));
  }
  known.set(Input::thickness, thickness, status);
  known.set(Input::porosity, next_to_it.porosity, Status::derived);
  known.set(Input::area, cell.area * cell.pairs_in_parallel, indicators::status_of(table, "area"));
  const double z = cell.charge_number;
  known.set(Input::charge, z, Status::derived);
  // What Butler and Volmer's law says near equilibrium, in series with the film.
  const double i0 = foil.exchange_current_density({electrolyte.concentration, cell.temperature});
  known.set(Input::interface_resistance, gas_constant * cell.temperature / (z * faraday * i0) + foil.film_resistance,
            indicators::less_certain(Status::derived, indicators::status_of(electrode, "exchange_current_density")));

  known.add(electrolyte.dendrites);
  known.add(foil.dendrites);
  if (const auto own = table.find_child("dendrites")) known.add(indicators::read_dendrites(*own));
  return known;
}

}  // namespace vitrion
