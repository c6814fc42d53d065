// SPDX-License-Identifier: BSD-3-Clause
// Jacobians and Newton steps of every kind of cell, on states that it may be in.
#include "apps/experiment/cell.hpp"
#include "tests/cells/running.hpp"
#include "tests/cells/zoo.hpp"
#include "tests/support/finite_difference.hpp"
#include "tests/support/newton_step.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace vitrion;
using namespace vitrion::test;

namespace {

struct State {
  std::vector<double> y, ydot;
};

/// States in the middle of a run, shaken.
std::vector<State> random_states(Cell& cell) {
  std::vector<State> states;
  std::mt19937 random(3);
  unsigned seed = 0;
  for (const char* protocol : {"Discharge at 10 A/m2 for 100 s", "Charge at 10 A/m2 for 100 s", "Rest for 1 s"}) {
    const Recording record = run(cell, protocol);
    INFO(record.result.reason);
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    for (int i = 0; i < 3; ++i) {
      const std::vector<double> rates(record.last().y.size(), 1e-4);
      states.push_back({shaken(cell.system().layout(), record.last().y, random), jittered(rates, 0.9, ++seed)});
    }
  }
  return states;
}

std::vector<Specimen> all_specimens() {
  std::vector<Specimen> all = zoo();
  for (Specimen& specimen : unusual_zoo()) all.push_back(std::move(specimen));
  return all;
}

}  // namespace

TEST_CASE("exact derivatives of every kind of cell agree with differences to 1e-6", "[cells][jacobian]") {
  for (const Specimen& specimen : all_specimens()) {
    INFO(specimen.name);
    const auto cell = cell_from(specimen.text);
    for (const State& state : random_states(*cell)) {
      const Disagreement worst = jacobian_against_differences(cell->system(), 0.0, state.y, state.ydot);
      CHECK(worst.dFdy < 1e-6);
      CHECK(worst.dFdydot < 1e-6);
    }
  }
}

TEST_CASE("the condensed Newton step of every kind of cell equals KLU's to 1e-10", "[cells][linear]") {
  for (const Specimen& specimen : all_specimens()) {
    INFO(specimen.name);
    const auto cell = cell_from(specimen.text);
    for (const State& state : random_states(*cell))
      CHECK(condensed_against_klu(cell->system(), state.y, state.ydot) < 1e-10);
  }
}
