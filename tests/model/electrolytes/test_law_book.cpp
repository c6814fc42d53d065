// SPDX-License-Identifier: BSD-3-Clause
// Laws as files write them: composed, in units, differentiated exactly.
#include "model/electrolytes/anderson_stuart.hpp"
#include "model/electrolytes/effective_media.hpp"
#include "model/electrolytes/eisenman.hpp"
#include "model/electrolytes/law_book.hpp"
#include "model/electrolytes/nernst_einstein.hpp"
#include "model/electrolytes/permselectivity.hpp"
#include "model/electrolytes/poisson_boltzmann.hpp"
#include "model/electrolytes/surroundings.hpp"
#include "model/electrolytes/temperature.hpp"
#include "tests/support/worse.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

using namespace vitrion;
using namespace vitrion::conduction;

namespace {

constexpr double eV = avogadro * elementary_charge;  // J mol⁻¹

/// A property over c = 1 mol/L, T = 298.15 K, 50 % humidity, full light.
template <class Q>
Function property(const std::string& text) {
  const Document document = Document::parse("f: " + text + "\n", "glass.yaml", Library({}));
  const Table table(document);
  const Surroundings surroundings{.relative_humidity = 0.5, .light = 1.0};
  const auto arguments =
      electrolyte_arguments(argument("c", 1.0 * units::mol_per_L), argument("T", 298.15 * units::K), surroundings);
  const Function f = table.read_function<Q>("f", arguments, {}, electrolyte_laws());
  table.finish();
  CHECK(table.warnings().empty());
  return f;
}

Function sigma(const std::string& text) { return property<ElectricConductivity>(text); }
Function number(const std::string& text) { return property<Dimensionless>(text); }

double at_T(const Function& f, double T) { return f({1000.0, T, 0.5, 1.0}); }

/// Largest relative disagreement between derivatives and central differences at a few points. A step h = 1e-6 of the
/// argument leaves an error h² n³/6 for f ~ xⁿ: 5e-8 for the steepest one here, Vogel's law with n = E/RT = 68, and
/// round-off of n 1e-16/h = 1e-8. So 1e-7 separates right from wrong.
double worst_derivative(const Function& f) {
  double worst = 0.0;
  for (const std::vector<double>& x :
       std::vector<std::vector<double>>{{1000.0, 298.15, 0.5, 0.7}, {120.0, 330.0, 0.9, 0.2}, {3.0, 275.0, 0.3, 0.5}}) {
    for (std::size_t k = 0; k < 4; ++k) {
      const auto value = [&](double factor) {
        auto moved = x;
        moved[k] *= factor;
        return f({moved[0], moved[1], moved[2], moved[3]});
      };
      constexpr double h = 1e-6;
      const double difference = (value(1.0 + h) - value(1.0 - h)) / (2.0 * h * x[k]);
      const double exact = f.derivative(k, {x[0], x[1], x[2], x[3]});
      if (!f.depends_on(k)) CHECK(exact == 0.0);
      worst = test::worse(worst, std::abs(exact - difference) / (std::abs(f({x[0], x[1], x[2], x[3]})) / x[k]));
    }
  }
  return worst;
}

const std::string one = "{law: arrhenius, value: 1 mS/cm, at: 300 K, activation_energy: 0.2 eV}";
const std::string two = "{law: arrhenius, value: 0.02 mS/cm, at: 300 K, activation_energy: 0.5 eV}";
const std::string salt = "{expression: 0.1*c*exp(-c)*exp(-1000/T), c: mol/L, T: K, unit: S/m}";

}  // namespace

TEST_CASE("electrolytes: Vogel's law takes T0 50 K below a glass transition", "[model][electrolytes]") {
  const Function f =
      sigma("{law: vtf, prefactor: 100 S K^0.5/m, pseudo_activation_energy: 0.05 eV, glass_transition: 30 degC}");
  CHECK(at_T(f, 353.15) == Approx(vogel_conductivity(100.0, 0.05 * eV, 253.15, 353.15)).epsilon(1e-13));
  const Function by_value =
      sigma("{law: vtf, value: 3 S/m, at: 80 degC, pseudo_activation_energy: 0.05 eV, T0: 253.15 K}");
  CHECK(at_T(by_value, 353.15) == Approx(3.0).epsilon(1e-13));
  CHECK(std::isnan(at_T(f, 253.0)));
}

