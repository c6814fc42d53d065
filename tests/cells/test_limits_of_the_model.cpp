// SPDX-License-Identifier: BSD-3-Clause
// Special cases that must agree with something simpler.
#include "apps/experiment/protocol_check.hpp"
#include "params/constants.hpp"
#include "tests/cells/lithium_census.hpp"
#include "tests/cells/parts.hpp"
#include "tests/cells/running.hpp"
#include "tests/cells/zoo.hpp"
#include "tests/support/worse.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace vitrion;
using namespace vitrion::test;

namespace {

double largest_difference(const Recording& a, const Recording& b) {
  REQUIRE(a.rows.size() == b.rows.size());
  double worst = 0.0;
  for (std::size_t i = 0; i < a.rows.size(); ++i) {
    REQUIRE(a.rows[i].t == Approx(b.rows[i].t).epsilon(1e-12));
    worst = worse(worst, std::abs(a.rows[i].V - b.rows[i].V));
  }
  return worst;
}

double voltage_at_rest(const Cell& cell, std::vector<double>& y) {
  y.resize(const_cast<Cell&>(cell).system().layout().size());
  cell.initial_state(y);
  return cell.voltage(y);
}

}  // namespace

// What t₊ < 1 adds: gradients of t₋ I L/(F D) = 1e-9 · 15 · 8e-5/(96485 · 8e-12 · 0.27) mol/m³, nothing that a voltage
// shows. 1e-6 V is what the solver leaves at a relative tolerance of 1e-8.
TEST_CASE("a binary electrolyte with t+ = 1 - 1e-9 is the single-ion conductor", "[cells][analytic]") {
  const std::string separator = "{name: separator, thickness: 30 um, porosity: 1}";
  const std::string i0 = "{expression: '0.05*sqrt(c_e*x*(1 - x))', c_e: mol/m^3, unit: A/m^2}";
  const std::string plus = porous_electrode(
      50e-6, 0.35, 0.2, 5.0, particles(50000.0, 1e-14, "{expression: '4.4 - 1.1*x', unit: V}", 1.0, 3e-6, 0.5));
  const std::string minus = porous_electrode(50e-6, 0.35, 0.2, 5.0,
                                             particles(50000.0, 1e-14, "{expression: '0.9 - 0.6*x', unit: V}", 1.0,
                                                       3e-6, 0.5, "", "at_0_percent: 0.1, at_100_percent: 0.9"));
  for (const std::string& negative : {foil(15.0), minus}) {
    const auto run_with = [&](const std::string& electrolyte) {
      const auto cell =
          cell_from(symmetric_cell(electrolyte, separator, 1.0, 300.0),
                    {"negative=" + negative, "positive=" + plus, "positive.materials.0.exchange_current_density=" + i0,
                     "initial={state_of_charge: 60 %}"});
      return run(*cell,
                 "Discharge at 15 A/m2 for 30 min (1 minute period); Rest for 5 min (10 s period); "
                 "Charge at 15 A/m2 for 30 min (1 minute period); Hold at 3.9 V for 10 min (10 s period)",
                 tight(1e-8));
    };
    const Recording binary_cell = run_with(binary(0.05, 8e-12, 1.0 - 1e-9, 1000.0)),
                    single = run_with(single_ion(0.05));
    REQUIRE(single.result.outcome == ExperimentResult::Outcome::finished);
    CHECK(largest_difference(binary_cell, single) < 1e-6);
  }
}

TEST_CASE("a dense glass has the resistance L/kappa between two foils", "[cells][analytic]") {
  const double T = 303.15, L = 50e-6, i0 = 20.0, kappa = 0.0161, I = 1e-4;
  const auto cell = cell_from(symmetric_cell(binary(kappa, 8e-12, 0.6, 260.0), layer("glass", L, 400), i0, T));
  const Recording record = run(*cell, fmt::format("Charge at {} A/m2 for 1 ms", I), tight(1e-9));
  const double expected = L / kappa + 2.0 * gas_constant * T / (faraday * i0);
  CHECK(record.rows.front().V / I == Approx(expected).epsilon(1e-3));
}

TEST_CASE("one state of a cell may be written as a state of charge, a voltage or stoichiometries", "[cells]") {
  for (const Specimen& specimen : zoo()) {
    if (specimen.name != "full cell" && specimen.name != "foil cell" && specimen.name != "single-ion full cell")
      continue;
    INFO(specimen.name);
    const bool foil = specimen.name == "foil cell";
    std::vector<double> by_charge, by_voltage, by_x;
    const double V = voltage_at_rest(*cell_from(specimen.text, {"initial={state_of_charge: 30 %}"}), by_charge);
    voltage_at_rest(*cell_from(specimen.text, {fmt::format("initial={{voltage: {:.17g} V}}", V)}), by_voltage);
    voltage_at_rest(*cell_from(specimen.text, {fmt::format("initial={{stoichiometry: {{{}positive: 0.785}}}}",
                                                           foil ? "" : "negative: 0.29, ")}),
                    by_x);
    for (std::size_t i = 0; i < by_charge.size(); ++i) {
      CHECK(by_voltage[i] == Approx(by_charge[i]).epsilon(1e-12).margin(1e-12));
      CHECK(by_x[i] == Approx(by_charge[i]).epsilon(1e-12).margin(1e-12));
    }
  }
}

