// SPDX-License-Identifier: BSD-3-Clause
#include "model/laws/particle_diffusion.hpp"
#include "model/mesh.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numeric>
#include <vector>

using namespace vitrion;

namespace {

/// Averages over the shells of c = r^p.
std::vector<double> averages(const Shells& shells, int p) {
  const std::size_t n = shells.size();
  std::vector<double> c;
  for (std::size_t i = 0; i < n; ++i) {
    const double a = static_cast<double>(i) / static_cast<double>(n),
                 b = static_cast<double>(i + 1) / static_cast<double>(n);
    c.push_back(3.0 / (p + 3) * (std::pow(b, p + 3) - std::pow(a, p + 3)) / (std::pow(b, 3) - std::pow(a, 3)));
  }
  return c;
}

double surface(const Shells& shells, const std::vector<double>& c, double slope) {
  double value = 0.0;
  laws::surface_stoichiometry<double>(shells, c, std::span(&slope, 1), std::span(&value, 1));
  return value;
}

}  // namespace

TEST_CASE("shells fill the sphere", "[model][mesh]") {
  for (const std::size_t n : {1U, 2U, 8U, 50U}) {
    const Shells shells(n);
    CHECK(std::accumulate(shells.volume.begin(), shells.volume.end(), 0.0) == Approx(1.0 / 3.0).epsilon(1e-14));
  }
}

// c = a + b r² is the profile of a steady flux: surface value a + b, slope 2b, and a flux 2 b r through every sphere.
TEST_CASE("the parabola of a steady flux is exact on any number of shells", "[model][analytic]") {
  for (const std::size_t n : {1U, 2U, 3U, 8U, 20U}) {
    const Shells shells(n);
    std::vector<double> c = averages(shells, 2);
    for (double& value : c) value = 0.3 + 0.2 * value;
    CHECK(surface(shells, c, 0.4) == Approx(0.5).epsilon(1e-13));

    // ∂c/∂t = D ∇²c = 6 b D everywhere, with the outflow −D ∂c/∂r = −2 b D
    const double D = 0.7, outflow = -2.0 * 0.2 * D;
    std::vector<double> dcdt(n, 6.0 * 0.2 * D), r(n);
    laws::particle_diffusion<double>(
        shells, c, dcdt, [&](std::size_t, std::size_t) { return D; }, std::span(&outflow, 1), r);
    for (const double residual : r) CHECK(residual == Approx(0.0).margin(1e-12));
  }
}

// c = r⁴ has surface value 1 and slope 4; the parabola through two averages misses it by O(h³).
TEST_CASE("the surface value of a smooth profile is third order", "[model][analytic]") {
  const auto error = [](std::size_t n) {
    const Shells shells(n);
    return std::abs(surface(shells, averages(shells, 4), 4.0) - 1.0);
  };
  CHECK(std::log2(error(20) / error(40)) == Approx(3.0).margin(0.1));
}

TEST_CASE("a stack is cut into equal volumes region by region", "[model][mesh]") {
  const std::vector<Region> regions{{"a", 10e-6, 2, 0.3, 0.1, 0}, {"b", 30e-6, 3, 1.0, 1.0, 1}};
  const Mesh mesh(regions);
  REQUIRE(mesh.size() == 5);
  CHECK(mesh.width[0] == Approx(5e-6));
  CHECK(mesh.width[2] == Approx(10e-6));
  CHECK(mesh.x[2] == Approx(15e-6));
  CHECK(mesh.half[0] == Approx(25e-6));  // half of 5 um over an efficiency of 0.1
  CHECK(mesh.thickness == Approx(40e-6));
  CHECK(mesh.first_of_region == std::vector<std::size_t>{0, 2, 5});
}