TEST_CASE("electrolytes: a glass former changes its law at the glass transition without a jump",
          "[model][electrolytes]") {
  const std::string vogel =
      "law: glass-former, value: 8 mS/cm, at: 120 degC, pseudo_activation_energy: 0.06 eV, glass_transition: 20 degC";
  const double Tg = 293.15, h = 1e-7;
  const Function f = sigma("{" + vogel + ", activation_energy: 0.4 eV}");
  CHECK(at_T(f, 393.15) == Approx(0.8).epsilon(1e-13));
  CHECK(at_T(f, Tg - h) == Approx(at_T(f, Tg + h)).epsilon(1e-6));
  // Below T_g an Arrhenius plot of σT is straight, with the energy that was given.
  const double slope = std::log(at_T(f, 250.0) * 250.0 / (at_T(f, 200.0) * 200.0)) / (1.0 / 250.0 - 1.0 / 200.0);
  CHECK(-slope * gas_constant == Approx(0.4 * eV).epsilon(1e-12));
  CHECK(worst_derivative(f) < 1e-7);
  // Without one the slope is continuous as well.
  const Function smooth = sigma("{" + vogel + "}");
  CHECK(smooth.derivative(1, {1.0, Tg - h, 0.5, 1.0}) ==
        Approx(smooth.derivative(1, {1.0, Tg + h, 0.5, 1.0})).epsilon(1e-6));
}

TEST_CASE("electrolytes: Anderson and Stuart's law gives the activation energy from the site",
          "[model][electrolytes]") {
  const std::string a_site =
      "law: anderson-stuart, prefactor: 1e7 S K/m, site_charge: 1, ion_radius: 76 pm, site_radius: 140 pm, "
      "doorway_radius: 60 pm, shear_modulus: 2.3 GPa, displacement: 50 %, covalency: 8";
  const IonSite site{.site_charge = 1.0,
                     .radius = 76e-12,
                     .site_radius = 140e-12,
                     .doorway = 60e-12,
                     .shear_modulus = 2.3e9,
                     .displacement = 0.5,
                     .covalency = 8.0};
  CHECK(at_T(sigma("{" + a_site + "}"), 310.0) ==
        Approx(hopping_conductivity(1e7, binding_energy(site) + strain_energy(site), 310.0)).epsilon(1e-12));
  CHECK(at_T(sigma("{" + a_site + ", jump_distance: 350 pm}"), 310.0) ==
        Approx(hopping_conductivity(1e7, binding_energy(site) + strain_energy_of_jump(site, 350e-12), 310.0))
            .epsilon(1e-12));
}

TEST_CASE("electrolytes: Nernst and Einstein's relation goes both ways", "[model][electrolytes]") {
  const Function from_D = sigma(
      "{law: nernst-einstein, haven_ratio: 0.5, "
      "diffusivity: {law: arrhenius, value: 1e-11 m^2/s, at: 300 K, activation_energy: 0.3 eV}}");
  CHECK(from_D({1000.0, 300.0, 0.5, 1.0}) == Approx(conductivity_of(1.0, 0.5, 1000.0, 1e-11, 300.0)).epsilon(1e-13));
  CHECK(worst_derivative(from_D) < 1e-7);
  const Function D =
      property<Diffusivity>("{law: nernst-einstein, concentration: 10 mol/L, conductivity: 8 mS/cm, charge: 1}");
  CHECK(D({1.0, 393.15, 0.5, 1.0}) == Approx(2.809052524e-11).epsilon(1e-9));  // worked example C3
  const Function ideal =
      property<Diffusivity>("{law: ideal-salt, conductivity: " + salt + ", transference_number: 0.3}");
  CHECK(ideal({500.0, 300.0, 0.5, 1.0}) ==
        Approx(ideal_salt_diffusivity(500.0, 0.05 * std::exp(-0.5 - 1000.0 / 300.0), 0.3, 300.0)).epsilon(1e-13));
  CHECK(worst_derivative(ideal) < 1e-7);
}

