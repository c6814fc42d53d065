// SPDX-License-Identifier: BSD-3-Clause
#include "model/materials/read_electrolyte.hpp"

#include "model/electrolytes/composed.hpp"
#include "model/electrolytes/law_book.hpp"
#include "model/electrolytes/permselectivity.hpp"
#include "model/indicators/read_dendrites.hpp"
#include "model/materials/ionomer_water.hpp"
#include "model/materials/stated_ranges.hpp"

#include <fmt/format.h>

#include <array>
#include <numeric>

namespace vitrion {

namespace {

DecomposingSurfaces read_surfaces(const Table& table) {
  DecomposingSurfaces surfaces;
  if (!table.has("surfaces")) return surfaces;
  surfaces = {false, false, false};
  for (const std::string& name : table.read_texts("surfaces")) {
    if (name == "active")
      surfaces.active = true;
    else if (name == "carbon")
      surfaces.carbon = true;
    else if (name == "collector")
      surfaces.collector = true;
    else
      throw table.error(
          "surfaces", fmt::format("names '{}', on which nothing is known to decompose", name),
          name == "foil" ? "what grows on a foil is its map interphase" : "surfaces are active, carbon and collector");
  }
  return surfaces;
}

StabilityWindow read_window(const Table& table, const std::string& working_ion) {
  const auto volts = between<Voltage>(-5.0, 10.0);
  const std::string metal = working_ion.substr(0, working_ion.find_first_of("0123456789+"));
  const std::string reference = working_ion == "H+" ? "H+/H2" : metal + "/" + working_ion;
  if (!table.has("against"))
    throw table.error("against", "is missing", fmt::format("potentials need a reference: against: {}", reference));
  StabilityWindow window;
  window.against = table.read_text("against");
  if (window.against != reference)
    throw table.error("against", fmt::format("= {} is not the electrode of the working ion", window.against),
                      fmt::format("convert the potentials and write against: {}", reference));
  if (const auto limit = table.find<Voltage>("reduction", volts)) window.reduction = si(*limit);
  if (const auto limit = table.find<Voltage>("oxidation", volts)) window.oxidation = si(*limit);
  if (!window.reduction && !window.oxidation)
    throw table.error("oxidation", "is missing, and so is reduction",
                      "a window has at least one end, e.g. oxidation: 4.0 V");
  if (window.reduction && window.oxidation && *window.reduction >= *window.oxidation)
    throw table.error("oxidation", "is not above the reduction limit", "an electrolyte is stable between the two");
  const std::string oxidised = table.read_choice_or("oxidation_consumes", {"anion", "solvent", "framework"}, "anion");
  window.oxidised = oxidised == "anion"     ? Oxidised::anion
                    : oxidised == "solvent" ? Oxidised::solvent
                                            : Oxidised::framework;
  window.surfaces = read_surfaces(table);
  const bool onset = table.has("onset_current"), slope = table.has("tafel_slope");
  if (slope && !onset) {
    throw table.error("onset_current", "is missing",
                      "onset_current and tafel_slope together say how fast the electrolyte decomposes outside");
  }
  if (!onset) return window;
  const double j_on = si(table.read<CurrentDensity>("onset_current", between<CurrentDensity>(1e-9, 1e3)));
  window.onset_current = j_on;
  if (!slope) return window;
  const double b = si(table.read<Voltage>("tafel_slope", between<Voltage>(1e-3, 1.0)));
  if (window.oxidation) window.oxidation_current = {*window.oxidation, j_on, b};
  if (window.reduction) window.reduction_current = {*window.reduction, j_on, b};
  return window;
}

/// Ideal ions in a framework with fixed charge, in terms of the salt c outside (electroneutral Nernst and Planck):
///
///     κ = F² (D₊c₊ + D₋c₋)/(RT),   t₊ = D₊c₊/(D₊c₊ + D₋c₋),   D = 2 t₊ D₋c₋/c
void transport_in_framework(Electrolyte& electrolyte, const Function& D_plus, const Function& D_minus) {
  const double X = electrolyte.fixed_charge;
  const std::array parts{argument_itself(0), argument_itself(1), D_plus, D_minus};  // c, T, D₊, D₋
  electrolyte.conductivity = composed(
      parts,
      [X](const auto& p) {
        const auto ions = conduction::donnan(p[0], X);
        return faraday * faraday / gas_constant * (p[2] * ions.counter + p[3] * ions.co) / p[1];
      },
      "of the ions in a charged framework");
  electrolyte.transference_number = composed(
      parts,
      [X](const auto& p) {
        const auto ions = conduction::donnan(p[0], X);
        return p[2] * ions.counter / (p[2] * ions.counter + p[3] * ions.co);
      },
      "of the ions in a charged framework");
  electrolyte.diffusivity = composed(
      parts,
      [X](const auto& p) {
        const auto ions = conduction::donnan(p[0], X);
        const auto t_plus = p[2] * ions.counter / (p[2] * ions.counter + p[3] * ions.co);
        return 2.0 * t_plus * p[3] * ions.co / p[0];
      },
      "of the ions in a charged framework");
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

/// Ions hop more often as it warms: where transport falls, an activation energy has lost its sign.
void question_fall(const Table& table, const char* key, const Function& property, double c, double T) {
  if (property.derivative(1, {c, T}) < 0.0)
    table.warn(key, fmt::format("falls as it warms at {}", quantity_text(T, dimension_of<Temperature>())),
               "activation energies of transport are positive");
}

}  // namespace

SaltFormula SaltFormula::of(int cation_charge, int anion_charge) {
  const int charge = std::lcm(cation_charge, anion_charge);
  const int cations = charge / cation_charge, anions = charge / anion_charge;
  return {static_cast<double>(cations), static_cast<double>(cations + anions), static_cast<double>(charge)};
}

int charge_number(std::string_view ion) {
  if (ion.size() < 2 || ion.back() != '+') return 0;
  const char digit = ion[ion.size() - 2];
  return digit >= '1' && digit <= '9' ? digit - '0' : 1;
}

Electrolyte read_electrolyte(const Table& table, const Surroundings& given) {
  table.expect_kind("electrolyte");
  const auto c_typical = from_si<Concentration>(1000.0);
  const auto T_typical = from_si<Temperature>(298.15);
  const std::string transport = table.read_choice("transport", {"binary", "single-ion", "charged-framework"});
  const bool single_ion = transport == "single-ion", charged = transport == "charged-framework";

  Electrolyte electrolyte{
      .name = table.read_text("name"),
      .working_ion = table.read_text("working_ion"),
      .salt = {},
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
  const int z = charge_number(electrolyte.working_ion);
  if (z == 0)
    throw table.error("working_ion", fmt::format("= {} is not a cation", electrolyte.working_ion),
                      "write its charge behind its symbol, as Li+ or Zn2+");
  electrolyte.salt = SaltFormula::of(z, table.read_count_or("anion_charge", 1, 1, 4));
  // A property is tried where the salt of this very electrolyte is, so that a formula for another range is noticed.
  const auto believable = between<Concentration>(1e-3, 1e5);
  const Concentration c = single_ion ? table.read_or<Concentration>("concentration", c_typical, believable)
                                     : table.read<Concentration>("concentration", believable);
  electrolyte.concentration = si(c);
  const Surroundings surroundings = electrolyte.surroundings = read_surroundings(table, given);
  const auto arguments = electrolyte_arguments(argument("c", c), argument("T", T_typical), surroundings);
  const auto property = [&]<class Q>(const char* key, const Range<Q>& plausible) {
    const Function f = table.read_function<Q>(key, arguments, plausible, electrolyte_laws());
    for (StatedRange& range : stated_ranges(table, key, electrolyte.working_ion))
      electrolyte.stated.push_back(std::move(range));
    return in_surroundings(f, surroundings);
  };
  if (charged) {
    const auto D = [&](const char* key) { return property(key, between<Diffusivity>(1e-20, 1e-6)); };
    electrolyte.fixed_charge = si(table.read<Concentration>("fixed_charge", between<Concentration>(0.0, 1e5)));
    if (electrolyte.salt.ions != 2.0)
      throw table.error("transport", "= charged-framework is known for salts of one cation and one anion only",
                        "leave anion_charge out, or write transport: binary");
    transport_in_framework(electrolyte, D("cation_diffusivity"), D("anion_diffusivity"));
  } else {
    electrolyte.conductivity = property("conductivity", between<ElectricConductivity>(1e-12, 1e3));
    question_fall(table, "conductivity", electrolyte.conductivity, si(c), si(T_typical));
  }
  if (charged) {
    for (const char* key : {"conductivity", "diffusivity", "transference_number", "thermodynamic_factor"})
      if (table.has(key))
        throw table.error(key, "follows from the ions of a charged framework",
                          "leave it out, or write transport: binary");
  } else if (!single_ion) {
    electrolyte.diffusivity = property("diffusivity", between<Diffusivity>(1e-20, 1e-6));
    question_fall(table, "diffusivity", electrolyte.diffusivity, si(c), si(T_typical));
    electrolyte.transference_number = property("transference_number", between<Dimensionless>(-2.0, 1.0));
    if (table.has("thermodynamic_factor"))
      electrolyte.thermodynamic_factor = property("thermodynamic_factor", between<Dimensionless>(0.01, 100.0));
  } else {
    for (const char* key : {"diffusivity", "transference_number", "thermodynamic_factor"}) {
      if (table.has(key))
        throw table.error(key, "means nothing in a single-ion conductor", "leave it out, or write transport: binary");
    }
  }

  if (const auto window = table.find_child("stability_window"))
    electrolyte.window = read_window(*window, electrolyte.working_ion);
  if (const auto water = table.find_child("water")) read_ionomer_water(*water);  // checked here, used by fuel cells
  if (const auto density = table.find<Density>("density", between<Density>(100.0, 2e4)))
    electrolyte.density = si(*density);
  if (const auto permittivity = table.find<Dimensionless>("permittivity", between<Dimensionless>(1.0, 1e4)))
    electrolyte.permittivity = si(*permittivity);
  electrolyte.dendrites = read_dendrite_data(table);
  return electrolyte;
}

}  // namespace vitrion
