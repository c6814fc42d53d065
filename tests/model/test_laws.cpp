// SPDX-License-Identifier: BSD-3-Clause
#include "model/dual.hpp"
#include "model/laws/charge_balance.hpp"
#include "model/laws/kinetics.hpp"
#include "model/laws/particle_diffusion.hpp"
#include "model/laws/salt_balance.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

using namespace vitrion;

namespace {

/// Largest residual of the decaying cosine on n equal volumes, relative to ε λ A.
double residual_of_decaying_cosine(std::size_t n) {
  const double L = 1e-4, D = 3e-10, porosity = 0.3, A = 200.0, h = L / static_cast<double>(n);
  const double q = std::numbers::pi / L, lambda = D * q * q;
  const std::vector<double> width(n, h), eps(n, porosity);
  std::vector<double> c(n), dcdt(n), r(n), N(n + 1, 0.0);
  for (std::size_t k = 0; k < n; ++k) {
    const double x = (static_cast<double>(k) + 0.5) * h;
    c[k] = 1000.0 + A * std::cos(q * x);
    dcdt[k] = -lambda * A * std::cos(q * x);
  }
  for (std::size_t k = 0; k + 1 < n; ++k)
    N[k + 1] = laws::anion_flux<double>(c[k], c[k + 1], h / (porosity * D), 0.7, 0.0);
  laws::salt_balance<double>(width, eps, dcdt, N, r);
  return std::abs(*std::ranges::max_element(r, {}, [](double v) { return std::abs(v); })) / (porosity * lambda * A);
}

}  // namespace

// With D constant and no current, c = c₀ + A cos(πx/L) exp(−λt), λ = D π²/L², solves the balance exactly and carries no
// flux through either wall. On n volumes its residual is the truncation error alone: O(1/n²).
TEST_CASE("salt balance: the decaying cosine satisfies it to second order", "[model][analytic]") {
  const double coarse = residual_of_decaying_cosine(40), fine = residual_of_decaying_cosine(80);
  CHECK(fine < 2e-4);
  CHECK(std::log2(coarse / fine) == Approx(2.0).margin(0.02));
}

TEST_CASE("salt balance: between walls no current makes salt", "[model][conservation]") {
  const std::vector<double> width{1e-5, 2e-5, 3e-5}, eps{0.3, 0.5, 0.4}, at_rest(3, 0.0);
  const std::vector<double> N{0.0, laws::anion_flux<double>(900.0, 1000.0, 1e5, 0.7, -12.0),
                              laws::anion_flux<double>(1000.0, 1150.0, 2e5, 0.6, 35.0), 0.0};
  std::vector<double> r(3);
  laws::salt_balance<double>(width, eps, at_rest, N, r);
  // Terms of about 1e-3 mol/m²/s cancel.
  CHECK(std::inner_product(r.begin(), r.end(), width.begin(), 0.0) == Approx(0.0).margin(1e-18));
}

TEST_CASE("salt balance: with t+ = 1 a current carries no anions", "[model][limit]") {
  CHECK(laws::anion_flux<double>(1000.0, 1000.0, 1e5, 0.0, 50.0) == 0.0);
}

TEST_CASE("kinetics: no overpotential, no current; small ones follow the linear law", "[model][limit]") {
  const double f = 38.9, i0 = 3.0;
  const laws::TransferCoefficients even{}, uneven{0.3, 0.7};
  CHECK(laws::butler_volmer(i0, 0.0, even, f) == 0.0);
  CHECK(laws::butler_volmer(i0, 0.0, uneven, f) == 0.0);
  const double eta = 1e-6;  // the next term is (f η)²/24 or (α_a − α_c) f η/2 of this one
  CHECK(laws::butler_volmer(i0, eta, even, f) == Approx(i0 * f * eta).epsilon(1e-9));
  CHECK(laws::butler_volmer(i0, eta, uneven, f) == Approx(i0 * f * eta).epsilon(1e-4));
}

TEST_CASE("kinetics: equal coefficients are the general law", "[model][limit]") {
  const double f = 38.9, i0 = 3.0, eta = 0.07;
  const double general = i0 * (std::exp(0.5 * f * eta) - std::exp(-0.5 * f * eta));
  CHECK(laws::butler_volmer(i0, eta, {0.5, 0.5}, f) == Approx(general).epsilon(1e-14));
}

TEST_CASE("particle diffusion: only the surface flux changes the content", "[model][conservation]") {
  const RadialMesh mesh(9);
  const std::size_t m = 3;
  std::vector<double> theta(9 * m), at_rest(9 * m, 0.0), r(9 * m);
  const std::vector<double> outflow{1e-4, 0.0, -3e-4};
  for (std::size_t i = 0; i < theta.size(); ++i) theta[i] = 0.5 + 0.3 * std::sin(static_cast<double>(i * i));
  laws::particle_diffusion<double>(
      mesh, theta, at_rest,
      [](const RadialMesh::Pair& pair, std::size_t k) {
        double D = 0.0;
        for (std::size_t q = 0; q < pair.nodes; ++q) D += pair.weight[q] * 1e-3 * static_cast<double>(1 + q + k);
        return D;
      },
      outflow, r);
  for (std::size_t k = 0; k < m; ++k) {
    double lost = 0.0;
    for (std::size_t i = 0; i < 9; ++i) lost += mesh.volume[i] * r[i * m + k];
    CHECK(lost == Approx(outflow[k]).margin(1e-15));
  }
}

TEST_CASE("charge: what leaves the solid enters the electrolyte", "[model][conservation]") {
  const std::vector<double> width{2e-5, 3e-5};
  const std::vector<double> i_s{-10.0, -4.0, 0.0}, aj{-3e5, -1.0 / 7.5e-6}, ddphidt(2, 0.0);
  std::vector<double> solid(2), total(2);
  laws::solid_charge_balance<double>(width, i_s, aj, 0.0, ddphidt, solid);
  CHECK(solid[0] == Approx(0.0).margin(1e-9));
  CHECK(solid[1] == Approx(0.0).margin(1e-9));
  const std::vector<double> i_total{-10.0, -10.0, -10.0};
  laws::total_charge_balance<double>(width, i_total, total);
  CHECK(total == std::vector<double>{0.0, 0.0});
}

TEST_CASE("the diffusion potential of a concentration cell is that of the textbook", "[model][analytic]") {
  // worked example C10.concentration_cell: t+ = 0.3, χ = 1, c₂/c₁ = 2, 298.15 K: 24.93223429 mV
  const double RT_over_F = gas_constant * 298.15 / faraday;
  CHECK(laws::diffusion_potential<double>(2.0 * RT_over_F, 0.7, std::log(2.0)) == Approx(24.93223429e-3).epsilon(1e-9));
}
