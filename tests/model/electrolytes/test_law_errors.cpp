// SPDX-License-Identifier: BSD-3-Clause
// What the reader of electrolytes says about laws that cannot be meant, word for word.
#include "model/materials/read_electrolyte.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace vitrion;

namespace {

const std::string head = "name: test\nworking_ion: Li+\ntransport: binary\nconcentration: 1 mol/L\n";
const std::string salt = "diffusivity: 1e-11 m^2/s\ntransference_number: 0.4\n";

/// Reads an electrolyte whose conductivity, in line 5 from column 15 on, is the text.
Electrolyte with_conductivity(const std::string& text, Warnings* warnings = nullptr, const std::string& more = {}) {
  const Document document =
      Document::parse(head + "conductivity: " + text + "\n" + salt + more, "glass.yaml", Library({}));
  const Table table(document);
  Electrolyte electrolyte = read_electrolyte(table);
  table.finish();
  if (warnings != nullptr) *warnings = table.warnings();
  return electrolyte;
}

void refused(const std::string& text, const std::string& message, const std::string& more = {}) {
  INFO(text);
  CHECK_THROWS_WITH(with_conductivity(text, nullptr, more), message);
}

void warned(const std::string& text, const std::string& message, const std::string& more = {}) {
  INFO(text);
  Warnings warnings;
  with_conductivity(text, &warnings, more);
  REQUIRE(warnings.size() == 1);
  CHECK(warnings.front().text() == message);
}

const std::string a = "first: 1 mS/cm, second: 0.01 mS/cm";
const std::string humid = "surroundings: {relative_humidity: 60 %}\n";

}  // namespace

TEST_CASE("electrolytes: a law that nobody knows is named with those that are known", "[model][errors]") {
  refused("{law: brik-layer}",
          "glass.yaml:5:21: conductivity.law = brik-layer is not known\n"
          "  did you mean brick-layer?");
}

TEST_CASE("electrolytes: T0 must leave a conductivity", "[model][errors]") {
  const std::string vtf = "law: vtf, prefactor: 100 S K^0.5/m, pseudo_activation_energy: 0.05 eV";
  refused("{" + vtf + ", T0: 300 K}",
          "glass.yaml:5:91: conductivity.T0 = 300 K leaves no conductivity at 25 degC\n"
          "  the law ends at T0; law: glass-former goes on below the glass transition");
  refused("{" + vtf + ", glass_transition: 90 degC}",
          "glass.yaml:5:105: conductivity.glass_transition = 90 degC leaves no conductivity at 25 degC\n"
          "  the law ends at T0; law: glass-former goes on below the glass transition");
  refused("{" + vtf + "}",
          "glass.yaml:5:15: conductivity: one of T0, glass_transition is missing\n"
          "  give exactly one of them");
  refused("{law: vtf, value: 1 mS/cm, at: 200 K, pseudo_activation_energy: 0.05 eV, T0: 210 K}",
          "glass.yaml:5:46: conductivity.at = 200 K is not above T0 = 210 K\n"
          "  the law has a value only above T0");
  refused(
      "{law: glass-former, prefactor: 1 S K^0.5/m, pseudo_activation_energy: 0.05 eV, glass_transition: 300 K, T0: 310 "
      "K}",
      "glass.yaml:5:123: conductivity.T0 = 310 K is not below the glass transition at 300 K\n"
      "  T0 lies about 50 K below it");
}

