// SPDX-License-Identifier: BSD-3-Clause
#include "model/dual.hpp"
#include "model/indicators/deposit_roughness.hpp"
#include "model/indicators/fracture.hpp"
#include "model/indicators/interface_stability.hpp"
#include "model/indicators/stripping.hpp"
#include "model/laws/contact.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <numbers>

using namespace vitrion;
using namespace vitrion::indicators;
using namespace vitrion::laws;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double V_M = 1.3e-5;

constexpr ElasticInterface lithium_on(double G_electrolyte, double volume_ratio) {
  return {.G_metal = 3.4e9,
          .G_electrolyte = G_electrolyte,
          .nu_metal = 0.42,
          .nu_electrolyte = 0.33,
          .molar_volume = V_M,
          .volume_ratio = volume_ratio,
          .surface_energy = 0.556};
}

double elastic_part(const ElasticInterface& interface) {
  const StabilityParameter chi = stability_parameter(interface, 1e6);
  return chi.pressure + chi.shear;
}

}  // namespace

TEST_CASE("stability: surface energy wins above the critical wavenumber", "[model][indicators][analytic]") {
  const ElasticInterface interface = lithium_on(10e9, 0.1);
  const double k = critical_wavenumber(interface);
  const StabilityParameter at = stability_parameter(interface, k);
  CHECK(at.sum() == Approx(0.0).margin(1e-12 * std::abs(at.surface)));
  CHECK(stability_parameter(interface, 0.9 * k).sum() > 0.0);
  CHECK(stability_parameter(interface, 1.1 * k).sum() < 0.0);
  CHECK(critical_wavelength(interface) == Approx(2.0 * std::numbers::pi / k));
}

TEST_CASE("stability: elasticity changes its mind at the critical modulus ratio", "[model][indicators][analytic]") {
  for (const double v : {0.0, 0.085, 0.9, 1.1, 12.9}) {
    const CriticalModulusRatio critical = critical_modulus_ratio(lithium_on(1.0, v));
    const auto chi = [&](double factor) { return elastic_part(lithium_on(3.4e9 * critical.ratio * factor, v)); };
    const double scale = std::abs(stability_parameter(lithium_on(3.4e9 * critical.ratio, v), 1e6).pressure);
    CHECK(chi(1.0) == Approx(0.0).margin(1e-12 * scale));
    CHECK(critical.regime == (v < 1.0 ? StabilityRegime::density_driven : StabilityRegime::pressure_driven));
    for (const double factor : {0.5, 0.99, 1.01, 2.0})
      CHECK((chi(factor) < 0.0) == critical.stable(factor * critical.ratio));
  }
}

TEST_CASE("stability: a polymer must be nearly twice as stiff as lithium, a dense solid softer than 0.7 of it",
          "[model][indicators]") {
  CHECK(critical_modulus_ratio(lithium_on(1.0, 12.9)).ratio == Approx(1.79).margin(0.005));
  CHECK(critical_modulus_ratio(lithium_on(1.0, 0.085)).ratio == Approx(0.71).margin(0.005));
}

TEST_CASE("stability: with equal molar volumes no modulus helps", "[model][indicators][limit]") {
  const CriticalModulusRatio critical = critical_modulus_ratio(lithium_on(1.0, 1.0));
  CHECK(critical.regime == StabilityRegime::never_stable);
  for (const double r : {1e-3, 1.0, 1e3}) {
    CHECK_FALSE(critical.stable(r));
    CHECK(elastic_part(lithium_on(3.4e9 * r, 1.0)) > 0.0);
  }
  // The two branches lead there: soft enough becomes nothing, stiff enough becomes infinite.
  CHECK(critical_modulus_ratio(lithium_on(1.0, 1.0 - 1e-9)).ratio < 1e-8);
  CHECK(critical_modulus_ratio(lithium_on(1.0, 1.0 + 1e-9)).ratio > 1e8);
}

