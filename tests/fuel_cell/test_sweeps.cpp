// SPDX-License-Identifier: BSD-3-Clause
// Polarisation curves by protocol: steady points that are solved directly, and transients.
#include "tests/fuel_cell/balance.hpp"
#include "tests/fuel_cell/fuel_cells.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace vitrion;
using namespace vitrion::test;

namespace {

constexpr const char* glass = "h2-o2-dema-glass";
constexpr const char* nafion = "h2-air-nafion";

}  // namespace

TEST_CASE("a sweep in steady points is solved for its states of rest", "[fuel_cell][steady][work]") {
  struct Curve {
    const char *cell, *sweep;
    std::size_t most_iterations;
  };
  for (const auto& [name, sweep, most_iterations] :
       {Curve{glass, "Sweep voltage from 0.95 V to 0.35 V in 30 points", 150},
        Curve{nafion, "Sweep voltage from 0.98 V to 0.4 V in 30 points", 300}}) {
    INFO(name);
    const auto cell = library_cell(name);
    const Recording r = run(*cell, sweep);
    REQUIRE(r.result.outcome == ExperimentResult::Outcome::finished);
    REQUIRE(r.steps.size() == 30);
    CHECK(r.result.statistics.steps == 0);
    CHECK(r.result.steady.newton_iterations < most_iterations);
    CHECK(r.result.t_end == Approx(30 * 60.0));

    Polarisation rest(*cell, 1e-9);
    const auto points = ends(r);
    for (const std::size_t k : {4u, 15u, 29u}) {
      INFO(points[k].V << " V");
      CHECK(-points[k].I == Approx(rest.current(points[k].V)).epsilon(1e-5));
    }
    CHECK(points.back().Q - points[28].Q == Approx(60.0 * points.back().I).epsilon(1e-9));
    CHECK(largest_defect(*cell, r) < 1e-9);
  }
}

TEST_CASE("a steady point is the end of the transient that asks for a time", "[fuel_cell][steady]") {
  const auto cell = library_cell(nafion, coarse);
  const Recording at_once = run(*cell, "Discharge at 1 A/cm2 until steady", tight());
  const Recording in_time = run(*cell, "Discharge at 1 A/cm2 for 1 h", tight());
  CHECK(at_once.steps[0].reason == "the voltage was steady");
  CHECK(at_once.result.statistics.steps == 0);
  CHECK(in_time.result.statistics.steps > 10);
  CHECK(at_once.last().V == Approx(in_time.last().V).margin(1e-7));
}

TEST_CASE("whoever asks for what happens on the way gets the transient", "[fuel_cell][steady]") {
  const auto cell = library_cell(glass);
  for (const char* sentence :
       {"Hold at 0.6 V for 10 s", "Hold at 0.6 V until steady (1 s period)", "Hold at 0.6 V for 1 min or until steady",
        "Sweep voltage from 0.9 V to 0.8 V at 10 mV/s", "Sweep voltage from 0.9 V to 0.8 V in 3 points of 5 s"}) {
    INFO(sentence);
    CHECK(run(*cell, sentence).result.statistics.steps > 0);
  }
}

TEST_CASE("a steady point beyond what oxygen can feed ends as its transient does", "[fuel_cell][steady][limits]") {
  const auto cell = library_cell(glass, {"positive.gas.composition={O2: 0.001, N2: 0.999}"});
  const Recording r = run(*cell, "Discharge at 1000 A/m2 until steady");
  CHECK(r.result.outcome == ExperimentResult::Outcome::physical_limit);
  CHECK(r.steps.back().reason == "oxygen starvation");
}

// Before the double layers and the gases are at rest a jump of the voltage gives far more than the cell can.
TEST_CASE("peak power leaves out what a jump of the voltage gives for a moment", "[fuel_cell][power]") {
  const auto cell = library_cell(glass);
  const Recording jumped = run(*cell, "Rest for 10 s; Hold at 0.5 V for 100 s");
  const auto names = cell->summary_names();
  REQUIRE(names[0].name == "Peak Power");
  const double peak = jumped.cycles.back().summary[0];
  double largest = 0.0;
  for (const auto& row : jumped.rows) largest = std::max(largest, jumped.output(row, "Generated Power"));
  const double at_rest = jumped.output(jumped.last(), "Generated Power");
  CHECK(largest > 1.5 * at_rest);
  CHECK(peak == Approx(at_rest).epsilon(0.01));
  CHECK(jumped.cycles.back().summary[2] == Approx(0.5).margin(1e-9));

  // The same from the steady points of a sweep, of which one is the peak.
  const Recording swept = run(*cell, "Sweep voltage from 0.95 V to 0.35 V in 61 points");
  double best = 0.0;
  for (const auto& row : ends(swept)) best = std::max(best, swept.output(row, "Generated Power"));
  CHECK(swept.cycles.back().summary[0] == Approx(best).epsilon(1e-12));
}
