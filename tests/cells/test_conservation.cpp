// SPDX-License-Identifier: BSD-3-Clause
// Conservation over ten cycles of every lithium cell of the library, from the unknowns that were integrated.
#include "params/constants.hpp"
#include "tests/cells/lithium_census.hpp"
#include "tests/cells/running.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

using namespace vitrion;
using namespace vitrion::test;

namespace {

std::string ten_cycles(const Cell& cell) {
  std::string charge = "Charge at C/2 for 100 min or until {1} V; Rest for 5 minutes; ";
  std::string discharge = "Discharge at C/2 for 100 min or until {0} V; Rest for 5 minutes; ";
  if (cell.facts().reference_capacity == 0.0) {  // two foils
    charge = "Charge at 1 A/m2 for 2 h; Rest for 5 minutes; ";
    discharge = "Discharge at 1 A/m2 for 2 h; Rest for 5 minutes; ";
  }
  const std::string cycle = cell.facts().initial_state_of_charge > 0.9 ? discharge + charge : charge + discharge;
  std::string all;
  for (int i = 0; i < 10; ++i) all += cycle;
  auto [low, high] = cell.facts().voltage_limits;
  if (cell.facts().name.find("DUALFOIL") != std::string::npos) {  // limits wider than what its materials can hold
    low = 3.0;
    high = 4.2;
  }
  return fmt::format(fmt::runtime(all.substr(0, all.size() - 2)), low, high);
}

}  // namespace

// The balances are linear in the unknowns: what is left is round-off and what Newton's method leaves of them.
TEST_CASE("lithium and charge are conserved over ten cycles of every cell of the library", "[cells][conservation]") {
  for (const std::string& name : library_cells()) {
    const auto cell = library_cell(name);
    const LithiumCensus census(library_model(name));
    const Recording record = run(*cell, ten_cycles(*cell));
    INFO(name << ": " << record.result.reason);
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    REQUIRE(record.steps.size() == 40);

    double throughput = 0.0;
    for (const StepReport& step : record.steps) throughput += std::abs(step.charge) / faraday;
    const Census at_first = census(record.rows.front().y);
    const double lithium = cell->inventory(record.rows.front().y);
    CHECK(lithium == Approx(at_first.total()).epsilon(1e-12));
    double worst_total = 0.0, worst_salt = 0.0, worst_charge = 0.0, worst_voltage = 0.0;
    for (const Recording::Row& row : record.rows) {
      const Census now = census(row.y);
      const double passed = (row.Q - record.rows.front().Q) / faraday;
      worst_total = std::max(worst_total, std::abs(cell->inventory(row.y) / lithium - 1.0));
      worst_salt = std::max(worst_salt, std::abs(now.salt / at_first.salt - 1.0));
      worst_charge = std::max(worst_charge, std::abs(now.positive - at_first.positive + passed) / throughput);
      worst_charge = std::max(worst_charge, std::abs(now.negative - at_first.negative - passed) / throughput);
      double V = 0.0;
      for (std::size_t i = 0; i < cell->loss_terms(); ++i) V += row.outputs[i];
      worst_voltage = std::max(worst_voltage, std::abs(V - row.V));
    }
    CHECK(worst_total < 1e-10);
    CHECK(worst_salt < 1e-10);
    CHECK(worst_charge < 1e-10);
    CHECK(worst_voltage < 1e-9);
  }
}
