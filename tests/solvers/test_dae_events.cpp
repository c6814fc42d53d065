// SPDX-License-Identifier: BSD-3-Clause
// Events: where a step ends, and what is known of them before it begins.
#include "tests/solvers/small_models.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace vitrion;
using namespace vitrion::test;

TEST_CASE("a step ends at an event, and at the requested time otherwise", "[solvers][ida][events]") {
  Ramp ramp({0.5, 0.25});
  Run<Ramp> run(ramp, {1.0, 0.0});
  run.solver.start(10.0, run.y);
  CHECK(run.y[1] == Approx(2.0));
  CHECK(run.solver.violated_at_start().empty());
  Stop stop = run.to(12.0);
  CHECK(stop.why == Stop::Why::event);
  CHECK(stop.event == 0);
  CHECK(stop.t == Approx(10.5).epsilon(1e-12));
  CHECK(run.solver.y()[0] == Approx(0.5).epsilon(1e-10));
  stop = run.to(12.0);
  CHECK(stop.event == 1);
  CHECK(stop.t == Approx(10.75).epsilon(1e-12));
  stop = run.to(12.0);
  CHECK(stop.why == Stop::Why::reached_end);
  CHECK(stop.t == 12.0);
  CHECK(run.solver.advance(12.0).why == Stop::Why::reached_end);
}

TEST_CASE("events already beyond, or leaving from exactly zero, are known at the start", "[solvers][ida][events]") {
  Ramp ramp({1.0, 2.0, 0.5});  // u starts at 1: on the first, beyond the second
  Run<Ramp> run(ramp, {1.0, 0.0});
  run.solver.start(0.0, run.y);
  CHECK(std::vector<int>(run.solver.violated_at_start().begin(), run.solver.violated_at_start().end()) ==
        std::vector<int>{0, 1});
}

TEST_CASE("an event that begins at zero and moves inside does not fire", "[solvers][ida][events]") {
  Ramp ramp({1.0});
  ramp.slope = 1.0;
  Run<Ramp> run(ramp, {1.0, 0.0});
  run.solver.start(0.0, run.y);
  CHECK(run.solver.violated_at_start().empty());
  CHECK(run.to(5.0).why == Stop::Why::reached_end);

  ramp.slope = 0.0;  // and one that stays there does not either
  run.y = {1.0, 0.0};
  run.solver.start(0.0, run.y);
  CHECK(run.solver.violated_at_start().empty());
  CHECK(run.to(5.0).why == Stop::Why::reached_end);
}
