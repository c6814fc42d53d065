// SPDX-License-Identifier: BSD-3-Clause
// Closed forms in place of rows: a chain whose answer is known must not differ from its equations.
#include "solvers/impedance.hpp"
#include "tests/solvers/small_models.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <complex>

namespace {

using namespace vitrion;
using Complex = std::complex<double>;

/// Three tanks that exchange what they hold, u₀ with u₁ and u₁ with u₂; the last is fed, and what flows depends on an
/// algebraic v:
///
///     u₀' = u₁ − u₀,   u₁' = u₀ + 2u₂ − 3u₁,   u₂' = 2u₁ − 2u₂ − v,   0 = v − 3u₂ − s
class Tanks : public test::Small {
 public:
  explicit Tanks(bool knows) : knows_(knows) {
    for (const char* name : {"u0", "u1", "u2"}) unknown(name, Kind::differential, 1e-9);
    unknown("v", Kind::algebraic, 1e-9);
  }
  template <class S>
  void residual(double, std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>&) const {
    r[0] = ydot[0] - (y[1] - y[0]);
    r[1] = ydot[1] - (y[0] + 2.0 * y[2] - 3.0 * y[1]);
    r[2] = ydot[2] - (2.0 * y[1] - 2.0 * y[2] - y[3]);
    r[3] = y[3] - 3.0 * y[2];
  }
  std::vector<ClosedForm> closed_forms(std::span<const double> /*y*/) const {
    if (!knows_) return {};
    return {{2, {0, 1}, [](double omega) {
               const Complex s(0.0, omega);
               return s + 2.0 - 4.0 / (s + 3.0 - 1.0 / (s + 1.0));
             }}};
  }

 private:
  bool knows_;
};

}  // namespace

TEST_CASE("a closed form takes the place of the rows that it knows", "[solvers][impedance]") {
  const std::vector<double> y(4, 0.0);
  Tanks blind(false), knowing(true);
  AutodiffSystem<Tanks> system(blind, y), known(knowing, y);
  FrequencyResponse by_equations(system, 0.0, y, y), by_closed_form(known, 0.0, y, y);
  for (const double omega : {0.0, 1e-3, 0.3, 1.0, 20.0, 1e6}) {
    const auto a = by_equations.at(omega, 3);
    const auto b = by_closed_form.at(omega, 3);
    for (const std::size_t i : {2U, 3U}) {
      INFO(system.layout().describe(i) << " at " << omega);
      CHECK(std::abs(a[i] - b[i]) < 1e-13 * (std::abs(a[2]) + std::abs(a[3])));
    }
    CHECK(std::isnan(b[0].real()));  // not computed, and nothing that could be taken for an answer
  }
}
