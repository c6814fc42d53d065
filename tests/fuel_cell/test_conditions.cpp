// SPDX-License-Identifier: BSD-3-Clause
// Gases that a protocol changes from step to step.
#include "apps/experiment/protocol_check.hpp"
#include "model/chemistries/fuel_cell/reactions.hpp"
#include "params/constants.hpp"
#include "tests/fuel_cell/balance.hpp"
#include "tests/fuel_cell/fuel_cells.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <string>

using namespace vitrion;
using namespace vitrion::test;
using fuel_cell::reversible_voltage;
using fuel_cell::to_liquid;

namespace {

constexpr const char* glass = "h2-o2-dema-glass";
constexpr const char* nafion = "h2-air-nafion";
constexpr double bar = 1e5, atm = 101325.0;  // Pa

const std::string zn_phosphate = "electrolyte={include: electrolytes/zn-phosphate-glass}";

/// What is said of a protocol for a cell, or of what is doubtful in it.
std::string message(Cell& cell, std::string_view sentences) {
  try {
    const Protocol protocol = parse_protocol(sentences, "test.yaml");
    check_protocol(protocol, cell);
    const Warnings warnings = check_laws(protocol, cell);
    return warnings.empty() ? "accepted" : warnings.front().complaint + "\n  " + warnings.front().advice;
  } catch (const InputError& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("a step sets pressure and composition of either gas, or of both", "[fuel_cell][conditions]") {
  const auto cell = library_cell(glass);
  const Recording r =
      run(*cell,
          "Rest for 1 s; Rest for 1 s with pressure 2 bar; Rest for 1 s with oxygen_fraction 21 %; "
          "Rest for 1 s with negative_pressure 3 bar and pressure 2 bar; "
          "Rest for 1 s at 80 degC with hydrogen_fraction 0.7 and positive_pressure 1.5 bar; Rest for 1 s");
  const double T = 393.15;
  const double expected[] = {reversible_voltage(to_liquid, T, atm, atm),
                             reversible_voltage(to_liquid, T, 2 * bar, 2 * bar),
                             reversible_voltage(to_liquid, T, atm, 0.21 * atm),
                             reversible_voltage(to_liquid, T, 3 * bar, 2 * bar),
                             reversible_voltage(to_liquid, 353.15, 0.7 * atm, 1.5 * bar),
                             reversible_voltage(to_liquid, T, atm, atm)};
  const auto points = ends(r);
  REQUIRE(points.size() == std::size(expected));
  for (std::size_t k = 0; k < points.size(); ++k)
    CHECK(r.output(points[k], "Voltage Part Reversible") == Approx(expected[k]).epsilon(1e-12));
  CHECK(r.output(points[1], "Negative Gas Pressure") == Approx(2 * bar));
  CHECK(r.output(points[3], "Positive Gas Pressure") == Approx(2 * bar));
  CHECK(r.output(points[2], "Oxygen In Dry Gas") == Approx(0.21));
}

TEST_CASE("a step under other gases goes where a cell goes that is given them", "[fuel_cell][conditions]") {
  for (const char* name : {glass, nafion}) {
    INFO(name);
    const auto given =
        library_cell(name, {"temperature=60 degC", "negative.gas.pressure=2 bar", "positive.gas.pressure=2 bar",
                            "negative.gas.relative_humidity=50 %", "positive.gas.relative_humidity=70 %",
                            "positive.gas.composition={O2: 0.3, N2: 0.7}"});
    const auto changed = library_cell(name);
    const Recording by_step =
        run(*changed,
            "Hold at 0.7 V until steady; Hold at 0.7 V until steady at 60 degC with pressure 2 bar and "
            "negative_relative_humidity 50 % and positive_relative_humidity 70 % and oxygen_fraction 0.3",
            tight());
    Polarisation rest(*given);
    CHECK(-by_step.last().I == Approx(rest.current(0.7)).epsilon(1e-8));
  }
}

TEST_CASE("a stoichiometry that a step changes changes the mean gas of the channel", "[fuel_cell][conditions]") {
  const auto cell =
      library_cell(glass, {"positive.gas.composition={O2: 0.21, N2: 0.79}", "positive.gas.stoichiometry=2"});
  const Recording r = run(*cell, "Rest for 1 s; Rest for 1 s with positive_stoichiometry 1.25");
  const auto mean = [](double s) { return (0.21 - 0.5 / s * 0.21) / (1.0 - 0.5 / s * 0.21); };
  CHECK(r.output(ends(r)[0], "Voltage Part Reversible") ==
        Approx(reversible_voltage(to_liquid, 393.15, atm, mean(2.0) * atm)).epsilon(1e-12));
  CHECK(r.output(ends(r)[1], "Voltage Part Reversible") ==
        Approx(reversible_voltage(to_liquid, 393.15, atm, mean(1.25) * atm)).epsilon(1e-12));
}

TEST_CASE("changes of the gases conserve hydrogen, oxygen and water to 1e-9", "[fuel_cell][conditions][conservation]") {
  const auto cell = library_cell(nafion, coarse);
  const fuel_cell::Model model = nafion_model(coarse);
  const Recording r =
      run(*cell,
          "Discharge at 0.5 A/cm2 for 10 s; Discharge at 0.5 A/cm2 for 10 s with relative_humidity 40 %; "
          "Discharge at 0.5 A/cm2 for 10 s with pressure 2.5 bar; "
          "Discharge at 0.5 A/cm2 for 10 s at 65 degC with oxygen_fraction 0.5");
  INFO(r.result.reason);
  REQUIRE(r.result.outcome == ExperimentResult::Outcome::finished);
  const Balance before = balance(model, r.rows.front().y);
  const double passed = std::abs(r.last().Q) / (2.0 * faraday);
  for (const auto& row : r.rows) {
    const Balance now = balance(model, row.y);
    CHECK(std::abs(now.hydrogen - before.hydrogen) < 1e-9 * passed);
    CHECK(std::abs(now.oxygen - before.oxygen) < 1e-9 * passed);
    CHECK(std::abs(now.water - before.water) < 1e-9 * passed);
  }
  CHECK(largest_defect(*cell, r) < 1e-9);
}

TEST_CASE("a humidity that a step sets switches a membrane tenfold", "[fuel_cell][conditions][S11]") {
  const auto cell = library_cell(glass, {zn_phosphate, "temperature=30 degC", "negative.gas.relative_humidity=25 %",
                                         "positive.gas.relative_humidity=25 %"});
  const Recording r =
      run(*cell, "Rest for 1 s; Rest for 1 s at 98 % RH; Rest for 1 s with positive_relative_humidity 75 %");
  const auto resistance = [&](std::size_t step) { return r.output(ends(r)[step], "Membrane Resistance"); };
  CHECK(resistance(0) / resistance(1) == Approx(10.0).epsilon(1e-9));
  CHECK(resistance(0) / resistance(2) == Approx(std::pow(10.0, 25.0 / 73.0)).epsilon(1e-9));
  CHECK(message(*cell, "Rest for 1 h; Rest for 1 h at 10 % RH") ==
        "electrolyte.conductivity.measured = 25 to 98 % does not reach the relative humidity of 10 %\n"
        "  the value at 25 % is used");
  CHECK(message(*cell, "Rest for 1 h at 60 % RH") == "accepted");
}

TEST_CASE("gases that a step cannot have are refused where it stands", "[fuel_cell][conditions][errors]") {
  const auto humid = library_cell(nafion);
  CHECK(message(*humid, "Rest for 1 h; Hold at 0.6 V for 1 h at 120 degC") ==
        "test.yaml:1:15: the relative humidity of the negative gas = 90 % is 1.787 bar of vapour in a gas of 1.5 bar\n"
        "  at most 75.6 % is possible here without boiling");
  CHECK(message(*humid, "Rest for 1 h with pressure 0.25 bar") ==
        "test.yaml:1:1: the relative humidity of the negative gas = 90 % is 0.2805 bar of vapour in a gas of 0.25 bar\n"
        "  at most 80.2 % is possible here without boiling");
  CHECK(message(*humid, "Rest for 1 h at 5 degC") ==
        "test.yaml:1:1: the temperature = 5 degC is beyond what the vapour pressure of water is known for\n"
        "  it holds from 10.9 to 167.9 degC");
  CHECK(message(*humid, "Rest for 1 h with pressure 2") ==
        "test.yaml:1:19: pressure = 2 is not a pressure\n  it lies between 1000 Pa and 10 MPa");
  CHECK(message(*humid, "Rest for 1 h with oxygen_fraction 21") ==
        "test.yaml:1:19: oxygen_fraction = 21 is out of its range\n  did you mean 21 %?");
  CHECK(message(*humid, "Rest for 1 h with presure 2 bar") ==
        "test.yaml:1:19: 'presure' is not a condition of this cell\n"
        "  did you mean pressure?; H2 | Nafion | air, humid has: negative_pressure, negative_relative_humidity, "
        "hydrogen_fraction, positive_pressure, positive_relative_humidity, oxygen_fraction");
}

TEST_CASE("a temperature outside the range of a law is refused, in the file and in a step", "[fuel_cell][errors]") {
  const std::vector<std::string> pbi{"electrolyte={include: electrolytes/pa-pbi}",
                                     "negative.gas.relative_humidity=0 %"};
  const auto warm = library_cell(glass, pbi);
  CHECK(message(*warm, "Rest for 1 h at 100 degC") == "accepted");
  CHECK(message(*warm, "Rest for 1 h; Rest for 1 h at 25 degC") ==
        "test.yaml:1:15: electrolyte.conductivity of polybenzimidazole with phosphoric acid, doping level 6 is stated "
        "from 80 to 140 degC, not at 25 degC\n"
        "  stay within, or extrapolate on purpose: --set electrolyte.conductivity.valid.T=\"[25 degC, 140 degC]\"");
  auto cold = pbi;
  cold.emplace_back("temperature=25 degC");
  const auto there = library_cell(glass, cold);
  CHECK_THROWS_WITH(check_laws(*there), Catch::Contains("pa-pbi.yaml:21:") &&
                                            Catch::Contains("is stated from 80 to 140 degC, not at 25 degC"));
  cold.emplace_back("electrolyte.conductivity.valid.T=[25 degC, 140 degC]");
  CHECK(check_laws(*library_cell(glass, cold)).empty());
}
