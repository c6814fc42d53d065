// SPDX-License-Identifier: BSD-3-Clause
#include "model/materials/read_electrolyte.hpp"

#include "model/electrolytes/law_book.hpp"
#include "model/materials/ionomer_water.hpp"
#include "model/indicators/read_dendrites.hpp"

namespace vitrion {

namespace {

StabilityWindow read_window(const Table& table) {
  const auto volts = between<Voltage>(-5.0, 10.0);
  StabilityWindow window{{}, {}, table.read_text("against"), {}, {}};
  if (const auto limit = table.find<Voltage>("reduction", volts)) window.reduction = si(*limit);
  if (const auto limit = table.find<Voltage>("oxidation", volts)) window.oxidation = si(*limit);
  if (!window.reduction && !window.oxidation)
    throw table.error("oxidation", "is missing, and so is reduction",
                      "a window has at least one end, e.g. oxidation: 4.0 V");
  if (window.reduction && window.oxidation && *window.reduction >= *window.oxidation)
    throw table.error("oxidation", "is not above the reduction limit", "an electrolyte is stable between the two");
  const bool onset = table.has("onset_current"), slope = table.has("tafel_slope");
  if (onset != slope) {
    throw table.error(onset ? "tafel_slope" : "onset_current", "is missing",
                      "onset_current and tafel_slope together say how fast the electrolyte decomposes outside");
  }
  if (!onset) return window;
  const double j_on = si(table.read<CurrentDensity>("onset_current", between<CurrentDensity>(1e-9, 1e3)));
  const double b = si(table.read<Voltage>("tafel_slope", between<Voltage>(1e-3, 1.0)));
  if (window.oxidation) window.oxidation_current = {*window.oxidation, j_on, b};
  if (window.reduction) window.reduction_current = {*window.reduction, j_on, b};
  return window;
}

/// Mechanics, microstructure, and how certain the transport properties are.
indicators::DendriteData read_dendrite_data(const Table& table) {
  using indicators::Input;
  indicators::DendriteData data;
  for (const Input input : {Input::shear_modulus, Input::poisson_ratio, Input::fracture_toughness})
    if (const auto datum = indicators::find_input(table, input)) data.given.emplace_back(input, *datum);
  if (const auto dendrites = table.find_child("dendrites")) data.add(indicators::read_dendrites(*dendrites));

  Status all = Status::derived;
  for (const auto& [input, key] : {std::pair{Input::diffusivity, "diffusivity"},
                                   {Input::transference_number, "transference_number"},
                                   {Input::salt_at_rest, "concentration"}}) {
    if (!table.has(key)) continue;
    const Status status = indicators::status_of(table, key);
    data.trust(input, status);
    all = indicators::less_certain(all, status);
  }
  data.trust(Input::limiting_current, all);
  return data;
}

}  // namespace

Electrolyte read_electrolyte(const Table& table, const Surroundings& given) {
  table.expect_kind("electrolyte");
  const auto c_typical = from_si<Concentration>(1000.0);
  const auto T_typical = from_si<Temperature>(298.15);
  const bool single_ion = table.read_choice("transport", {"binary", "single-ion"}) == "single-ion";

  Electrolyte electrolyte{
      .name = table.read_text("name"),
      .working_ion = table.read_text("working_ion"),
      .single_ion = single_ion,
      .conductivity = {},
      .diffusivity = {},
      .transference_number = {},
      .thermodynamic_factor = Function(1.0),
      .concentration = 0.0,
      .window = {},
      .density = {},
      .permittivity = {},
      .surroundings = {},
      .dendrites = {},
  };
  // A property is tried where the salt of this very electrolyte is, so that a formula for another range is noticed.
  const auto believable = between<Concentration>(1e-3, 1e5);
  const Concentration c = single_ion ? table.read_or<Concentration>("concentration", c_typical, believable)
                                     : table.read<Concentration>("concentration", believable);
  electrolyte.concentration = si(c);
  const Surroundings surroundings = electrolyte.surroundings = read_surroundings(table, given);
  const auto arguments = electrolyte_arguments(argument("c", c), argument("T", T_typical), surroundings);
  const auto property = [&]<class Q>(const char* key, const Range<Q>& plausible) {
    return in_surroundings(table.read_function<Q>(key, arguments, plausible, electrolyte_laws()), surroundings);
  };
  electrolyte.conductivity = property("conductivity", between<ElectricConductivity>(1e-12, 1e3));
  if (!single_ion) {
    electrolyte.diffusivity = property("diffusivity", between<Diffusivity>(1e-20, 1e-6));
    electrolyte.transference_number = property("transference_number", between<Dimensionless>(-2.0, 1.0));
    if (table.has("thermodynamic_factor"))
      electrolyte.thermodynamic_factor = property("thermodynamic_factor", between<Dimensionless>(0.01, 100.0));
  } else {
    for (const char* key : {"diffusivity", "transference_number", "thermodynamic_factor"}) {
      if (table.has(key))
        throw table.error(key, "means nothing in a single-ion conductor", "leave it out, or write transport: binary");
    }
  }

  if (const auto window = table.find_child("stability_window")) electrolyte.window = read_window(*window);
  if (const auto water = table.find_child("water")) read_ionomer_water(*water);  // checked here, used by fuel cells
  if (const auto density = table.find<Density>("density", between<Density>(100.0, 2e4)))
    electrolyte.density = si(*density);
  if (const auto permittivity = table.find<Dimensionless>("permittivity", between<Dimensionless>(1.0, 1e4)))
    electrolyte.permittivity = si(*permittivity);
  electrolyte.dendrites = read_dendrite_data(table);
  return electrolyte;
}

}  // namespace vitrion
