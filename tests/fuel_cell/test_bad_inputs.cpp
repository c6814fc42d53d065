// SPDX-License-Identifier: BSD-3-Clause
// What people write wrong about fuel cells, and what they read then.
#include "apps/experiment/inputs.hpp"
#include "apps/experiment/protocol_check.hpp"
#include "params/documents/document.hpp"
#include "tests/fuel_cell/fuel_cells.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace vitrion;
using namespace vitrion::test;

namespace {

constexpr const char* glass = "h2-o2-dema-glass";
constexpr const char* nafion = "h2-air-nafion";

/// What is said of a library cell with these changes, without the place.
std::string complaint(const std::string& cell, const std::vector<std::string>& assignments) {
  try {
    library_cell(cell, assignments);
  } catch (const InputError& error) {
    const std::string text = error.what();
    const auto place = text.find(": ");
    return place == std::string::npos ? text : text.substr(place + 2);
  }
  return "nothing";
}

}  // namespace

TEST_CASE("mole fractions that do not sum to one are refused", "[fuel_cell][errors]") {
  CHECK(complaint(glass, {"positive.gas.composition={O2: 0.21, N2: 0.7}"}) ==
        "positive.gas.composition sums to 0.91\n  mole fractions of the dry gas sum to 1");
}

TEST_CASE("a gas that does not belong to its electrode is refused", "[fuel_cell][errors]") {
  CHECK(complaint(glass, {"positive.gas.composition={O2: 0.5, H2: 0.5}"}) ==
        "positive.gas.composition.H2 does not belong to this electrode\n  its gas is O2, diluted with N2 or not");
  CHECK(complaint(glass, {"negative.gas.composition={H2: 0.5, CO: 0.5}"}) ==
        "negative.gas.composition.CO is no gas of this program\n  dry gases are made of H2, O2 and N2");
}

TEST_CASE("a relative humidity above one is refused", "[fuel_cell][errors]") {
  CHECK(complaint(nafion, {"negative.gas.relative_humidity=120 %"}) ==
        "negative.gas.relative_humidity = 120 % is not plausible\n  plausible is 0 to 1");
}

TEST_CASE("a relative humidity that would boil at this pressure is refused", "[fuel_cell][errors]") {
  CHECK(
      complaint(nafion, {"temperature=120 degC"}) ==
      "negative.gas.relative_humidity = 90 % is 1.787 bar of vapour in a gas of 1.5 bar\n  at most 75.6 % is possible "
      "here without boiling");
}

TEST_CASE("a law of humidity that is given none is refused", "[fuel_cell][errors]") {
  const std::string humid =
      "electrolyte={name: humid, working_ion: H+, transport: single-ion, conductivity: {law: humidity, ratio: 10, "
      "measured: [25 %, 98 %], at_lowest: 1 mS/cm}}";
  CHECK(complaint(glass, {humid}) ==
        "electrolyte.conductivity.law = humidity needs the relative humidity, which is not known\n  add to the "
        "electrolyte "
        "surroundings: {relative_humidity: 50 %}");
}

TEST_CASE("water cannot be resolved in an electrolyte that does not say how it holds it", "[fuel_cell][errors]") {
  CHECK(
      complaint(nafion, {"electrolyte={include: electrolytes/dema-zn-phosphate-glass}"}) ==
      "water cannot be resolved: dema zinc phosphate glass does not say how it holds water\n  take an electrolyte with "
      "a map `water`, as electrolytes/nafion, or write water: uniform");
  CHECK(complaint(nafion, {"negative.gas={pressure: 1 bar, composition: {H2: 1}, diffusivity: 1e-4 m2/s}"}) ==
        "negative.gas.relative_humidity is missing\n  a humid cell needs that of both gases, e.g. 50 %");
}

TEST_CASE("a membrane that conducts something else is refused", "[fuel_cell][errors]") {
  CHECK(complaint(glass, {"electrolyte={include: electrolytes/llzo}"}) ==
        "electrolyte conducts Li+\n  a fuel cell needs one that conducts H+");
}

TEST_CASE("an electrolyte in which other ions move is refused", "[fuel_cell][errors]") {
  const std::string binary =
      "{name: two ions, working_ion: H+, transport: binary, conductivity: 1 S/m, diffusivity: 1e-10 m2/s, "
      "transference_number: 0.94, concentration: 1 mol/L}";
  for (const char* place : {"electrolyte", "ionomer"}) {
    CHECK(complaint(glass, {std::string(place) + "=" + binary}) ==
          std::string(place) +
              " = two ions has other ions that move, which a fuel cell does not follow\n"
              "  write transport: single-ion; at rest under load those ions stand still, and the conductivity that "
              "remains is kappa/(1 + Ne)");
  }
}

