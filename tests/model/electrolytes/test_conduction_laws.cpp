// SPDX-License-Identifier: BSD-3-Clause
// What the conduction laws must do whatever the numbers: limits, bounds, symmetries, derivatives.
#include "model/dual.hpp"
#include "model/electrolytes/anderson_stuart.hpp"
#include "model/electrolytes/concentrated.hpp"
#include "model/electrolytes/effective_media.hpp"
#include "model/electrolytes/eisenman.hpp"
#include "model/electrolytes/grain_boundaries.hpp"
#include "model/electrolytes/impedance.hpp"
#include "model/electrolytes/nernst_einstein.hpp"
#include "model/electrolytes/new_phase.hpp"
#include "model/electrolytes/permselectivity.hpp"
#include "model/electrolytes/poisson_boltzmann.hpp"
#include "model/electrolytes/pores.hpp"
#include "model/electrolytes/switching.hpp"
#include "model/electrolytes/temperature.hpp"
#include "tests/support/charged_layers.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace vitrion;
using namespace vitrion::conduction;

namespace {

constexpr double eV = avogadro * elementary_charge;  // J mol⁻¹

/// Pairs of conductivities over six decades and a fraction.
struct Mixture {
  double phi, first, second;
};
std::vector<Mixture> mixtures() {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> share(0.0, 1.0), decade(-6.0, 0.0);
  std::vector<Mixture> all;
  for (int i = 0; i < 500; ++i)
    all.push_back({share(random), std::pow(10.0, decade(random)), std::pow(10.0, decade(random))});
  return all;
}

constexpr double round_off = 1e-12;

}  // namespace

TEST_CASE("electrolytes: all mixing rules lie within Wiener's bounds", "[model][electrolytes]") {
  for (const auto& [phi, a, b] : mixtures()) {
    INFO(phi << " of " << a << " in " << b);
    const double least = layers_in_series(phi, a, b) * (1.0 - round_off);
    const double most = layers_in_parallel(phi, a, b) * (1.0 + round_off);
    CHECK(least <= most);
    for (const double sigma : {bruggeman(phi, a, b), maxwell_garnett(phi, a, b), homogeneous_mixture(phi, a, b),
                               hashin_shtrikman(phi, a, b).lower, hashin_shtrikman(phi, a, b).upper,
                               general_effective_media(phi, a, b, {1.0 / 3.0, 1.0, 1.0})}) {
      CHECK(sigma >= least);
      CHECK(sigma <= most);
    }
  }
}

TEST_CASE("electrolytes: isotropic mixing rules lie within Hashin and Shtrikman's bounds", "[model][electrolytes]") {
  for (const auto& [phi, a, b] : mixtures()) {
    INFO(phi << " of " << a << " in " << b);
    const auto bounds = hashin_shtrikman(phi, a, b);
    for (const double sigma : {bruggeman(phi, a, b), maxwell_garnett(phi, a, b)}) {
      CHECK(sigma >= bounds.lower * (1.0 - round_off));
      CHECK(sigma <= bounds.upper * (1.0 + round_off));
    }
  }
}

TEST_CASE("electrolytes: symmetric mixing rules do not care which phase is called first", "[model][electrolytes]") {
  for (const auto& [phi, a, b] : mixtures()) {
    INFO(phi << " of " << a << " in " << b);
    CHECK(bruggeman(phi, a, b) == Approx(bruggeman(1.0 - phi, b, a)).epsilon(1e-9));
    CHECK(homogeneous_mixture(phi, a, b) == Approx(homogeneous_mixture(1.0 - phi, b, a)).epsilon(round_off));
    CHECK(general_effective_media(phi, a, b, {0.2, 1.5, 1.5}) ==
          Approx(general_effective_media(1.0 - phi, b, a, {0.2, 1.5, 1.5})).epsilon(1e-9));
  }
}

TEST_CASE("electrolytes: mixing rules answer the pure phases at both ends", "[model][electrolytes]") {
  for (const auto& [phi, a, b] : mixtures()) {
    for (const double end : {0.0, 1.0}) {
      const auto pure = Approx(end == 1.0 ? a : b).epsilon(round_off);
      CHECK(bruggeman(end, a, b) == pure);
      CHECK(maxwell_garnett(end, a, b) == pure);
      CHECK(homogeneous_mixture(end, a, b) == pure);
      CHECK(general_effective_media(end, a, b, {}) == pure);
      CHECK(layers_in_series(end, a, b) == pure);
      CHECK(layers_in_parallel(end, a, b) == pure);
      CHECK(hashin_shtrikman(end, a, b).lower == pure);
      CHECK(hashin_shtrikman(end, a, b).upper == pure);
    }
    CHECK(bruggeman(phi, a, a) == Approx(a).epsilon(round_off));
    CHECK(general_effective_media(phi, a, a, {}) == Approx(a).epsilon(round_off));
    CHECK(percolating(1.0, a, 0.16, 2.0) == a);
    CHECK(percolating(0.16, a, 0.16, 2.0) == 0.0);
  }
}

