// SPDX-License-Identifier: BSD-3-Clause
// Stretches that an input with kinks drives: steps of TR-BDF2 in place of IDA's.
#include "tests/solvers/allocation_counter.hpp"
#include "tests/solvers/small_models.hpp"
#include "tests/support/worse.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>

using namespace vitrion;
using namespace vitrion::test;

namespace {

/// u' = k (s(t) − u),  a = 2u + s(t),  q' = s(t):  a relaxation, what follows the input at once, and its integral.
class Followers : public Small {
 public:
  explicit Followers(double rate) : k(rate) {
    unknown("u", Kind::differential, 1e-9);
    unknown("a", Kind::algebraic, 1e-9);
    unknown("q", Kind::differential, 1e-9);
    names_ = {"q above its limit"};
  }
  double k, limit = 1e9;
  std::function<double(double)> input = [](double t) { return std::sin(t); };
  void events(double, std::span<const double> y, std::span<double> g) const { g[0] = limit - y[2]; }
  template <class S>
  void residual(double t, std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>&) const {
    const double s = input(t);
    r[0] = ydot[0] - k * (s - y[0]);
    r[1] = y[1] - 2.0 * y[0] - s;
    r[2] = ydot[2] - s;
  }
};

/// s(0), s(1), … with straight lines between.
double zigzag(double t) {
  const auto at = [](double i) { return std::sin(i * i) + 0.3; };
  const double i = std::floor(t);
  return at(i) + (t - i) * (at(i + 1.0) - at(i));
}

double integral_of_zigzag(double t) {
  const double last = std::floor(t);
  double sum = 0.0;
  for (double i = 0.0; i < last; i += 1.0) sum += 0.5 * (zigzag(i) + zigzag(i + 1.0));
  return sum + 0.5 * (t - last) * (zigzag(last) + zigzag(t));
}

/// sin driving u' = s − u from 0: u = (sin t − cos t + e^−t)/2.
double error_of_u(double step) {
  Followers model(1.0);
  Run<Followers> run(model, {0.0, 0.0, 0.0}, {.relative = 1e6});
  run.solver.set_driven(true);
  run.solver.start(0.0, run.y);
  run.solver.set_max_step(step);
  run.to(4.0);
  const double exact = 0.5 * (std::sin(4.0) - std::cos(4.0) + std::exp(-4.0));
  CHECK(run.solver.y()[1] == Approx(2.0 * run.solver.y()[0] + std::sin(4.0)).epsilon(1e-12));
  return std::abs(run.solver.y()[0] - exact);
}

}  // namespace

TEST_CASE("driven steps are of second order", "[solvers][driven]") {
  const double coarse = error_of_u(0.0625), fine = error_of_u(0.03125), finer = error_of_u(0.015625);
  CHECK(std::log2(coarse / fine) == Approx(2.0).margin(0.15));
  CHECK(std::log2(fine / finer) == Approx(2.0).margin(0.1));
}

TEST_CASE("driven steps take up the integral of a piecewise linear input to round-off", "[solvers][driven]") {
  for (const double relative : {1e3, 1e-4, 1e-8}) {
    Followers model(1.0);
    model.input = zigzag;
    Run<Followers> run(model, {0.0, 0.0, 0.0}, {.relative = relative});
    run.solver.set_driven(true);
    run.solver.start(0.0, run.y);
    double worst = 0.0;
    const std::size_t before = allocations();
    for (int i = 1; i <= 500; ++i) {
      while (run.solver.advance(i).why == Stop::Why::step) {
      }
      const double between = run.solver.time() - 0.3 * run.solver.last_step();
      run.solver.interpolate(between, run.y);
      worst = worse(worst, std::abs(run.y[2] - integral_of_zigzag(between)));
      worst = worse(worst, std::abs(run.solver.y()[2] - integral_of_zigzag(i)));
    }
    CHECK(allocations() == before);
    INFO(worst);
    CHECK(worst < 1e-11);
    if (relative == 1e3) CHECK(run.solver.statistics().steps < 510);
  }
}

// What is stiff follows its input within a step, with nothing left of the state before: u is the input to within the
// rate of the input over k.
TEST_CASE("driven steps do not ring, however stiff the system is", "[solvers][driven]") {
  Followers model(1e9);
  model.input = zigzag;
  Run<Followers> run(model, {0.5, 0.0, 0.0}, {.relative = 1e-3});
  run.solver.set_driven(true);
  run.solver.start(0.0, run.y);
  for (int i = 1; i <= 50; ++i) {
    run.to(i);
    REQUIRE(run.solver.y()[0] == Approx(zigzag(i)).margin(1e-8));
  }
}

TEST_CASE("an event inside a driven step ends it there, and the run goes on from there", "[solvers][driven]") {
  Followers model(1.0);
  model.input = [](double) { return 2.0; };
  model.limit = 1.5;
  Run<Followers> run(model, {0.0, 0.0, 0.0});
  run.solver.set_driven(true);
  run.solver.start(0.0, run.y);
  Stop stop = run.to(10.0);
  REQUIRE(stop.why == Stop::Why::event);
  CHECK(stop.event == 0);
  CHECK(stop.t == Approx(0.75).epsilon(1e-12));
  CHECK(run.solver.time() == stop.t);
  CHECK(run.solver.y()[2] == Approx(1.5).epsilon(1e-12));
  stop = run.to(10.0);
  CHECK(stop.why == Stop::Why::reached_end);
  CHECK(run.solver.y()[2] == Approx(20.0).epsilon(1e-12));
  CHECK(run.solver.y()[0] == Approx(2.0 - 2.0 * std::exp(-10.0)).epsilon(1e-4));
}

TEST_CASE("a driven step that has no solution is tried shorter, and given up by name", "[solvers][driven]") {
  Ramp ramp({});
  ramp.wall = 0.5;
  Run<Ramp> run(ramp, {1.0, 2.0});
  run.solver.set_driven(true);
  run.solver.start(0.0, run.y);
  CHECK_THROWS_AS(run.to(1.0), SolverError);
  CHECK(run.solver.time() == Approx(0.5).margin(1e-6));
  CHECK(run.solver.y()[0] == Approx(0.5).margin(1e-6));
}