TEST_CASE("stability: what elasticity stabilises has no unstable wavelength", "[model][indicators][limit]") {
  CHECK(critical_wavelength(lithium_on(1e9, 0.085)) == infinity);
  CHECK(critical_wavelength(lithium_on(60e9, 12.9)) == infinity);
}

TEST_CASE("roughness: the cutoff does not grow, and no wavelength grows faster than the fastest",
          "[model][indicators][analytic]") {
  const DiffusingSalt salt{.D = 3e-10, .t_plus = 0.3, .c = 1000.0};
  const double J = 100.0, gamma = capillary_length(0.5, V_M, 298.15);
  const auto rate = [&](double wavelength) {
    return mullins_sekerka_rate(salt, J, gamma, V_M, 2.0 * std::numbers::pi / wavelength);
  };
  const double fastest = mullins_sekerka_fastest(salt, J, gamma), cutoff = mullins_sekerka_cutoff(salt, J, gamma);
  CHECK(rate(cutoff) == Approx(0.0).margin(1e-12 * rate(fastest)));
  CHECK(rate(0.9 * cutoff) < 0.0);
  CHECK(rate(0.99 * fastest) < rate(fastest));
  CHECK(rate(1.01 * fastest) < rate(fastest));
}

TEST_CASE("roughness: no salt gradient, no instability", "[model][indicators][limit]") {
  CHECK(mullins_sekerka_cutoff({.D = 3e-10, .t_plus = 1.0, .c = 1000.0}, 100.0, 1e-9) == infinity);
  CHECK(mullins_sekerka_cutoff({.D = 3e-10, .t_plus = 0.3, .c = 1000.0}, 0.0, 1e-9) == infinity);
  CHECK(mullins_sekerka_fastest({.D = 3e-10, .t_plus = 0.3, .c = 1000.0}, -5.0, 1e-9) == infinity);
}

TEST_CASE("roughness: tips run away at the limiting current", "[model][indicators][limit]") {
  CHECK(tip_current_ratio(-0.5) == 1.0);
  CHECK(tip_current_ratio(0.0) == 1.0);
  CHECK(tip_current_ratio(1.0 - 1e-9) == Approx(1e9).epsilon(1e-6));
  CHECK(tip_current_ratio(1.0) == infinity);
  CHECK(tip_current_ratio(1.5) == infinity);
  CHECK(critical_tip_radius(0.5, V_M, 0.0) == infinity);
  CHECK(critical_tip_radius(0.5, V_M, -0.05) == critical_tip_radius(0.5, V_M, 0.05));
}

TEST_CASE("stripping: pressure raises what creep and experience allow", "[model][indicators][monotone]") {
  const StrippingPowerLaw law{2.0, 3e6, 10.0, 7e6};
  CHECK(law.current(3e6) == Approx(2.0));
  CHECK(law.current(7e6) == Approx(10.0));
  double creep = 0.0, measured = 0.0;
  for (const double P : {1e5, 1e6, 3e6, 1e7}) {
    CHECK(creep_limited_current(lithium_creep, 2e-5, P, V_M) > creep);
    CHECK(law.current(P) > measured);
    creep = creep_limited_current(lithium_creep, 2e-5, P, V_M);
    measured = law.current(P);
  }
  CHECK(creep_limited_current(lithium_creep, 2e-5, 0.0, V_M) == 0.0);
}

TEST_CASE("stripping: no voids while creep keeps up", "[model][indicators][limit]") {
  CHECK(void_time(1e-14, 0.1, V_M, 0.0) == infinity);
  CHECK(void_time(1e-14, 0.1, V_M, -1.0) == infinity);
}

