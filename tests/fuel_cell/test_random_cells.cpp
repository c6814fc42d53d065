// SPDX-License-Identifier: BSD-3-Clause
// Cells nobody designed: they finish, or stop at a limit that has a name.
#include "params/documents/document.hpp"
#include "tests/cells/random_runs.hpp"
#include "tests/fuel_cell/fuel_cells.hpp"
#include "tests/support/draws.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <map>
#include <random>

using namespace vitrion;
using namespace vitrion::test;

namespace {

struct Draw {
  std::vector<std::string> assignments;
  double pressure, temperature, RH;
};

/// 0.5 to 3 bar, 25 to 120 degC, 10 to 300 um, loadings of a decade; relative humidities of 0 to 100 %.
Draw draw(std::mt19937& random) {
  const auto between = [&](double lo, double hi) { return std::uniform_real_distribution<double>(lo, hi)(random); };
  const auto decades = [&](double lo, double hi) { return lo * std::pow(hi / lo, between(0.0, 1.0)); };
  Draw cell{{}, between(0.5, 3.0), between(25.0, 120.0), between(0.0, 1.0)};
  for (const char* side : {"negative", "positive"}) {
    cell.assignments.push_back(fmt::format("{}.gas.pressure=\"{} bar\"", side, cell.pressure));
    cell.assignments.push_back(fmt::format("{}.gas.relative_humidity={}", side, cell.RH));
    cell.assignments.push_back(fmt::format("{}.catalyst_layer.thickness=\"{} um\"", side, decades(3.0, 30.0)));
    cell.assignments.push_back(fmt::format("{}.catalyst_layer.surface_area=\"{} 1/m\"", side, decades(3e6, 1e8)));
    cell.assignments.push_back(fmt::format("{}.catalyst_layer.nodes=10", side));
  }
  cell.assignments.push_back(fmt::format("temperature=\"{} degC\"", cell.temperature));
  cell.assignments.push_back(fmt::format("separator.0.thickness=\"{} um\"", decades(10.0, 300.0)));
  cell.assignments.push_back("separator.0.nodes=8");
  return cell;
}

/// Runs 200 of them; what became of them, by reason.
std::map<std::string, int> outcomes(const std::string& name, unsigned seed) {
  using Outcome = ExperimentResult::Outcome;
  std::mt19937 random(seed);
  std::map<std::string, int> count;
  for (int i = 0; i < 200; ++i) {
    const Draw cell = draw(random);
    INFO(fmt::format("{}", fmt::join(cell.assignments, "\n")));
    std::unique_ptr<Cell> made;
    try {
      made = library_cell(name, cell.assignments);
    } catch (const InputError& error) {
      // Only this is an error of the input here.
      CHECK_THAT(error.what(), Catch::Contains("without boiling"));
      ++count["boils"];
      continue;
    }
    const Recording record =
        run(*made, "Rest for 10 s; Hold at 0.8 V for 100 s; Discharge at 0.2 A/cm2 for 10 s; Hold at 0.3 V for 1000 s",
            {.relative = 1e-3});
    INFO(record.result.reason);
    const Outcome outcome = record.result.outcome;
    CHECK((outcome == Outcome::finished || outcome == Outcome::physical_limit || outcome == Outcome::infeasible));
    for (const auto& row : record.rows) {
      REQUIRE(std::isfinite(row.V));
      REQUIRE(std::isfinite(row.I));
    }
    CHECK(largest_defect(*made, record) < 1e-9);
    ++count[outcome == Outcome::finished     ? "finished"
            : outcome == Outcome::infeasible ? "voltage limit"
            : outcome == Outcome::failed     ? "failed: " + record.result.reason
                                             : record.steps.back().reason];
  }
  return count;
}

}  // namespace

TEST_CASE("200 random dry cells finish or stop at a named limit", "[fuel_cell][random]") {
  const auto count = outcomes("h2-o2-dema-glass", 5);
  for (const auto& [reason, times] : count) UNSCOPED_INFO(reason << ": " << times);
  CHECK(count.at("finished") >= 100);
}

