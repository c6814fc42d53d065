// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/autodiff_system.hpp"
#include "tests/support/finite_difference.hpp"
#include "tests/support/toy_cell.hpp"
#include "tests/support/worse.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace {

using namespace vitrion;
using test::ToyCell;

/// Two unknowns with a mass matrix that is neither diagonal nor constant.
class Coupled {
 public:
  template <class S>
  struct Workspace {
    explicit Workspace(const Coupled&) {}
  };
  Coupled() {
    layout_.add({"u", "1", Kind::differential, 1e-6, {}, {}});
    layout_.add({"v", "1", Kind::differential, 1e-6, {}, {}});
  }
  const StateLayout& layout() const { return layout_; }
  const std::vector<std::string>& event_names() const { return names_; }
  void events(double, std::span<const double>, std::span<double>) const {}
  template <class S>
  void residual(double t, std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>&) const {
    using std::exp, std::sqrt;
    r[0] = y[1] * ydot[0] + 3.0 * ydot[1] - exp(y[0]) + t;
    r[1] = ydot[1] * ydot[1] - y[0] * sqrt(y[1]);
  }

 private:
  StateLayout layout_;
  std::vector<std::string> names_;
};

}  // namespace

TEST_CASE("the Jacobian of a system with an unusual mass matrix is the closed form", "[solvers][autodiff]") {
  Coupled model;
  AutodiffSystem<Coupled> system(model, std::vector<double>{1.0, 2.0});
  const std::vector<double> y{0.3, 1.7}, ydot{0.2, -0.6};
  std::vector<double> dFdy(4), dFdydot(4);
  REQUIRE(system.jacobian(0.5, y, ydot, dFdy, dFdydot));
  const std::vector<double> expected_y{-std::exp(0.3), -std::sqrt(1.7), 0.2, -0.15 / std::sqrt(1.7)};
  const std::vector<double> expected_ydot{1.7, 0.0, 3.0, -1.2};
  for (std::size_t k = 0; k < 4; ++k) {
    CHECK(dFdy[k] == Approx(expected_y[k]).epsilon(1e-15));
    CHECK(dFdydot[k] == Approx(expected_ydot[k]).epsilon(1e-15));
  }
}

TEST_CASE("the Jacobian of the toy cell agrees with central differences on random states", "[solvers][autodiff]") {
  for (const auto& mesh : {ToyCell::Mesh{4, 2, 3, 5}, ToyCell::Mesh{20, 10, 20, 12}}) {
    ToyCell cell(mesh);
    AutodiffSystem<ToyCell> system(cell, cell.initial_state());
    for (unsigned seed = 1; seed <= 3; ++seed) {
      std::vector<double> ydot(cell.layout().size(), 1e-3);
      const auto worst = test::jacobian_against_differences(
          system, 0.0, test::jittered(cell.initial_state(), 0.02, seed), test::jittered(ydot, 0.5, seed + 10));
      CHECK(worst.dFdy < 1e-6);
      CHECK(worst.dFdydot < 1e-6);
    }
  }
}

TEST_CASE("the width of the dual numbers does not change a bit of the Jacobian", "[solvers][autodiff]") {
  ToyCell cell({6, 3, 6, 5});
  const std::vector<double> y = test::jittered(cell.initial_state(), 0.02, 1), ydot(y.size(), 1e-3);
  AutodiffSystem<ToyCell, 3> narrow(cell, y);
  AutodiffSystem<ToyCell, 16> wide(cell, y);
  CHECK(narrow.sweeps() > wide.sweeps());
  std::vector<double> a(narrow.pattern().nonzeros()), b(a), c(a), d(a);
  REQUIRE(wide.pattern().row == narrow.pattern().row);
  REQUIRE(narrow.jacobian(0.0, y, ydot, a, b));
  REQUIRE(wide.jacobian(0.0, y, ydot, c, d));
  CHECK(a == c);
  CHECK(b == d);
  REQUIRE(wide.jacobian(0.0, y, ydot, a, b));
  CHECK(a == c);
}

TEST_CASE("a mesh twenty times finer needs no more colours", "[solvers][autodiff]") {
  ToyCell coarse({10, 5, 10, 8}), fine({100, 50, 100, 20});
  const AutodiffSystem<ToyCell> a(coarse, coarse.initial_state()), b(fine, fine.initial_state());
  CHECK(b.colours() <= a.colours() + 1);
}

TEST_CASE("a state outside the window makes the residual say no instead of throwing", "[solvers][autodiff]") {
  ToyCell cell({3, 2, 3, 4});
  AutodiffSystem<ToyCell> system(cell, cell.initial_state());
  std::vector<double> y = cell.initial_state(), ydot(y.size(), 0.0), r(y.size());
  CHECK(system.residual(0.0, y, ydot, r));
  y[cell.layout()[4].first] = -1.0;  // c_e
  CHECK_FALSE(system.residual(0.0, y, ydot, r));
}

TEST_CASE("a state at which sparsity cannot be found is refused with the row that spoils it", "[solvers][autodiff]") {
  Coupled model;
  CHECK_THROWS_WITH((AutodiffSystem<Coupled>(model, std::vector<double>{1.0, -2.0})),
                    "the row of v or its derivative is not finite at the state given to find the sparsity");
}

TEST_CASE("all_finite sees a single NaN or infinity anywhere", "[solvers][autodiff]") {
  for (const double bad : {std::numeric_limits<double>::quiet_NaN(), -std::numeric_limits<double>::infinity()}) {
    for (std::size_t i = 0; i < 11; ++i) {
      std::vector<double> values(11, 1e308);
      CHECK(all_finite(values));
      values[i] = bad;
      CHECK_FALSE(all_finite(values));
    }
  }
}

TEST_CASE("an error that is not a number is worse than any", "[support]") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(std::isnan(test::worse(1.0, nan)));
  CHECK(std::isnan(test::worse(nan, 1.0)));
  CHECK(test::worse(1.0, 2.0) == 2.0);
  CHECK(test::worse(2.0, 1.0) == 2.0);
}
