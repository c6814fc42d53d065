// SPDX-License-Identifier: BSD-3-Clause
#include "model/layer_cut.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

using namespace vitrion;
using Complex = std::complex<double>;

namespace {

constexpr LayerEnd open{}, wall{.wall = true};
LayerEnd wall_with(double first_step) { return {.wall = true, .first_step = first_step}; }

/// How far a unit flux through the left wall, of frequency ω, lifts the value there. The right end passes nothing and
/// D = 1: capacities are the widths of the volumes, resistances the steps between nodes.
Complex answer_of(const LayerCut& cut, double omega) {
  const Complex jw(0.0, omega);
  Complex admittance = jw * (cut.face[cut.size()] - cut.face[cut.size() - 1]);
  for (std::size_t k = cut.size() - 1; k-- > 0;)
    admittance = jw * (cut.face[k + 1] - cut.face[k]) + 1.0 / (cut.node[k + 1] - cut.node[k] + 1.0 / admittance);
  return 1.0 / admittance;
}

}  // namespace

TEST_CASE("a layer without walls is cut into equal volumes with nodes in their middles", "[model][mesh]") {
  const LayerCut cut(1.0, 0.25, 0.7, open, open);
  REQUIRE(cut.size() == 4);
  for (std::size_t k = 0; k < 4; ++k) {
    CHECK(cut.face[k] == Approx(0.25 * static_cast<double>(k)).margin(1e-15));
    CHECK(cut.node[k] == Approx(0.25 * (static_cast<double>(k) + 0.5)));
  }
  CHECK(cut.face.back() == 1.0);
}

TEST_CASE("equal volumes at walls are half as wide, with their nodes on the wall", "[model][mesh]") {
  const LayerCut two(1.0, equal_step(1.0, 5, wall, wall), 0.7, wall, wall);
  REQUIRE(two.size() == 5);
  for (std::size_t k = 0; k < 5; ++k) CHECK(two.node[k] == Approx(0.25 * static_cast<double>(k)).margin(1e-15));
  CHECK(two.face[1] == Approx(0.125));
  const LayerCut one(1.0, equal_step(1.0, 3, open, wall), 0.7, open, wall);
  REQUIRE(one.size() == 3);
  CHECK(one.node[0] == Approx(0.2));
  CHECK(one.face[2] == Approx(0.8));
  CHECK(one.node[2] == 1.0);
}

TEST_CASE("volumes double from a wall until they are as wide as the others", "[model][mesh]") {
  const LayerCut cut(1.0, 0.1, std::numbers::ln2, wall_with(1e-3), open);
  CHECK(cut.node.front() == 0.0);
  CHECK(cut.node[1] < 1e-3 / std::numbers::ln2);
  for (std::size_t k = 0; k + 1 < cut.size(); ++k) {
    CHECK(cut.face[k] < cut.face[k + 1]);
    const bool grows = cut.face[k + 2] < 0.1;
    if (grows && k > 0)
      CHECK((cut.face[k + 2] - cut.face[k + 1]) / (cut.face[k + 1] - cut.face[k]) == Approx(2.0).epsilon(0.05));
    CHECK(cut.face[k + 1] - cut.face[k] < 0.1 * (1.0 + 1e-9));
  }
}

TEST_CASE("a layer thinner than its first steps is filled, too", "[model][mesh]") {
  const LayerCut thin(1.0, 0.2, 0.7, wall_with(3.0), wall_with(0.01));
  CHECK(thin.node.front() == 0.0);
  CHECK(thin.node.back() == 1.0);
  const LayerCut between(1.0, 10.0, 0.7, wall_with(0.01), wall_with(0.02));
  REQUIRE(between.size() > 5);
  CHECK(between.face.back() == 1.0);
}

// The layer answers with coth(√jω L)/√jω. Steps of which the first is a ten-thousandth of it: from what diffuses five
// of them deep within a period, up to what fills it.
TEST_CASE("16 nodes answer a flux through a wall over six decades of frequency within 0.4 %", "[model][analytic]") {
  constexpr double L = 1.0, first = 1e-4;
  const LayerCut cut(L, L / 5.0, std::numbers::ln2, wall_with(first), open);
  CHECK(cut.size() <= 17);
  for (double depth = 5.0 * first; depth < 10.0 * L; depth *= 1.3) {
    const double omega = 1.0 / (depth * depth);
    const Complex k = std::sqrt(Complex(0.0, omega)), exact = 1.0 / (k * std::tanh(k * L));
    INFO("within a period it diffuses " << depth << " deep");
    CHECK(std::abs(answer_of(cut, omega) / exact - 1.0) < 4e-3);
  }
  // Finer by two it is at least of second order where both resolve what diffuses.
  const LayerCut finer(L, L / 10.0, 0.5 * std::numbers::ln2, wall_with(0.5 * first), open);
  const auto worst = [&](const LayerCut& layer) {
    double most = 0.0;
    for (double depth = 10.0 * first; depth < 10.0 * L; depth *= 1.3) {
      const double omega = 1.0 / (depth * depth);
      const Complex k = std::sqrt(Complex(0.0, omega)), exact = 1.0 / (k * std::tanh(k * L));
      most = std::max(most, std::abs(answer_of(layer, omega) / exact - 1.0));
    }
    return most;
  };
  CHECK(worst(finer) < 0.3 * worst(cut));
}