TEST_CASE("stripping: contact holds up to the critical current and then decays exponentially",
          "[model][indicators][analytic]") {
  const ContactKinetics kinetics{.loss = 2e-4, .recovery = 1e-4, .largest = 0.9};
  CHECK(contact_rate(kinetics, -1.0, 1.0, 0.8) == 0.0);
  CHECK(contact_rate(kinetics, 0.0, 1.0, 0.8) == 0.0);
  CHECK(contact_rate(kinetics, -3.0, 1.0, 0.8) == Approx(-2e-4 * 2.0 * 0.8));
  CHECK(contact_rate(kinetics, -1.0 - 1e-9, 1.0, 0.8) == Approx(0.0).margin(1e-12));
  // Plating restores at most `largest`.
  CHECK(contact_rate(kinetics, 3.0, 1.0, 0.8) == Approx(1e-4 * 3.0 * 0.1));
  CHECK(contact_rate(kinetics, 3.0, 1.0, 0.95) == 0.0);
}

// With J = I/θ, dθ/dt = −k(I − J_c θ): θ = A + (1 − A) exp(k J_c t), A = I/J_c, is zero at ln[I/(I − J_c)]/(k J_c).
// Classical Runge–Kutta of 1000 steps.
TEST_CASE("stripping: on the local current contact is lost in finite time", "[model][indicators][analytic]") {
  const ContactKinetics kinetics{.loss = 1e-3, .recovery = 0.0};
  const double I = 3.0, J_c = 1.0, end = 0.9 * std::log(I / (I - J_c)) / (kinetics.loss * J_c), h = end / 1000;
  const auto rate = [&](double theta) { return contact_rate(kinetics, -I / theta, J_c, theta); };
  double theta = 1.0;
  for (int i = 0; i < 1000; ++i) {
    const double k1 = rate(theta), k2 = rate(theta + 0.5 * h * k1), k3 = rate(theta + 0.5 * h * k2),
                 k4 = rate(theta + h * k3);
    theta += h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
  }
  CHECK(theta == Approx(I / J_c + (1.0 - I / J_c) * std::exp(kinetics.loss * J_c * end)).epsilon(1e-10));
}

TEST_CASE("stripping: the rate of contact has exact derivatives", "[model][indicators]") {
  using D = Dual<2>;
  D J = -3.0, theta = 0.7;
  J.tangent = {1.0, 0.0};
  theta.tangent = {0.0, 1.0};
  const D rate = contact_rate({.loss = 2e-4, .recovery = 1e-4}, J, D(1.0), theta);
  CHECK(rate.tangent[0] == Approx(2e-4 * 0.7));
  CHECK(rate.tangent[1] == Approx(-2e-4 * 2.0));
}

TEST_CASE("fracture: the critical overpotential brings the critical stress", "[model][indicators][analytic]") {
  const Flaw flaw{.toughness = 1e5, .length = 1e-6};
  const double stress = overpotential_stress(critical_overpotential(flaw, V_M), V_M);
  CHECK(flaw.shape * stress * std::sqrt(std::numbers::pi * flaw.length) == Approx(flaw.toughness).epsilon(1e-14));
  CHECK(critical_overpotential({.toughness = 1e5, .length = 4e-6}, V_M) ==
        Approx(0.5 * critical_overpotential(flaw, V_M)));
}

TEST_CASE("fracture: the Weibull scatter of currents is a weakest link", "[model][indicators][analytic]") {
  const WeibullCurrent one{.modulus = 4.0, .J_0 = 10.0}, two{.modulus = 4.0, .J_0 = 10.0, .area_ratio = 2.0};
  CHECK(one.probability(0.0) == 0.0);
  CHECK(one.probability(10.0) == Approx(1.0 - std::exp(-1.0)));
  for (const double P : {1e-9, 0.05, 0.5, 0.95}) CHECK(one.probability(one.quantile(P)) == Approx(P).epsilon(1e-12));
  // Twice the area survives when both halves do.
  const double survives = 1.0 - one.probability(7.0);
  CHECK(two.probability(7.0) == Approx(1.0 - survives * survives));
  CHECK(two.quantile(0.5) < one.quantile(0.5));
}