TEST_CASE("electrolytes: a brick layer has grains and boundaries with energies of their own", "[model][electrolytes]") {
  const Function f = sigma("{law: brick-layer, grain: " + one + ", boundary: " + two +
                           ", boundary_thickness: 1 nm, grain_size: 10 nm}");
  const double g = at_T(sigma(one), 320.0), gb = at_T(sigma(two), 320.0);
  CHECK(at_T(f, 320.0) == Approx(1.0 / (1.0 / g + 0.1 / gb)).epsilon(1e-13));
  CHECK(worst_derivative(f) < 1e-7);
  const Function glass = sigma("{law: brick-layer, grain: " + one + ", boundary: " + two +
                               ", boundary_thickness: 0 nm, grain_size: 1 um}");
  CHECK(at_T(glass, 320.0) == g);
}

TEST_CASE("electrolytes: every mixing rule is exact at both ends and differentiable between", "[model][electrolytes]") {
  const std::string poor = "{law: arrhenius, value: 1e-4 mS/cm, at: 300 K, activation_energy: 0.5 eV}";
  const auto mixture = [&](const std::string& rule, const std::string& fraction) {
    return sigma("{law: mixture, rule: " + rule + ", first: " + salt + ", second: " + poor + ", fraction: " + fraction +
                 "}");
  };
  const double first = at_T(sigma(salt), 320.0), second = at_T(sigma(poor), 320.0);
  for (const char* rule : {"bruggeman", "maxwell-garnett", "general-effective-media", "homogeneous", "series",
                           "parallel", "hashin-shtrikman-lower", "hashin-shtrikman-upper"}) {
    INFO(rule);
    CHECK(at_T(mixture(rule, "0"), 320.0) == Approx(second).epsilon(1e-13));
    CHECK(at_T(mixture(rule, "1"), 320.0) == Approx(first).epsilon(1e-13));
    const Function f = mixture(rule, "30 %");
    CHECK(worst_derivative(f) < 1e-7);
    const double value = at_T(f, 320.0);
    CHECK(value >= layers_in_series(0.3, first, second) * (1.0 - 1e-13));
    CHECK(value <= layers_in_parallel(0.3, first, second) * (1.0 + 1e-13));
  }
  const Function alone = sigma("{law: mixture, rule: percolation, first: " + one + ", fraction: 0.25}");
  CHECK(at_T(alone, 300.0) == Approx(0.1 * 0.01147959184).epsilon(1e-9));  // worked example C7
}

TEST_CASE("electrolytes: a blend with a new phase conducts better than both parents", "[model][electrolytes]") {
  const auto blend = [](const std::string& fraction, const std::string& phase) {
    return sigma("{law: new-phase, first: " + one + ", second: " + two + ", fraction: " + fraction +
                 ", all_new_at: 60 %, " + phase + "}");
  };
  const double first = at_T(sigma(one), 320.0), second = at_T(sigma(two), 320.0);
  CHECK(at_T(blend("100 %", "gain: 10"), 320.0) == Approx(first).epsilon(1e-13));
  CHECK(at_T(blend("0 %", "gain: 10"), 320.0) == Approx(second).epsilon(1e-13));
  CHECK(at_T(blend("60 %", "gain: 10"), 320.0) == Approx(10.0 * first).epsilon(1e-13));
  CHECK(at_T(blend("60 %", "phase: 20 mS/cm"), 320.0) == Approx(2.0).epsilon(1e-13));
  CHECK(at_T(blend("50 %", "gain: 10"), 320.0) > first);
  CHECK(worst_derivative(blend("50 %", "gain: 10")) < 1e-7);
  CHECK(worst_derivative(blend("80 %", "phase: " + salt)) < 1e-7);
}

TEST_CASE("electrolytes: coordination and pores multiply what they change", "[model][electrolytes]") {
  const Function six = sigma("{law: coordination, base: " + one + ", number: 6, known: [4.6, 6], ratio: 20}");
  CHECK(at_T(six, 300.0) == Approx(0.1 * 20.0).epsilon(1e-13));
  const Function half = sigma("{law: coordination, base: " + one + ", number: 5.3, known: [4.6, 6], ratio: 20}");
  CHECK(at_T(half, 300.0) == Approx(0.1 * std::sqrt(20.0)).epsilon(1e-13));
  const Function porous = sigma("{law: porous, base: " + one + ", porosity: 40 %, dead_ends: 25 %}");
  CHECK(at_T(porous, 300.0) == Approx(0.1 * std::pow(0.3, 1.5)).epsilon(1e-13));
}