TEST_CASE("electrolytes: unphysical parameters of laws are refused", "[model][errors]") {
  const std::string site =
      "law: anderson-stuart, prefactor: 1e7 S K/m, site_radius: 140 pm, doorway_radius: 60 pm, covalency: 8, ";
  refused("{" + site + "ion_radius: 76 nm, shear_modulus: 2.3 GPa}",
          "glass.yaml:5:130: conductivity.ion_radius = 76 nm is not plausible\n"
          "  plausible is 0.01 nm to 1 nm");
  refused("{" + site + "ion_radius: 76 pm, shear_modulus: -2.3 GPa}",
          "glass.yaml:5:152: conductivity.shear_modulus = -2.3 GPa is negative\n"
          "  plausible is 0 Pa to 1000 GPa");
  refused("{law: nernst-einstein, diffusivity: 1e-11 m^2/s, haven_ratio: 0}",
          "glass.yaml:5:77: conductivity.haven_ratio = 0 is not plausible\n"
          "  plausible is 0.001 to 10");
  refused("{law: brick-layer, grain: 1 mS/cm, boundary: 1 uS/cm, boundary_thickness: 20 nm, grain_size: 10 nm}",
          "glass.yaml:5:89: conductivity.boundary_thickness = 20 nm is not below the grain size of 10 nm");
  refused("{law: brick-layer, grain: 1 mS/cm, boundary: -1 uS/cm, boundary_thickness: 1 nm, grain_size: 10 nm}",
          "glass.yaml:5:60: conductivity.boundary = -1 uS/cm is negative\n"
          "  plausible is at least 0 mS/cm");
  refused("{law: porous, base: 1 mS/cm, porosity: 0}",
          "glass.yaml:5:54: conductivity.porosity leaves no open pores\n"
          "  nothing would conduct");
  refused("{law: porous, base: 1 mS/cm, porosity: 0.4, dead_ends: 1}",
          "glass.yaml:5:70: conductivity.dead_ends leaves no open pores\n"
          "  nothing would conduct");
}

TEST_CASE("electrolytes: compositions lie between 0 and 1", "[model][errors]") {
  refused("{law: mixture, rule: bruggeman, fraction: 1.2, " + a + "}",
          "glass.yaml:5:57: conductivity.fraction = 1.2 is not plausible\n"
          "  plausible is 0 to 1");
  refused("{law: mixture, rule: bruggeman, fraction: 40, " + a + "}",
          "glass.yaml:5:57: conductivity.fraction = 40 is not plausible\n"
          "  did you mean 40 %?");
  refused("{law: mixture, rule: bruggeman, fraction: -0.1, " + a + "}",
          "glass.yaml:5:57: conductivity.fraction = -0.1 is negative\n"
          "  plausible is 0 to 1");
  refused("{law: mixture, rule: bruggemann, fraction: 0.4, " + a + "}",
          "glass.yaml:5:36: conductivity.rule = bruggemann is not known\n"
          "  did you mean bruggeman?");
  refused("{law: mixture, rule: percolation, fraction: 0.1, first: 1 mS/cm}",
          "glass.yaml:5:59: conductivity.fraction = 0.1 is not above the percolation threshold of 0.16\n"
          "  below it nothing conducts; rule: general-effective-media lets the other phase conduct too");
  refused("{law: new-phase, fraction: 0.4, gain: 10, all_new_at: 1, " + a + "}",
          "glass.yaml:5:69: conductivity.all_new_at = 1 is the composition of a parent\n"
          "  the new phase lies between the two");
  refused("{law: new-phase, fraction: 0.4, all_new_at: 0.5, " + a + "}",
          "glass.yaml:5:15: conductivity: one of phase, gain is missing\n"
          "  give exactly one of them");
}

