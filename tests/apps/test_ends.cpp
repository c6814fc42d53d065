// SPDX-License-Identifier: BSD-3-Clause
// How runs end: at the end that a step has, or at a limit by its name; and that what is recorded until then can be.
#include "apps/results/output_file.hpp"
#include "tests/apps/command.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

using namespace vitrion::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Json = nlohmann::json;

namespace {

constexpr const char* glass = "cells/li-lfp-zif4-glass";
const std::string nmc = VITRION_SOURCE_DIR "/tests/params/data/nmc_pouch_cell_BPX.json";

/// A run, what its record says of its steps, and its time series.
struct Run {
  Outcome outcome;
  Json steps;
  Columns rows;

  std::string reason(std::size_t step) const { return steps.at(step).at("reason"); }
};

Run run(const std::string& cell, const std::string& protocol, const std::vector<std::string>& assignments = {}) {
  const TemporaryFolder folder;
  std::vector<std::string> arguments{"run", cell, "-q", "-p", protocol, "-o", folder / "r"};
  for (const std::string& assignment : assignments) arguments.insert(arguments.end(), {"--set", assignment});
  Run result{vitrion_command(arguments), {}, {}};
  INFO(result.outcome.err);
  REQUIRE(std::filesystem::exists(folder / "r/run.json"));
  result.steps = Json::parse(text_of(folder / "r/run.json")).at("steps");
  result.rows = columns_of(folder / "r/timeseries.bdf.csv");
  return result;
}

/// The largest distance of a stoichiometry from 0 ≤ x ≤ 1; infinite where one is not a number.
double inadmissible(const Columns& rows) {
  double worst = 0.0;
  for (const auto& [name, values] : rows.values) {
    if (name.find("Stoichiometry") == std::string::npos) continue;
    for (const double x : values)
      worst = std::isfinite(x) ? std::max({worst, -x, x - 1.0}) : std::numeric_limits<double>::infinity();
  }
  return worst;
}

constexpr double allowed = 1e-4;

/// A half-cell of graphite, as one measures its potential with.
std::string half_cell(const TemporaryFolder& folder, const std::string& x) {
  return folder.write("li-graphite.yaml", R"(kind: cell
name: Li | graphite half-cell
chemistry: lithium
area: 1 cm^2
temperature: 25 degC
electrolyte: {include: electrolytes/lipf6-ec-emc-nyman}
negative: {include: electrodes/lithium-foil}
separator: [{name: separator, thickness: 20 um, porosity: 0.47, transport_efficiency: 0.3222}]
positive: {include: electrodes/graphite}
voltage_limits: [0.005 V, 1.5 V]
nominal_capacity: 2.3 mA h
initial: {stoichiometry: {positive: )" + x + "}}\n");
}

/// The glass cell with particles in which next to nothing moves, one potential and one exchange current.
const std::vector<std::string> slow_particles = {
    "positive.materials.0.diffusivity=1e-18 m^2/s", "positive.materials.0.particle_radius=500 nm",
    "positive.materials.0.open_circuit_potential=3.42 V", "positive.materials.0.exchange_current_density=1 A/m^2"};

}  // namespace

TEST_CASE("a surface that saturates does not end a step that has an end of its own", "[apps][ends]") {
  const TemporaryFolder folder;
  const Run half = run(half_cell(folder, "0.01"),
                       "Discharge at C/5 until 0.01 V; Charge at C/5 until 1.5V; Hold at 1.5V for 20 minutes");
  CHECK(half.outcome.code == 0);
  CHECK(half.reason(0) == "the voltage fell to 0.01 V");
  CHECK(half.reason(1) == "the voltage rose to 1.5 V");
  CHECK(half.reason(2) == "its time was over");
  CHECK(inadmissible(half.rows) < allowed);

  // Without interaction the potential of the isotherm has no bound: 2.5 V is reached, a little from full.
  const Run isotherm = run(glass, "Discharge at C/10 until 2.5 V",
                           {"positive.materials.0.open_circuit_potential={law: frumkin, standard_potential: 3.42 V, "
                            "interaction: 0}",
                            "initial.state_of_charge=50 %"});
  CHECK(isotherm.outcome.code == 0);
  CHECK(isotherm.reason(0) == "the voltage fell to 2.5 V");
  CHECK(isotherm.rows["Voltage / V"].back() == Approx(2.5).margin(1e-3));
  CHECK(inadmissible(isotherm.rows) < allowed);
}

TEST_CASE("a cell may begin empty or full to the last site", "[apps][ends]") {
  const TemporaryFolder folder;
  for (const std::string x : {"0", "1"}) {
    INFO("x = " << x);
    const std::string cell = half_cell(folder, x);
    const Outcome check = vitrion_command({"check", cell});
    CHECK(check.code == 0);
    CHECK_THAT(check.err, EndsWith("cell is good\n"));
    const Run away = run(cell, x == "0" ? "Discharge at C/5 for 1 h" : "Charge at C/5 for 1 h");
    CHECK(away.outcome.code == 0);
    CHECK(away.rows["Positive Stoichiometry / 1"].back() == Approx(x == "0" ? 0.15 : 0.85).margin(0.005));
    CHECK(inadmissible(away.rows) < allowed);
    CHECK(vitrion_command({"eis", cell, "--frequencies", "1 Hz:1 kHz:3", "-o", folder / "eis"}).code == 0);
  }
}

