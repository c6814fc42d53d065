// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/autodiff_system.hpp"
#include "solvers/consistent_start.hpp"
#include "solvers/solver_error.hpp"
#include "tests/support/toy_cell.hpp"
#include "tests/support/worse.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace {

using namespace vitrion;
using test::ToyCell;

template <class M>
struct Fixture {
  Fixture(M& model, std::vector<double> guess)
      : y(std::move(guess)),
        ydot(y.size()),
        system(model, y),
        matrix(system, LinearSolverKind::automatic),
        weights(system.layout(), {.relative = 1e-6}),
        consistent_start(system, matrix, weights) {}
  std::vector<double> y, ydot;
  AutodiffSystem<M> system;
  IterationMatrix matrix;
  ErrorWeights weights;
  ConsistentStart consistent_start;

  double largest_residual(double t) {
    std::vector<double> r(y.size());
    double largest = 0.0;
    if (!system.residual(t, y, ydot, r)) return 1e300;
    for (const double value : r) largest = test::worse(largest, std::abs(value));
    return largest;
  }
};

/// u' = v + t, v' = -u coupled through a mass matrix; w and z algebraic, w = u v, and exp(z) = strength · w.
class Mixed {
 public:
  template <class S>
  struct Workspace {
    explicit Workspace(const Mixed&) {}
  };
  Mixed() {
    for (const char* name : {"u", "v"}) layout_.add({name, "1", Kind::differential, 1e-8, {}, {}});
    for (const char* name : {"w", "z"}) layout_.add({name, "1", Kind::algebraic, 1e-8, {}, {}});
  }
  double strength = 1.0;
  bool drops_z = false;
  const StateLayout& layout() const { return layout_; }
  const std::vector<std::string>& event_names() const { return names_; }
  void events(double, std::span<const double>, std::span<double>) const {}
  template <class S>
  void residual(double t, std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>&) const {
    using std::exp, std::log;
    r[0] = 2.0 * ydot[0] + ydot[1] - 2.0 * (y[1] + t) + y[0];
    r[1] = ydot[1] + ydot[0] + y[0] - (y[1] + t);
    r[2] = y[2] - y[0] * y[1];
    r[3] = (drops_z ? 0.0 : 1.0) * y[3] - log(strength * y[2]);
  }

 private:
  StateLayout layout_;
  std::vector<std::string> names_;
};

}  // namespace

TEST_CASE("a consistent state keeps the differential unknowns and has the derivatives of the closed form",
          "[solvers][start]") {
  Mixed model;
  Fixture<Mixed> f(model, {2.0, 3.0, 1.0, 0.0});
  const double first_step = f.consistent_start.find(0.5, f.y, f.ydot);
  CHECK(f.y[0] == 2.0);
  CHECK(f.y[1] == 3.0);
  CHECK(f.y[2] == Approx(6.0).epsilon(1e-12));
  CHECK(f.y[3] == Approx(std::log(6.0)).epsilon(1e-12));
  CHECK(f.ydot[0] == Approx(3.5).epsilon(1e-12));   // u' = v + t
  CHECK(f.ydot[1] == Approx(-2.0).epsilon(1e-12));  // v' = -u
  const double wdot = 3.5 * 3.0 - 2.0 * 2.0;
  CHECK(f.ydot[2] == Approx(wdot).epsilon(1e-9));
  CHECK(f.ydot[3] == Approx(wdot / 6.0).epsilon(1e-9));
  // ü = v' + 1 = -1 and v̈ = -u' = -3.5; the first step makes an error of half a tolerance: h² |ÿ| / 2 = 1/2.
  const double norm = std::sqrt((std::pow(1.0 / (2e-6 + 1e-8), 2) + std::pow(3.5 / (3e-6 + 1e-8), 2)) / 4.0);
  CHECK(first_step == Approx(1.0 / std::sqrt(norm)).epsilon(1e-6));
}

TEST_CASE("the toy cell finds its potentials from a guess that is volts away", "[solvers][start]") {
  ToyCell cell({10, 5, 10, 8});
  Fixture<ToyCell> f(cell, cell.initial_state());
  for (const double current : {0.0, -1.0, -50.0, 200.0}) {
    cell.applied_current = [=](double) { return current; };
    f.y = cell.initial_state();
    f.consistent_start.find(0.0, f.y, f.ydot);
    CHECK(f.y[cell.current_index()] == Approx(current).margin(1e-9));
    CHECK(f.largest_residual(0.0) < 1e-6);  // currents of order 10⁷ A/m² K flow in the rows of φ_s
  }
  cell.hold_voltage = true;
  f.consistent_start.find(0.0, f.y, f.ydot);
  CHECK(f.y[cell.voltage_index()] == Approx(cell.held_voltage));
}

TEST_CASE("a rest has no reason for a short first step", "[solvers][start]") {
  ToyCell cell({4, 2, 4, 5});
  cell.applied_current = [](double) { return 0.0; };
  Fixture<ToyCell> f(cell, cell.initial_state());
  CHECK(f.consistent_start.find(0.0, f.y, f.ydot) > 10.0);
}

TEST_CASE("a continuation is followed where Newton alone fails", "[solvers][start]") {
  Mixed model;
  Fixture<Mixed> f(model, {2.0, 3.0, 1.0, 0.0});
  double last = -1.0;
  const Continuation continuation = [&](double lambda) { model.strength = last = lambda; };
  model.strength = -1.0;  // the logarithm has no value
  f.y = {2.0, 3.0, 1.0, 0.0};
  CHECK_THROWS_AS(f.consistent_start.find(0.0, f.y, f.ydot), SolverError);
  CHECK_THROWS_AS(f.consistent_start.find(0.0, f.y, f.ydot, continuation), SolverError);  // nor at lambda = 0
  CHECK(last == 1.0);
  model.strength = -1.0;
  f.y = {2.0, 3.0, 1.0, 0.0};
  f.consistent_start.find(0.0, f.y, f.ydot, [&](double lambda) { model.strength = 1.0 + lambda; });
  CHECK(f.y[3] == Approx(std::log(12.0)));
}

TEST_CASE("a state that cannot be made consistent says why, and names the unknowns", "[solvers][start][errors]") {
  Mixed model;
  Fixture<Mixed> f(model, {2.0, 3.0, 1.0, 0.0});
  SECTION("outside the window") {
    model.strength = -1.0;
    CHECK_THROWS_WITH(f.consistent_start.find(7.0, f.y, f.ydot),
                      "no consistent state: the equations have no finite value at t = 7 s; "
                      "largest errors, in tolerances: z (inf)");
  }
  SECTION("undetermined") {
    model.drops_z = true;
    CHECK_THROWS_WITH(
        f.consistent_start.find(0.0, f.y, f.ydot),
        Catch::StartsWith("no consistent state: the equations do not determine the algebraic unknowns at t = 0 s"));
  }
}