TEST_CASE("electrolytes: humidity and light are arguments of a property", "[model][electrolytes]") {
  const Function wet = sigma("{law: humidity, at_lowest: " + one + ", ratio: 10, measured: [25 %, 98 %]}");
  const auto at_RH = [&](double RH) { return wet({1000.0, 300.0, RH, 1.0}); };
  CHECK(at_RH(0.25) == Approx(0.1).epsilon(1e-13));
  CHECK(at_RH(0.98) == Approx(1.0).epsilon(1e-13));
  CHECK(at_RH(0.615) == Approx(0.1 * std::sqrt(10.0)).epsilon(1e-13));
  CHECK(at_RH(0.1) == at_RH(0.25));
  CHECK(at_RH(1.0) == at_RH(0.98));
  CHECK(wet.derivative(2, {1000.0, 300.0, 0.1, 1.0}) == 0.0);
  CHECK(worst_derivative(wet) < 1e-7);

  const Function lit = sigma("{law: light, dark: " + two + ", lit: " + one + "}");
  CHECK(lit({1000.0, 310.0, 0.5, 0.0}) == Approx(at_T(sigma(two), 310.0)).epsilon(1e-13));
  CHECK(lit({1000.0, 310.0, 0.5, 1.0}) == Approx(at_T(sigma(one), 310.0)).epsilon(1e-13));
  CHECK(worst_derivative(lit) < 1e-7);

  const Function free = sigma("{expression: 0.1*(1 + 3*RH**2 + light)*exp(-1000/T), T: K, unit: S/m}");
  CHECK(free({1.0, 1000.0, 0.5, 1.0}) == Approx(0.1 * 2.75 * std::exp(-1.0)).epsilon(1e-13));
  CHECK(sigma("{table: {RH: [25, 98], value: [1, 10]}, RH: \"%\", unit: mS/cm}")({1.0, 300.0, 0.98, 1.0}) ==
        Approx(1.0).epsilon(1e-13));
}

TEST_CASE("electrolytes: charged pores give a transference number that depends on the salt", "[model][electrolytes]") {
  const std::string pore = "pore_radius: 1 nm, surface_charge: 0.01 C/m^2, diffusivity_ratio: 2";
  // Around 1 mol/L two Debye lengths are 0.6 nm: Donnan's equilibrium is read for a salt of 0.1 mol/L here.
  const auto t_plus = [](const std::string& text) {
    const Document document = Document::parse("t: " + text + "\n", "glass.yaml", Library({}));
    const Table table(document);
    const Function f = table.read_function<Dimensionless>(
        "t", {argument("c", 0.1 * units::mol_per_L), argument("T", 298.15 * units::K)}, {}, electrolyte_laws());
    CHECK(table.warnings().empty());
    return f;
  };
  const Function t = t_plus("{law: donnan, " + pore + "}");
  CHECK(t({100.0, 300.0}) == Approx(0.7541091257).epsilon(1e-9));  // worked example C5
  CHECK(t({1e-6, 300.0}) == Approx(1.0).epsilon(1e-12));           // only cations are left
  CHECK(t({1e8, 300.0}) == Approx(1.0 / 3.0).epsilon(1e-5));       // as without the pore
  CHECK(worst_derivative(t) < 1e-7);
  // Walls of the other sign let anions through: the co-ions are then the cations, half as fast.
  const Function positive = t_plus("{law: donnan, framework: cationic, " + pore + "}");
  const auto ions = donnan(100.0, fixed_charge_of_cylinder(0.01, 1e-9));
  CHECK(positive({100.0, 300.0}) == Approx(ions.co / (ions.co + 2.0 * ions.counter)).epsilon(1e-13));

  const Function exact = number("{law: poisson-boltzmann, " + pore + "}");
  CHECK(exact({100.0, 300.0, 0.5, 1.0}) == Approx(0.7533810393).epsilon(1e-6));  // worked example C5
  CHECK(worst_derivative(exact) < 1e-7);

  const Function kappa =
      property<ElectricConductivity>("{law: poisson-boltzmann, diffusivity: 1e-10 m^2/s, " + pore + "}");
  const auto in_pore = poisson_boltzmann({1e-9, 0.01, 78.36, 298.15}, 100.0);
  CHECK(kappa({100.0, 300.0, 0.5, 1.0}) ==
        Approx(conductivity_of(1.0, 1.0, in_pore.counter + 2.0 * in_pore.co, 1e-10, 300.0)).epsilon(1e-6));
  CHECK(worst_derivative(kappa) < 1e-7);
}