TEST_CASE("particles that diffusion does not reach are emptied at their surface and no further", "[apps][ends]") {
  const TemporaryFolder folder;
  const std::string skip = folder.write(
      "skip.yaml", "kind: protocol\nname: p\nsteps: [{step: 'Charge at 1C until 3.8 V', on_infeasible: skip}]\n");
  const Run charge = run(glass, skip, slow_particles);
  CHECK(charge.outcome.code == 0);
  CHECK(charge.rows["Test Time / s"].back() < 3600.0);  // an hour empties it
  CHECK(inadmissible(charge.rows) < allowed);
}

TEST_CASE("a double layer does not hide that particles are full", "[apps][ends]") {
  std::vector<std::string> assignments = slow_particles;
  assignments.resize(2);
  assignments[0] = "positive.materials.0.diffusivity=1e-19 m^2/s";
  assignments.insert(assignments.end(),
                     {"positive.materials.0.double_layer_capacitance=0.1 F/m^2", "initial.state_of_charge=90 %"});
  const Run discharge = run(glass, "Discharge at 2C for 1 h", assignments);
  CHECK(discharge.outcome.code == 4);
  // What is full polarises: the window of the cell is left within seconds, of an hour that the particles could hold.
  CHECK_THAT(discharge.outcome.err, Contains("reached the lower voltage limit of the cell, 2.5 V after "));
  CHECK(discharge.rows["Test Time / s"].back() < 60.0);
  CHECK(inadmissible(discharge.rows) < allowed);
}

TEST_CASE("more power than a cell has is named, with the most that it has, and can be skipped", "[apps][ends]") {
  const std::vector<std::string> wide = {"initial.state_of_charge=80 %", "voltage_limits=[1.5 V, 5 V]"};
  const Run refused = run(glass, "Discharge at 0.2 W for 100 s", wide);
  CHECK(refused.outcome.code == 4);
  CHECK_THAT(refused.reason(0), Contains("more power than the cell has (its most is ") && Contains(" mW/cm^2"));
  // The most is the most: a little less can be had, a little more cannot.
  const double most = std::stod(refused.reason(0).substr(refused.reason(0).find("its most is ") + 12));
  CHECK(run(glass, "Discharge at " + std::to_string(0.999 * most) + " mW/cm2 for 1 ms", wide).outcome.code == 0);
  CHECK(run(glass, "Discharge at " + std::to_string(1.001 * most) + " mW/cm2 for 1 ms", wide).outcome.code == 4);

  const TemporaryFolder folder;
  folder.write("power.csv", "t,P\n0,0\n10,-0.2\n20,0\n");
  const std::string drive =
      folder.write("drive.yaml",
                   "kind: protocol\nname: p\nsteps:\n  - {drive_cycle: power.csv, column: P, unit: "
                   "W, time: t, on_infeasible: skip}\n  - Rest for 1 min\n");
  const Run driven = run(glass, drive, wide);
  CHECK(driven.outcome.code == 0);
  CHECK_THAT(driven.reason(0), Contains("more power than the cell has") || Contains("reached the lower voltage limit"));
  CHECK(driven.steps[0]["end_s"].get<double>() > 1.0);
  CHECK(driven.reason(1) == "its time was over");
}

TEST_CASE("any resistance has a state", "[apps][ends]") {
  for (const char* ohms : {"0.01", "1", "30", "1000", "1e7"}) {
    INFO(ohms);
    const Run load = run(glass, std::string("Discharge at ") + ohms + " ohm for 1 ms",
                         {"initial.state_of_charge=80 %", "voltage_limits=[0 V, 5 V]"});
    CHECK(load.outcome.code == 0);
    const double V = load.rows["Voltage / V"].front(), I = load.rows["Current / A"].front();
    CHECK(V / -I == Approx(std::stod(ohms)).epsilon(1e-4));
  }
}

TEST_CASE("a limit that a step moves away from does not stop it", "[apps][ends]") {
  // The full cell rests above its limit of 4.2 V.
  const Run discharge = run(nmc, "Discharge at C/100 until 4.1 V", {"initial.state_of_charge=100 %"});
  CHECK(discharge.outcome.code == 0);
  CHECK(discharge.reason(0) == "the voltage fell to 4.1 V");
  const Run charge = run(nmc, "Charge at C/100 for 1 h");
  CHECK(charge.outcome.code == 4);
  CHECK_THAT(charge.outcome.err, Contains("reached the upper voltage limit of the cell, 4.2 V at once"));
}

TEST_CASE("a voltage ends a drive cycle from the side on which the cell is", "[apps][ends]") {
  const TemporaryFolder folder;
  folder.write("drive.csv", "time,current\n0,0\n10,0\n11,12.5\n7200,12.5\n");
  const std::string drive = folder.write(
      "drive.yaml", "kind: protocol\nsteps: [{drive_cycle: drive.csv, column: current, unit: A, until: 4.1 V}]\n");
  const Run up = run(nmc, drive, {"initial.state_of_charge=50 %"});
  CHECK(up.outcome.code == 0);
  CHECK(up.reason(0) == "the voltage rose to 4.1 V");
  CHECK(up.rows["Voltage / V"].back() == Approx(4.1).margin(1e-3));
}

TEST_CASE("an error inside the program is no fault of the input", "[apps][ends][errors]") {
  const TemporaryFolder folder;
  const auto rename = vitrion::file_calls().rename;
  vitrion::file_calls().rename = [](const char*, const char*) -> int { throw std::logic_error("a call that throws"); };
  const Outcome run = vitrion_command({"run", glass, "-q", "-p", "Rest for 1 s", "-o", folder / "r"});
  vitrion::file_calls().rename = rename;
  CHECK(run.code == 70);
  CHECK_THAT(run.err, Contains("a bug of vitrion: a call that throws") && Contains("please report it"));
}
