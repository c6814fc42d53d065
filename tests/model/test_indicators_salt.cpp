// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/salt_depletion.hpp"
#include "model/indicators/space_charge.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <numbers>

using namespace vitrion::indicators;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double pi = std::numbers::pi;

constexpr SaltLayer layer{.D = 1e-11, .c0 = 1000.0, .t_plus = 0.3, .thickness = 5e-5};

SaltLayer with_transference(double t_plus) {
  SaltLayer other = layer;
  other.t_plus = t_plus;
  return other;
}

/// c(0, t)/c₀ by as many terms of the Fourier series as are not zero.
double by_series(double j, double tau) {
  double sum = 0.0;
  for (int n = 1; n * n * pi * pi * tau < 700.0; n += 2) sum += std::exp(-n * n * pi * pi * tau) / (n * n);
  return 1.0 - j * (1.0 - 8.0 / (pi * pi) * sum);
}

}  // namespace

TEST_CASE("salt: a single-ion conductor never runs out of it", "[model][indicators][limit]") {
  const SaltLayer single_ion = with_transference(1.0);
  CHECK(limiting_current(single_ion) == infinity);
  CHECK(sand_time(single_ion, 1e6) == infinity);
  CHECK(depletion_time(single_ion, 1e6) == infinity);
  CHECK(front_velocity(single_ion, 1e6) == 0.0);
  CHECK(depletion_time_to_short(single_ion, 1e6) == infinity);
  CHECK(salt_at_electrode(single_ion, 1e6, 100.0) == 1.0);

  // On the way there nothing overflows: ∝ (1 − t₊)⁻².
  const SaltLayer nearly = with_transference(1.0 - 0x1p-30);
  CHECK(sand_time(nearly, 10.0) == Approx(sand_time(layer, 10.0) * 0.49 * 0x1p60).epsilon(1e-12));
}

TEST_CASE("salt: an anion that runs with the current cannot be depleted", "[model][indicators][limit]") {
  CHECK(limiting_current(with_transference(1.2)) == infinity);
  CHECK(sand_time(with_transference(1.2), 10.0) == infinity);
  CHECK(depletion_time(with_transference(1.2), 10.0) == infinity);
}

TEST_CASE("salt: up to the limiting current it lasts for ever", "[model][indicators][limit]") {
  const double J_lim = limiting_current(layer);
  for (const double j : {-2.0, 0.0, 0.5, 1.0 - 1e-12, 1.0}) {
    CHECK(depletion_time(layer, j * J_lim) == infinity);
    CHECK(depletion_time_to_short(layer, j * J_lim) == infinity);
  }
  CHECK(sand_time(layer, 0.0) == infinity);
  CHECK(sand_time(layer, -10.0) == infinity);
}

// Just above J_lim one exponential is left: t = (L²/π²D) ln[8/(π² (1 − J_lim/J))].
TEST_CASE("salt: from above, depletion recedes with the logarithm of the distance", "[model][indicators][limit]") {
  for (const double distance : {1e-3, 1e-6, 1e-9}) {
    const double expected = std::log(8.0 / (pi * pi * (1.0 - 1.0 / (1.0 + distance)))) / (pi * pi) * 2.5e-9 / 1e-11;
    CHECK(depletion_time(layer, (1.0 + distance) * limiting_current(layer)) ==
          Approx(expected).epsilon(1e-16 / distance + 1e-10));
  }
}

TEST_CASE("salt: at the depletion time none is left at the electrode", "[model][indicators][analytic]") {
  for (const double j : {1.0001, 1.05, 1.2, 1.5, 2.0, 10.0, 1e4}) {
    const double J = j * limiting_current(layer);
    CHECK(salt_at_electrode(layer, J, depletion_time(layer, J)) == Approx(0.0).margin(1e-12));
  }
  CHECK(salt_at_electrode(layer, 10.0, 0.0) == 1.0);
}

TEST_CASE("salt: images for short times and the Fourier series are one function", "[model][indicators][analytic]") {
  for (const double tau : {1e-4, 1e-2, 0.0999, 0.1001, 0.5})
    CHECK(salt_at_electrode(layer, limiting_current(layer), tau * 2.5e-9 / 1e-11) ==
          Approx(by_series(1.0, tau)).margin(1e-13));
}

TEST_CASE("salt: Sand's time is too short by 61, 18, 3 and 0.2 %", "[model][indicators][analytic]") {
  const auto ratio = [](double j) {
    const double J = j * limiting_current(layer);
    return depletion_time(layer, J) / sand_time(layer, J);
  };
  CHECK(ratio(1.05) == Approx(1.61).margin(0.005));
  CHECK(ratio(1.2) == Approx(1.18).margin(0.005));
  CHECK(ratio(1.5) == Approx(1.03).margin(0.005));
  CHECK(ratio(2.0) == Approx(1.002).margin(0.0005));
  CHECK(ratio(1e6) == Approx(1.0).epsilon(1e-14));
}

TEST_CASE("salt: more current depletes sooner", "[model][indicators][monotone]") {
  double last = infinity;
  for (double j = 1.01; j < 20.0; j *= 1.07) {
    const double t = depletion_time(layer, j * limiting_current(layer));
    CHECK(t < last);
    last = t;
  }
}

// ε ∂c/∂t = D ∂²c/∂x² is the equation of a dense layer with D/ε and ε c₀.
TEST_CASE("salt: a porous layer is a dense one with other numbers", "[model][indicators][analytic]") {
  SaltLayer porous = layer;
  porous.porosity = 0.4;
  SaltLayer dense = layer;
  dense.D /= 0.4;
  dense.c0 *= 0.4;
  const double J_lim = limiting_current(porous);
  CHECK(J_lim == Approx(limiting_current(dense)).epsilon(1e-14));
  CHECK(sand_time(porous, 3.0 * J_lim) == Approx(sand_time(dense, 3.0 * J_lim)).epsilon(1e-14));
  CHECK(depletion_time(porous, 1.3 * J_lim) == Approx(depletion_time(dense, 1.3 * J_lim)).epsilon(1e-13));
}

TEST_CASE("salt: a front crosses the layer after depletion", "[model][indicators]") {
  const double J = 1.2 * limiting_current(layer);
  CHECK(depletion_time_to_short(layer, J) ==
        Approx(depletion_time(layer, J) + layer.thickness / front_velocity(layer, J)).epsilon(1e-15));
}

// ε dE/dx = J/(µ E) from E = 0: E² = 2 J x/(ε µ), and V is its integral, here by the midpoint rule (error ~ n^-1.5).
TEST_CASE("salt: the space-charge drop is the integral of its field", "[model][indicators][analytic]") {
  const double J = 10.0, permittivity = 10.0 * 8.8541878128e-12, mobility = 1e-9, width = 1e-6;
  const int n = 100000;
  double V = 0.0;
  for (int i = 0; i < n; ++i) V += std::sqrt(2.0 * J * (i + 0.5) * width / n / (permittivity * mobility)) * width / n;
  CHECK(space_charge_drop(J, 10.0, mobility, width) == Approx(V).epsilon(1e-7));
}
