// SPDX-License-Identifier: BSD-3-Clause
#include "model/dual.hpp"
#include "model/laws/last_sites.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace vitrion;

namespace {

constexpr double RT_over_F = 0.0257, delta = laws::last_sites;
constexpr laws::TransferCoefficients alpha{0.6, 0.4};

/// j of a reaction whose potential is 3.4 V and whose exchange current is 2 A/m² inside of the range.
double current(double x, double dphi) {
  double U = 3.4, i0 = 2.0;
  laws::slow_down_at_ends<double>(x, alpha, RT_over_F, U, i0);
  return laws::butler_volmer(i0, dphi - U, alpha, 1.0 / RT_over_F);
}

}  // namespace

TEST_CASE("kinetics are the usual ones, to the last bit, but for the last sites", "[model][laws]") {
  for (const double x : {40.0 * delta, 0.01, 0.5, 1.0 - 40.0 * delta}) {
    double U = 3.4, i0 = 2.0;
    laws::slow_down_at_ends<double>(x, alpha, RT_over_F, U, i0);
    CHECK(U == 3.4);
    CHECK(i0 == 2.0);
    CHECK(laws::between_ends(x) == x);
  }
}

TEST_CASE("each direction of a reaction slows down by the share that finds what it needs", "[model][laws]") {
  const auto share = [](double x) { return 1.0 / (1.0 + std::exp(-x / delta)); };
  for (const double x : {-30.0 * delta, -2.0 * delta, 0.0, 5.0 * delta, 1.0 - 3.0 * delta, 1.0, 1.0 + 20.0 * delta}) {
    for (const double eta : {-0.3, -0.01, 0.02, 0.2}) {
      const double expected = 2.0 * (share(x) * std::exp(alpha.anodic * eta / RT_over_F) -
                                     share(1.0 - x) * std::exp(-alpha.cathodic * eta / RT_over_F));
      CHECK(current(x, 3.4 + eta) == Approx(expected).epsilon(1e-9));
    }
  }
}

TEST_CASE("a volt is held by forty of the last sites, on either side", "[model][laws]") {
  CHECK(laws::rise_at_ends(-39.0 * delta, alpha, RT_over_F) == Approx(39.0 * RT_over_F).epsilon(1e-9));
  CHECK(laws::rise_at_ends(1.0 + 39.0 * delta, alpha, RT_over_F) == Approx(-39.0 * RT_over_F).epsilon(1e-9));
  CHECK(laws::rise_at_ends(0.0, alpha, RT_over_F) == Approx(std::log(2.0) * RT_over_F));
  CHECK(laws::between_ends(-1.0) == delta);
  CHECK(laws::between_ends(2.0) == 1.0 - delta);
}

TEST_CASE("the potential is known to depend on x where a file gives one value for all", "[model][laws]") {
  Dual<1> x = 0.5, U = 3.4, i0 = 2.0;
  x.tangent[0] = NAN;
  laws::slow_down_at_ends<Dual<1>>(x, alpha, RT_over_F, U, i0);
  CHECK(U.value == 3.4);
  CHECK(std::isnan(U.tangent[0]));
}
