// SPDX-License-Identifier: BSD-3-Clause
// Surroundings that a protocol changes. A symmetric cell of a dense single-ion layer is a resistance:
//     V = I (L/κ + 2 RT/(F i₀)) to first order in the current.
#include "params/constants.hpp"
#include "tests/cells/parts.hpp"
#include "tests/cells/running.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace vitrion;
using namespace vitrion::test;

namespace {

constexpr double T = 300.0, L = 1e-4, i0 = 100.0;

/// 1 mS/m at 25 % humidity, ten times that at 98 %, the logarithm straight in between.
const std::string humid =
    "{kind: electrolyte, name: humid, working_ion: Li+, transport: single-ion, concentration: 1 mol/L, "
    "surroundings: {relative_humidity: 25 %}, conductivity: {law: humidity, ratio: 10, measured: [25 %, 98 %], "
    "at_lowest: 1e-3 S/m}}";

std::string switched(const std::string& response = "") {
  return "{kind: electrolyte, name: switched, working_ion: Li+, transport: single-ion, concentration: 1 mol/L, "
         "surroundings: {light: 0" +
         response + "}, conductivity: {law: light, dark: 1e-3 S/m, lit: 4e-3 S/m}}";
}

std::unique_ptr<Cell> cell_with(const std::string& electrolyte) {
  return cell_from(symmetric_cell(electrolyte, layer("glass", L, 4), i0, T));
}

double voltage(double I, double kappa) {
  const double RT_over_F = gas_constant * T / faraday;
  return I * L / kappa + 2.0 * 2.0 * RT_over_F * std::asinh(I / (2.0 * i0));
}

}  // namespace

TEST_CASE("a step sets humidity and light, and what it does not set is as the cell says", "[cells][conditions]") {
  const auto cell = cell_with(humid);
  const Recording r = run(*cell,
                          "Charge at 1 A/m^2 for 1 s; Charge at 1 A/m^2 for 1 s at 98 % RH; "
                          "Charge at 1 A/m^2 for 1 s with relative_humidity 61.5 %; Charge at 1 A/m^2 for 1 s",
                          tight());
  REQUIRE(r.steps.size() == 4);
  CHECK(r.steps[0].V_end == Approx(voltage(1.0, 1e-3)).epsilon(1e-8));
  CHECK(r.steps[1].V_end == Approx(voltage(1.0, 1e-2)).epsilon(1e-8));
  CHECK(r.steps[2].V_end == Approx(voltage(1.0, 1e-3 * std::sqrt(10.0))).epsilon(1e-8));
  CHECK(r.steps[3].V_end == Approx(voltage(1.0, 1e-3)).epsilon(1e-8));
  CHECK(r.output(r.at(1.0, 1), "Relative Humidity") == 0.25);
  CHECK(r.output(r.at(1.0, 2), "Relative Humidity") == 0.98);
}

TEST_CASE("conditions of a protocol hold for all steps that do not set them", "[cells][conditions]") {
  const auto cell = cell_with(humid);
  const Document document = Document::parse(
      "kind: protocol\nconditions: {relative_humidity: 98 %}\n"
      "steps:\n- Charge at 1 A/m^2 for 1 s\n- {charge: 1 A/m^2, for: 1 s, conditions: {relative_humidity: 25 %}}\n",
      "test.yaml");
  for (int repetition = 0; repetition < 2; ++repetition) {  // a cell forgets what an earlier experiment set
    const Recording r = run(*cell, read_protocol(document), tight());
    CHECK(r.steps[0].V_end == Approx(voltage(1.0, 1e-2)).epsilon(1e-8));
    CHECK(r.steps[1].V_end == Approx(voltage(1.0, 1e-3)).epsilon(1e-8));
  }
}

TEST_CASE("light switches an electrolyte at once, or with a first-order response", "[cells][conditions]") {
  const auto at_once = cell_with(switched());
  const Recording quick = run(*at_once, "Charge at 1 A/m^2 for 1 s in the dark; Charge at 1 A/m^2 for 1 s in light");
  CHECK(quick.at(0.0, 2).V == Approx(voltage(1.0, 4e-3)).epsilon(1e-6));

  // log κ is linear in the degree of switching w = 1 − exp(−t/τ).
  const double tau = 10.0;
  const auto slow = cell_with(switched(", light_response: 10 s"));
  const Recording r =
      run(*slow, "Charge at 1 A/m^2 for 1 s; Charge at 1 A/m^2 for 50 s in light (5 s period)", tight());
  for (const double t : {0.0, 5.0, 10.0, 50.0}) {
    const double kappa = 1e-3 * std::pow(4.0, 1.0 - std::exp(-t / tau));
    CHECK(r.at(t, 2).V == Approx(voltage(1.0, kappa)).epsilon(1e-6));
  }
}

TEST_CASE("a condition that the cell does not have is refused where it stands", "[cells][conditions][errors]") {
  const auto humid_cell = cell_with(humid);
  CHECK(complaint(*humid_cell, "Rest for 1 h with relative_humidty 50 %") ==
        "test.yaml:1:19: 'relative_humidty' is not a condition of this cell\n"
        "  did you mean relative_humidity?; symmetric has: relative_humidity");
  CHECK(complaint(*humid_cell, "Rest for 1 h at light 1") ==
        "test.yaml:1:17: 'light' is not a condition of this cell\n  symmetric has: relative_humidity");
  CHECK(complaint(*humid_cell, "Rest for 1 h; Rest for 1 h with relative_humidity 60") ==
        "test.yaml:1:33: relative_humidity = 60 is out of its range\n  did you mean 60 %?");
  CHECK(complaint(*humid_cell, "Rest for 1 h at 120 % RH") ==
        "test.yaml:1:17: relative_humidity = 120 % is out of its range\n  it lies between 0 and 1");
  CHECK(complaint(*humid_cell, "Rest for 1 h with relative_humidity 1 bar") ==
        "test.yaml:1:19: relative_humidity = 1 bar is not a number\n  it lies between 0 and 1");

  const auto dry = cell_with(single_ion(1.0));
  CHECK(complaint(*dry, "Rest for 1 h in the dark") ==
        "test.yaml:1:14: 'light' is not a condition of this cell\n"
        "  nothing in symmetric depends on its surroundings, beside the temperature");
}

TEST_CASE("surroundings of a cell hold for all its electrolytes", "[cells][conditions]") {
  const auto cell =
      cell_from(symmetric_cell(humid, layer("glass", L, 4), i0, T), {"surroundings={relative_humidity: 98 %}"});
  const Recording r = run(*cell, "Charge at 1 A/m^2 for 1 s", tight());
  CHECK(r.steps[0].V_end == Approx(voltage(1.0, 1e-2)).epsilon(1e-8));
}
