// SPDX-License-Identifier: BSD-3-Clause
#include "model/laws/precipitation.hpp"
#include "model/laws/species_balance.hpp"
#include "tests/support/worse.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>
#include <vector>

using namespace vitrion;

namespace {

/// Largest residual of ε c = ε (1 + A cos(πx/L) e^{−λt}), without a field, on n equal volumes, relative to ε λ A.
double residual_of_decaying_cosine(std::size_t n) {
  const double L = 1e-4, D = 3e-10, porosity = 0.4, A = 0.2, q = std::numbers::pi / L, lambda = D * q * q;
  const double h = L / static_cast<double>(n);
  std::vector<double> width(n, h), dwdt(n), c(n), r(n), source(n, 0.0), N(n + 1, 0.0);
  for (std::size_t k = 0; k < n; ++k) {
    const double shape = A * std::cos(q * (static_cast<double>(k) + 0.5) * h);
    c[k] = 1.0 + shape;
    dwdt[k] = -porosity * lambda * shape;
  }
  const laws::Drift<double> none(0.0);
  for (std::size_t k = 1; k < n; ++k) N[k] = laws::species_flux(c[k - 1], c[k], D * porosity / h, -2, none);
  laws::species_balance<double>(width, dwdt, N, source, r);
  double worst = 0.0;
  for (const double entry : r) worst = test::worse(worst, std::abs(entry));
  return worst / (porosity * lambda * A);
}

}  // namespace

TEST_CASE("species balance: a decaying cosine satisfies it to second order", "[lithium_sulfur][analytic]") {
  const double coarse = residual_of_decaying_cosine(40), fine = residual_of_decaying_cosine(80);
  CHECK(fine < 2e-4);
  CHECK(std::log2(coarse / fine) == Approx(2.0).margin(0.02));
}

// c exp(zψ x/d) is the profile without flux, whatever its steepness.
TEST_CASE("species flux: ions in Boltzmann's profile do not move", "[lithium_sulfur][limit]") {
  for (const int z : {-2, -1, 0, 1, 2}) {
    for (const double psi : {-30.0, -1.0, -1e-3, 0.0, 0.04, 0.06, 2.0, 30.0}) {
      const double right = 5.0 * std::exp(-z * psi);
      const double unopposed = laws::species_flux(5.0, 0.0, 1e-5, z, laws::Drift<double>(psi));
      CHECK(laws::species_flux(5.0, right, 1e-5, z, laws::Drift<double>(psi)) ==
            Approx(0.0).margin(1e-12 * std::abs(unopposed)));
      const double R = 1e5, jump = std::exp(z * psi);
      CHECK(laws::species_flux_at_border(5.0, right, R, 2.0 * R, jump) == Approx(0.0).margin(1e-12 * 5.0 / R));
    }
  }
}

TEST_CASE("species flux: without a gradient ions drift with z D c F E/RT", "[lithium_sulfur][limit]") {
  for (const int z : {-2, -1, 0, 1, 2})
    CHECK(laws::species_flux(7.0, 7.0, 1e-5, z, laws::Drift<double>(0.8)) ==
          Approx(-z * 0.8 * 7.0 * 1e-5).margin(1e-20));
}

TEST_CASE("Bernoulli's function has the derivative of its values", "[lithium_sulfur][derivative]") {
  for (const double x : {-800.0, -40.0, -1.0, -0.0501, -0.0499, 0.0, 0.02, 0.0499, 0.0501, 3.0, 40.0, 800.0}) {
    Dual<1> argument(x);
    argument.tangent[0] = 1.0;
    const double h = 1e-5 * (1.0 + std::abs(x));
    const double slope = (laws::bernoulli(x + h) - laws::bernoulli(x - h)) / (2.0 * h);
    CHECK(laws::bernoulli(argument).value == Approx(x == 0.0 ? 1.0 : x / std::expm1(x)).margin(1e-300));
    CHECK(laws::bernoulli(argument).tangent[0] == Approx(slope).margin(1e-9));
  }
}

TEST_CASE("precipitation: a solid grows above its solubility product and dissolves below", "[lithium_sulfur][limit]") {
  laws::Precipitation solid;
  solid.solubility_product = 19.0;
  solid.rate_constant = 2.0;
  solid.dissolution_constant = 2.0;
  const auto rate = [&](double fraction, double product, double seed) {
    return laws::precipitation_rate(solid, seed, fraction, product);
  };
  CHECK(rate(0.1, 20.0, 0.0) == Approx(2.0 * 0.1));
  CHECK(rate(0.1, 18.0, 0.0) == Approx(-2.0 * 0.1));
  CHECK(rate(0.0, 18.0, 0.0) == 0.0);
  CHECK(rate(0.1, 19.0, 0.0) == 0.0);

  // Below zero, by the error of a step: back to it where it would dissolve, and nothing where it would grow.
  const double share = 0.5 * (1.0 + (1.0 / 0.38) / std::sqrt(1.0 + 1.0 / (0.38 * 0.38)));  // of dissolution
  CHECK(rate(-1e-9, 18.0, 0.0) == Approx(2e-9 * share).epsilon(1e-12));
  CHECK(rate(-1e-9, 20.0, 0.0) == 0.0);

  // Seeds grow, and never dissolve: ½ (x + √(1 + x²)) widths of K_sp, a half at saturation.
  CHECK(rate(0.0, 19.0, 1e-6) == Approx(2.0 * 1e-6 * 0.5 * 0.38).epsilon(1e-12));
  CHECK(rate(0.0, 0.0, 1e-6) > 0.0);
  CHECK(rate(0.0, 0.0, 1e-6) < 2e-4 * rate(0.0, 38.0, 1e-6));

  // With constants of their own, far from saturation: half of ½ (1 − x/√(1 + x²)) is (width/x)²/4 there, 2e-4 at 2
  // K_sp.
  solid.dissolution_constant = 50.0;
  CHECK(rate(0.1, 38.0, 1e-6) == Approx(2.0 * 0.1 * 19.0).epsilon(25 * 2e-4));
  CHECK(rate(0.1, 0.0, 1e-6) == Approx(-50.0 * 0.1 * 19.0).epsilon(2e-4));
  CHECK(rate(0.0, 38.0, 1e-6) == Approx(2e-6 * 19.0).epsilon(2e-4));
}
