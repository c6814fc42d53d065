// SPDX-License-Identifier: BSD-3-Clause
// Jacobians and Newton steps of sulfur cells, with every loss and layer that they may have, on states that they pass.
#include "tests/cells/running.hpp"
#include "tests/support/finite_difference.hpp"
#include "tests/support/newton_step.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace vitrion;
using namespace vitrion::test;

namespace {

struct Example {
  const char* name;
  std::vector<std::string> set;
  const char* current;
};

const std::vector<Example>& examples() {
  const std::string mesh = "mesh={separator: 3, positive: 4}";
  static const std::vector<Example> all = {
      {"li-s-cycling", {mesh}, "1.97 A/m2"},
      {"li-s-kumaresan", {mesh}, "1.97 A/m2"},
      {"li-s-zhang", {mesh}, "2 A/m2"},
      {"li-s-cycling",
       {mesh,
        "negative.shuttle={rate_constant: 1e-9 m/s, lost_fraction: 0.05, lithium_corrosion: 0.1, "
        "electrolyte_loss: 1e-7 m^3/mol}",
        "positive.film_fraction=1", "separator.0.fixed_charge=-100 mol/m^3"},
       "1.97 A/m2"},
      {"li-s-mil-88b-glass", {"mesh={separator: 2, positive: 3}"}, "1 A/m2"},
      {"li-s-marinescu", {}, "0.34 A"}};
  return all;
}

/// States on the high and on the low plateau, each unknown moved by up to a thousandth of itself.
std::vector<std::vector<double>> random_states(Cell& cell, const Example& example) {
  std::vector<std::vector<double>> states;
  for (const char* hours : {"0.2 h", "2 h"}) {
    const Recording record = run(cell, fmt::format("Discharge at {} for {}", example.current, hours));
    INFO(record.result.reason);
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    for (const unsigned seed : {1u, 2u, 3u}) states.push_back(jittered(record.last().y, 1e-3, seed));
  }
  return states;
}

}  // namespace

// 5e-7 are found where a solid is far from growing: 0.5 - 0.4999 of its rate has lost four digits.
TEST_CASE("derivatives of every sulfur cell agree with differences to 1e-6", "[lithium_sulfur][jacobian]") {
  for (const Example& example : examples()) {
    INFO(example.name);
    const auto cell = library_cell(example.name, example.set);
    for (const std::vector<double>& y : random_states(*cell, example)) {
      const Disagreement worst = jacobian_along_directions(cell->system(), y, 5);
      CHECK(worst.dFdy < 1e-6);
      CHECK(worst.dFdydot < 1e-6);
    }
  }
}

// Concentrations span thirty decades: for steps of 1000 s, longer than any of a discharge, 1.3e-10 are found.
TEST_CASE("the condensed Newton step of every sulfur cell equals KLU's to 1e-10", "[lithium_sulfur][linear]") {
  for (const Example& example : examples()) {
    if (std::string(example.name) == "li-s-marinescu") continue;  // without a dimension there is nothing to condense
    INFO(example.name);
    const auto cell = library_cell(example.name, example.set);
    unsigned seed = 0;
    for (const std::vector<double>& y : random_states(*cell, example)) {
      const std::vector<double> rates = jittered(std::vector<double>(y.size(), 1e-4), 0.9, ++seed);
      CHECK(condensed_against_klu(cell->system(), y, rates, 100.0) < 1e-10);
    }
  }
}
