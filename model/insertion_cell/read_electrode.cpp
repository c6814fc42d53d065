// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/read_dendrites.hpp"
#include "model/insertion_cell/read_cell.hpp"
#include "model/materials/open_circuit_laws.hpp"

#include <fmt/format.h>

#include <cmath>

namespace vitrion {
namespace {

const auto fraction = between<Dimensionless>(0.0, 1.0);

/// Above silicon, the host with most lithium: 4.4 a silicon of 12.06 cm³/mol is 365 mol/L of the unlithiated particle.
constexpr double densest_host = 4e5;  // mol m⁻³

/// One half of z each where the file gives none.
laws::TransferCoefficients read_transfer_coefficients(const Table& table, double z) {
  const auto child = table.find_child("transfer_coefficients");
  if (!child) return {0.5 * z, 0.5 * z};
  const auto plausible = between<Dimensionless>(0.01, 4.0);
  return {si(child->read<Dimensionless>("anodic", plausible)), si(child->read<Dimensionless>("cathodic", plausible))};
}

double read_film_resistance(const Table& table) {
  return si(table.read_or<AreaResistance>("film_resistance", from_si<AreaResistance>(0.0),
                                          between<AreaResistance>(0.0, 1e3)));
}

double read_double_layer(const Table& table) {
  return si(table.read_or<ArealCapacitance>("double_layer_capacitance", from_si<ArealCapacitance>(0.0),
                                            between<ArealCapacitance>(0.0, 1e3)));
}

/// U(x, T) = U(x) + (T − T_ref) ∂U/∂T(x).
struct EntropicPotential final : Function::Body {
  Function U, dUdT;
  double T_ref;

  EntropicPotential(Function potential, Function coefficient, double reference)
      : U(std::move(potential)), dUdT(std::move(coefficient)), T_ref(reference) {}