TEST_CASE("200 random humid cells finish or stop at a named limit", "[fuel_cell][random]") {
  const auto count = outcomes("h2-air-nafion", 6);
  for (const auto& [reason, times] : count) UNSCOPED_INFO(reason << ": " << times);
  CHECK(count.at("finished") >= 50);
}

// Every recorded state is one that can be: no less than nothing of a gas, of vapour, of liquid.
TEST_CASE("random dry cells end well whatever is done to them", "[fuel_cell][random]") {
  const auto [first, last] = seeds(1, 300);
  for (unsigned seed = first; seed <= last; ++seed) {
    const Ending ending = run_watched(draw_dry_fuel_cell(seed));
    INFO("seed " << seed << ": " << ending.kind << '\n' << ending.told);
    CHECK(ending.good());
  }
}

TEST_CASE("random humid cells end well whatever is done to them", "[fuel_cell][random]") {
  const auto [first, last] = seeds(1, 200);
  for (unsigned seed = first; seed <= last; ++seed) {
    const Ending ending = run_watched(draw_humid_fuel_cell(seed));
    INFO("seed " << seed << ": " << ending.kind << '\n' << ending.told);
    CHECK(ending.good());
  }
}

// Below the saturation that does not flow, dry vapour once condensed the faster, the drier it was: −129 mol/m³ of it.
TEST_CASE("vapour does not condense on less than no liquid", "[fuel_cell][random]") {
  const RandomRun run{
      "h2-air-nafion",
      {"negative.gas.pressure=0.9831562656909227 bar", "negative.gas.relative_humidity=0.9359567263163626",
       "negative.catalyst_layer.thickness=22.545103524086294 um",
       "negative.catalyst_layer.surface_area=22269902.11037792 1/m", "negative.catalyst_layer.nodes=6",
       "positive.gas.pressure=2.6564990316983312 bar", "positive.gas.relative_humidity=0.9909113137982786",
       "positive.catalyst_layer.thickness=4.212540879214952 um",
       "positive.catalyst_layer.surface_area=20483101.55664966 1/m", "positive.catalyst_layer.nodes=18",
       "temperature=97.63420415809378 degC", "separator.0.thickness=84.1174872002808 um", "separator.0.nodes=8"},
      "{kind: protocol, name: p, steps: [Sweep voltage from 0.6744856048026122 V to 0.5806198495440185 V in 19 points, "
      "Discharge at 0.45964281117588573 A/cm2 until steady, Hold at 0.7735248004551978 V until steady, Rest for 1 "
      "min]}"};
  const Ending ending = run_watched(run);
  INFO(ending.told);
  CHECK(ending.kind == "finished");
}

TEST_CASE("a voltage that a fuel cell never reaches is named", "[fuel_cell][limits]") {
  const auto cell = library_cell("h2-o2-dema-glass");
  const Recording record = run(*cell, "Discharge at 1 mA/cm2 until 0.5 V");
  CHECK(record.result.outcome == ExperimentResult::Outcome::infeasible);
  CHECK_THAT(record.result.reason, Catch::Contains("0.5 V is never reached: the voltage was steady with V = 0.9"));
  CHECK(record.result.t_end < 1e6);

  const Recording current = run(*cell, "Hold at 0.6 V until 1 mA/cm2");
  CHECK_THAT(current.result.reason, Catch::Contains("1 mA/cm^2 is never reached: the current was steady with V = 0.6"));

  const Protocol skipping =
      read_protocol(Document::parse("{kind: protocol, name: p, steps: [{step: Discharge at 1 mA/cm2 until 0.5 V, "
                                    "on_infeasible: skip}, Rest for 1 min]}",
                                    "p.yaml"));
  CHECK(run(*cell, skipping).result.outcome == ExperimentResult::Outcome::finished);
}
