// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/fuel_cell/fuel_cell.hpp"
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

/// From what enters a channel to its mean, with half of what the cell takes gone: a share `used` of the reactant. The
/// vapour stays, with half of the product water where that comes out here, up to saturation.
void average_along_channel(Gas& gas, double used, bool with_product, double T) {
  const double p_sat = saturation_pressure(T), entering = gas.relative_humidity * p_sat / gas.pressure;
  const double reacted = 0.5 * used * gas.reactant;  // of one mole of dry gas that enters
  const double vapour = entering / (1.0 - entering) + (with_product ? 2.0 * reacted : 0.0);
  const double dry = 1.0 - reacted;
  gas.reactant = (gas.reactant - reacted) / dry;
  gas.relative_humidity = std::min(vapour / (vapour + dry) * gas.pressure / p_sat, 1.0);
}

Gas read_gas(const Table& table, std::string_view reactant, double T, bool humid) {
  Gas gas{};
  gas.pressure = si(table.read<Pressure>("pressure", between<Pressure>(1e3, 1e7)));
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
  gas.reactant = read_share(composition, reactant);

  gas.relative_humidity = si(
      table.read_or<Dimensionless>("relative_humidity", from_si<Dimensionless>(0.0), between<Dimensionless>(0.0, 1.0)));
  const double vapour = gas.relative_humidity * saturation_pressure(T);
  if (vapour >= gas.pressure)
    throw table.error("relative_humidity",
                      fmt::format("= {:g} % is {:.4g} bar of vapour in a gas of {:.4g} bar",
                                  100.0 * gas.relative_humidity, vapour * 1e-5, gas.pressure * 1e-5),
                      fmt::format("at most {:.3g} % is possible here without boiling",
                                  100.0 * gas.pressure / saturation_pressure(T)));
  if (const auto s = table.find<Dimensionless>("stoichiometry", between<Dimensionless>(1.0, 1e3)))
    average_along_channel(gas, 1.0 / si(*s), humid && reactant == "O2", T);
  const auto plausible = between<Diffusivity>(1e-8, 1e-2);
  gas.D_reactant = si(table.read<Diffusivity>("diffusivity", plausible));
  if (humid && !table.has("relative_humidity"))
    throw table.error("relative_humidity", "is missing", "a humid cell needs that of both gases, e.g. 50 %");
  if (humid || table.has("vapour_diffusivity"))
    gas.D_water = si(table.read<Diffusivity>("vapour_diffusivity", plausible));
  return gas;
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
  electrode.gas = read_gas(table.child("gas"), reactant, temperature, humid);
  read_layer(table.child("gas_diffusion_layer"), electrode.diffusion_layer, default_diffusion_nodes, humid);
  electrode.catalyst_layer = read_catalyst_layer(table.child("catalyst_layer"), humid);
  return electrode;
}

}  // namespace vitrion::fuel_cell