TEST_CASE("a cell at rest stays at rest", "[cells]") {
  for (const Specimen& specimen : zoo()) {
    const auto cell = cell_from(specimen.text);
    std::vector<double> y;
    const double V = voltage_at_rest(*cell, y);
    const Recording record = run(*cell, "Rest for 10 h");
    INFO(specimen.name << ": " << record.result.reason);
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    if (specimen.name != "ageing foils" && specimen.name != "polymer on a liquid with a partition")
      CHECK(record.last().V == Approx(V).margin(1e-9));
  }
}

TEST_CASE("the lithium of a blend is linear in the state of charge, whoever holds it", "[cells]") {
  for (const Specimen& specimen : zoo()) {
    if (specimen.name.find("blend") == std::string::npos) continue;
    INFO(specimen.name);
    const auto census_at = [&](const std::string& state_of_charge) {
      const std::vector<std::string> assignment{"initial.state_of_charge=" + state_of_charge};
      const auto cell = cell_from(specimen.text, assignment);
      std::vector<double> y(cell->system().layout().size());
      cell->initial_state(y);
      CHECK(cell->facts().initial_state_of_charge == Approx(std::stod(state_of_charge) / 100.0).margin(1e-12));
      return LithiumCensus(specimen.text, assignment)(y);
    };
    const Census empty = census_at("0 %"), full = census_at("100 %"), between = census_at("30 %");
    CHECK(between.negative == Approx(0.7 * empty.negative + 0.3 * full.negative).epsilon(1e-12));
    CHECK(between.positive == Approx(0.7 * empty.positive + 0.3 * full.positive).epsilon(1e-12));
  }
}

TEST_CASE("a cell is not colder than the law of its electrolyte goes, and told where what is known ends",
          "[cells][errors]") {
  const auto at = [](const std::string& T, Warnings* warnings = nullptr) {
    const std::string electrolyte =
        "{kind: electrolyte, name: melt, working_ion: Li+, transport: single-ion, concentration: 1 mol/L, "
        "conductivity: "
        "{law: vtf, value: 1 mS/cm, at: 60 degC, pseudo_activation_energy: 0.06 eV, T0: 210 K, valid: {T: [0 degC, 60 "
        "degC]}}}";
    Document document =
        Document::parse(symmetric_cell(electrolyte, layer("melt", 50e-6, 3), 30.0, 298.15), "cell.yaml");
    document.set("temperature=" + T);
    const Table table(document);
    const auto cell = make_cell(table);
    if (warnings != nullptr) *warnings = check_laws(*cell);
  };
  CHECK_THROWS_WITH(at("200 K"),
                    Catch::Contains("temperature = -73.15 degC leaves melt without conductivity\n  its law ends "
                                    "there, as Vogel's does at T0; law: glass-former goes on below the "
                                    "glass transition"));
  // Nor is a step of a protocol.
  const auto cell = library_cell("li-lfp-zif4-glass", {"electrolyte={include: electrolytes/peo-litfsi}"});
  CHECK(complaint(*cell, "Charge at C/10 for 1 h at -110 degC") ==
        "test.yaml:1:1: -110 degC leaves PEO-LiTFSI, EO/Li = 25 without conductivity\n"
        "  its law ends there, as Vogel's does at T0; law: glass-former goes on below the glass transition");
  Warnings warnings;
  at("25 degC", &warnings);
  CHECK(warnings.empty());
  at("80 degC", &warnings);
  REQUIRE(warnings.size() == 1);
  CHECK(
      warnings[0].text().ends_with("electrolyte.conductivity of melt is stated from 0 to 60 degC, not at 80 degC\n"
                                   "  its law is extrapolated"));
}

TEST_CASE("a table of conductivities is not extended to temperatures that were not measured", "[cells][errors]") {
  const std::string electrolyte =
      "{kind: electrolyte, name: melt, working_ion: Li+, transport: single-ion, concentration: 1 mol/L, conductivity: "
      "{table: {T: [0, 20, 60], value: [1, 2, 8]}, T: degC, unit: mS/cm}}";
  const std::string text = symmetric_cell(electrolyte, layer("melt", 50e-6, 3), 30.0, 298.15);
  const auto at = [&](const std::string& T) { return check_laws(*cell_from(text, {"temperature=" + T})); };
  CHECK(at("60 degC").empty());
  CHECK_THROWS_WITH(at("80 degC"),
                    Catch::Contains("electrolyte.conductivity of melt is stated from 0 to 60 degC, not at 80 degC\n"
                                    "  stay within, or extrapolate on purpose: --set "
                                    "electrolyte.conductivity.valid.T=\"[0 degC, 80 degC]\""));
  CHECK_THROWS_WITH(at("-100 degC"),
                    Catch::Contains("electrolyte.conductivity of melt is stated from 0 to 60 degC, not at -100 degC"));
}

// The balance of a volume that has run dry goes a little below zero (laws/positive_part.hpp), and what is told
// is the salt that its properties and kinetics see.
TEST_CASE("a dry part of an electrode is told to hold no salt, not less", "[cells]") {
  const auto cell = library_cell("li-lfp-zif4-glass");
  const Recording record = run(*cell, "Charge at C/10 until 3.8 V; Discharge at 2C until 1.5 V");
  const double at_rest = record.output(record.rows.front(), "Salt Minimum"),
               at_end = record.output(record.last(), "Salt Minimum");
  CHECK(at_rest == Approx(260.0).epsilon(1e-9));
  CHECK(at_end > 0.0);
  CHECK(at_end < 1e-4 * at_rest);
}
