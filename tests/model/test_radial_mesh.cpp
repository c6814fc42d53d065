// SPDX-License-Identifier: BSD-3-Clause
// The elements of a particle against polynomials, which they must not miss, and against the closed form of a sphere
// that oscillates: its surface answers all frequencies, and with them everything that happens after a step.
#include "model/laws/particle_diffusion.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <complex>
#include <numeric>
#include <vector>

using namespace vitrion;
using Complex = std::complex<double>;

namespace {

/// r = F(c, ∂c/∂t) of one sphere with D/R² = rate.
std::vector<double> residual(const RadialMesh& mesh, const std::vector<double>& c, const std::vector<double>& dcdt,
                             double rate, double outflow) {
  std::vector<double> r(mesh.size());
  laws::particle_diffusion<double>(
      mesh, c, dcdt, [&](const RadialMesh::Pair& pair, std::size_t) { return rate * pair.conductance; },
      std::span(&outflow, 1), r);
  return r;
}

/// x of A x = b by elimination with the largest pivot.
std::vector<Complex> solve(std::vector<std::vector<Complex>> A, std::vector<Complex> b) {
  const std::size_t n = b.size();
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t best = i;
    for (std::size_t k = i + 1; k < n; ++k)
      if (std::abs(A[k][i]) > std::abs(A[best][i])) best = k;
    std::swap(A[i], A[best]), std::swap(b[i], b[best]);
    for (std::size_t k = i + 1; k < n; ++k) {
      const Complex factor = A[k][i] / A[i][i];
      for (std::size_t j = i; j < n; ++j) A[k][j] -= factor * A[i][j];
      b[k] -= factor * b[i];
    }
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = i + 1; j < n; ++j) b[i] -= A[i][j] * b[j];
    b[i] /= A[i][i];
  }
  return b;
}

/// Inflow over the oscillation of the surface, with D/R² = 1 s⁻¹.
Complex admittance(const RadialMesh& mesh, double omega) {
  const std::size_t n = mesh.size();
  std::vector<std::vector<Complex>> A(n, std::vector<Complex>(n));
  for (std::size_t j = 0; j < n; ++j) {
    std::vector<double> unit(n, 0.0);
    unit[j] = 1.0;
    const std::vector<double> column = residual(mesh, unit, std::vector<double>(n, 0.0), 1.0, 0.0);
    for (std::size_t i = 0; i < n; ++i) A[i][j] = column[i];
    A[j][j] += Complex(0.0, omega);
  }
  std::vector<Complex> inflow(n, 0.0);
  inflow.back() = 1.0 / mesh.volume.back();
  return 1.0 / solve(A, inflow).back();
}

double error(std::size_t nodes, double omega) {
  const Complex exact = laws::particle_admittance(1.0, omega);
  return std::abs(admittance(RadialMesh(nodes), omega) - exact) / std::abs(exact);
}

}  // namespace

TEST_CASE("the nodes of a particle go from the centre to its surface, and all have a volume", "[model][mesh]") {
  for (std::size_t n = 1; n <= 60; ++n) {
    const RadialMesh mesh(n);
    INFO(n << " nodes");
    REQUIRE(mesh.size() == n);
    CHECK(mesh.radius.back() == 1.0);
    CHECK(mesh.radius.front() > 0.0);
    for (std::size_t i = 0; i + 1 < n; ++i) CHECK(mesh.radius[i] < mesh.radius[i + 1]);
    for (const double volume : mesh.volume) CHECK(volume > 0.0);
    for (const int power : {0, 2, 4}) {
      if (n == 1 && power > 0) continue;
      double integral = 0.0;  // ∫ r² r^power dr
      for (std::size_t i = 0; i < n; ++i) integral += mesh.volume[i] * std::pow(mesh.radius[i], power);
      CHECK(integral == Approx(1.0 / (power + 3)).epsilon(1e-14));
    }
  }
}

