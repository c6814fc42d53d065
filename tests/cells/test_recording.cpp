// SPDX-License-Identifier: BSD-3-Clause
// When states of an experiment are recorded.
#include "tests/cells/running.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace vitrion;
using namespace vitrion::test;

// As `validate` does: at the rows of a reference, whatever the length of the case, and at the solver's own steps.
TEST_CASE("states are recorded at the times that are asked for", "[cells][recording]") {
  const auto cell = library_cell("graphite-nmc");
  const Protocol protocol = parse_protocol("Discharge at 10 A/m2 for 600 s; Rest for 600 s", "test protocol");
  ExperimentOptions options;
  options.also_at = {0.0, 0.25, 17.0, 300.125, 600.0, 601.5, 1199.0, 5000.0};
  Recording usual, asked;
  Observer *const of_usual[] = {&usual}, *const of_asked[] = {&asked};
  run_experiment(*cell, protocol, {}, of_usual);
  REQUIRE(run_experiment(*cell, protocol, options, of_asked).outcome == ExperimentResult::Outcome::finished);
  CHECK(asked.rows.size() == usual.rows.size() + 5);
  CHECK(std::ranges::is_sorted(asked.rows, {}, &Recording::Row::t));
  for (const double t : {0.25, 17.0, 300.125, 601.5, 1199.0}) {
    const auto row = std::ranges::find(asked.rows, t, &Recording::Row::t);
    REQUIRE(row != asked.rows.end());
    CHECK(row->Q - asked.rows.front().Q == Approx(-10.0 * std::min(t, 600.0)).epsilon(1e-10));
  }
  // What is looked at changes nothing.
  CHECK(asked.last().y == usual.last().y);
}
