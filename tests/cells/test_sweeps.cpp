// SPDX-License-Identifier: BSD-3-Clause
// Voltage sweeps, continuous and in points, on cells that are known in closed form.
#include "params/constants.hpp"
#include "tests/cells/parts.hpp"
#include "tests/cells/running.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace vitrion;
using namespace vitrion::test;

namespace {

constexpr double T = 300.0, L = 1e-4, kappa = 0.01, i0 = 100.0;

std::unique_ptr<Cell> resistor() { return cell_from(symmetric_cell(single_ion(kappa), layer("glass", L, 4), i0, T)); }

double voltage(double I) { return I * L / kappa + 4.0 * gas_constant * T / faraday * std::asinh(I / (2.0 * i0)); }

}  // namespace

TEST_CASE("a sweep goes up and down at its rate", "[cells][sweep]") {
  const auto cell = resistor();
  const Recording r = run(
      *cell, "Sweep voltage from -0.5 V to 1 V at 10 mV/s (10 s period); Sweep voltage to 0.2 V at 20 mV/s", tight());
  REQUIRE(r.steps.size() == 2);
  CHECK(r.steps[0].t_end - r.steps[0].t_begin == Approx(150.0));
  CHECK(r.steps[1].t_end - r.steps[1].t_begin == Approx(40.0));
  for (const double t : {0.0, 10.0, 100.0, 150.0}) {
    CHECK(r.at(t).V == Approx(-0.5 + 0.01 * t).margin(1e-9));
    CHECK(voltage(r.at(t).I) == Approx(r.at(t).V).margin(1e-7));
  }
  CHECK(r.steps[1].V_end == Approx(0.2).margin(1e-9));
}

TEST_CASE("a sweep ends at what it says", "[cells][sweep]") {
  const auto cell = resistor();
  const Recording r = run(*cell, "Sweep voltage from 0 V to 1 V at 10 mV/s until current > 2 mA/cm2", tight());
  CHECK(r.steps[0].end == StepEnd::limit);
  CHECK(r.last().I == Approx(20.0).epsilon(1e-6));
  CHECK(r.last().V == Approx(voltage(20.0)).epsilon(1e-6));
}

TEST_CASE("a sweep in points holds each of them", "[cells][sweep]") {
  const auto cell = resistor();
  const Recording steady = run(*cell, "Sweep voltage from 1.0 V to 0.3 V in 8 points", tight());
  REQUIRE(steady.steps.size() == 8);
  for (std::size_t k = 0; k < 8; ++k) {
    CHECK(steady.steps[k].V_end == Approx(1.0 - 0.1 * static_cast<double>(k)).margin(1e-9));
    CHECK(steady.steps[k].reason == "the current was steady");
  }
  const Recording timed = run(*cell, "Sweep voltage from 0 V to 1 V in 3 points of 2 min", tight());
  REQUIRE(timed.steps.size() == 3);
  CHECK(timed.steps[1].V_end == Approx(0.5).margin(1e-9));
  CHECK(timed.result.t_end == Approx(360.0));
}

// Bruce–Vincent: at a constant voltage the current of a binary electrolyte falls to a third as its concentration
// profile builds up, within some L²/D = 1000 s.
TEST_CASE("a hold until steady ends when the salt has found its profile", "[cells][sweep]") {
  const auto cell = cell_from(symmetric_cell(binary(0.1, 1e-11, 0.4, 1000.0), layer("gel", 1e-4, 40), 1e4, T, 5e-3));
  const Recording until_steady = run(*cell, "Hold at 10 mV until steady", tight(1e-6));
  CHECK(until_steady.steps[0].reason == "the current was steady");
  CHECK(until_steady.result.t_end < 2000.0);
  CHECK(until_steady.last().I < 0.5 * until_steady.rows.front().I);
  const Recording long_after = run(*cell, "Hold at 10 mV for 10 h", tight(1e-6));
  CHECK(until_steady.last().I == Approx(long_after.last().I).epsilon(1e-4));
}

TEST_CASE("a sweep or a hold beyond the voltage limits of the cell is refused", "[cells][sweep][errors]") {
  const auto cell = resistor();  // −5 V to 5 V
  CHECK(complaint(*cell, "Rest for 1 h; Sweep voltage from 0 V to 6 V at 1 mV/s") ==
        "test.yaml:1:15: the sweep reaches 6 V, beyond the upper voltage limit of the cell, 5 V\n"
        "  sweep between -5 V and 5 V");
  CHECK(complaint(*cell, "Sweep voltage from -5.5 V to 1 V in 10 points") ==
        "test.yaml:1:1: the sweep reaches -5.5 V, beyond the lower voltage limit of the cell, -5 V\n"
        "  sweep between -5 V and 5 V");
  CHECK(complaint(*cell, "Hold at 5 V for 1 h; Hold at 5.1 V for 1 h") ==
        "test.yaml:1:22: the step holds 5.1 V, beyond the upper voltage limit of the cell, 5 V\n"
        "  hold between -5 V and 5 V");
}

TEST_CASE("every chemistry sweeps both ways, and the parts of its voltage sum to it", "[cells][sweep]") {
  struct Swept {
    const char *cell, *sentences;
    double V_turn, V_end;
  };
  const Swept all[] = {
      {"graphite-nmc", "Sweep voltage to 3.5 V at 2 mV/s; Sweep voltage to 4.1 V at 2 mV/s", 3.5, 4.1},
      {"proton-moo3-glass", "Sweep voltage to 0.9 V at 1 mV/s; Sweep voltage to 0.5 V at 1 mV/s", 0.9, 0.5},
      {"h2-o2-dema-glass", "Sweep voltage from 0.9 V to 0.4 V at 1 mV/s; Sweep voltage to 0.9 V at 1 mV/s", 0.4, 0.9},
      {"li-s-cycling", "Sweep voltage to 2.2 V at 0.1 mV/s; Sweep voltage to 2.35 V at 0.1 mV/s", 2.2, 2.35},
  };
  for (const Swept& swept : all) {
    const auto cell = library_cell(swept.cell);
    const Recording r = run(*cell, swept.sentences);
    INFO(swept.cell << ": " << r.result.reason);
    REQUIRE(r.result.outcome == ExperimentResult::Outcome::finished);
    CHECK(r.steps[0].V_end == Approx(swept.V_turn).margin(1e-9));
    CHECK(r.steps[1].V_end == Approx(swept.V_end).margin(1e-9));
    for (const Recording::Row& row : r.rows) {
      double sum = 0.0;
      for (std::size_t k = 0; k < cell->loss_terms(); ++k) sum += row.outputs[k];
      CHECK(sum == Approx(row.V).margin(1e-9));
    }
  }
}