TEST_CASE("an electrolyte that depends on humidity needs gases that state it", "[fuel_cell][errors]") {
  CHECK(complaint(glass, {"electrolyte={include: electrolytes/zn-phosphate-glass}", "temperature=30 degC"}) ==
        "electrolyte = zinc phosphate coordination-polymer glass depends on the relative humidity, which neither gas "
        "states\n  write it beside the composition of the gases, e.g. relative_humidity: 50 %");
}

TEST_CASE("a gas without its reactant is refused", "[fuel_cell][errors]") {
  CHECK(complaint(glass, {"positive.gas.composition={O2: 0, N2: 1}"}) ==
        "positive.gas.composition.O2 = 0 is not plausible\n  plausible is 1e-06 to 1");
  CHECK(complaint(glass, {"positive.gas.composition={N2: 1}"}) ==
        "positive.gas.composition.O2 is missing\n  a number is needed, e.g. O2: 0.5");
}

TEST_CASE("a temperature at which the vapour pressure of water is not known is refused", "[fuel_cell][errors]") {
  CHECK(complaint(nafion, {"temperature=5 degC"}) ==
        "temperature = 5 degC is beyond what the vapour pressure of water is known for\n"
        "  it holds from 10.9 to 167.9 degC");
}

TEST_CASE("what is doubtful in an electrolyte is said once, though it is read for membrane and catalyst layers",
          "[fuel_cell][errors]") {
  Document document = Document::read(VITRION_SOURCE_DIR "/params/library/cells/h2-o2-dema-glass.yaml");
  for (const char* assignment : {"electrolyte={include: electrolytes/zn-phosphate-glass}", "temperature=30 degC",
                                 "negative.gas.relative_humidity=10 %", "positive.gas.relative_humidity=10 %"})
    document.set(assignment);
  const Table table(document);
  const auto cell = make_cell(table);
  CHECK(united(table.warnings(), check_laws(*cell)).size() == 1);
}

TEST_CASE("catalyst layers have room for carbon", "[fuel_cell][errors]") {
  CHECK(complaint(glass, {"positive.catalyst_layer.porosity=0.8"}) ==
        "positive.catalyst_layer.ionomer_fraction and porosity fill 1.1 of the catalyst layer\n  together they must "
        "leave "
        "room for carbon and metal");
}

TEST_CASE("a voltage sweep beyond the reversible voltage is refused", "[fuel_cell][errors]") {
  const auto cell = library_cell(glass);
  CHECK_THROWS_WITH(
      run(*cell, "Sweep voltage from 1.18 V to 0.3 V in 10 points"),
      Catch::Contains("the sweep reaches 1.18 V, beyond the upper voltage limit of the cell, 1.149 V\n  sweep "
                      "between 0.05 V and 1.149 V"));
}

// S11: only 25 to 98 % were measured.
TEST_CASE("a membrane of zinc phosphate glass conducts by its humidity, and says where it was not measured",
          "[fuel_cell][S11]") {
  const auto resistance = [](const std::string& humidity, bool warns) {
    Document document = Document::read(VITRION_SOURCE_DIR "/params/library/cells/h2-o2-dema-glass.yaml");
    for (const std::string& assignment :
         {std::string("electrolyte={include: electrolytes/zn-phosphate-glass}"), std::string("temperature=30 degC"),
          "negative.gas.relative_humidity=" + humidity, "positive.gas.relative_humidity=" + humidity})
      document.set(assignment);
    const Table table(document);
    const auto cell = make_cell(table);
    CHECK(table.warnings().empty() == !warns);
    Polarisation rest(*cell);
    return rest.output("Membrane Resistance");
  };
  const double lowest = resistance("25 %", false);
  CHECK(lowest / resistance("98 %", false) == Approx(10.0).epsilon(1e-9));
  CHECK(lowest / resistance("50 %", false) ==
        Approx(worked_output("A8.zn_phosphate_RH_loglinear", "s_over_s25")).epsilon(1e-9));
  CHECK(resistance("10 %", true) == Approx(lowest).epsilon(1e-12));
}