TEST_CASE("electrolytes: general effective media become percolation when one phase insulates",
          "[model][electrolytes]") {
  // Far below the threshold of σ_l the equation has the root of percolation; the difference goes with (σ_l/σ)^(1/s).
  const Percolation shape;
  CHECK(general_effective_media(0.4, 1.0, 1e-18, shape) ==
        Approx(percolating(0.4, 1.0, shape.threshold, shape.t)).epsilon(1e-12));
}

TEST_CASE("electrolytes: mixing rules have exact derivatives in both phases", "[model][electrolytes]") {
  using D = Dual<2>;
  D a(2e-2), b(3e-4);
  a.tangent[0] = b.tangent[1] = 1.0;
  // Of logarithms, so that all are of order one: with h = 1e-5 truncation leaves 1e-10 and round-off 1e-11.
  const auto agree = [&](const auto& rule) {
    const D exact = rule(a, b);
    const double f = rule(a.value, b.value), h = 1e-5;
    CHECK(exact.value == Approx(f).epsilon(1e-14));
    const double by_a = (rule(a.value * (1 + h), b.value) - rule(a.value * (1 - h), b.value)) / (2 * h * f);
    const double by_b = (rule(a.value, b.value * (1 + h)) - rule(a.value, b.value * (1 - h))) / (2 * h * f);
    CHECK(exact.tangent[0] * a.value / f == Approx(by_a).margin(1e-9));
    CHECK(exact.tangent[1] * b.value / f == Approx(by_b).margin(1e-9));
  };
  for (const double phi : {0.05, 0.2, 0.6}) {
    agree([phi](const auto& x, const auto& y) { return bruggeman(phi, x, y); });
    agree([phi](const auto& x, const auto& y) { return maxwell_garnett(phi, x, y); });
    agree([phi](const auto& x, const auto& y) { return general_effective_media(phi, x, y, {}); });
    agree([phi](const auto& x, const auto& y) { return homogeneous_mixture(phi, x, y); });
    agree([phi](const auto& x, const auto& y) { return hashin_shtrikman(phi, x, y).lower; });
    agree([phi](const auto& x, const auto& y) { return layers_in_series(phi, x, y); });
    agree([phi](const auto& x, const auto& y) { return new_phase_conductivity(phi, x, y, x * 30.0, 0.5); });
  }
  agree([](const auto& x, const auto& y) { return brick_layer_conductivity(x, y, 1e-3); });
}

TEST_CASE("electrolytes: a new phase is exact at its composition and at both parents, and continuous",
          "[model][electrolytes]") {
  const auto blend = [](double phi) { return new_phase_conductivity(phi, 1e-3, 2e-3, 5e-2, 0.4); };
  CHECK(blend(0.0) == Approx(2e-3).epsilon(round_off));
  CHECK(blend(0.4) == Approx(5e-2).epsilon(round_off));
  CHECK(blend(1.0) == Approx(1e-3).epsilon(round_off));
  CHECK(blend(0.4 - 1e-9) == Approx(blend(0.4 + 1e-9)).epsilon(1e-7));
}

TEST_CASE("electrolytes: a brick layer without boundaries is its grain", "[model][electrolytes]") {
  CHECK(brick_layer_conductivity(0.02, 1e-7, 0.0) == Approx(0.02).epsilon(1e-15));
  CHECK(brick_layer_conductivity(0.02, 1e30, 0.01) == Approx(0.02).epsilon(1e-15));
  CHECK(brick_layer_conductivity(0.02, 1e-9, 0.01) == Approx(1e-7).epsilon(1e-5));  // boundaries alone
}

TEST_CASE("electrolytes: Vogel's law is Arrhenius' law of sigma sqrt(T) for T0 = 0, and ends at T0",
          "[model][electrolytes]") {
  CHECK(vogel_conductivity(2.0, 0.3 * eV, 0.0, 300.0) ==
        Approx(2.0 / std::sqrt(300.0) * std::exp(-0.3 * eV / (gas_constant * 300.0))).epsilon(1e-14));
  CHECK(apparent_activation_energy(0.3, 0.0, 300.0) == 0.3);
  CHECK(std::isnan(vogel_conductivity(2.0, 0.3 * eV, 250.0, 250.0)));
  CHECK(std::isnan(vogel_conductivity(2.0, 0.3 * eV, 250.0, Dual<1>(249.0)).value));
}

