// SPDX-License-Identifier: BSD-3-Clause
// Accuracy, conservation and work of the solver.
#include "tests/solvers/allocation_counter.hpp"
#include "tests/solvers/small_models.hpp"
#include "tests/support/toy_cell.hpp"
#include "tests/support/worse.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <span>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace vitrion;
using namespace vitrion::test;

namespace {

/// Robertson's chemical kinetics as a DAE of index one: y1 + y2 + y3 = 1 replaces the third equation.
class Robertson : public Small {
 public:
  Robertson() {
    unknown("y1", Kind::differential, 1e-14);
    unknown("y2", Kind::differential, 1e-20);
    unknown("y3", Kind::algebraic, 1e-10);
  }
  template <class S>
  void residual(double, std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>&) const {
    r[0] = ydot[0] + 0.04 * y[0] - 1e4 * y[1] * y[2];
    r[1] = ydot[1] - 0.04 * y[0] + 1e4 * y[1] * y[2] + 3e7 * y[1] * y[1];
    r[2] = y[0] + y[1] + y[2] - 1.0;
  }
};

/// Heat in an insulated rod, with a conductivity that depends on temperature; Σ T is conserved.
class Rod : public Small {
 public:
  explicit Rod(std::size_t n) {
    std::vector<double> x(n);
    for (std::size_t k = 0; k < n; ++k) x[k] = static_cast<double>(k);
    layout_.add({"T", "K", Kind::differential, 1e-4, x, {}});
  }
  template <class S>
  void residual(double t, std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>&) const {
    const std::size_t n = y.size();
    S left = 0.0;
    for (std::size_t k = 0; k < n; ++k) {
      S right = 0.0;
      if (k + 1 < n) right = (1.0 + 0.1 * y[k] * y[k + 1]) * (y[k] - y[k + 1]);
      const double stirred = std::sin(3.0 * t + static_cast<double>(k)) - std::sin(3.0 * t + double((k + 1) % n));
      r[k] = ydot[k] + right - left - stirred;
      left = right;
    }
  }
};

}  // namespace

// Reference at the end: Mazzia & Magherini, Test Set for IVP Solvers 2.4 (2008), problem ROBER. In between, the values
// printed by IDA's own example, to the four digits on which its versions agree.
TEST_CASE("Robertson's problem comes out as in the literature, twelve decades of time long", "[solvers][ida]") {
  Robertson model;
  Run<Robertson> run(model, {1.0, 0.0, 0.0}, {.relative = 1e-9});
  run.solver.start(0.0, run.y);
  CHECK(run.solver.ydot()[0] == Approx(-0.04));
  CHECK(run.solver.ydot()[1] == Approx(0.04));
  CHECK(run.solver.ydot()[2] == Approx(0.0).margin(1e-12));
  const double between[][4] = {{0.4, 9.8517e-01, 3.3864e-05, 1.4794e-02},
                               {4e1, 7.1582e-01, 9.1851e-06, 2.8416e-01},
                               {4e3, 1.8320e-01, 8.9423e-07, 8.1680e-01}};
  for (const auto& row : between) {
    CHECK(run.to(row[0]).why == Stop::Why::reached_end);
    CHECK(run.solver.time() == row[0]);
    for (std::size_t i = 0; i < 3; ++i) CHECK(run.solver.y()[i] == Approx(row[i + 1]).epsilon(1e-4));
  }
  run.to(1e11);
  CHECK(run.solver.y()[0] == Approx(0.2083340149701255e-07).epsilon(1e-6));
  CHECK(run.solver.y()[1] == Approx(0.8333360770334713e-13).epsilon(1e-6));
  CHECK(run.solver.y()[2] == Approx(0.9999999791665050).epsilon(1e-12));
}

