// SPDX-License-Identifier: BSD-3-Clause
#include "model/electrolytes/facts.hpp"
#include "model/electrolytes/nernst_einstein.hpp"
#include "model/electrolytes/permselectivity.hpp"
#include "model/electrolytes/salt_fall.hpp"
#include "model/electrolytes/salt_limit.hpp"
#include "model/indicators/salt_depletion.hpp"
#include "model/materials/read_electrolyte.hpp"
#include "params/constants.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <string>

using namespace vitrion;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(), T = 303.15;

Electrolyte electrolyte(const std::string& text) {
  const Document document = Document::parse("{kind: electrolyte, name: salt, " + text + "}", "salt.yaml", Library({}));
  return read_electrolyte(Table(document));
}

Electrolyte library_electrolyte(const std::string& name) {
  const Document document = Document::parse("{include: electrolytes/" + name + "}", "salt.yaml", Library::standard());
  return read_electrolyte(Table(document));
}

Electrolyte salt_of(const std::string& ion, int anion_charge, const std::string& D = "1e-11 m^2/s",
                    const std::string& t_plus = "0.3") {
  return electrolyte(
      fmt::format("working_ion: {}, anion_charge: {}, transport: binary, conductivity: 0.1 S/m, "
                  "diffusivity: {}, transference_number: {}, concentration: 1 mol/L",
                  ion, anion_charge, D, t_plus));
}

}  // namespace

// A 2:2 salt: twice the charge of a formula unit, and four times the ionic strength.
TEST_CASE("zinc sulfate has the limiting current and Debye length of a 2:2 salt", "[model][electrolytes][facts]") {
  const Electrolyte zinc = library_electrolyte("zinc-sulfate-water");
  CHECK(salt_limit(zinc, 200e-6, T).limiting_current == Approx(2573.0).epsilon(1e-3));  // A/m², 257.3 mA/cm²
  CHECK(std::sqrt(80.0) * facts_of(zinc, T).debye_length == Approx(0.109e-9).epsilon(5e-3));
}

TEST_CASE("ionic strength, Newman number and Nernst-Einstein diffusivity know the formula of the salt",
          "[model][electrolytes][facts][analytic]") {
  for (const char* ion : {"Li+", "Zn2+", "Al3+"}) {
    for (const int anion : {1, 2, 3}) {
      INFO(ion << " with an anion of charge -" << anion);
      const Electrolyte salt = salt_of(ion, anion);
      const ElectrolyteFacts facts = facts_of(salt, T);
      // By hand from the ions: c_i = ν_i c, D_i from t_i κ = F² z_i² D_i c_i/(RT).
      const double z = charge_number(ion), c = 1000.0;
      const double q = salt.salt.charge, c_plus = q / z * c, c_minus = q / anion * c;
      CHECK(salt.salt.cation_charge() == z);
      CHECK(salt.salt.anion_charge() == anion);
      const auto diffusivity = [&](double t, double charge, double concentration) {
        return t * 0.1 * gas_constant * T / (faraday * faraday * charge * charge * concentration);
      };
      const double D_plus = diffusivity(0.3, z, c_plus), D_minus = diffusivity(0.7, anion, c_minus);
      CHECK(facts.ionic_strength == Approx(0.5 * (z * z * c_plus + anion * anion * c_minus)).epsilon(1e-14));
      CHECK(facts.ideal_diffusivity ==
            Approx((z + anion) * D_plus * D_minus / (z * D_plus + anion * D_minus)).epsilon(1e-13));
      // With the D of Nernst and Einstein a Bruce-Vincent experiment answers t+.
      CHECK(newman_number(salt.salt, 0.1, 0.3, 1.0, facts.ideal_diffusivity, c, T) == Approx(0.7 / 0.3).epsilon(1e-13));
      CHECK(facts.newman_number == Approx(0.7 / 0.3 * facts.ideal_diffusivity / 1e-11).epsilon(1e-13));
      CHECK(facts.current_fraction() == Approx(1.0 / (1.0 + facts.newman_number)));
      // κ alone says the limiting current of an ideal salt: 2 (ν/q) t₊ κ RT/(F L).
      const Electrolyte ideal = salt_of(ion, anion, fmt::format("{:.17g} m^2/s", facts.ideal_diffusivity));
      CHECK(salt_limit(ideal, 5e-5, T).limiting_current ==
            Approx(2.0 * salt.salt.ions / q * 0.3 * 0.1 * gas_constant * T / (faraday * 5e-5)).epsilon(1e-9));
    }
  }
}