TEST_CASE("electrolytes: cations that compete must be known and add up", "[model][errors]") {
  const std::string law = "law: eisenman, cations: 1 mS/cm, site_radius: 1 Å, ";
  refused("{" + law + "ion: Li+, solution: {Li+: 90 %, Na+: 20 %}}",
          "glass.yaml:5:88: conductivity.solution adds up to 1.1\n"
          "  shares of all its cations: 1 together");
  refused("{" + law + "ion: Li+, solution: {Na+: 100 %}}",
          "glass.yaml:5:88: conductivity.solution holds no Li+\n"
          "  what is not there carries no current");
  refused("{" + law + "ion: Zn2+, solution: {Na+: 100 %}}",
          "glass.yaml:5:73: conductivity.ion = Zn2+ is not known\n"
          "  known are Li+, Na+, K+, Rb+, Cs+");
  refused("{" + law + "ion: Li+, solution: {Li+: 50 %, Mg2+: 50 %}}",
          "glass.yaml:5:106: conductivity.solution.Mg2+ is no cation that is known here\n"
          "  known are Li+, Na+, K+, Rb+, Cs+");
  refused("{" + law + "ion: Li+, solution: {Li+: 90 %, Na+: 10 %}, mobility: {Na+: 0}}",
          "glass.yaml:5:128: conductivity.mobility.Na+ = 0 is not plausible\n"
          "  plausible is 1e-06 to 1e+06");
  refused("{law: eisenman, site_radius: 1 Å, ion: Li+, solution: {Li+: 100 %}}",
          "glass.yaml:5:15: conductivity.cations is missing\n"
          "  what all cations conduct together; the law says which part is the ion's");
  refused("{law: eisenman, site_radius: 10 nm, ion: Li+, solution: {Li+: 100 %}, cations: 1 mS/cm}",
          "glass.yaml:5:44: conductivity.site_radius = 10 nm is not plausible\n"
          "  plausible is 0.03 nm to 1 nm");
}

TEST_CASE("electrolytes: laws of humidity and light need to know them", "[model][errors]") {
  const std::string wet = "{law: humidity, at_lowest: 1 mS/cm, ratio: 10, measured: [25 %, 98 %]}";
  refused(wet,
          "glass.yaml:5:21: conductivity.law = humidity needs the relative humidity, which is not known\n"
          "  add to the electrolyte surroundings: {relative_humidity: 50 %}");
  refused("{law: light, dark: 1 uS/cm, lit: 1 mS/cm}",
          "glass.yaml:5:21: conductivity.law = light needs the illumination, which is not known\n"
          "  add to the electrolyte surroundings: {light: 1}");
  refused("{law: light, dark: 1 uS/cm, lit: 1 mS/cm}",
          "glass.yaml:5:21: conductivity.law = light needs the illumination, which is not known\n"
          "  add to the electrolyte surroundings: {light: 1}",
          humid);
  refused(wet,
          "glass.yaml:8:35: surroundings.relative_humidity = 60 is not plausible\n"
          "  did you mean 60 %?",
          "surroundings: {relative_humidity: 60}\n");
  refused("{law: humidity, at_lowest: 1 mS/cm, ratio: 10, measured: [98 %, 25 %]}",
          "glass.yaml:5:72: conductivity.measured does not go upwards\n"
          "  write [low, high]",
          humid);
}

TEST_CASE("electrolytes: humidity outside the measured range is held at its end with a warning", "[model][errors]") {
  const std::string wet = "{law: humidity, at_lowest: 1 mS/cm, ratio: 10, measured: [25 %, 98 %]}";
  warned(wet,
         "glass.yaml:5:72: conductivity.measured = 25 to 98 % does not reach the relative humidity of 10 %\n"
         "  the value at 25 % is used",
         "surroundings: {relative_humidity: 10 %}\n");
  const Electrolyte dry = with_conductivity(wet, nullptr, "surroundings: {relative_humidity: 10 %}\n");
  CHECK(dry.conductivity({1000.0, 298.15}) == Approx(0.1).epsilon(1e-14));
  const Electrolyte damp = with_conductivity(wet, nullptr, humid);
  CHECK(damp.conductivity({1000.0, 298.15}) == Approx(0.1 * std::pow(10.0, 35.0 / 73.0)).epsilon(1e-13));
}

TEST_CASE("electrolytes: a cell may know the surroundings better than the electrolyte", "[model][errors]") {
  const Document document = Document::parse(
      head + "conductivity: {law: humidity, at_lowest: 1 mS/cm, ratio: 10, measured: [25 %, 98 %]}\n" + salt + humid,
      "glass.yaml", Library({}));
  const Electrolyte wet = read_electrolyte(Table(document), {.relative_humidity = 0.98});
  CHECK(wet.conductivity({1000.0, 298.15}) == Approx(1.0).epsilon(1e-13));
}

