// SPDX-License-Identifier: BSD-3-Clause
// Steps that would go where an unknown may not be, and steps that lead nowhere.
#include "tests/solvers/small_models.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <span>
#include <vector>

using namespace vitrion;
using namespace vitrion::test;

namespace {

/// u falls at a constant rate below what it may be, or decays.
class Falls : public Small {
 public:
  explicit Falls(bool decays) : decays_(decays), bounds_{{0, 0.0}} { unknown("u", Kind::differential, 1e-6); }
  std::span<const Bound> bounds() const { return bounds_; }
  template <class S>
  void residual(double, std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>&) const {
    r[0] = ydot[0] + (decays_ ? y[0] : 1.0 + 0.0 * y[0]);
  }

 private:
  bool decays_;
  std::vector<Bound> bounds_;
};

/// A swing of a few tolerances: y = A sin ωt.
class Swing : public Small {
 public:
  Swing() {
    unknown("still", Kind::differential, 1e-6);
    unknown("swings", Kind::differential, 1e-6);
  }
  template <class S>
  void residual(double t, std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>&) const {
    constexpr double amplitude = 2e-5, omega = 1e3;
    r[0] = ydot[0] + 1e-6 * y[0];
    r[1] = ydot[1] - amplitude * omega * std::cos(omega * t) + 0.0 * y[1];
  }
};

}  // namespace

TEST_CASE("no step ends with less of an unknown than there may be", "[solvers][ida]") {
  Falls model(false);
  Run<Falls> run(model, {1.0});
  run.solver.start(0.0, run.y);
  CHECK_THROWS_WITH(run.to(2.0), Catch::StartsWith("no step down to ") && Catch::Contains("keeps u what it may be"));
  CHECK(run.solver.y()[0] >= 0.0);
  CHECK(run.solver.y()[0] < 1e-3);
  CHECK(run.solver.time() == Approx(1.0).margin(1e-3));
}

TEST_CASE("a state that begins beyond may come back and not go farther", "[solvers][ida]") {
  Falls decaying(true), falling(false);
  Run<Falls> back(decaying, {-0.5});
  back.solver.start(0.0, back.y);
  CHECK(back.to(2.0).why == Stop::Why::reached_end);
  CHECK(back.solver.y()[0] == Approx(-0.5 * std::exp(-2.0)).epsilon(1e-3));

  Run<Falls> away(falling, {-0.5});
  away.solver.start(0.0, away.y);
  CHECK_THROWS_WITH(away.to(2.0), Catch::Contains("keeps u what it may be"));
  CHECK(away.solver.y()[0] == -0.5);
}

TEST_CASE("steps that lead nowhere end with the name of what swings", "[solvers][ida]") {
  Swing swing;
  Run<Swing> run(swing, {1.0, 0.0}, {.relative = 1e-9});
  run.solver.start(0.0, run.y);
  CHECK_THROWS_WITH(run.to(1e6), Catch::StartsWith("no progress: a thousand steps lead ") &&
                                     Catch::Contains("s on and nowhere; what swings is swings"));
  CHECK(run.solver.statistics().steps < 10000);
  CHECK(run.solver.statistics().recoveries >= 2);
}
