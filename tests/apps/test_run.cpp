// SPDX-License-Identifier: BSD-3-Clause
#include "apps/experiment/cycle_sums.hpp"
#include "tests/apps/command.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

using namespace vitrion;
using namespace vitrion::testing;
using Catch::Matchers::Contains;
using Json = nlohmann::json;

namespace {
constexpr const char* dualfoil = "cells/dualfoil-graphite-lco";
constexpr const char* glass = "cells/li-lfp-zif4-glass";
constexpr const char* short_discharge = "Discharge at 1C for 5 min";
const std::string one_cycle = "Charge at C/2 until 3.8 V; Rest for 10 min; Discharge at C/2 until 2.5 V";
}  // namespace

TEST_CASE("a run leaves a time series, the cycles, a report and a record", "[apps][results]") {
  const TemporaryFolder folder;
  const Outcome run = vitrion_command({"run", dualfoil, "-p", short_discharge, "-o", folder / "r"});
  CHECK(run.code == 0);
  CHECK(run.out.empty());
  CHECK_THAT(run.err, Contains("the protocol is finished"));
  CHECK_THAT(run.err, Contains(folder / "r" + ": timeseries.bdf.csv, cycles.csv, report.html, run.json"));
  CHECK(names_in(folder / "r") ==
        std::vector<std::string>{"cycles.csv", "report.html", "run.json", "timeseries.bdf.csv"});
}

TEST_CASE("a quiet run that succeeds says nothing", "[apps]") {
  const TemporaryFolder folder;
  const Outcome run = vitrion_command({"run", dualfoil, "-q", "-p", short_discharge, "-o", folder / "r"});
  CHECK(run.code == 0);
  CHECK(run.out.empty());
  CHECK(run.err.empty());
}

TEST_CASE("without a protocol a full cell is discharged and an empty one charged first", "[apps]") {
  const TemporaryFolder folder;
  CHECK_THAT(vitrion_command({"run", dualfoil, "-o", folder / "full"}).err,
             Contains("no --protocol was given: Discharge at 1C until 2.5 V"));
  CHECK_THAT(vitrion_command({"run", glass, "-o", folder / "empty"}).err,
             Contains("no --protocol was given: Charge at 1C until 3.8 V; Discharge at 1C until 2.5 V"));
}

TEST_CASE("a cell without a capacity is not run without a protocol", "[apps][errors]") {
  const TemporaryFolder folder;
  const Outcome run = vitrion_command({"run", "cells/li-li-symmetric-zif4-glass", "-o", folder / "r"});
  CHECK(run.code == 2);
  CHECK_THAT(run.err,
             Contains("this cell has no capacity to which a C-rate could refer\n  say what to do with it, e.g. "
                      "--protocol \"Charge at 0.1 mA/cm2 for 1 h; Discharge at 0.1 mA/cm2 for 1 h\"\n"));
  CHECK_THAT(vitrion_command({"run", "cells/h2-o2-dema-glass", "-o", folder / "r"}).err,
             Contains("e.g. --protocol \"Sweep voltage from 0.9 V to 0.3 V in 30 points\"\n"));
  CHECK(names_in(folder.path()).empty());
}

TEST_CASE("a cycle that hardly charged has no efficiency", "[apps][results]") {
  CycleReport cycle;
  cycle.charge_out = cycle.energy_out = 1.0;
  cycle.charge_in = cycle.energy_in = 1.1;
  CHECK(coulombic_efficiency(cycle) == 1.0 / 1.1);
  cycle.charge_in = 1e-4;
  CHECK(std::isnan(coulombic_efficiency(cycle)));
  CHECK(energy_efficiency(cycle) == 1.0 / 1.1);
}