TEST_CASE("electrolytes: an ion that fits through the doorway strains nothing", "[model][electrolytes]") {
  const IonSite small{.radius = 5e-11, .site_radius = 1.4e-10, .doorway = 6e-11, .shear_modulus = 3e10};
  CHECK(strain_energy(small) == 0.0);
  CHECK(strain_energy_of_jump(small, 3.5e-10) == 0.0);
  // Half a jump as long as twice the doorway's radius: both forms agree for λ = 2 r_D.
  const IonSite large{.radius = 1e-10, .site_radius = 1.4e-10, .doorway = 6e-11, .shear_modulus = 3e10};
  CHECK(strain_energy_of_jump(large, 1.2e-10) == Approx(strain_energy(large)).epsilon(1e-14));
}

TEST_CASE("electrolytes: an ideal salt has the diffusivity of its ions", "[model][electrolytes]") {
  const double Dp = 3e-11, Dm = 8e-11, c = 700.0, T = 310.0;
  const double sigma = conductivity_of(1.0, 1.0, c, Dp + Dm, T);
  CHECK(ideal_salt_diffusivity(c, sigma, Dp / (Dp + Dm), T) == Approx(2.0 * Dp * Dm / (Dp + Dm)).epsilon(1e-14));
  CHECK(diffusivity_of(2.0, 0.7, c, conductivity_of(2.0, 0.7, c, Dp, T), T) == Approx(Dp).epsilon(1e-14));
}

TEST_CASE("electrolytes: humidity switches by the measured ratio and holds outside", "[model][electrolytes]") {
  CHECK(humid_conductivity(2.0, 10.0, 0.25, 0.98, 0.25) == 2.0);
  CHECK(humid_conductivity(2.0, 10.0, 0.25, 0.98, 0.98) == Approx(20.0).epsilon(1e-14));
  CHECK(humid_conductivity(2.0, 10.0, 0.25, 0.98, 1.0) == Approx(20.0).epsilon(1e-14));
  CHECK(humid_conductivity(2.0, 10.0, 0.25, 0.98, 0.0) == 2.0);
  CHECK(coordination_factor(6.0, 4.6, 6.0, 20.0) == Approx(20.0).epsilon(1e-14));
  CHECK(coordination_factor(4.6, 4.6, 6.0, 20.0) == 1.0);
  CHECK(open_pore_factor(1.0, 0.0) == 1.0);
  CHECK(open_pore_factor(0.4, 1.0) == 0.0);
}

TEST_CASE("electrolytes: a switch relaxes from where it was to its target", "[model][electrolytes]") {
  CHECK(switched_fraction(0.2, 1.0, 0.0, 60.0) == Approx(0.2).epsilon(1e-15));
  CHECK(switched_fraction(0.2, 1.0, 60.0, 60.0) == Approx(1.0 - 0.8 * std::exp(-1.0)).epsilon(1e-15));
  CHECK(switched_fraction(0.2, 1.0, 1e9, 60.0) == 1.0);
  CHECK(switched_fraction(0.2, 1.0, 0.0, 0.0) == 1.0);
}

TEST_CASE("electrolytes: fixed charge makes a single-ion conductor, none leaves the salt alone",
          "[model][electrolytes]") {
  const double ratio = 2.0;
  CHECK(counter_ion_transference(donnan(100.0, 0.0), ratio) == Approx(1.0 / 3.0).epsilon(1e-15));
  double last = 1.0 / 3.0;
  for (const double X : {1.0, 10.0, 1e2, 1e3, 1e4, 1e8}) {
    const auto ions = donnan(100.0, X);
    const double t = counter_ion_transference(ions, ratio);
    CHECK(t > last);
    CHECK(ions.counter - ions.co == Approx(X).epsilon(1e-13));
    CHECK(ions.counter * ions.co == Approx(1e4).epsilon(1e-13));
    last = t;
  }
  CHECK(1.0 - last == Approx(ratio * 1e4 / 1e16).epsilon(1e-3));  // c_co = c²/X; 1 − t keeps four digits
  CHECK(fixed_charge_of_slit(0.01, 1e-9) == Approx(0.5 * fixed_charge_of_cylinder(0.01, 1e-9)).epsilon(1e-15));
}

