// SPDX-License-Identifier: BSD-3-Clause
#include "model/dual.hpp"
#include "model/laws/interphase_growth.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace vitrion;
using namespace vitrion::laws;

namespace {

constexpr double D = 2.5e-22, c = 2636.0, V_bar = 9.585e-5, L_0 = 5e-9, gamma_0 = 1e-6;

}  // namespace

// d/dt of L = √(L₀² + 2 D c V̄ t/z), by a central difference whose error is (h/t)²/16 of the rate.
TEST_CASE("interphase: thickness follows from the solvent-diffusion current", "[model][indicators][analytic]") {
  const double t = 1e6, h = 100.0;
  for (const double z : {1.0, 2.0}) {
    const auto L = [&](double at) { return solvent_diffusion_thickness(L_0, D, c, V_bar, z, at); };
    const double rate = interphase_rate(solvent_diffusion_current(D, c, L(t)), V_bar, z);
    CHECK((L(t + h) - L(t - h)) / (2.0 * h) == Approx(rate).epsilon(1e-7));
  }
}

TEST_CASE("interphase: reaction and diffusion limit each other", "[model][indicators][limit]") {
  const double k = 1e-12, D_s = 2e-18, c_s = 4541.0, T = 298.15, eta = -0.35;
  const double reaction = reaction_limited_current(faraday * c_s * k, 0.5, eta, T);
  CHECK(solvent_reaction_current(k, c_s, D_s, 0.5, eta, 0.0, T) == Approx(reaction));
  const double thick = 1e-3;
  CHECK(solvent_reaction_current(k, c_s, D_s, 0.5, eta, thick, T) ==
        Approx(solvent_diffusion_current(D_s, c_s, thick)).epsilon(1e-5));
}

TEST_CASE("interphase: a thicker one grows slower by every law", "[model][indicators][monotone]") {
  const double T = 298.15, dphi = 0.0, thin = 5e-9, thick = 10e-9;
  CHECK(solvent_diffusion_current(D, c, thick) == Approx(0.5 * solvent_diffusion_current(D, c, thin)));
  CHECK(interstitial_current(1e-20, 15.0, dphi, thick, T) ==
        Approx(0.5 * interstitial_current(1e-20, 15.0, dphi, thin, T)));
  CHECK(electron_migration_current(8.95e-14, 0.1, dphi, thick) ==
        Approx(0.5 * electron_migration_current(8.95e-14, 0.1, dphi, thin)));
  CHECK(tunnelling_current(1e-3, 0.5, 1e9, dphi, thick, T) ==
        Approx(std::exp(-5.0) * tunnelling_current(1e-3, 0.5, 1e9, dphi, thin, T)));
  CHECK(solvent_reaction_current(1e-12, 4541.0, 2e-18, 0.5, -0.35, thick, T) >
        solvent_reaction_current(1e-12, 4541.0, 2e-18, 0.5, -0.35, thin, T));
}

TEST_CASE("interphase: all its currents are reductions", "[model][indicators]") {
  const double T = 298.15, dphi = 0.05, L = 5e-9;
  CHECK(solvent_diffusion_current(D, c, L) < 0.0);
  CHECK(reaction_limited_current(1.5e-7, 0.5, dphi - 0.4, T) < 0.0);
  CHECK(tunnelling_current(1e-3, 0.5, 1e9, dphi, L, T) < 0.0);
  CHECK(interstitial_current(1e-20, 15.0, dphi, L, T) < 0.0);
  CHECK(electron_migration_current(8.95e-14, 0.1, dphi, L) < 0.0);
  CHECK(electron_migration_current(8.95e-14, 0.1, 0.2, L) == 0.0);
}

// dc/dt = −γ₀ (L₀/L) c along L(t): the same central difference as above.
TEST_CASE("interphase: metal dies at the rate of the law", "[model][indicators][analytic]") {
  const double t = 1e6, h = 100.0;
  const auto L = [&](double at) { return solvent_diffusion_thickness(L_0, D, c, V_bar, 1.0, at); };
  const auto alive = [&](double at) { return metal_alive(1000.0, gamma_0, L_0, L(at), D, c, V_bar, 1.0); };
  CHECK((alive(t + h) - alive(t - h)) / (2.0 * h) ==
        Approx(-dead_metal_rate(gamma_0, L_0, L(t), alive(t))).epsilon(1e-7));
  CHECK(alive(0.0) == 1000.0);
}

TEST_CASE("interphase: plating balances at its equilibrium and both ways around it", "[model][indicators]") {
  CHECK(plating_current(1e-9, 1000.0, 1000.0, 0.35, 0.65, 0.0, 298.15) == 0.0);
  CHECK(plating_current(1e-9, 1000.0, 1000.0, 0.35, 0.65, 0.01, 298.15) > 0.0);
  CHECK(plating_current(1e-9, 1000.0, 1000.0, 0.35, 0.65, -0.01, 298.15) < 0.0);
  CHECK(plating_current(1e-9, 0.0, 1000.0, 0.35, 0.65, 0.1, 298.15) < 0.0);  // nothing to strip
}

TEST_CASE("interphase: perfect efficiency leaves nothing dead", "[model][indicators][limit]") {
  CHECK(coulombic_dead_charge(500.0, 36.0, 1.0) == 0.0);
  CHECK(metal_thickness(36000.0, 1.3e-5) == Approx(4.850478199e-6));  // 1 mA h/cm²
  CHECK(arrhenius_factor(38e3, 298.15, 298.15) == 1.0);
  CHECK(arrhenius_factor(38e3, 318.15, 298.15) > 2.5);
}

TEST_CASE("interphase: its laws have exact derivatives", "[model][indicators]") {
  using S = Dual<2>;
  S eta = -0.35, L = 5e-9;
  eta.tangent = {1.0, 0.0};
  L.tangent = {0.0, 1.0};
  const double T = 298.15, k = 1e-12, D_s = 2e-18, c_s = 4541.0;
  const auto j = [&](double at_eta, double at_L) {
    return solvent_reaction_current(k, c_s, D_s, 0.5, at_eta, at_L, T);
  };
  const S both = solvent_reaction_current(k, c_s, D_s, 0.5, eta, L, T);
  CHECK(both.value == j(-0.35, 5e-9));
  CHECK(both.tangent[0] == Approx((j(-0.35 + 1e-6, 5e-9) - j(-0.35 - 1e-6, 5e-9)) / 2e-6).epsilon(1e-7));
  CHECK(both.tangent[1] == Approx((j(-0.35, 5e-9 + 1e-13) - j(-0.35, 5e-9 - 1e-13)) / 2e-13).epsilon(1e-6));
}