// What battery-data-format's validator asks of a file.
TEST_CASE("the time series keeps the rules of the Battery Data Format", "[apps][results]") {
  const TemporaryFolder folder;
  REQUIRE(vitrion_command({"run", glass, "-q", "-p", one_cycle + ";" + one_cycle, "-o", folder / "r"}).code == 0);
  const Columns series = columns_of(folder / "r/timeseries.bdf.csv");
  CHECK(std::vector<std::string>(series.names.begin(), series.names.begin() + 7) ==
        std::vector<std::string>{"Test Time / s", "Voltage / V", "Current / A", "Cycle Count / 1", "Step Count / 1",
                                 "Ambient Temperature / degC", "Step Time / s"});
  const auto& time = series["Test Time / s"];
  REQUIRE(time.size() > 20);
  for (std::size_t i = 0; i < time.size(); ++i) {
    const auto close = [&](double a, double b) { return std::abs(a - b) <= 1e-9 + 1e-6 * std::abs(b); };
    CHECK(close(series["Cumulative Capacity / Ah"][i],
                series["Charging Capacity / Ah"][i] + series["Discharging Capacity / Ah"][i]));
    CHECK(
        close(series["Net Energy / Wh"][i], series["Charging Energy / Wh"][i] - series["Discharging Energy / Wh"][i]));
    if (i == 0) continue;
    CHECK(time[i] >= time[i - 1]);
    for (const char* total : {"Charging Capacity / Ah", "Discharging Capacity / Ah", "Charging Energy / Wh",
                              "Discharging Energy / Wh", "Cycle Count / 1", "Step Count / 1"})
      CHECK(series[total][i] >= series[total][i - 1]);
  }
  // Positive current charges: the first step does, the third discharges.
  CHECK(series["Current / A"][1] > 0.0);
  CHECK(series["Current / A"].back() < 0.0);
  CHECK(series["Cycle Count / 1"].back() == 2.0);
}

// But for indicators of a foil: empty where one does not apply, inf where something never happens.
TEST_CASE("no number in the results is undefined, and the parts of the voltage sum to it", "[apps][results]") {
  const TemporaryFolder folder;
  REQUIRE(vitrion_command({"run", glass, "-q", "-p", one_cycle, "-o", folder / "r"}).code == 0);
  const Columns series = columns_of(folder / "r/timeseries.bdf.csv");
  bool never = false;
  for (const auto& [name, values] : series.values) {
    const bool of_foil =
        name.find(" At Negative Foil / ") != std::string::npos && !name.starts_with("Salt At Negative");
    for (const double value : values) {
      if (!of_foil) CHECK(std::isfinite(value));
      if (of_foil) CHECK_FALSE(value == -std::numeric_limits<double>::infinity());
      never = never || value == std::numeric_limits<double>::infinity();
    }
  }
  CHECK(never);  // the salt of this cell does not run out
  for (std::size_t i = 0; i < series["Voltage / V"].size(); ++i) {
    double sum = 0.0;
    for (const std::string& name : series.names)
      if (name.starts_with("Voltage Part ")) sum += series[name][i];
    // Each of the eight parts and the voltage are rounded to ten digits of at most 5 V.
    CHECK(sum == Approx(series["Voltage / V"][i]).margin(5e-9));
  }
}

TEST_CASE("a cycle that only discharges has no efficiency, and the file says what efficiency means",
          "[apps][results]") {
  const TemporaryFolder folder;
  REQUIRE(vitrion_command({"run", dualfoil, "-q", "-o", folder / "r"}).code == 0);
  const Columns cycles = columns_of(folder / "r/cycles.csv");
  CHECK(text_of(folder / "r/cycles.csv")
            .starts_with("# efficiency = what the cell gives while discharging / what it takes while charging, in the "
                         "same cycle; both are empty where a cycle does only one of the two\n"));
  CHECK(std::isnan(cycles["Coulombic Efficiency / 1"].at(0)));
  CHECK(std::isnan(cycles["Mean Charging Voltage / V"].at(0)));
  CHECK(cycles["Discharging Capacity / mAh/cm^2"].at(0) > 1.0);
}

TEST_CASE("the record names every input, file and step", "[apps][results]") {
  const TemporaryFolder folder;
  REQUIRE(vitrion_command({"run", glass, "-q", "-p", short_discharge, "--set", "separator.0.thickness=30 um", "--set",
                           "initial={state_of_charge: 90 %}", "-o", folder / "r"})
              .code == 0);
  const Json record = Json::parse(text_of(folder / "r/run.json"));
  CHECK(record["outcome"]["outcome"] == "finished");
  CHECK(record["request"]["protocol"] == short_discharge);
  CHECK(record["request"]["set"][0] == "separator.0.thickness=30 um");
  REQUIRE(record["steps"].size() == 1);
  CHECK(record["steps"][0]["end"] == "duration");
  CHECK(record["steps"][0]["end_s"] == 300.0);
  CHECK(record["files"].size() >= 4);
  for (const Json& file : record["files"]) CHECK(file["sha256"].get<std::string>().size() == 64);
  bool found = false;
  for (const Json& input : record["inputs"]) {
    if (input["path"] != "separator.0.thickness") continue;
    found = true;
    CHECK(input["value"] == 3e-5);
    CHECK(input["unit"] == "m");
    CHECK(input["status"] == "user");
  }
  CHECK(found);
  CHECK(record["solver"]["statistics"]["steps"].get<int>() > 0);
}

