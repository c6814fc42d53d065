// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/autodiff_system.hpp"
#include "solvers/solver_error.hpp"
#include "solvers/steady_state.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace {

using namespace vitrion;

/// u' = f − u + 0.1 sinh-like resistance: v = k (exp(u) − exp(−u)) algebraic, and n' = v only counts. With `cubic` the
/// first row is u' = f + 3 u − u³, which has three states of rest for |f| < 2.
class Circuit {
 public:
  template <class S>
  struct Workspace {
    explicit Workspace(const Circuit&) {}
  };
  Circuit() {
    layout_.add({"u", "1", Kind::differential, 1e-8, {}, {}});
    layout_.add({"v", "1", Kind::algebraic, 1e-8, {}, {}});
    layout_.add({"n", "1", Kind::differential, 1e-8, {}, {}});
  }
  double f = 0.0, steepness = 1.0;
  bool cubic = false, floating = false;

  const StateLayout& layout() const { return layout_; }
  const std::vector<std::string>& event_names() const { return names_; }
  void events(double, std::span<const double>, std::span<double>) const {}
  template <class S>
  void residual(double, std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>&) const {
    using std::exp;
    const S& u = y[0];
    r[0] = ydot[0] - f + (cubic ? u * u * u - 3.0 * u : y[1]);
    r[1] = floating ? y[1] + u - u - y[1] + 0.0 * y[1] : y[1] - exp(steepness * u) + exp(-steepness * u);
    r[2] = ydot[2] - y[1];
  }

 private:
  StateLayout layout_;
  std::vector<std::string> names_;
};

struct Rest {
  explicit Rest(Circuit& circuit, std::vector<double> guess = {0.0, 0.0, 7.0})
      : y(std::move(guess)), system(circuit, y), solver(system, {.relative = 1e-8}) {}
  std::vector<double> y;
  AutodiffSystem<Circuit> system;
  SteadyState solver;
};

}  // namespace

// f = exp(u) − exp(−u) = 2 sinh u.
TEST_CASE("a steady state solves all rows with the rates zero", "[solvers][steady]") {
  Circuit circuit;
  Rest rest(circuit);
  circuit.f = 3.0;
  rest.solver.find(0.0, rest.y);
  CHECK(rest.y[0] == Approx(std::asinh(1.5)).epsilon(1e-12));
  CHECK(rest.y[1] == Approx(3.0).epsilon(1e-12));
  CHECK(rest.solver.rates()[0] == 0.0);
}

TEST_CASE("an unknown that only counts keeps its value, and its rate is found", "[solvers][steady]") {
  Circuit circuit;
  Rest rest(circuit);
  circuit.f = 3.0;
  rest.solver.find(0.0, rest.y);
  CHECK(rest.y[2] == 7.0);
  CHECK(rest.solver.rates()[2] == Approx(3.0).epsilon(1e-12));
}

// From u = −1.5 on the lower branch, Newton's method meets the level slope at u = −1 and goes astray; pseudo-time goes
// where the system itself would go.
TEST_CASE("where Newton's method fails, relaxation goes where time would", "[solvers][steady]") {
  Circuit circuit;
  circuit.cubic = true;
  circuit.f = 2.5;
  Rest rest(circuit, {-1.0, 0.0, 0.0});
  circuit.steepness = 0.1;
  rest.solver.find(0.0, rest.y);
  const double u = rest.y[0];
  CHECK(2.5 + 3.0 * u - u * u * u == Approx(0.0).margin(1e-9));
  CHECK(u > 2.0);  // the only state of rest
  CHECK(rest.solver.statistics().pseudo_time_steps > 0);
}

TEST_CASE("a continuation leads to a state that is out of reach of one Newton iteration", "[solvers][steady]") {
  Circuit circuit;
  Rest rest(circuit, {0.0, 0.0, 0.0});
  circuit.steepness = 200.0;
  const double wanted = 1e12;
  rest.solver.find(0.0, rest.y, [&](double lambda) { circuit.f = std::pow(wanted, lambda); });
  CHECK(rest.y[0] == Approx(std::asinh(0.5 * wanted) / 200.0).epsilon(1e-9));
  CHECK(circuit.f == Approx(wanted));
}

TEST_CASE("equations that do not determine a steady state say so", "[solvers][steady][errors]") {
  Circuit circuit;
  Rest rest(circuit);
  circuit.floating = true;
  CHECK_THROWS_WITH(rest.solver.find(3.0, rest.y),
                    Catch::StartsWith("no steady state: ") && Catch::Contains("t = 3 s"));
}
