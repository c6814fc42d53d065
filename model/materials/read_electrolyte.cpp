// SPDX-License-Identifier: BSD-3-Clause
#include "model/materials/read_electrolyte.hpp"

#include "model/electrolytes/law_book.hpp"

namespace vitrion {

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
  };
  // A property is tried where the salt of this very electrolyte is, so that a formula for another range is noticed.
  const auto believable = between<Concentration>(1e-3, 1e5);
  const Concentration c = single_ion ? table.read_or<Concentration>("concentration", c_typical, believable)
                                     : table.read<Concentration>("concentration", believable);
  electrolyte.concentration = si(c);
  const Surroundings surroundings = read_surroundings(table, given);
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

  if (const auto window = table.find_child("stability_window")) {
    const auto volts = between<Voltage>(-5.0, 10.0);
    StabilityWindow read{{}, {}, window->read_text("against")};
    if (const auto limit = window->find<Voltage>("reduction", volts)) read.reduction = si(*limit);
    if (const auto limit = window->find<Voltage>("oxidation", volts)) read.oxidation = si(*limit);
    electrolyte.window = read;
  }
  table.find<Density>("density", between<Density>(100.0, 2e4));
  table.find<Pressure>("shear_modulus", between<Pressure>(1.0, 1e12));
  table.find<Dimensionless>("poisson_ratio", between<Dimensionless>(-1.0, 0.5));
  const Dimension toughness = parse_unit("Pa m^0.5").dimension;
  if (table.has("fracture_toughness")) table.read_si("fracture_toughness", toughness, 1e2, 1e9);
  return electrolyte;
}

}  // namespace vitrion