// At equal shares and mobilities the currents rank as the sites prefer: the sequence of the worked examples C6.
TEST_CASE("electrolytes: competing cations share the current as their sites prefer", "[model][electrolytes]") {
  const auto cations = alkali_cations();
  const auto share = [&](const std::string& ion, double site, const std::string& more = "") {
    return number(
        fmt::format("{{law: eisenman, ion: {}, site_radius: {} Å, solution: {{Li+: 0.2, Na+: 0.2, K+: 0.2, "
                    "Rb+: 0.2, Cs+: 0.2}}{}}}",
                    ion, site, more));
  };
  for (const double site : {0.8, 1.4, 3.0}) {
    INFO(site);
    double sum = 0.0, last = 1.0;
    for (const Cation& cation : selectivity_order(cations, site * 1e-10)) {
      const double s = at_T(share(cation.name, site), 298.15);
      CHECK(s < last);
      sum += last = s;
    }
    CHECK(sum == Approx(1.0).epsilon(1e-12));
  }
  CHECK(worst_derivative(share("Na+", 1.2)) < 1e-7);

  // Two of them: the law of mass action with a ratio of mobilities.
  const double preference = site_preference(cations[1], 1e-10) - site_preference(cations[0], 1e-10);
  const Function lithium = number(
      "{law: eisenman, ion: Li+, site_radius: 1 Å, solution: {Li+: 90 %, Na+: 10 %}, mobility: {Na+: 0.5}, cations: "
      "0.6}");
  CHECK(at_T(lithium, 310.0) ==
        Approx(0.6 / (1.0 + 0.5 / 9.0 * std::exp(-preference / (gas_constant * 310.0)))).epsilon(1e-12));
  // Alone it carries all, of a conductivity too.
  const Function alone =
      sigma("{law: eisenman, ion: K+, site_radius: 2 Å, solution: {K+: 100 %}, cations: " + one + "}");
  CHECK(at_T(alone, 310.0) == Approx(at_T(sigma(one), 310.0)).epsilon(1e-13));
}

TEST_CASE("electrolytes: laws nest", "[model][electrolytes]") {
  const Function f = sigma(
      "{law: humidity, ratio: 10, measured: [25 %, 98 %], at_lowest: "
      "{law: coordination, number: 6, known: [4.6, 6], ratio: 20, base: "
      "{law: mixture, rule: bruggeman, fraction: 0.6, first: " +
      one + ", second: " + salt + "}}}");
  const double base = bruggeman(0.6, at_T(sigma(one), 310.0), at_T(sigma(salt), 310.0));
  CHECK(f({1000.0, 310.0, 0.98, 1.0}) == Approx(200.0 * base).epsilon(1e-12));
  CHECK(worst_derivative(f) < 1e-7);
}

TEST_CASE("electrolytes: a composed law is evaluated alike for one point and for many", "[model][electrolytes]") {
  const Function f = sigma("{law: mixture, rule: bruggeman, fraction: 0.6, first: " + one + ", second: " + salt + "}");
  constexpr std::size_t n = 71;  // more than two chunks
  std::vector<double> c(n), values(n), dfdc(n), dfdT(n);
  for (std::size_t i = 0; i < n; ++i) c[i] = 10.0 + 30.0 * static_cast<double>(i);
  const std::array<Argument, 4> at{Argument(std::span<const double>(c)), 305.0, 0.5, 1.0};
  const std::array<double*, 4> wanted{dfdc.data(), dfdT.data(), nullptr, nullptr};
  f.evaluate(at, values, wanted);
  for (std::size_t i = 0; i < n; ++i) {
    CHECK(values[i] == f({c[i], 305.0, 0.5, 1.0}));
    CHECK(dfdc[i] == f.derivative(0, {c[i], 305.0, 0.5, 1.0}));
    CHECK(dfdT[i] == f.derivative(1, {c[i], 305.0, 0.5, 1.0}));
  }
  const Function still = sigma("{law: brick-layer, grain: " + one + ", boundary: " + two +
                               ", boundary_thickness: 1 nm, grain_size: 1 um}");  // no c in it: computed once
  still.evaluate(at, values, wanted);
  for (std::size_t i = 0; i < n; ++i) {
    CHECK(values[i] == values[0]);
    CHECK(dfdc[i] == 0.0);
    CHECK(dfdT[i] == dfdT[0]);
  }
}