  void evaluate(std::span<const Argument> arguments, std::span<double> values,
                std::span<double* const> derivatives) const override {
    U.evaluate(arguments, values, derivatives);
    double* const by_T = derivatives.size() > 1 ? derivatives[1] : nullptr;
    const double T = arguments[1][0];
    if (!arguments[1].varies() && T == T_ref && !by_T) return;  // the usual case costs nothing
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double dT = arguments[1][i] - T_ref;
      const double entropic = dUdT({arguments[0][i], arguments[1][i]});
      values[i] += dT * entropic;
      if (!derivatives.empty() && derivatives[0])
        derivatives[0][i] += dT * dUdT.derivative(0, {arguments[0][i], arguments[1][i]});
      if (by_T) by_T[i] += entropic + dT * dUdT.derivative(1, {arguments[0][i], arguments[1][i]});
    }
  }
  bool depends_on(std::size_t argument) const override {
    return argument == 1 || U.depends_on(argument) || dUdT.depends_on(argument);
  }
  std::string describe() const override { return U.describe() + ", with an entropic coefficient"; }
};

Material read_material(const Table& table, double salt_at_rest, double z) {
  const auto T_typical = from_si<Temperature>(298.15);
  const Table window = table.child("stoichiometry");
  const double x_0 = si(window.read<Dimensionless>("at_0_percent", fraction));
  const double x_100 = si(window.read<Dimensionless>("at_100_percent", fraction));
  if (x_0 == x_100)
    throw window.error("at_100_percent", "is the same as at_0_percent", "a material without a window has no capacity");

  const auto x = argument("x", from_si<Dimensionless>(0.5 * (x_0 + x_100)));
  const auto T = argument("T", T_typical);
  Material material{
      .name = table.read_text_or("name", "active material"),
      .maximum_concentration =
          si(table.read<Concentration>("maximum_concentration", between<Concentration>(100.0, densest_host))),
      .diffusivity = table.read_function<Diffusivity>("diffusivity", {x, T}, between<Diffusivity>(1e-24, 1e-6)),
      .open_circuit_potential = table.read_function<Voltage>("open_circuit_potential", {x, T},
                                                             between<Voltage>(-5.0, 10.0), open_circuit_laws()),
      .exchange_current_density = {},
      .rate_constant = {},
      .reference_concentration = salt_at_rest,
      .transfer_coefficients = read_transfer_coefficients(table, z),
      .film_resistance = read_film_resistance(table),
      .double_layer_capacitance = read_double_layer(table),
      .density = si(table.find<Density>("density", between<Density>(100.0, 2.5e4)).value_or(from_si<Density>(0.0))),
      .x_at_0_percent = x_0,
      .x_at_100_percent = x_100,
  };
  table.read_text_or("formula", "");

  const auto T_ref =
      table.read_or<Temperature>("reference_temperature", T_typical, between<Temperature>(100.0, 1500.0));
  if (table.has("entropic_coefficient")) {
    const Function coefficient = table.read_function<EntropicCoefficient>("entropic_coefficient", {x, T},
                                                                          between<EntropicCoefficient>(-0.1, 0.1));
    material.open_circuit_potential =
        Function(std::make_shared<EntropicPotential>(material.open_circuit_potential, coefficient, si(T_ref)));
  }

  if (table.exactly_one_of({"exchange_current_density", "rate_constant"}) == "rate_constant") {
    const auto c_e = argument("c_e", from_si<Concentration>(salt_at_rest));
    material.rate_constant = table.read_function<MolarFlux>("rate_constant", {c_e, T}, between<MolarFlux>(1e-20, 1e3));
    material.reference_concentration = si(table.read_or<Concentration>(
        "reference_concentration", from_si<Concentration>(salt_at_rest), between<Concentration>(1e-3, 1e5)));
  } else {
    const auto c_e = argument("c_e", from_si<Concentration>(salt_at_rest));
    material.exchange_current_density = table.read_function<CurrentDensity>("exchange_current_density", {c_e, x, T},
                                                                            between<CurrentDensity>(1e-15, 1e9));
  }
  return material;
}

std::optional<double> read_density(const Table& table, const char* key) {
  const auto density = table.find<Density>(key, between<Density>(10.0, 2.5e4));
  return density ? std::optional(si(*density)) : std::nullopt;
}

std::optional<CurrentCollector> read_collector(const Table& table) {
  const auto collector = table.find_child("collector");
  if (!collector) return std::nullopt;
  return CurrentCollector{si(collector->read<Length>("thickness", between<Length>(1e-7, 1e-3))),
                          si(collector->read<Density>("density", between<Density>(10.0, 2.5e4)))};
}

FoilElectrode read_foil(const Table& table, double salt_at_rest, double z) {
  const auto c_e = argument("c_e", from_si<Concentration>(salt_at_rest));
  const auto T = argument("T", from_si<Temperature>(298.15));
  FoilElectrode foil{
      .metal = table.read_text("metal"),
      .thickness = si(table.read<Length>("thickness", between<Length>(1e-9, 5e-3))),
      .molar_volume = si(table.read<MolarVolume>("molar_volume", between<MolarVolume>(1e-6, 1e-4))),
      .exchange_current_density =
          table.read_function<CurrentDensity>("exchange_current_density", {c_e, T}, between<CurrentDensity>(1e-9, 1e7)),
      .transfer_coefficients = read_transfer_coefficients(table, z),
      .film_resistance = read_film_resistance(table),
      .double_layer_capacitance = read_double_layer(table),
      .density = read_density(table, "density"),
      .collector = read_collector(table),
      .dendrites = {},
      .bath = {},
      .interphase = {},
      .dead_metal = {},
      .contact = {},
  };
  if (const auto map = table.find_child("interphase")) foil.interphase = read_interphase(*map);
  if (const auto map = table.find_child("dead_metal")) {
    foil.dead_metal = read_dead_metal(*map);
    if (foil.dead_metal->initial_deposit > foil.thickness / foil.molar_volume)
      throw map->error("initial_deposit", "is more than the whole foil", "it is a part of the metal of the foil");
  }
  if (const auto map = table.find_child("contact")) foil.contact = read_contact(*map);
  using indicators::Input;
  foil.dendrites.given.emplace_back(Input::molar_volume,
                                    indicators::Datum{foil.molar_volume, indicators::status_of(table, "molar_volume")});
  if (const auto dendrites = table.find_child("dendrites")) foil.dendrites.add(indicators::read_dendrites(*dendrites));
  return foil;
}

FoilElectrode read_reservoir(const Table& table) {
  FoilElectrode electrode{};
  electrode.metal = "reservoir";
  electrode.bath = si(table.read<Concentration>("concentration", between<Concentration>(1e-3, 1e5)));
  return electrode;
}

}  // namespace

