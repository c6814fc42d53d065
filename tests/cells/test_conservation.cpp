// SPDX-License-Identifier: BSD-3-Clause
// Conservation over ten cycles of every lithium cell of the library, from the unknowns that were integrated.
#include "params/constants.hpp"
#include "tests/cells/errors.hpp"
#include "tests/cells/running.hpp"
#include "tests/cells/zoo.hpp"

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

double cell_voltage_at_rest(Cell& cell) {
  std::vector<double> y(cell.system().layout().size());
  cell.initial_state(y);
  return cell.voltage(y);
}

}  // namespace

// The balances are linear in the unknowns: what is left is round-off and what Newton's method leaves of them.
TEST_CASE("lithium and charge are conserved over ten cycles of every cell of the library", "[cells][conservation]") {
  for (const std::string& name : library_cells()) {
    const auto cell = library_cell(name);
    const auto decomposes = [](const OutputName& output) { return output.name.starts_with("Oxidised At"); };
    const LithiumCensus census(library_model(name));
    const Recording record = run(*cell, ten_cycles(*cell));
    INFO(name << ": " << record.result.reason);
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    REQUIRE(record.steps.size() == 40);
    Errors worst = largest_errors(record, census, cell->loss_terms());
    // What decomposes costs the salt its anions, whose electrons an electrode does not give: lithium is conserved
    // alone.
    if (std::ranges::any_of(cell->output_names(), decomposes)) worst.salt = worst.charge = 0.0;
    check(worst);
    for (const std::size_t row : {std::size_t{0}, record.rows.size() - 1}) {
      const std::vector<double>& y = record.rows[row].y;
      CHECK(cell->inventory(y) == Approx(census(y).total()).epsilon(1e-12));
    }
  }
}

TEST_CASE("lithium and charge are conserved under every control by every kind of cell", "[cells][conservation]") {
  for (const Specimen& specimen : zoo()) {
    const auto cell = cell_from(specimen.text);
    const LithiumCensus census(specimen.text);
    // Two foils have no voltage of their own that could give or take power.
    const std::string unit = cell->facts().reference_capacity > 0.0 ? "W/m2" : "A/m2";
    const Recording record = run(
        *cell, fmt::format("Discharge at 10 A/m2 for 5 min; Rest for 1 min; Hold at {0} V for 2 min; Charge at 5 {1} "
                           "for 2 min; Sweep voltage to {0} V at 1 mV/s; Discharge at 5 {1} for 3 min",
                           cell_voltage_at_rest(*cell), unit));
    INFO(specimen.name << ": " << record.result.reason);
    CHECK(record.result.outcome == ExperimentResult::Outcome::finished);
    check(largest_errors(record, census, cell->loss_terms()));
    for (const Recording::Row& row : record.rows)
      REQUIRE(cell->inventory(row.y) == Approx(cell->inventory(record.rows.front().y)).epsilon(1e-10));
  }
}
