// SPDX-License-Identifier: BSD-3-Clause
// Cells nobody designed: they finish, or stop at a limit that has a name.
#include "params/documents/document.hpp"
#include "tests/fuel_cell/fuel_cells.hpp"

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
