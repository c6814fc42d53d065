// SPDX-License-Identifier: BSD-3-Clause
#include "tests/cells/zoo.hpp"

#include "tests/cells/parts.hpp"

namespace vitrion::test {
namespace {

const std::string liquid =
    "{kind: electrolyte, name: liquid, working_ion: Li+, transport: binary, "
    "conductivity: {expression: '0.3 + 1.2e-3*c - 5e-7*c**2', c: mol/m^3, unit: S/m}, "
    "diffusivity: {expression: '3e-10*exp(-2e-4*c)*exp(-2000/T + 2000/298)', c: mol/m^3, T: K, unit: m^2/s}, "
    "transference_number: {expression: '0.4 - 5e-5*c', c: mol/m^3}, "
    "thermodynamic_factor: {expression: '1 + 5e-4*c', c: mol/m^3}, concentration: 1000 mol/m^3}";
const std::string polymer = binary(0.08, 2e-11, 0.25, 1300.0, 1.5);
const std::string ceramic = single_ion(0.05, 30000.0);

const std::string graphite_potential =
    "{expression: '0.7222 + 0.1387*x + 0.029*sqrt(x) - 0.0172/x + 0.0019/x**1.5 + 0.2808*exp(0.9 - 15*x) - "
    "0.7984*exp(0.4465*x - 0.4108)', unit: V}";
const std::string oxide_potential =
    "{expression: '4.5 - 1.1*x + 0.2*tanh((0.55 - x)/0.1) - 0.3*exp(-40*(1 - x))', unit: V}";
const std::string negative_window = "at_0_percent: 0.05, at_100_percent: 0.85",
                  positive_window = "at_0_percent: 0.95, at_100_percent: 0.4";

std::string graphite(const std::string& more = "", double fraction = 0.55) {
  return particles(31000.0, 4e-14, graphite_potential, 1.5, 6e-6, fraction, more, negative_window);
}
std::string oxide(const std::string& more = "", double fraction = 0.5, double radius = 3e-6) {
  return particles(50000.0, 1e-14, oxide_potential, 2.5, radius, fraction, more, positive_window);
}
/// The same with D and i₀ that depend on what there is.
std::string varying(double fraction = 0.5) {
  return fmt::format(
      "{{maximum_concentration: 50000 mol/m^3, diffusivity: {{expression: '1e-14*(1.5 - x)**2', unit: m^2/s, "
      "activation_energy: 30 kJ/mol, reference_temperature: 298.15 K}}, open_circuit_potential: {}, "
      "entropic_coefficient: {{expression: '1e-4*(x - 0.3)', unit: V/K}}, "
      "exchange_current_density: {{expression: '0.2*sqrt(c_e*x*(1 - x))', c_e: mol/m^3, unit: A/m^2}}, "
      "transfer_coefficients: {{anodic: 0.6, cathodic: 0.4}}, particle_radius: 4e-6 m, volume_fraction: {}, "
      "stoichiometry: {{{}}}}}",
      oxide_potential, fraction, positive_window);
}

std::string cell(const std::string& electrolyte, const std::string& negative, const std::string& separator,
                 const std::string& positive, const std::string& more = "") {
  return fmt::format(
      "{{kind: cell, name: specimen, chemistry: lithium, area: 1 m^2, temperature: 305 K, electrolyte: {}, "
      "negative: {}, separator: [{}], positive: {}, voltage_limits: [-5 V, 6 V], "
      "mesh: {{negative: 5, separator: 3, positive: 5, shells: 5}}{}}}",
      electrolyte, negative, separator, positive, more);
}

const std::string half_charged = ", initial: {state_of_charge: 50 %}";

}  // namespace

std::vector<Specimen> zoo() {
  const std::string porous_separator = "{name: separator, thickness: 20 um, porosity: 0.45, tortuosity: 2.5}";
  const std::string glass = "{name: glass, thickness: 30 um, porosity: 1}";
  const std::string minus = porous_electrode(60e-6, 0.3, 0.16, 50.0, graphite());
  const std::string plus = porous_electrode(50e-6, 0.35, 0.2, 5.0, oxide());
  const std::string lithium = foil(15.0, 50e-6);
  const std::string film = ", film_resistance: 1e-3 ohm m^2", capacitance = ", double_layer_capacitance: 0.2 F/m^2";
  const std::string in = ", electrolyte: ";

  std::vector<Specimen> all;
  all.push_back(
      {"full cell", cell(liquid, minus, porous_separator, plus, half_charged + ", series_resistance: 1e-3 ohm")});
  all.push_back({"foil cell", cell(liquid, lithium, porous_separator, plus, half_charged)});
  all.push_back({"cell with a foil on the right", cell(liquid, plus, porous_separator, lithium, half_charged)});
  all.push_back({"symmetric cell", cell(polymer, lithium, glass, foil(3.0, 50e-6, film))});
  all.push_back({"single-ion cell", cell(ceramic, lithium, glass, plus, half_charged)});
  all.push_back({"single-ion symmetric cell", cell(ceramic, lithium, glass, foil(3.0, 50e-6, film + capacitance))});
  all.push_back({"single-ion full cell", cell(ceramic, minus, glass, plus, half_charged)});
  all.push_back(
      {"ceramic on a liquid",
       cell(liquid, lithium, "{name: ceramic, thickness: 20 um, porosity: 1" + in + ceramic + "}, " + porous_separator,
            plus, half_charged + ", interfaces: [{between: [ceramic, separator], area_resistance: 5e-4 ohm m^2}]")});
  all.push_back(
      {"liquid, ceramic, polymer",
       cell(liquid, minus, porous_separator + ", {name: ceramic, thickness: 20 um, porosity: 1" + in + ceramic + "}",
            porous_electrode(50e-6, 0.35, 0.2, 5.0, oxide())
                    .substr(0, porous_electrode(50e-6, 0.35, 0.2, 5.0, oxide()).size() - 1) +
                in + polymer + "}",
            half_charged + ", interfaces: [{between: [separator, ceramic], area_resistance: 5e-4 ohm m^2}]")});
  all.push_back(
      {"polymer on a liquid with a partition",
       cell(liquid, lithium, "{name: polymer, thickness: 20 um, porosity: 1" + in + polymer + "}, " + porous_separator,
            plus,
            half_charged +
                ", interfaces: [{between: [polymer, separator], area_resistance: 5e-4 ohm m^2, partition: 0.77}]")});
  all.push_back(
      {"blend", cell(liquid, lithium, porous_separator,
                     porous_electrode(50e-6, 0.3, 0.16, 5.0, oxide("", 0.3) + ", " + varying(0.25)), half_charged)});
  all.push_back(
      {"blend in both",
       cell(liquid, porous_electrode(60e-6, 0.3, 0.16, 50.0, graphite("", 0.3) + ", " + graphite(film, 0.25)),
            porous_separator, porous_electrode(50e-6, 0.3, 0.16, 5.0, oxide(film, 0.3) + ", " + oxide("", 0.25, 1e-6)),
            half_charged)});
  all.push_back(
      {"D(x), entropy, unequal transfer",
       cell(liquid, minus, porous_separator, porous_electrode(50e-6, 0.35, 0.2, 5.0, varying()), half_charged)});
  all.push_back({"double layers and films",
                 cell(liquid, porous_electrode(60e-6, 0.3, 0.16, 50.0, graphite(film + capacitance)), porous_separator,
                      porous_electrode(50e-6, 0.35, 0.2, 5.0, oxide(film + capacitance)), half_charged)});
  all.push_back({"foil with double layer and film",
                 cell(liquid, foil(15.0, 50e-6, film + capacitance), porous_separator,
                      porous_electrode(50e-6, 0.35, 0.2, 5.0, oxide(capacitance)), half_charged)});
  all.push_back(
      {"ageing foils",
       cell(polymer,
            foil(15.0, 50e-6,
                 film + ", interphase: {law: solvent-reaction, initial_thickness: 20 nm, molar_volume: 9e-5 m^3/mol, "
                        "resistivity: 1e4 ohm m, rate_constant: 1e-10 m/s, solvent_concentration: 2000 mol/m^3, "
                        "solvent_diffusivity: 1e-17 m^2/s, potential: 0.4 V}, dead_metal: {rate: 1e-5 1/s, "
                        "stripping_efficiency: 98 %, initial_deposit: 0.5 mol/m^2, resistance: 1e-3 ohm m^4/mol}, "
                        "contact: {loss: 1e-5 m^2/C, recovery: 1e-5 m^2/C, critical_current: 2 A/m^2, initial: 0.9}"),
            glass,
            foil(3.0, 50e-6,
                 capacitance + ", interphase: {law: tunnelling, initial_thickness: 5 nm, molar_volume: 9e-5 m^3/mol, "
                               "exchange_current_density: 0.1 A/m^2, tunnelling_length: 1 nm}"))});
  return all;
}

std::vector<Specimen> unusual_zoo() {
  const auto framework = [](double X) {
    return fmt::format(
        "{{kind: electrolyte, name: framework, working_ion: Li+, transport: charged-framework, fixed_charge: {} "
        "mol/m^3, "
        "cation_diffusivity: 2e-10 m^2/s, anion_diffusivity: 3e-10 m^2/s, concentration: 500 mol/m^3}}",
        X);
  };
  const std::string in = ", electrolyte: ";
  const std::string two = "{name: strong, thickness: 20 um, porosity: 1}, {name: weak, thickness: 20 um, porosity: 1" +
                          in + framework(400.0) + "}";
  const auto bath = [](double c) {
    return fmt::format("{{kind: electrode, type: reservoir, concentration: {} mol/m^3}}", c);
  };
  const auto zinc = [](int anion_charge) {
    return fmt::format(
        "{{kind: cell, name: zinc, chemistry: zinc, area: 1 m^2, temperature: 305 K, electrolyte: {{kind: electrolyte, "
        "name: "
        "salt, working_ion: Zn2+, anion_charge: {}, transport: binary, conductivity: {{expression: '0.3 + 1e-3*c', c: "
        "mol/m^3, unit: S/m}}, diffusivity: 3e-10 m^2/s, transference_number: {{expression: '0.4 - 5e-5*c', c: "
        "mol/m^3}}, "
        "concentration: 1000 mol/m^3}}, negative: {{kind: electrode, type: foil, metal: Zn, thickness: 50 um, "
        "molar_volume: "
        "9.16e-6 m^3/mol, exchange_current_density: 20 A/m^2}}, separator: [{{name: glass, thickness: 30 um, porosity: "
        "1}}], "
        "positive: {{kind: electrode, type: foil, metal: Zn, thickness: 50 um, molar_volume: 9.16e-6 m^3/mol, "
        "exchange_current_density: 30 A/m^2}}, voltage_limits: [-5 V, 6 V], mesh: {{separator: 4}}}}",
        anion_charge);
  };
  return {
      {"two charged frameworks between baths", cell(framework(3000.0), bath(500.0), two, bath(800.0))},
      {"a foil under a charged framework before a bath", cell(framework(3000.0), foil(15.0, 50e-6), two, bath(500.0))},
      {"zinc in a salt of singly charged anions", zinc(1)},
      {"zinc in a salt of doubly charged anions", zinc(2)}};
}

}  // namespace vitrion::test