LayerParameters read_layer(const Table& table, const std::string& name) {
  LayerParameters layer{name, 0.0, 0.0, 0.0, 0, 0, read_density(table, "inert_density")};
  layer.thickness = si(table.read<Length>("thickness", between<Length>(5e-9, 2e-3)));
  layer.porosity = si(table.read<Dimensionless>("porosity", between<Dimensionless>(1e-3, 1.0)));
  const std::string how = layer.porosity == 1.0 && !table.has("transport_efficiency") && !table.has("tortuosity")
                              ? "bruggeman"
                              : table.exactly_one_of({"bruggeman", "tortuosity", "transport_efficiency"});
  if (how == "bruggeman") {
    const double b =
        si(table.read_or<Dimensionless>("bruggeman", from_si<Dimensionless>(1.5), between<Dimensionless>(1.0, 10.0)));
    layer.transport_efficiency = std::pow(layer.porosity, b);
  } else if (how == "tortuosity") {
    layer.transport_efficiency =
        layer.porosity / si(table.read<Dimensionless>("tortuosity", between<Dimensionless>(1.0, 1e4)));
  } else {
    layer.transport_efficiency =
        si(table.read<Dimensionless>("transport_efficiency", between<Dimensionless>(1e-6, 1.0)));
  }
  return layer;
}

ReadElectrode read_electrode(const Table& table, const char* name, double salt_at_rest, double charge_number) {
  table.expect_kind("electrode");
  table.read_text_or("name", name);
  const std::string type = table.read_choice("type", {"foil", "porous", "reservoir"});
  if (type == "reservoir") return {read_reservoir(table), std::nullopt};
  if (type == "foil") return {read_foil(table, salt_at_rest, charge_number), std::nullopt};

  const LayerParameters layer = read_layer(table, name);
  PorousElectrode electrode{
      .electronic_conductivity =
          si(table.read<ElectricConductivity>("electronic_conductivity", between<ElectricConductivity>(1e-9, 1e8))),
      .materials = {},
      .collector = read_collector(table),
  };
  if (const auto carbon = table.find<InverseLength>("carbon_surface", between<InverseLength>(1.0, 1e10)))
    electrode.carbon_surface = si(*carbon);
  double solid = layer.porosity;
  for (const Table& item : table.children("materials")) {
    item.expect_kind("material");
    const auto radius = item.read<Length>("particle_radius", between<Length>(1e-9, 1e-3));
    const bool by_area = item.exactly_one_of({"volume_fraction", "surface_area"}) == "surface_area";
    double volume_fraction = 0.0;
    if (by_area) {
      const auto area = item.read<InverseLength>("surface_area", between<InverseLength>(1.0, 1e10));
      volume_fraction = si(area * radius / 3.0);
    } else {
      volume_fraction = si(item.read<Dimensionless>("volume_fraction", fraction));
    }
    solid += volume_fraction;
    if (volume_fraction <= 0.0)
      throw item.error("volume_fraction", "is zero: there is nothing that could react", "leave the material out");
    electrode.materials.push_back({read_material(item, salt_at_rest, charge_number), volume_fraction, si(radius)});
    if (solid > 1.0 + 1e-9) {
      const std::string complaint =
          fmt::format("makes the active material and the pores fill {:.4g} of the electrode", solid);
      const std::string advice = "volume fraction and porosity must not exceed 1 together";
      if (!by_area) throw item.error("volume_fraction", complaint, advice);
      item.warn("surface_area", complaint, "surface area × radius / 3 is the volume fraction that it implies");
    }
  }
  return {electrode, layer};
}

}  // namespace vitrion