// c = a + b r² is the profile of a steady flux: ∂c/∂t = 6 b D everywhere with the outflow −2 b D.
TEST_CASE("the parabola of a steady flux is exact on any number of nodes", "[model][analytic]") {
  for (std::size_t n = 2; n <= 40; ++n) {
    const RadialMesh mesh(n);
    const double D = 0.7, b = 0.2;
    std::vector<double> c;
    for (const double r : mesh.radius) c.push_back(0.3 + b * r * r);
    const auto left = residual(mesh, c, std::vector<double>(n, 6.0 * b * D), D, -2.0 * b * D);
    for (std::size_t i = 0; i < n; ++i) CHECK(mesh.volume[i] * left[i] == Approx(0.0).margin(1e-11));
  }
}

// D = 1 + r² and c = r² (both in the space of the elements): the flux through the sphere of radius r is 2 r³ (1 + r²),
// so that ∂c/∂t = 6 + 10 r², which the elements know if their rule is exact for it, from third degree on.
TEST_CASE("a diffusivity that varies within the elements is integrated over them", "[model][analytic]") {
  const RadialMesh mesh(12);
  std::vector<double> c, D, dcdt, r(mesh.size());
  for (const double radius : mesh.radius) {
    c.push_back(radius * radius);
    D.push_back(1.0 + radius * radius);
    dcdt.push_back(6.0 + 10.0 * radius * radius);
  }
  const double outflow = -4.0;
  laws::particle_diffusion<double>(
      mesh, c, dcdt,
      [&](const RadialMesh::Pair& pair, std::size_t) {
        double sum = 0.0;
        for (std::size_t q = 0; q < pair.nodes; ++q) sum += pair.weight[q] * D[pair.first + q];
        return sum;
      },
      std::span(&outflow, 1), r);
  for (std::size_t i = 0; i < r.size(); ++i) CHECK(mesh.volume[i] * r[i] == Approx(0.0).margin(1e-12));
}

TEST_CASE("twelve nodes answer six decades of frequency", "[model][analytic]") {
  const double bars[] = {1e-10, 1e-9, 1e-5, 3e-3, 1.2e-2, 1e-2, 2.5e-2};  // found: 55 to 75 % of the last four
  for (int decade = -1; decade <= 5; ++decade) {
    INFO("omega R^2/D = 1e" << decade);
    CHECK(error(12, std::pow(10.0, decade)) < bars[decade + 1]);
  }
}

TEST_CASE("more nodes answer better, fewer give up the highest frequencies first", "[model][analytic]") {
  for (const double omega : {1e2, 1e3, 1e4}) {
    INFO("omega R^2/D = " << omega);
    CHECK(error(24, omega) < error(12, omega) / 8.0);
    CHECK(error(48, omega) < error(24, omega) / 16.0);
  }
  for (const std::size_t n : {3U, 4U, 6U, 8U, 10U}) CHECK(error(n, 10.0) < 1e-3);
  CHECK(error(2, 1.0) < 1e-3);
}

// ψ coth ψ − 1 = ψ²/3 where ψ → 0: everything takes part; and = ψ − 1 where it is large.
TEST_CASE("the admittance of a sphere at both ends of the frequencies", "[model][limit]") {
  const double rate = 3e-4;
  for (const double omega : {1e-300, 1e-30, 1e-12}) {
    const Complex low = laws::particle_admittance(rate, omega);
    CHECK(low.imag() == Approx(omega / 3.0).epsilon(1e-12));
    CHECK(low.real() == Approx(omega * omega / rate / 45.0).epsilon(1e-6).margin(1e-300));
  }
  for (const double omega : {1e4, 1e12, 1e200}) {
    const double size = std::sqrt(omega / rate / 2.0);  // of both parts of ψ
    const Complex high = laws::particle_admittance(rate, omega);
    CHECK(high.real() == Approx(rate * (size - 1.0)).epsilon(1e-12));
    CHECK(high.imag() == Approx(rate * size).epsilon(1e-12));
  }
  // the series and the closed form meet
  const double meeting = 0.03 * rate;
  const Complex below = laws::particle_admittance(rate, meeting * (1.0 - 1e-9)),
                above = laws::particle_admittance(rate, meeting * (1.0 + 1e-9));
  CHECK(above.imag() == Approx(below.imag()).epsilon(1e-8));
  CHECK(above.real() == Approx(below.real()).epsilon(1e-8));
}
