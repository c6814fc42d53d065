// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/fuel_cell/channel.hpp"
#include "model/chemistries/fuel_cell/read_cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vitrion::fuel_cell {
namespace {

constexpr double as_one = 1e-6;  // mole fractions sum to one within this
constexpr int default_catalyst_nodes = 24, default_diffusion_nodes = 10;

double read_share(const Table& table, std::string_view key) {
  return si(table.read<Dimensionless>(key, between<Dimensionless>(0.0, 1.0)));
}

void read_gas(const Table& table, std::string_view reactant, double T, bool humid, Electrode& electrode) {
  Feed& feed = electrode.feed;
  feed.pressure = si(table.read<Pressure>("pressure", between<Pressure>(lowest_pressure, highest_pressure)));
  const Table composition = table.child("composition");
  double sum = 0.0;
  for (const std::string& key : composition.keys()) {
    if (key != "H2" && key != "O2" && key != "N2")
      throw composition.error(key, "is no gas of this program", "dry gases are made of H2, O2 and N2");
    if (key != reactant && key != "N2")
      throw composition.error(key, "does not belong to this electrode",
                              fmt::format("its gas is {}, diluted with N2 or not", reactant));
    sum += read_share(composition, key);
  }
  if (std::abs(sum - 1.0) > as_one)
    throw table.error("composition", fmt::format("sums to {:.6g}", sum), "mole fractions of the dry gas sum to 1");
  feed.reactant = si(composition.read<Dimensionless>(reactant, between<Dimensionless>(lowest_mole_fraction, 1.0)));

  feed.relative_humidity = si(
      table.read_or<Dimensionless>("relative_humidity", from_si<Dimensionless>(0.0), between<Dimensionless>(0.0, 1.0)));
  if (const auto boiling = boils(feed, T)) throw table.error("relative_humidity", boiling->first, boiling->second);
  if (const auto s = table.find<Dimensionless>("stoichiometry", between<Dimensionless>(1.0, highest_stoichiometry)))
    feed.stoichiometry = si(*s);
  const auto plausible = between<Diffusivity>(1e-8, 1e-2);
  electrode.gas.D_reactant = si(table.read<Diffusivity>("diffusivity", plausible));
  if (humid && !table.has("relative_humidity"))
    throw table.error("relative_humidity", "is missing", "a humid cell needs that of both gases, e.g. 50 %");
  if (humid || table.has("vapour_diffusivity"))
    electrode.gas.D_water = si(table.read<Diffusivity>("vapour_diffusivity", plausible));
}

void read_layer(const Table& table, GasDiffusionLayer& layer, int default_nodes, bool humid) {
  layer.nodes = static_cast<std::size_t>(table.read_count_or("nodes", default_nodes, 1, 10000));
  layer.thickness = si(table.read<Length>("thickness", between<Length>(1e-7, 1e-2)));
  layer.conductivity =
      si(table.read<ElectricConductivity>("electronic_conductivity", between<ElectricConductivity>(1e-3, 1e12)));
  layer.porosity = si(table.read<Dimensionless>("porosity", between<Dimensionless>(1e-3, 1.0)));
  layer.tortuosity = si(table.read<Dimensionless>("tortuosity", between<Dimensionless>(1.0, 20.0)));
  layer.thermal_conductivity = read_thermal_conductivity(table, humid);
  layer.heat_capacity = read_heat_capacity(table, humid);
  if (humid || table.has("permeability"))
    layer.permeability = si(table.read<Area>("permeability", between<Area>(1e-20, 1e-6)));
}

Kinetics read_kinetics(const Table& table) {
  Kinetics kinetics{};
  kinetics.i0 = si(table.read<CurrentDensity>("exchange_current_density", between<CurrentDensity>(1e-15, 1e8)));
  kinetics.activation_energy =
      si(table.read_or<MolarEnergy>("activation_energy", from_si<MolarEnergy>(0.0), between<MolarEnergy>(0.0, 3e5)));
  kinetics.T_ref = si(table.read_or<Temperature>("reference_temperature", from_si<Temperature>(353.15),
                                                 between<Temperature>(200.0, 600.0)));
  kinetics.alpha = si(table.read_or<Dimensionless>("transfer_coefficient", from_si<Dimensionless>(1.0),
                                                   between<Dimensionless>(0.1, 4.0)));
  kinetics.order =
      si(table.read_or<Dimensionless>("reaction_order", from_si<Dimensionless>(0.0), between<Dimensionless>(0.0, 2.0)));
  return kinetics;
}

Agglomerate read_agglomerate(const Table& table, double porosity) {
  Agglomerate agglomerate{};
  agglomerate.radius = si(table.read<Length>("radius", between<Length>(1e-9, 1e-5)));
  agglomerate.film = si(table.read<Length>("film", between<Length>(0.0, 1e-6)));
  agglomerate.surface = si(table.read<InverseLength>("surface", between<InverseLength>(1e2, 1e10)));
  agglomerate.D_film = si(table.read<Diffusivity>("film_diffusivity", between<Diffusivity>(1e-14, 1e-6)));
  agglomerate.D = si(table.read<Diffusivity>("diffusivity", between<Diffusivity>(1e-14, 1e-6)));
  agglomerate.henry = table.read_si("henry", parse_unit("Pa m^3/mol").dimension, 1.0, 1e9);
  agglomerate.gas_porosity = porosity;
  return agglomerate;
}

CatalystLayer read_catalyst_layer(const Table& table, bool humid) {
  CatalystLayer layer{};
  read_layer(table, layer, default_catalyst_nodes, humid);
  layer.refinement =
      si(table.read_or<Dimensionless>("refinement", from_si<Dimensionless>(0.3), between<Dimensionless>(1e-5, 1.0)));
  layer.surface = si(table.read<InverseLength>("surface_area", between<InverseLength>(1e2, 1e10)));
  layer.ionomer = si(table.read<Dimensionless>("ionomer_fraction", between<Dimensionless>(1e-3, 1.0)));
  layer.bruggeman =
      si(table.read_or<Dimensionless>("bruggeman", from_si<Dimensionless>(1.5), between<Dimensionless>(0.0, 10.0)));
  if (layer.ionomer + layer.porosity > 1.0)
    throw table.error("ionomer_fraction",
                      fmt::format("and porosity fill {:.4g} of the catalyst layer", layer.ionomer + layer.porosity),
                      "together they must leave room for carbon and metal");
  layer.kinetics = read_kinetics(table);
  layer.capacitance =
      si(table.read<ArealCapacitance>("double_layer_capacitance", between<ArealCapacitance>(1e-4, 1e2)));
  if (const auto agglomerate = table.find_child("agglomerate"))
    layer.agglomerate = read_agglomerate(*agglomerate, layer.porosity);
  return layer;
}

}  // namespace

double read_thermal_conductivity(const Table& table, bool needed) {
  if (!needed && !table.has("thermal_conductivity")) return 0.0;
  return table.read_si("thermal_conductivity", parse_unit("W/(m K)").dimension, 1e-3, 1e4);
}

double read_heat_capacity(const Table& table, bool needed) {
  if (!needed && !table.has("heat_capacity")) return 0.0;
  return table.read_si("heat_capacity", parse_unit("J/(m^3 K)").dimension, 1e3, 1e8);
}

Electrode read_electrode(const Table& table, std::string_view reactant, double temperature, bool humid) {
  Electrode electrode{};
  read_gas(table.child("gas"), reactant, temperature, humid, electrode);
  read_layer(table.child("gas_diffusion_layer"), electrode.diffusion_layer, default_diffusion_nodes, humid);
  electrode.catalyst_layer = read_catalyst_layer(table.child("catalyst_layer"), humid);
  return electrode;
}

}  // namespace vitrion::fuel_cell