TEST_CASE("a run is repeated bit for bit from its record", "[apps][results]") {
  const TemporaryFolder folder;
  const std::string protocol = folder.write("protocol.yaml", "- Charge at C/2 until 3.8 V\n- Rest for 10 min\n");
  REQUIRE(vitrion_command({"run", glass, "-q", "-p", protocol, "--set", "separator.0.thickness=30 um", "--rtol", "1e-5",
                           "-o", folder / "first"})
              .code == 0);
  const Outcome again = vitrion_command({"run", "--from", folder / "first/run.json", "-o", folder / "again"});
  CHECK(again.code == 0);
  for (const char* file : {"/timeseries.bdf.csv", "/cycles.csv"})
    CHECK(text_of(folder.path().string() + "/first" + file) == text_of(folder.path().string() + "/again" + file));

  // What is asked for beside the record changes the run, and the new record says so.
  const Outcome thick = vitrion_command({"run", "--from", folder / "first", "--set", "separator.0.thickness=60 um",
                                         "--temperature", "40 degC", "--rtol", "1e-4", "-o", folder / "thick"});
  CHECK(thick.code == 0);
  const Json asked = Json::parse(text_of(folder / "thick/run.json"))["request"];
  CHECK(asked["set"] == Json{"separator.0.thickness=30 um", "separator.0.thickness=60 um"});
  CHECK(asked["temperature"] == "40 degC");
  CHECK(asked["relative_tolerance"] == 1e-4);
  CHECK(text_of(folder / "first/cycles.csv") != text_of(folder / "thick/cycles.csv"));

  folder.write("protocol.yaml", "- Charge at C/3 until 3.8 V\n");
  const Outcome changed = vitrion_command({"run", "--from", folder / "first/run.json", "-o", folder / "third"});
  CHECK(changed.code == 2);
  CHECK(changed.err == "error: " + folder / "first/run.json" + ": the run cannot be repeated: " +
                           folder / "protocol.yaml" + " has changed since\n  run the cell anew, or restore the file\n");
  CHECK(!std::filesystem::exists(folder / "third"));
}

TEST_CASE("a file that is no record is not repeated", "[apps][errors]") {
  const TemporaryFolder folder;
  const std::string file = folder.write("run.json", "{\"steps\": []}");
  const Outcome run = vitrion_command({"run", "--from", file});
  CHECK(run.code == 2);
  CHECK(run.err == "error: " + file + ": is not a run.json of vitrion: key 'record_version' not found\n" +
                       "  name the run.json of a results folder\n");
  CHECK(vitrion_command({"run", "--from", folder / "run2.json"}).err ==
        "error: cannot read '" + folder / "run2.json" + "': No such file or directory\n");
}

TEST_CASE("several cells are put side by side, each in a folder of its own", "[apps]") {
  const TemporaryFolder folder;
  const Outcome run =
      vitrion_command({"run", glass, "cells/li-lfp-zif4-crystal", "-p", one_cycle, "-o", folder / "both"});
  CHECK(run.code == 0);
  CHECK_THAT(run.err, Contains("1      Li | ZIF-4 glass composite | LFP") &&
                          Contains("1      Li | ZIF-4 crystal composite | LFP"));
  CHECK(names_in(folder / "both") ==
        std::vector<std::string>{"li-zif-4-crystal-composite-lfp", "li-zif-4-glass-composite-lfp"});
}

TEST_CASE("standard output carries the summary for machines and nothing else", "[apps]") {
  const TemporaryFolder folder;
  const Outcome run = vitrion_command({"run", glass, "--json", "-p", one_cycle, "-o", folder / "r"});
  const Json summary = Json::parse(run.out);
  CHECK(summary["outcome"] == "finished");
  CHECK(summary["exit_code"] == 0);
  CHECK(summary["cycles"].size() == 1);
  CHECK(summary["cycles"][0]["coulombic_efficiency"].get<double>() == Approx(1.0).margin(0.02));
}

TEST_CASE("both linear solvers give the same discharge", "[apps]") {
  const TemporaryFolder folder;
  for (const char* solver : {"klu", "condensed"})
    REQUIRE(vitrion_command({"run", dualfoil, "-q", "--solver", solver, "-o", folder / solver}).code == 0);
  const double a = columns_of(folder / "klu/timeseries.bdf.csv")["Test Time / s"].back();
  const double b = columns_of(folder / "condensed/timeseries.bdf.csv")["Test Time / s"].back();
  CHECK(a == Approx(b).epsilon(1e-4));  // the relative tolerance of the solver
}
