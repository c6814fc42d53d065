// SPDX-License-Identifier: BSD-3-Clause
// Electrolytes that decompose outside their stability window: what it costs, and where the lithium goes.
#include "apps/report/window_table.hpp"
#include "tests/cells/parts.hpp"
#include "tests/cells/running.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace vitrion;
using namespace vitrion::test;

namespace {

/// Li | ZIF-4 glass | NMC: the cathode that the window of the glass, 4.0 V, rules out. The rate of decomposition is
/// assumed.
std::unique_ptr<Cell> nmc_cell(const std::string& oxidation) {
  return cell_from(R"(
kind: cell
name: Li | ZIF-4 glass composite | NMC
chemistry: lithium
area: 1 cm^2
temperature: 30 degC
electrolyte:
  include: electrolytes/zif-4-glass-composite
  stability_window: {onset_current: 1e-4 A/m^2, tafel_slope: 120 mV}
negative: {include: electrodes/lithium-foil}
separator: [{name: glass, thickness: 50 um, porosity: 1}]
positive: {include: electrodes/nmc, thickness: 20 um}
voltage_limits: [2.8 V, 4.3 V]
initial: {state_of_charge: 20 %}
)",
                   {"electrolyte.stability_window.oxidation=" + oxidation});
}

const char* const two_cycles =
    "Charge at C/5 until 4.2 V; Hold at 4.2 V for 1 h; Discharge at C/5 until 3.4 V; Charge at C/5 until 4.2 V; "
    "Hold at 4.2 V for 1 h; Discharge at C/5 until 3.4 V";

double efficiency(const CycleReport& cycle) { return cycle.charge_out / cycle.charge_in; }

}  // namespace

TEST_CASE("an electrolyte that is oxidised costs coulombic efficiency, one that is stable does not", "[window]") {
  const auto glass = nmc_cell("4.0 V"), crystal = nmc_cell("4.7 V");
  const Recording outside = run(*glass, two_cycles, tight(1e-6)), inside = run(*crystal, two_cycles, tight(1e-6));
  REQUIRE(outside.cycles.size() == 2);
  REQUIRE(inside.cycles.size() == 2);

  // At 4.2 V the glass oxidises 10^(0.2/0.12) = 46 times as fast as at its onset, the crystal 10^(-0.5/0.12) = 1e-4
  // times. The second cycle begins and ends at 3.4 V under the same current, so that what it loses is what was
  // oxidised; the loss of salt changes the concentration profile at 3.4 V a little.
  const CycleReport& cycle = outside.cycles[1];
  const auto oxidised = [&](double t) {
    double charge = 0.0;
    for (const auto& row : outside.rows)
      if (row.t <= t) charge = outside.output(row, "Oxidised At Positive Electrode");
    return charge;
  };
  const double lost = oxidised(cycle.t_end) - oxidised(cycle.t_begin);
  CHECK(lost > 1e-3 * cycle.charge_in);
  CHECK(cycle.charge_in - cycle.charge_out > lost);
  CHECK(cycle.charge_in - cycle.charge_out < 2.0 * lost);
  CHECK(efficiency(inside.cycles[1]) > 0.9999);
  CHECK(outside.output(outside.last(), "Margin To Oxidation At Positive Electrode") ==
        Approx(inside.output(inside.last(), "Margin To Oxidation At Positive Electrode") - 0.7).margin(0.05));
}

// The foil receives what the terminals pass, whatever happens at the other electrode.
TEST_CASE("the foil plates the whole charge, also the part that oxidation took", "[window][conservation]") {
  const auto cell = nmc_cell("4.0 V");
  const Recording record = run(*cell, two_cycles);
  const double before = record.output(record.rows.front(), "Negative Foil Thickness");
  const double after = record.output(record.last(), "Negative Foil Thickness");
  // Thickness over a molar volume of 1.3e-5 m^3/mol is metal; a difference of thicknesses keeps 11 digits.
  CHECK((after - before) / 1.3e-5 * faraday == Approx(record.last().Q).epsilon(1e-8));
}

