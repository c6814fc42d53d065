// SPDX-License-Identifier: BSD-3-Clause
// What is said of cells that cannot be: of their parts singly, and of what they are together.
#include "params/documents/document.hpp"
#include "tests/cells/parts.hpp"
#include "tests/cells/running.hpp"

#include <catch2/catch.hpp>

using namespace vitrion;
using namespace vitrion::test;

namespace {

/// What is said of a cell of the library with changes as from `--set`: "accepted" if nothing is.
std::string complaint_of(const std::string& name, const std::vector<std::string>& changes) {
  try {
    library_cell(name, changes);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

std::string salt(const std::string& more) {
  return "electrolyte={kind: electrolyte, name: salt, working_ion: Li+, concentration: 1 mol/L, " + more + "}";
}

}  // namespace

TEST_CASE("a chemistry that does not exist is answered with what was meant", "[cells][errors]") {
  CHECK(complaint_of("graphite-nmc", {"chemistry=lithum"}) ==
        "--set: chemistry = lithum is not a chemistry of this program\n  did you mean lithium?");
  CHECK(complaint_of("graphite-nmc", {"chemistry=lead"}) ==
        "--set: chemistry = lead is not a chemistry of this program\n"
        "  it knows: fuel_cell, lithium, lithium_sulfur, lithium_sulfur_0d, proton_battery, sodium, zinc");
}

TEST_CASE("an interface that joins nothing is refused", "[cells][errors]") {
  const auto of = [](const std::string& interface) {
    return complaint_of("graphite-nmc", {"interfaces=[{" + interface + "}]"});
  };
  CHECK(of("between: [negative, nowhere]") ==
        "--set: interfaces.0.between names 'nowhere', which is not a layer of this cell\n"
        "  its layers are: negative, separator, positive");
  CHECK(of("between: [negative], area_resistance: 1 ohm cm^2") ==
        "--set: interfaces.0.between needs the names of two neighbouring layers\n  e.g. between: [glass, positive]");
  CHECK(of("between: [negative, positive], area_resistance: 1 ohm cm^2") ==
        "--set: interfaces.0.between 'positive' is not the right-hand neighbour of 'negative'\n"
        "  layers are named from the negative to the positive side");
  CHECK(of("between: [negative, separator], capacitance: 1 F/m^2") ==
        "--set: interfaces.0.capacitance is that of a contact without a resistance\n  give its area_resistance, too");
}

TEST_CASE("a beginning that a cell cannot have is refused", "[cells][errors]") {
  CHECK(complaint_of("graphite-nmc", {"initial={stoichiometry: {positive: 0.5}}"}) ==
        "--set: initial.stoichiometry.negative is missing\n"
        "  a porous negative electrode begins at a value, e.g. negative: 0.5");
  CHECK(complaint_of("li-lfp-zif4-glass", {"initial={stoichiometry: {negative: 0.5, positive: 0.5}}"}) ==
        "--set: initial.stoichiometry.negative is given, but that electrode is a foil\n  leave it out");
  CHECK(complaint_of("graphite-nmc", {"initial={voltage: 9 V}"}) ==
        "--set: an initial voltage of 9 V is out of this cell's reach\n"
        "  its open-circuit voltage goes from 2.7 V at 0 % to 4.202 V at 100 %");
}

TEST_CASE("a cell of which a part is missing or empty is refused", "[cells][errors]") {
  const std::string empty = " is an empty list\n  at least one map is needed in it";
  for (const char* name : {"graphite-nmc", "li-s-cycling", "h2-o2-dema-glass"})
    CHECK(complaint_of(name, {"separator=[]"}) == "--set: separator" + empty);
  CHECK(complaint_of("graphite-nmc", {"positive.materials=[]"}) == "--set: positive.materials" + empty);
  CHECK(complaint_of("graphite-nmc",
                     {"positive.materials.0={include: materials/lfp, particle_radius: 1 um, volume_fraction: 0, "
                      "stoichiometry: {at_0_percent: 0.9, at_100_percent: 0.1}}"}) ==
        "--set: positive.materials.0.volume_fraction is zero: there is nothing that could react\n"
        "  leave the material out");
  CHECK(complaint_of("graphite-nmc", {"positive.materials.0.stoichiometry={at_0_percent: 0.5, at_100_percent: 0.5}"}) ==
        "--set: positive.materials.0.stoichiometry.at_100_percent is the same as at_0_percent\n"
        "  a material without a window has no capacity");
  const auto bare = [] {
    return cell_from("{kind: cell, name: bare, chemistry: lithium, area: 1 m^2, temperature: 300 K, negative: " +
                     foil(1.0) + ", separator: [{name: layer, thickness: 20 um, porosity: 1}], positive: " + foil(1.0) +
                     ", voltage_limits: [-1 V, 1 V]}");
  };
  CHECK_THROWS_WITH(bare(), Catch::EndsWith(": separator.0.electrolyte is missing, and the cell names none for all "
                                            "regions\n  write electrolyte: {include: electrolytes/...} here or at the "
                                            "top of the cell"));
}

TEST_CASE("an electrolyte that cannot be is refused", "[cells][errors]") {
  CHECK(complaint_of("graphite-nmc", {salt("transport: single-ion, conductivity: 1 S/m, diffusivity: 1e-10 m^2/s")}) ==
        "--set: electrolyte.diffusivity means nothing in a single-ion conductor\n"
        "  leave it out, or write transport: binary");
  CHECK(complaint_of("graphite-nmc",
                     {salt("transport: charged-framework, fixed_charge: 100 mol/m^3, cation_diffusivity: 1e-10 m^2/s, "
                           "anion_diffusivity: 1e-10 m^2/s, anion_charge: 2")}) ==
        "--set: electrolyte.transport = charged-framework is known for salts of one cation and one anion only\n"
        "  leave anion_charge out, or write transport: binary");
  CHECK(complaint_of("graphite-nmc", {"electrolyte.transference_number={law: nernst-einstein}"}) ==
        "--set: electrolyte.transference_number.law = nernst-einstein gives a conductivity or a diffusivity only");
  CHECK_THAT(complaint_of("graphite-nmc",
                          {"separator.0.electrolyte={kind: electrolyte, name: other, working_ion: Na+, transport: "
                           "single-ion, conductivity: 1 S/m, concentration: 1 mol/L}"}),
             Catch::EndsWith("electrolyte conducts Na+, another region of the cell Li+\n"
                             "  all electrolytes of a cell must conduct the same ion"));
}

TEST_CASE("electrodes that a chemistry does not have are refused", "[cells][errors]") {
  CHECK(complaint_of("li-s-cycling", {"negative.metal=Na"}) ==
        "--set: negative.metal is Na\n  the foil of a sulfur cell is lithium");
  CHECK(complaint_of("li-s-cycling", {"solution.precipitates={Li2S: {molar_volume: 2.768e-5 m^3/mol, "
                                      "solubility_product: 3.0e-5 mol^3/L^3, rate_constant: 27.5 L^2/(mol^2 s)}}"}) ==
        "--set: solution.precipitates.S8 is missing\n  a sulfur cathode holds solid sulfur");
  CHECK(complaint_of("li-s-marinescu", {"sulfur_mass=1 g"}) ==
        "--set: sulfur_mass is less than the 2.6946 g of the initial state\n"
        "  it is what mA h/g refers to: all sulfur of the cathode");
  CHECK(
      complaint_of("proton-moo3-glass", {"negative={type: foil, metal: H, thickness: 1 um, molar_volume: 1e-5 m^3/mol, "
                                         "exchange_current_density: 1 A/m^2}"}) ==
      "--set: negative.type = foil makes no proton electrode: there is no metal of protons\n"
      "  write type: porous with a material that takes protons, e.g. materials/moo3-positive");
}
