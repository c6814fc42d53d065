// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/fuel_cell/read_cell.hpp"

#include "model/chemistries/fuel_cell/channel.hpp"
#include "model/graded_widths.hpp"
#include "model/materials/read_electrolyte.hpp"

#include <fmt/format.h>

namespace vitrion::fuel_cell {
namespace {

constexpr int default_membrane_nodes = 10;
constexpr int default_nodes_with_water = 30;  // its profile is steep near the anode (README.md)

/// An electrolyte that stands at `key` of a table, for either catalyst layer or the membrane.
Electrolyte read_proton_conductor(const Table& region, const char* key, const Surroundings& surroundings) {
  Electrolyte electrolyte = read_electrolyte(region.child(key), surroundings);
  if (electrolyte.working_ion != "H+")
    throw region.error(key, fmt::format("conducts {}", electrolyte.working_ion),
                       "a fuel cell needs one that conducts H+");
  if (!electrolyte.single_ion)
    throw region.error(
        key, fmt::format("= {} has other ions that move, which a fuel cell does not follow", electrolyte.name),
        "write transport: single-ion; at rest under load those ions stand still, and the conductivity "
        "that remains is kappa/(1 + Ne)");
  if (electrolyte.depends_on(electrolyte_argument::relative_humidity) && !surroundings.relative_humidity)
    throw region.error(key,
                       fmt::format("= {} depends on the relative humidity, which neither gas states", electrolyte.name),
                       "write it beside the composition of the gases, e.g. relative_humidity: 50 %");
  return electrolyte;
}

/// The electrolyte of a region: its own, or that of the cell.
Electrolyte electrolyte_of(const Table& region, const Table& cell, const Surroundings& surroundings) {
  if (!region.has("electrolyte") && !cell.has("electrolyte"))
    throw region.error("electrolyte", "is missing, and the cell names none for all regions",
                       "write electrolyte: {include: electrolytes/...} here or at the top of the cell");
  return read_proton_conductor(region.has("electrolyte") ? region : cell, "electrolyte", surroundings);
}

Crossover read_crossover(const Table& cell) {
  Crossover crossover;
  const auto table = cell.find_child("hydrogen_crossover");
  if (!table) return crossover;
  if (table->exactly_one_of({"current_density", "permeability"}) == "current_density") {
    crossover.current = si(table->read<CurrentDensity>("current_density", between<CurrentDensity>(0.0, 1e4)));
    return crossover;
  }
  crossover.permeability = table->read_si("permeability", parse_unit("mol/(m s Pa)").dimension, 0.0, 1e-9);
  crossover.permeability_of_water =
      table->has("permeability_of_water")
          ? table->read_si("permeability_of_water", parse_unit("mol/(m s Pa)").dimension, 0.0, 1e-9)
          : 0.0;
  crossover.activation_energy =
      si(table->read_or<MolarEnergy>("activation_energy", from_si<MolarEnergy>(0.0), between<MolarEnergy>(0.0, 2e5)));
  crossover.T_ref = si(table->read_or<Temperature>("reference_temperature", from_si<Temperature>(crossover.T_ref),
                                                   between<Temperature>(200.0, 600.0)));
  return crossover;
}

void read_water(const Table& cell, Parameters& p) {
  const auto table = cell.find_child("product_water");
  p.reaction = to_liquid;
  p.water_activity = 1.0;
  if (!table || table->read_choice("state", {"liquid", "vapour"}) == "liquid") return;
  p.reaction = to_vapour;
  p.water_activity = si(table->read<Pressure>("pressure", between<Pressure>(1.0, 1e7))) / standard_pressure;
}

LiquidWater read_liquid(const Table& table) {
  const auto share = between<Dimensionless>(0.0, 1.0);
  LiquidWater liquid{};
  liquid.immobile = si(table.read<Dimensionless>("immobile_saturation", between<Dimensionless>(0.0, 0.9)));
  liquid.evaporation = si(table.read<Dimensionless>("evaporation", share));
  liquid.condensation = si(table.read<Dimensionless>("condensation", share));
  liquid.interface_area = si(table.read<InverseLength>("interface_area", between<InverseLength>(1.0, 1e10)));
  liquid.heat = si(table.read<MolarEnergy>("heat_of_evaporation", between<MolarEnergy>(0.0, 1e5)));
  liquid.switch_width =
      si(table.read_or<Dimensionless>("switch_width", from_si<Dimensionless>(1e-4), between<Dimensionless>(1e-9, 1.0)));
  return liquid;
}

/// Water and heat as unknowns.
Parameters::Humid read_humid(const Table& cell, const Parameters& p) {
  if (p.membrane.size() != 1)
    throw cell.error("separator", fmt::format("has {} layers", p.membrane.size()),
                     "a cell that resolves water has one membrane");
  const Table layer = cell.children("separator").front();
  const Table electrolyte = layer.has("electrolyte") ? layer.child("electrolyte") : cell.child("electrolyte");
  const auto water = electrolyte.find_child("water");
  if (!water)
    throw cell.error(
        "water",
        fmt::format("cannot be resolved: {} does not say how it holds water", p.membrane.front().electrolyte.name),
        "take an electrolyte with a map `water`, as electrolytes/nafion, or write water: uniform");
  return {read_liquid(cell.child("liquid_water")), read_ionomer_water(*water)};
}

}  // namespace

Parameters read_cell(const Table& cell, const Refinement& refinement) {
  cell.expect_kind("cell");
  Parameters p{};
  p.name = cell.read_text("name");
  p.temperature = si(cell.read<Temperature>("temperature", between<Temperature>(250.0, 600.0)));
  p.area = si(cell.read<Area>("area", between<Area>(1e-8, 1e4)));
  const Range<Voltage> limits = cell.read_interval<Voltage>("voltage_limits", between<Voltage>(-5.0, 10.0));
  p.voltage_limits = {si(limits.lo), si(limits.hi)};
  read_water(cell, p);

  const bool humid = cell.read_choice_or("water", {"uniform", "resolved"}, "uniform") == "resolved";
  p.negative = read_electrode(cell.child("negative"), "H2", p.temperature, humid);
  p.positive = read_electrode(cell.child("positive"), "O2", p.temperature, humid);
  const bool vapour = humid || p.negative.feed.relative_humidity > 0.0 || p.positive.feed.relative_humidity > 0.0;
  if (const auto unknown = vapour ? without_vapour_pressure(p.temperature) : std::nullopt)
    throw cell.error("temperature", unknown->first, unknown->second);
  fill(p.negative.gas, p.negative.feed, false, p.temperature);
  fill(p.positive.gas, p.positive.feed, humid, p.temperature);
  // What the electrolyte feels is between the two gases, where they say how humid they are.
  Surroundings surroundings;
  for (const char* side : {"negative", "positive"})
    if (cell.child(side).child("gas").has("relative_humidity"))
      surroundings.relative_humidity = humidity_between(p.negative.gas, p.positive.gas);

  const std::vector<Table> layers = cell.children("separator");
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const Table& layer = layers[i];
    MembraneLayer membrane;
    membrane.name = layer.read_text_or("name", layers.size() == 1 ? "membrane" : fmt::format("membrane {}", i + 1));
    membrane.nodes = static_cast<std::size_t>(
        layer.read_count_or("nodes", humid ? default_nodes_with_water : default_membrane_nodes, 1, 10000));
    membrane.thickness = si(layer.read<Length>("thickness", between<Length>(1e-7, 1e-2)));
    membrane.electrolyte = electrolyte_of(layer, cell, surroundings);
    membrane.thermal_conductivity = read_thermal_conductivity(layer, humid);
    membrane.heat_capacity = read_heat_capacity(layer, humid);
    p.membrane.push_back(std::move(membrane));
  }
  p.ionomer = cell.has("ionomer") ? read_proton_conductor(cell, "ionomer", surroundings)
                                  : (cell.has("electrolyte") ? electrolyte_of(cell, cell, surroundings)
                                                             : p.membrane.front().electrolyte);
  if (humid)
    p.humid = read_humid(cell, p);
  else if (const auto unused = cell.find_child("liquid_water"))
    read_liquid(*unused);
  p.crossover = read_crossover(cell);
  p.contact_resistance = si(cell.read_or<AreaResistance>("contact_resistance", from_si<AreaResistance>(0.0),
                                                         between<AreaResistance>(0.0, 1e-2)));
  for (MembraneLayer& layer : p.membrane) layer.nodes = refined(layer.nodes, refinement.volumes);
  for (Electrode* side : {&p.negative, &p.positive})
    for (GasDiffusionLayer* layer : {&side->diffusion_layer, static_cast<GasDiffusionLayer*>(&side->catalyst_layer)})
      layer->nodes = refined(layer->nodes, refinement.volumes);
  return p;
}

}  // namespace vitrion::fuel_cell