// Each Newton step keeps Σ T to round-off, because its matrix has the current cj; what is left is the rounding of some
// 10⁴ additions to each of 20 numbers of size one.
TEST_CASE("ten thousand steps of a heat chain keep its heat to 1e-13", "[solvers][ida][conservation]") {
  Rod rod(20);
  std::vector<double> y(20);
  for (std::size_t k = 0; k < 20; ++k) y[k] = 1.0 + 0.5 * std::sin(static_cast<double>(k));
  Run<Rod> run(rod, y);
  double before = 0.0, after = 0.0;
  for (const double value : y) before += value;
  run.solver.start(0.0, run.y);
  run.solver.set_max_step(0.05);
  run.to(550.0);
  for (const double value : run.solver.y()) after += value;
  CHECK(run.solver.statistics().steps > 10'000);
  CHECK(std::abs(after - before) / before < 1e-13);
}

TEST_CASE("the toy cell keeps its lithium through a discharge to 1e-12", "[solvers][ida][conservation]") {
  for (const auto kind : {LinearSolverKind::klu, LinearSolverKind::condensed}) {
    ToyCell cell({10, 5, 10, 8});
    Run<ToyCell> run(cell, cell.initial_state(), {}, {}, kind);
    run.solver.start(0.0, run.y);
    const double before = cell.lithium(run.solver.y());
    const Stop stop = run.to(1e5);
    CHECK(stop.why == Stop::Why::event);
    CHECK(stop.event == 0);
    CHECK(run.solver.y()[cell.voltage_index()] == Approx(cell.cut_off).epsilon(1e-9));
    CHECK(std::abs(cell.lithium(run.solver.y()) / before - 1.0) < 1e-12);
  }
}

// Counts, so that a slow-down is seen without a clock. Measured: 99 steps, 158 residuals, 11 Jacobians.
TEST_CASE("a discharge takes fewer than two residuals a step and hardly any Jacobians", "[solvers][ida]") {
  ToyCell cell({10, 5, 10, 8});
  Run<ToyCell> run(cell, cell.initial_state());
  run.solver.start(0.0, run.y);
  run.to(1e5);
  const Statistics& s = run.solver.statistics();
  CHECK(s.steps < 130);
  CHECK(s.residuals < 2 * s.steps);
  CHECK(s.newton_iterations < 2 * s.steps);
  CHECK(s.jacobians < s.steps / 6);
  CHECK(s.factorisations < s.steps / 2);
  CHECK(s.convergence_failures == 0);
  CHECK(s.linear_fallbacks == 0);
  CHECK(s.starts == 1);
}

TEST_CASE("the error of a discharge falls with the tolerance", "[solvers][ida]") {
  const auto end_of_discharge = [](double relative) {
    ToyCell cell({10, 5, 10, 8});
    Run<ToyCell> run(cell, cell.initial_state(), {.relative = relative, .absolute_scale = relative / 1e-4});
    run.solver.start(0.0, run.y);
    return run.to(1e5).t;
  };
  const double exact = end_of_discharge(1e-9);
  CHECK(std::abs(end_of_discharge(1e-4) - exact) < 1e-4 * exact);
  CHECK(std::abs(end_of_discharge(1e-6) - exact) < 1e-6 * exact);
}

TEST_CASE("advancing allocates nothing", "[solvers][ida]") {
  ToyCell cell({10, 5, 10, 8});
  for (const auto kind : {LinearSolverKind::condensed, LinearSolverKind::klu}) {
    Run<ToyCell> run(cell, cell.initial_state(), {}, {}, kind);
    run.solver.start(0.0, run.y);
    const std::size_t before = allocations();
    run.to(1e5);
    CHECK(allocations() == before);
  }
}

TEST_CASE("solvers in several threads give the same bits as one alone", "[solvers][ida]") {
  const auto discharge = [](std::vector<double>& result) {
    ToyCell cell({10, 5, 10, 8});
    Run<ToyCell> run(cell, cell.initial_state());
    run.solver.start(0.0, run.y);
    run.to(1e5);
    result.assign(run.solver.y().begin(), run.solver.y().end());
  };
  std::vector<double> alone, first, second;
  discharge(alone);
  std::thread one(discharge, std::ref(first)), two(discharge, std::ref(second));
  one.join();
  two.join();
  CHECK(first == alone);
  CHECK(second == alone);
}

TEST_CASE("a second start gives the same run as the first", "[solvers][ida]") {
  ToyCell cell({6, 3, 6, 5});
  Run<ToyCell> run(cell, cell.initial_state());
  run.solver.start(0.0, run.y);
  run.to(600.0);
  const std::vector<double> first(run.solver.y().begin(), run.solver.y().end());
  run.y = cell.initial_state();
  run.solver.start(0.0, run.y);
  run.to(600.0);
  CHECK(std::equal(first.begin(), first.end(), run.solver.y().begin()));
  CHECK(run.solver.statistics().starts == 2);
}

// A current that jumps about by tens of A/m² from second to second, linear in between: 600 kinks. The voltage is
// compared with a run that resolves every stretch; a first-order answer to one ramp of 1 s is wrong by a millivolt or
// so.
TEST_CASE("a drive cycle takes one or two steps a sample and follows the voltage to a few millivolts",
          "[solvers][ida]") {
  const auto current = [](double t) {
    const auto sample = [](double k) { return -20.0 + 20.0 * std::sin(k * k) + 10.0 * std::cos(3.0 * k); };
    const double k = std::floor(t);
    return sample(k) + (t - k) * (sample(k + 1.0) - sample(k));
  };
  const auto drive = [&](bool driven, double relative, std::vector<double>& voltage) {
    ToyCell cell({10, 5, 10, 8});
    cell.applied_current = current;
    Run<ToyCell> run(cell, cell.initial_state(), {.relative = relative});
    run.solver.set_driven(driven);
    run.solver.start(0.0, run.y);
    for (int k = 1; k <= 600; ++k) {
      run.to(k);
      voltage.push_back(run.solver.y()[cell.voltage_index()]);
    }
    return run.solver.statistics().steps;
  };
  std::vector<double> exact, coarse;
  drive(false, 1e-6, exact);
  const std::size_t steps = drive(true, 3e-3, coarse);
  CHECK(steps < 2 * 600);
  double worst = 0.0;
  for (std::size_t k = 0; k < exact.size(); ++k) worst = worse(worst, std::abs(exact[k] - coarse[k]));
  CHECK(worst < 5e-3);
}

TEST_CASE("the state inside the last step is interpolated", "[solvers][ida]") {
  Ramp ramp({});
  Run<Ramp> run(ramp, {1.0, 0.0});
  run.solver.start(0.0, run.y);
  run.solver.set_max_step(0.1);
  run.to(1.0);
  const double t = run.solver.time() - 0.5 * run.solver.last_step();
  run.solver.interpolate(t, run.y);
  CHECK(run.y[0] == Approx(1.0 - t).epsilon(1e-12));
  CHECK(run.y[1] == Approx(2.0 - 2.0 * t).epsilon(1e-12));
  CHECK_THROWS_AS(run.solver.interpolate(0.0, run.y), std::logic_error);
}