TEST_CASE("lithium is conserved while the electrolyte decomposes", "[window][conservation]") {
  const auto cell = nmc_cell("4.0 V");
  const Recording record = run(*cell, two_cycles);
  const double at_first = cell->inventory(record.rows.front().y), at_last = cell->inventory(record.last().y);
  CHECK(record.output(record.last(), "Oxidised At Positive Electrode") > 100.0);  // C/m^2: there is something to lose
  CHECK(at_last == Approx(at_first).epsilon(1e-10));
}

TEST_CASE("the parts of the voltage still sum to it", "[window]") {
  const auto cell = nmc_cell("4.0 V");
  const Recording record = run(*cell, "Charge at C/5 until 4.2 V");
  for (const auto& row : record.rows) {
    double sum = 0.0;
    for (std::size_t i = 0; i < cell->loss_terms(); ++i) sum += row.outputs[i];
    REQUIRE(sum == Approx(row.V).margin(1e-9));
  }
}

// S2. What decides is the potential at the particles, not the voltage of the cell; NMC-111 stands for NMC-622.
TEST_CASE("the glass bears LFP and not NMC at 4.2 V, the crystal bears both", "[window]") {
  struct Case {
    const char* cell;
    const char* protocol;
    bool inside;
  };
  const char* const to_4_2 = "Charge at C/5 until 4.2 V; Hold at 4.2 V for 1 h; Discharge at C/5 until 3.4 V";
  for (const Case& c : {Case{"li-lfp-zif4-glass", "Charge at C/10 until 3.8 V; Discharge at C/10 until 2.5 V", true},
                        Case{"li-lfp-zif4-crystal", "Charge at C/10 until 3.8 V; Discharge at C/10 until 2.5 V", true},
                        Case{"li-nmc-zif4-glass", to_4_2, false}, Case{"li-nmc-zif4-crystal", to_4_2, true}}) {
    INFO(c.cell);
    const auto cell = library_cell(c.cell);
    const Recording record = run(*cell, c.protocol);
    INFO(record.result.reason);
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    REQUIRE(cell->window_reports().size() == 1);
    const indicators::WindowReport report = cell->window_reports()[0];
    CHECK(report.place == "Positive Electrode");
    CHECK((report.use.time_outside == 0.0) == c.inside);
    CHECK((report.use.margin_oxidation > 0.0) == c.inside);
    // The margin is that of the highest local potential over the run.
    double margin = 1e9;
    for (const auto& row : record.rows)
      margin = std::min(margin, record.output(row, "Margin To Oxidation At Positive Electrode"));
    CHECK(report.use.margin_oxidation == Approx(margin).margin(1e-12));
    if (!c.inside) CHECK(report.use.margin_oxidation == Approx(-0.2).margin(0.01));
  }
}

// What is oxidised is for the file to say: 32 h at 4.2 V use an anion up, and not a solvent. The metal is conserved
// either way, and twice the surface decomposes twice as fast.
TEST_CASE("oxidation consumes what the file says, on the surfaces that it names", "[window][conservation]") {
  const auto oxidised = [](const std::vector<std::string>& changes, double& salt) {
    const auto cell = library_cell("li-nmc-zif4-glass", changes);
    const Recording record = run(*cell, "Charge at C/5 until 4.2 V; Hold at 4.2 V for 1 h");
    INFO(record.result.reason);
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    CHECK(cell->inventory(record.last().y) == Approx(cell->inventory(record.rows.front().y)).epsilon(1e-10));
    salt = record.output(record.last(), "Li In Salt") / record.output(record.rows.front(), "Li In Salt");
    return record.output(record.last(), "Oxidised At Positive Electrode");
  };
  const std::string key = "electrolyte.stability_window.";
  double salt = 0.0;
  const double of_solvent = oxidised({key + "oxidation_consumes=solvent"}, salt);
  CHECK(salt == Approx(1.0).epsilon(1e-9));
  CHECK(of_solvent > 0.0);
  oxidised({key + "oxidation_consumes=anion"}, salt);
  CHECK(salt < 1.0 - 1e-6);
  const double with_carbon = oxidised({"positive.carbon_surface=1e7 1/m"}, salt);
  CHECK(with_carbon > 5.0 * of_solvent);
  CHECK(oxidised({"positive.carbon_surface=1e7 1/m", key + "surfaces=[active]"}, salt) ==
        Approx(of_solvent).epsilon(1e-3));
  CHECK(oxidised({key + "surfaces=[collector]"}, salt) < 0.2 * of_solvent);
}