TEST_CASE("electrolytes: a membrane between equal solutions has no potential, an ideal one is Nernstian",
          "[model][electrolytes]") {
  CHECK(membrane_potential(50.0, 50.0, 200.0, 2.0, 298.15) == 0.0);
  const double RT_over_F = gas_constant * 298.15 / faraday;
  // X → ∞: only cations pass, and the dilute side becomes the positive one: Δφ = (RT/F) ln(c₁/c₂).
  CHECK(membrane_potential(10.0, 100.0, 1e9, 2.0, 298.15) == Approx(-RT_over_F * std::log(10.0)).epsilon(1e-6));
  // X = 0: the diffusion potential of the salt, Δφ = U (RT/F) ln(c₁/c₂) with U = −1/3.
  CHECK(membrane_potential(10.0, 100.0, 0.0, 2.0, 298.15) == Approx(RT_over_F * std::log(10.0) / 3.0).epsilon(1e-12));
  CHECK(membrane_potential(10.0, 100.0, 70.0, 2.0, 298.15) ==
        Approx(-membrane_potential(100.0, 10.0, 70.0, 2.0, 298.15)).epsilon(1e-12));
}

TEST_CASE("electrolytes: pores of Poisson and Boltzmann are neutral as a whole", "[model][electrolytes]") {
  for (const double radius : {3e-10, 1e-9, 5e-9, 2e-8}) {
    for (const double charge : {1e-4, 1e-2, 0.1}) {
      for (const double c : {0.01, 1.0, 100.0, 1e4}) {
        INFO(radius << " m, " << charge << " C/m2, " << c << " mol/m3");
        const auto ions = poisson_boltzmann({radius, charge, 78.36, 298.15}, c);
        const double X = fixed_charge_of_cylinder(charge, radius);
        CHECK(ions.counter - ions.co == Approx(X).epsilon(1e-8).margin(1e-8 * c));
        CHECK(ions.co <= c * (1.0 + 1e-9));
        CHECK(ions.counter * ions.co >= c * c * (1.0 - 1e-9));  // ⟨exp ψ⟩⟨exp −ψ⟩ ≥ 1, equal for a uniform potential
      }
    }
  }
}

TEST_CASE("electrolytes: narrow pores obey Donnan, the more the narrower", "[model][electrolytes]") {
  // The potential varies across the pore by about r_p F |σ_s|/(2 ε R T): the error in c₊c₋ goes with its square.
  std::vector<double> error;
  for (const double radius : {4e-10, 2e-10, 1e-10}) {
    const double charge = 1e-3;
    const auto ions = poisson_boltzmann({radius, charge, 78.36, 298.15}, 100.0);
    error.push_back(ions.counter * ions.co / 1e4 - 1.0);
  }
  CHECK(error[0] < 1e-4);
  CHECK(error[0] / error[1] == Approx(4.0).epsilon(0.02));
  CHECK(error[1] / error[2] == Approx(4.0).epsilon(0.02));
}

TEST_CASE("electrolytes: wide pores expel co-ions as a plane wall does", "[model][electrolytes]") {
  // Gouy and Chapman: a wall of ψ₀ = 2 asinh(s/2) expels ∫(1 − exp −ψ)dx = 2 λ_D (1 − exp(−ψ₀/2)), and a cylinder has
  // 2/r_p of wall per volume. Curvature adds a term of the order (λ_D/r_p)², which falls fourfold as r_p doubles.
  const double charge = 0.01, c = 1000.0, debye = debye_length(c, 78.36, 298.15);
  const double s = faraday * debye * charge / (78.36 * vacuum_permittivity * gas_constant * 298.15);
  const double expelled = 2.0 * (1.0 - std::exp(-std::asinh(0.5 * s)));
  std::vector<double> error;
  for (const double a : {25.0, 50.0, 100.0}) {
    const auto ions = poisson_boltzmann({a * debye, charge, 78.36, 298.15}, c);
    error.push_back(ions.co / c - (1.0 - 2.0 / a * expelled));
  }
  CHECK(error[0] / error[1] == Approx(4.0).epsilon(0.1));
  CHECK(error[1] / error[2] == Approx(4.0).epsilon(0.05));
}

TEST_CASE("electrolytes: the table of a pore agrees with the equation between its points", "[model][electrolytes]") {
  const ChargedPore pore{2e-9, 0.05, 78.36, 298.15};
  const PoreEquilibrium table(pore);
  for (const double c : {0.013, 0.7, 11.0, 130.0, 900.0, 5200.0}) {
    const auto exact = poisson_boltzmann(pore, c), quick = table.at(c);
    CHECK(quick.counter == Approx(exact.counter).epsilon(1e-5));
    CHECK(quick.co == Approx(exact.co).epsilon(1e-4));
    CHECK(quick.counter - quick.co == Approx(fixed_charge_of_cylinder(0.05, 2e-9)).epsilon(1e-12));
  }
}