TEST_CASE("one layer of constant properties has the limiting current of the closed form",
          "[model][electrolytes][facts][analytic]") {
  for (const double t_plus : {-0.5, 0.0, 0.3, 0.9, 0.999999}) {
    const Electrolyte salt = salt_of("Li+", 2, "1e-11 m^2/s", fmt::format("{}", t_plus));
    const SaltLimit limit = salt_limit(salt, 5e-5, T);
    const double expected =
        indicators::limiting_current({.D = 1e-11, .c0 = 1000.0, .t_plus = t_plus, .thickness = 5e-5, .charge = 2.0});
    CHECK(limit.limiting_current == Approx(expected).epsilon(1e-11));
    CHECK(limit.depletion_current == Approx(0.99 * expected).epsilon(1e-11));
    CHECK(limit.conductance_left == 0.0);
  }
  CHECK(salt_limit(salt_of("Li+", 1, "1e-11 m^2/s", "1"), 5e-5, T).limiting_current == infinity);
}

// D = D₁ c: i = B q F D₁/(t₋) d(c²/2)/dx, a root; its mean is 2/3 of the far end.
TEST_CASE("a diffusivity that follows the salt has the limiting current of its own profile",
          "[model][electrolytes][facts][analytic]") {
  const Electrolyte salt = salt_of("Li+", 1, "{expression: 1e-11*c, c: mol/L, unit: m^2/s}");
  const double end = 1.5 * 1000.0;  // c² ~ x: mean 2/3 c(L)
  const double expected = faraday * 1e-14 / 0.7 * 0.5 * end * end / 5e-5;
  CHECK(salt_limit(salt, 5e-5, T).limiting_current == Approx(expected).epsilon(1e-4));
}

TEST_CASE("a framework with fixed charge has no limiting current but a depletion current and what is left",
          "[model][electrolytes][facts][analytic]") {
  const double X = 600.0, c0 = 260.0, D = 1e-11, L = 5e-5;
  const Electrolyte framework = electrolyte(
      "working_ion: Li+, transport: charged-framework, fixed_charge: 0.6 mol/L, cation_diffusivity: 1e-11 m^2/s, "
      "anion_diffusivity: 1e-11 m^2/s, concentration: 0.26 mol/L");
  const SaltLimit limit = salt_limit(framework, L, 298.15);
  CHECK(limit.limiting_current == infinity);
  CHECK(limit.conductance_left == Approx(faraday * faraday * D * X / (gas_constant * 298.15) / L).epsilon(1e-6));
  // Anions are at rest: J L/(F D₊) = 2 (b − a) + X ln(b/a) and J L n/(F D₊) = b² − a² + X (b − a), a = n/100.
  const double n = conduction::donnan(c0, X).co, a = 0.01 * n;
  double low = a, high = 10.0 * n;
  const auto too_much = [&](double b) {
    return b * b - a * a + X * (b - a) > n * (2.0 * (b - a) + X * std::log(b / a));
  };
  for (int k = 0; k < 200; ++k) (too_much(0.5 * (low + high)) ? high : low) = 0.5 * (low + high);
  CHECK(limit.depletion_current == Approx(faraday * D / L * (2.0 * (low - a) + X * std::log(low / a))).epsilon(2e-3));
  // Without fixed charge it is the limiting current of the salt.
  const Electrolyte neutral = electrolyte(
      "working_ion: Li+, transport: charged-framework, fixed_charge: 0 mol/L, cation_diffusivity: 1e-11 m^2/s, "
      "anion_diffusivity: 1e-11 m^2/s, concentration: 0.26 mol/L");
  CHECK(salt_limit(neutral, L, 298.15).limiting_current == Approx(4.0 * faraday * D * c0 / L).epsilon(1e-9));
  CHECK(salt_limit(library_electrolyte("zif-4-glass-charged-pores"), L, T).limiting_current == infinity);
}

TEST_CASE("several layers fall as one that is cut into pieces", "[model][electrolytes][facts][analytic]") {
  const Electrolyte salt = salt_of("Li+", 1);
  const SaltCurve curve(salt, {&T, 1});
  const SaltFall::AtRest at_rest{1e-11, 0.7 / faraday};
  const std::vector<SaltSlab> pieces{{&curve, 1e-5, 0.4, 0.2}, {&curve, 3e-5, 0.4, 0.2}, {&curve, 1e-5, 0.4, 0.2}};
  const indicators::SaltLayer whole{.D = 0.2e-11, .c0 = 1000.0, .t_plus = 0.3, .thickness = 5e-5, .porosity = 0.4};
  CHECK(salt_limit(pieces).limiting_current == Approx(indicators::limiting_current(whole)).epsilon(1e-11));
  const SaltFall fall(pieces, std::vector(3, at_rest));
  CHECK(fall.limiting_current() == Approx(indicators::limiting_current(whole)).epsilon(1e-10));
  for (const double j : {1.01, 1.2, 2.0, 5.0, 30.0}) {
    const double J = j * indicators::limiting_current(whole);
    CHECK(fall.depletion_time(J) == Approx(indicators::depletion_time(whole, J)).epsilon(2e-3));
  }
  CHECK(fall.depletion_time(0.999 * indicators::limiting_current(whole)) == infinity);
}