TEST_CASE("electrolytes: rules that leave their range are kept with a warning", "[model][errors]") {
  warned("{law: mixture, rule: general-effective-media, fraction: 0.4, first: 2 mS/cm, second: 1 mS/cm}",
         "glass.yaml:5:36: conductivity.rule = general-effective-media gives 1.19173 mS/cm, which no arrangement of "
         "these phases has\n"
         "  layers of them conduct 1.25 mS/cm to 1.4 mS/cm");
  warned("{law: mixture, rule: maxwell-garnett, fraction: 70 %, first: 2 mS/cm, second: 1 mS/cm}",
         "glass.yaml:5:63: conductivity.fraction = 70 % is much for spheres that do not touch\n"
         "  rule: maxwell-garnett is to be believed up to about 30 %; bruggeman lets them touch");
  warned("{law: coordination, base: 1 mS/cm, number: 4, known: [4.6, 6], ratio: 20}",
         "glass.yaml:5:58: conductivity.number = 4 lies outside of what is known\n"
         "  known is 4.6 to 6; the law is continued");
}

TEST_CASE("electrolytes: conduction that falls as it warms is questioned", "[model][errors]") {
  warned("{law: arrhenius, value: 1 mS/cm, at: 30 degC, activation_energy: -0.4 eV}",
         "glass.yaml:5:15: conductivity falls as it warms at 25 degC\n"
         "  activation energies of transport are positive");
  Warnings warnings;
  with_conductivity("{law: arrhenius, points: [[0 degC, 1 mS/cm], [30 degC, 2 mS/cm]]}", &warnings);
  CHECK(warnings.empty());
}

TEST_CASE("electrolytes: Donnan's equilibrium is questioned in wide pores", "[model][errors]") {
  const auto read = [](const std::string& t_plus) {
    const Document document =
        Document::parse(head + "conductivity: 1 mS/cm\ndiffusivity: 1e-11 m^2/s\ntransference_number: " + t_plus + "\n",
                        "glass.yaml", Library({}));
    const Table table(document);
    read_electrolyte(table);
    table.finish();
    return table.warnings().empty() ? std::string() : table.warnings().front().text();
  };
  const std::string pore = "surface_charge: 0.01 C/m^2, diffusivity_ratio: 2";
  CHECK(read("{law: donnan, pore_radius: 0.5 nm, " + pore + "}").empty());
  CHECK(read("{law: donnan, pore_radius: 1 nm, " + pore + "}") ==
        "glass.yaml:7:49: transference_number.pore_radius = 1 nm is more than two Debye lengths (0.304 nm each at 1 "
        "mol/L)\n"
        "  law: poisson-boltzmann holds for wide pores too");
  CHECK(read("{law: poisson-boltzmann, pore_radius: 1 nm, " + pore + "}").empty());
  CHECK_THROWS_WITH(read("{law: donnan, pore_radius: 1 nm, surface_charge: -0.01 C/m^2, diffusivity_ratio: 2}"),
                    "glass.yaml:7:71: transference_number.surface_charge = -0.01 C/m^2 is negative\n"
                    "  write its magnitude, and framework: anionic");
  CHECK_THROWS_WITH(read("{law: donnan, pore_radius: 1 nm, surface_charge: 5 C/m^2, diffusivity_ratio: 2}"),
                    "glass.yaml:7:71: transference_number.surface_charge = 5 C/m^2 is not plausible\n"
                    "  1 C/m^2 is six elementary charges on a square nanometre");
  CHECK_THROWS_WITH(read("{law: donnan, pore_radius: 1 mm, " + pore + "}"),
                    "glass.yaml:7:49: transference_number.pore_radius = 1 mm is not plausible\n"
                    "  did you mean 1 nm?");
  CHECK_THROWS_WITH(read("{law: anderson-stuart}"),
                    "glass.yaml:7:22: transference_number.ion_radius is missing\n"
                    "  a length is needed, e.g. ion_radius: 50 um");
}