TEST_CASE("the table of a window states limits with reference, threshold and where", "[window]") {
  const auto cell = library_cell("li-nmc-zif4-glass");
  run(*cell, "Charge at C/5 until 4.2 V");
  const std::string table = window_table(cell->window_reports());
  CHECK(table.find("Positive Electrode, oxidation") != std::string::npos);
  CHECK(table.find("against Li/Li+; onset at 0.0001 A/m^2") != std::string::npos);
  const auto silent = library_cell("li-lfp-zif4-glass");
  run(*silent, "Charge at C/10 for 10 min");
  CHECK(window_table(silent->window_reports()).find("against Li/Li+; onset at a current that is not stated") !=
        std::string::npos);
}

// C13: the potential of the particles is swept from 2.5 V to 4.3 V, behind negligible resistances.
TEST_CASE("a linear ramp oxidises the charge of the closed form, and is outside for its share of the time",
          "[window][analytic]") {
  const char* id = "C13.parasitic_charge_ramp";
  const auto in = [&](const char* name) { return worked_input(id, name); };
  const double radius = 1e-6, fraction = 0.1, thickness = 10e-6, area = 3.0 * fraction / radius * thickness;
  const std::string electrolyte = fmt::format(
      "{{kind: electrolyte, name: ceramic, working_ion: Li+, transport: single-ion, conductivity: 1e3 S/m, "
      "concentration: "
      "1000 mol/m^3, stability_window: {{oxidation: {} V, reduction: 2.3 V, against: Li/Li+, onset_current: {} A/m^2, "
      "tafel_slope: {} V}}}}",
      in("E_ox"), in("j_on"), in("b"));
  const auto cell =
      cell_from(symmetric_cell(electrolyte, layer("layer", 1e-6, 1), 1e6, 298.15),
                {"positive=" + porous_electrode(
                                   thickness, 0.5, 1.0, 1e6,
                                   particles(1000.0, 1e-12, "{expression: '5 - 3*x', unit: V}", 1e4, radius, fraction)),
                 "mesh={positive: 2, shells: 4}",
                 fmt::format("initial={{stoichiometry: {{positive: {}}}}}", (5.0 - in("E1")) / 3.0)});
  const double seconds = (in("E2") - in("E1")) / in("dEdt");
  const Recording record =
      run(*cell, fmt::format("Sweep voltage to {} V at {} mV/s", in("E2"), in("dEdt") * 1e3), tight(1e-7));
  INFO(record.result.reason);
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  CHECK(record.last().t == Approx(seconds).epsilon(1e-6));
  const double Q = record.output(record.last(), "Oxidised At Positive Electrode") / area;
  CHECK(Q == Approx(worked_output(id, "Q")).epsilon(1e-3));
  const indicators::WindowUse::Summary use = cell->window_reports().back().use;
  CHECK(use.fraction_outside() == Approx(worked_output("C13.window_violation_fraction", "fraction")).epsilon(1e-3));
  CHECK(use.margin_oxidation == Approx(in("E_ox") - in("E2")).margin(1e-3));
}

TEST_CASE("a window without its reference, or with that of another electrode, is refused", "[window][errors]") {
  const auto with = [](const std::string& window) {
    const std::string text = symmetric_cell(single_ion(0.1), layer("layer", 50e-6, 5), 30.0, 298.15);
    return cell_from(text, {"electrolyte.stability_window={" + window + "}"});
  };
  CHECK_THROWS_WITH(with("oxidation: 4 V"),
                    Catch::Contains("electrolyte.stability_window.against is missing\n  potentials need a reference: "
                                    "against: Li/Li+"));
  CHECK_THROWS_WITH(
      with("oxidation: 0.9 V, against: SHE"),
      Catch::Contains("electrolyte.stability_window.against = SHE is not the electrode of the working ion\n  "
                      "convert the potentials and write against: Li/Li+"));
  CHECK_THROWS_WITH(with("oxidation: 4 V, against: Li/Li+, tafel_slope: 120 mV"),
                    Catch::Contains("electrolyte.stability_window.onset_current is missing"));
}