TEST_CASE("electrolytes: widening sites run through Eisenman's eleven sequences", "[model][electrolytes]") {
  const auto cations = alkali_cations();
  const auto transitions = selectivity_transitions(cations, 0.5e-10, 6e-10);
  // An independent scan in steps of 0.001 Å: the first radius at which the order is new.
  const std::vector<std::pair<double, std::string>> expected = {
      {0.927, "Na+ over Li+"}, {1.140, "K+ over Li+"}, {1.189, "Rb+ over Li+"}, {1.199, "Cs+ over Li+"},
      {1.294, "Cs+ over Rb+"}, {1.471, "Cs+ over K+"}, {1.477, "Cs+ over Na+"}, {1.480, "K+ over Na+"},
      {1.520, "Rb+ over Na+"}, {1.670, "Rb+ over K+"}};
  REQUIRE(transitions.size() == expected.size());
  std::set<std::string> sequences;
  std::vector<double> edges{0.5e-10};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const double angstrom = 1e10 * transitions[i].site_radius;
    CHECK(angstrom <= expected[i].first + 1e-9);
    CHECK(angstrom > expected[i].first - 0.001);
    CHECK(transitions[i].rising + " over " + transitions[i].falling == expected[i].second);
    edges.push_back(transitions[i].site_radius);
  }
  edges.push_back(6e-10);
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    std::string order;
    for (const Cation& cation : selectivity_order(cations, 0.5 * (edges[i] + edges[i + 1]))) order += cation.name;
    sequences.insert(order);
    if (i == 0) CHECK(order == "Li+Na+K+Rb+Cs+");
    if (i + 2 == edges.size()) CHECK(order == "Cs+Rb+K+Na+Li+");
  }
  CHECK(sequences.size() == 11);
}

TEST_CASE("electrolytes: sites take most of the ion they prefer", "[model][electrolytes]") {
  const auto share = partition(alkali_cations(), 3e-10, 298.15);
  CHECK(share[0] + share[1] + share[2] + share[3] + share[4] == Approx(1.0).epsilon(1e-14));
  CHECK(share[4] == *std::max_element(share.begin(), share.end()));
}

TEST_CASE("electrolytes: a single-ion conductor has no diffusion in its impedance", "[model][electrolytes]") {
  const SymmetricCell cell{
      .bulk = 1e-3, .interface = {5e-3, 0.1}, .newman = 0.0, .diffusivity = 1e-11, .thickness = 1e-4};
  const std::vector<Arc> two{{5e-3, 0.1}, {5e-3, 0.1}};
  for (const double f : {0.0, 1e-4, 1.0, 1e4}) {
    const auto difference = symmetric_cell_impedance(cell, f) - (1e-3 + arcs_impedance(two, f));
    CHECK(std::abs(difference) < 1e-17);
  }
  CHECK(newman_number(1.0, 1.0, 1.0, 1e-11, 1000.0, 300.0) == 0.0);
  CHECK(bruce_vincent_transference(0.01, 0.5, 1e-3, 0.5, 1e-3) == 1.0);
}

// Without charge a layer is a salt with D₊ = D₋ = 1 of concentration 1 on both sides: its resistance is L/(2c).
TEST_CASE("electrolytes: layers rectify only when their charges differ", "[model][electrolytes]") {
  using test::current_through;
  const std::vector<test::ChargedLayer> neutral{{0.5, 0.0, 1.0, 1.0}, {0.5, 0.0, 1.0, 1.0}};
  CHECK(current_through(neutral, 2.0) == Approx(-4.0).epsilon(1e-9));
  const std::vector<test::ChargedLayer> same{{0.5, 5.0, 1.0, 1.0}, {0.5, 5.0, 1.0, 1.0}};
  CHECK(current_through(same, 4.0) == Approx(-current_through(same, -4.0)).epsilon(1e-9));
  // From high to low charge cations flow more easily, whichever side is which.
  const std::vector<test::ChargedLayer> glass{{0.5, 10.0, 1.0, 1.0}, {0.5, 1.0, 1.0, 1.0}}, turned{glass[1], glass[0]};
  CHECK(current_through(glass, -4.0) > -current_through(glass, 4.0));
  CHECK(current_through(turned, 4.0) == Approx(-current_through(glass, -4.0)).epsilon(1e-9));
}
