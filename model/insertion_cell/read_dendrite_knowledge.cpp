// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/dendrite_assessment.hpp"
#include "model/indicators/read_dendrites.hpp"
#include "model/insertion_cell/read_cell.hpp"
#include "params/constants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace vitrion {

using indicators::Input;

indicators::DendriteKnowledge dendrite_knowledge(const Table& table, const CellParameters& cell, Side side) {
  const bool left = side == Side::negative;
  const auto& foil = std::get<FoilElectrode>(left ? cell.negative : cell.positive);
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
  if (!electrolyte.single_ion) known.solvates();
  known.add(foil.dendrites);
  if (const auto own = table.find_child("dendrites")) known.add(indicators::read_dendrites(*own));
  return known;
}

double limited_by(ContactLoss::Limit limit, const Table& table, const indicators::DendriteKnowledge& known) {
  const bool creep = limit == ContactLoss::Limit::creep;
  std::vector<std::string_view> missing;
  for (const Input input : {Input::pressure, Input::creep_rate, Input::creep_sensitivity, Input::creep_resistance,
                            Input::creep_supply_length, Input::stripping_limit})
    if (creep == (input != Input::stripping_limit) && !known.inputs().known(input))
      missing.push_back(indicators::spec_of(input).name);
  if (!missing.empty())
    throw table.child("contact").error(
        "limited_by", fmt::format("= {} needs {}", creep ? "creep" : "stripping-limit", fmt::join(missing, ", ")),
        "give it in the map dendrites of the foil or of the cell");
  return creep ? indicators::DendriteAssessment(known.inputs(), known.horizon()).creep_current()
               : known.inputs().value(Input::stripping_limit);
}

}  // namespace vitrion
