// SPDX-License-Identifier: BSD-3-Clause
// Jacobians and Newton steps of every kind of cell, on states that it may be in.
#include "apps/cell.hpp"
#include "solvers/condensed_solver.hpp"
#include "solvers/klu_solver.hpp"
#include "tests/cells/running.hpp"
#include "tests/cells/zoo.hpp"
#include "tests/support/finite_difference.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

using namespace vitrion;
using namespace vitrion::test;

namespace {

struct State {
  std::vector<double> y, ydot;
};

/// Each unknown moved at random by up to 2 % of the largest of its field, or 1000 absolute tolerances where that is
/// more.
std::vector<double> shaken(const StateLayout& layout, std::vector<double> y, std::mt19937& random) {
  std::uniform_real_distribution<double> uniform(-1.0, 1.0);
  for (const Field& field : layout.fields()) {
    double size = 1e3 * field.atol;
    for (std::size_t i = field.first; i < field.first + field.size(); ++i) size = std::max(size, 0.02 * std::abs(y[i]));
    for (std::size_t i = field.first; i < field.first + field.size(); ++i) y[i] += size * uniform(random);
  }
  return y;
}

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

// Rows of a cell differ by ten orders of magnitude, so the two are compared unit by unit: potentials with the largest
// change of a potential, currents with the largest of a current.
TEST_CASE("the condensed Newton step of every kind of cell equals KLU's to 1e-10", "[cells][linear]") {
  for (const Specimen& specimen : all_specimens()) {
    const auto cell = cell_from(specimen.text);
    DaeSystem& system = cell->system();
    const Pattern& pattern = system.pattern();
    INFO(specimen.name);
    REQUIRE(CondensedSolver::applicable(system.layout(), pattern));
    CondensedSolver condensed(system.layout(), pattern);
    KluSolver klu(pattern);
    std::vector<double> dFdy(pattern.nonzeros()), dFdydot(dFdy), matrix(dFdy);
    for (const State& state : random_states(*cell)) {
      std::vector<double> r(state.y.size());
      REQUIRE(system.residual(0.0, state.y, state.ydot, r));
      REQUIRE(system.jacobian(0.0, state.y, state.ydot, dFdy, dFdydot));
      for (const double cj : {1e4, 1.0, 1e-3}) {
        for (std::size_t k = 0; k < matrix.size(); ++k) matrix[k] = dFdy[k] + cj * dFdydot[k];
        std::vector<double> a = r, b = r;
        REQUIRE(condensed.factor(matrix));
        REQUIRE(klu.factor(matrix));
        condensed.solve(a);
        klu.solve(b);
        std::map<std::string, double> difference, size;
        for (const Field& field : system.layout().fields()) {
          for (std::size_t i = field.first; i < field.first + field.size(); ++i) {
            difference[field.unit] = std::max(difference[field.unit], std::abs(a[i] - b[i]));
            size[field.unit] = std::max(size[field.unit], std::abs(b[i]));
          }
        }
        for (const auto& [unit, largest] : size) {
          INFO(fmt::format("{} at cj = {}: {:.3e} of {:.3e}", unit, cj, difference[unit], largest));
          CHECK(difference[unit] <= 1e-10 * largest);
        }
      }
    }
    CHECK(condensed.fallbacks() == 0);
  }
}
