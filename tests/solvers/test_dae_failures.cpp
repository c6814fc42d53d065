// SPDX-License-Identifier: BSD-3-Clause
// What stands in the way of a run: states that became inconsistent, exhausted species, walls, mistakes of a model.
#include "tests/solvers/small_models.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <span>
#include <string>
#include <vector>

using namespace vitrion;
using namespace vitrion::test;

namespace {

/// Species that are consumed at rates of half order, w' = −k s with s|s| = w, from one to the next: w = (√w₀ − k t/2)²
/// until nothing is left of the first, where the equation for its s becomes singular.
class Consumption : public Small {
 public:
  Consumption() {
    layout_.add({"w", "1", Kind::differential, 1e-3, {0.0, 1.0, 2.0, 3.0}, {}});
    layout_.add({"s", "1", Kind::algebraic, 1e-2, {0.0, 1.0, 2.0, 3.0}, {}});
  }
  template <class S>
  void residual(double, std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>&) const {
    using std::abs;
    S made(0.0);
    for (std::size_t i = 0; i < 4; ++i) {
      const S& s = y[4 + i];
      const S rate = std::pow(0.5, static_cast<double>(i)) * s;
      r[i] = ydot[i] - made + rate;
      r[4 + i] = y[i] - s * (abs(s) + 1e-10);
      made = rate;
    }
  }
};

}  // namespace

// The jump is a thousand million tolerances, too far for any step; IDA alone would give up.
TEST_CASE("a state that is no longer consistent is made so, and the run goes on", "[solvers][ida]") {
  Ramp ramp({});
  Run<Ramp> run(ramp, {1.0, 0.0}, {.relative = 1e-9});
  run.solver.start(0.0, run.y);
  while (run.solver.time() < 0.5) run.solver.advance(2.0);
  ramp.factor = 3.0;
  CHECK(run.to(2.0).why == Stop::Why::reached_end);
  CHECK(run.solver.y()[0] == Approx(-1.0).epsilon(1e-10));
  CHECK(run.solver.y()[1] == Approx(-3.0).epsilon(1e-10));
  CHECK(run.solver.statistics().recoveries == 1);
}

// At first there is nothing of the last three species, in the end of none; 152 to 227 steps and 64 to 86 Jacobians were
// measured. With undamped iterations no step succeeds.
TEST_CASE("species that are used up one after the other do not stop a run", "[solvers][ida]") {
  for (const double rtol : {1e-2, 1e-3, 1e-4, 1e-5, 1e-6}) {
    Consumption consumption;
    Run<Consumption> run(consumption, {1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0}, {.relative = rtol});
    run.solver.start(0.0, run.y);
    run.to(1.0);
    CHECK(run.solver.y()[0] == Approx(0.25).margin(1e-2));
    CHECK(run.to(100.0).why == Stop::Why::reached_end);
    for (const double w : run.solver.y().first(4)) CHECK(w == Approx(0.0).margin(1e-3));
    CHECK(run.solver.statistics().steps < 270);
    CHECK(run.solver.statistics().jacobians < 105);
  }
}

TEST_CASE("a wall in the window ends the run with the time, the flag and the unknowns, and the state is kept",
          "[solvers][ida][errors]") {
  Ramp ramp({});
  Run<Ramp> run(ramp, {1.0, 0.0});
  run.solver.start(0.0, run.y);
  ramp.wall = 0.5;
  try {
    run.to(2.0);
    FAIL("the wall was passed");
  } catch (const SolverError& error) {
    CHECK(error.flag() == "IDA_CONV_FAIL");
    CHECK(error.time() == Approx(0.5).epsilon(1e-6));
    CHECK(error.time() == run.solver.time());
    CHECK(error.step() < 1e-9);
    CHECK(std::string(error.what()).rfind("no step down to ", 0) == 0);
    CHECK(run.solver.y()[0] == Approx(0.5).epsilon(1e-6));
  }
}

TEST_CASE("what a model throws comes out of advance unchanged", "[solvers][ida][errors]") {
  Ramp ramp({});
  Run<Ramp> run(ramp, {1.0, 0.0});
  run.solver.start(0.0, run.y);
  run.solver.advance(1.0);
  ramp.throws = true;
  CHECK_THROWS_WITH(run.to(2.0), "a mistake in a model");
}

TEST_CASE("a run that takes too many steps, or hardly moves, is ended", "[solvers][ida][errors]") {
  Ramp ramp({});
  Run<Ramp> few(ramp, {1.0, 0.0}, {}, {.most_steps = 10});
  few.solver.start(0.0, few.y);
  few.solver.set_max_step(0.01);
  CHECK_THROWS_WITH(few.to(1.0), Catch::StartsWith("more than 10 steps at t = 0."));

  Run<Ramp> slow(ramp, {1.0, 0.0}, {.relative = 1e-4}, {.slowest_progress = 1e-2});
  slow.solver.start(0.0, slow.y);
  slow.solver.set_max_step(1e-3);
  CHECK_THROWS_WITH(slow.to(10.0), Catch::StartsWith("a thousand steps advanced only 1 s at t = "));
}

TEST_CASE("the message of a solver error names time, flag and the worst unknowns", "[solvers][errors]") {
  StateLayout layout;
  layout.add({"c_e", "mol/m3", Kind::differential, 1.0, {0.0, 1.0, 2.0}, {}});
  layout.add({"V", "V", Kind::algebraic, 1.0, {}, {}});
  const std::vector<double> error{1.0, -30.0, 0.0, 0.5}, weight{1.0, 2.0, 1.0, 10.0};
  const SolverError all("no step down to 1e-13 s succeeds", 1843.25, 1e-13, "IDA_ERR_FAIL",
                        worst_unknowns(layout, error, weight));
  CHECK(std::string(all.what()) ==
        "no step down to 1e-13 s succeeds at t = 1843.25 s (IDA_ERR_FAIL); largest errors, in tolerances: "
        "c_e[x=1] (60), V (5), c_e[x=0] (1)");
  CHECK(all.worst().front().unknown == "c_e[x=1]");
  CHECK(std::string(SolverError("more than 10 steps", 2.0, 0.0, "", {}).what()) == "more than 10 steps at t = 2 s");
}
