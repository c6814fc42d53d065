// SPDX-License-Identifier: BSD-3-Clause
// The reactions by themselves, against closed forms.
#include "model/chemistries/fuel_cell/reactions.hpp"
#include "tests/cells/running.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace vitrion;
using namespace vitrion::fuel_cell;
using namespace vitrion::test;

namespace {

double worked_reversible_voltage(const std::string& id) {
  const double p_H2 = worked_input(id, "pH2") * standard_pressure, p_O2 = worked_input(id, "pO2") * standard_pressure;
  return reversible_voltage(to_liquid, worked_input(id, "T"), p_H2, p_O2);
}

}  // namespace

TEST_CASE("reversible voltages are those of the worked examples", "[fuel_cell][A6]") {
  for (const char* id : {"A6.E_rev_25C", "A6.E_rev_120C_O2", "A6.E_rev_70C_air"}) {
    INFO(id);
    CHECK(worked_reversible_voltage(id) == Approx(worked_output(id, "E")).epsilon(1e-6));
  }
  CHECK(reversible_voltage(to_vapour, 393.15, standard_pressure, standard_pressure) ==
        Approx(worked_output("A6.E_rev_120C_steam", "E")).epsilon(1e-6));
}

// (RT/2F) ln 2, once with each sign.
TEST_CASE("vapour that is half as active adds its part of a Nernst potential", "[fuel_cell][A6]") {
  const double T = 393.15, p = standard_pressure;
  const double gain = reversible_voltage(to_vapour, T, p, p, 0.5) - reversible_voltage(to_vapour, T, p, p);
  CHECK(gain == Approx(gas_constant * T / (2.0 * faraday) * std::log(2.0)).epsilon(1e-12));
}

TEST_CASE("exchange currents depend on temperature and pressure as the worked example says", "[fuel_cell][A7]") {
  const std::string id = "A7.i0_geom_120C";
  const Kinetics orr{worked_input(id, "i0_ref"), worked_input(id, "Ea"), worked_input(id, "T_ref"), 1.0, 0.54};
  const double per_volume = worked_input(id, "a") * worked_input(id, "L_cl");
  CHECK(orr.exchange_current(worked_input(id, "T"), standard_pressure) * per_volume ==
        Approx(worked_output(id, "i0_geo")).epsilon(1e-8));
  CHECK(orr.exchange_current(353.15, 0.5 * standard_pressure) == Approx(2.47e-4 * std::pow(0.5, 0.54)).epsilon(1e-14));
}

TEST_CASE("the overpotential of a current is the inverse of the current of an overpotential", "[fuel_cell]") {
  const Kinetics orr{2.47e-4, 67e3, 353.15, 0.7, 0.54};
  for (const double eta : {-0.2, 0.01, 0.35}) {
    const double j = orr.current(360.0, 3e4, eta);
    CHECK(orr.overpotential(360.0, 3e4, j) == Approx(eta).epsilon(1e-12));
  }
}

TEST_CASE("effectiveness of a spherical agglomerate", "[fuel_cell][A9]") {
  const double phi = worked_input("A9.agglomerate_effectiveness", "phi");
  CHECK(Agglomerate::effectiveness(9.0 * phi * phi) ==
        Approx(worked_output("A9.agglomerate_effectiveness", "E_r")).epsilon(1e-9));
  // Where the closed form would lose its digits, a series takes over: both are 1 - q²/15 there.
  CHECK(Agglomerate::effectiveness(1.0001e-3) == Approx(Agglomerate::effectiveness(0.9999e-3)).epsilon(1e-7));
}

// k_c = 1e4/s, r = 0.2 um, D = 1e-10 m²/s: φ = 2/3, and the sphere gives E_r of what its surface would.
TEST_CASE("an agglomerate without a film gives its effectiveness of the reaction", "[fuel_cell][A9]") {
  const std::string id = "A9.agglomerate_thiele";
  const double phi = worked_output(id, "phi"), k = worked_input(id, "k_c"), p_O2 = 5e4;
  const Agglomerate bare{.radius = worked_input(id, "r_agg"),
                         .film = 0.0,
                         .surface = 1e6,
                         .D_film = 1e-10,
                         .D = worked_input(id, "D_eff"),
                         .henry = 3e4,
                         .gas_porosity = 0.4};
  const double at_surface = k * (1.0 - 0.4) * 4.0 * faraday * p_O2 / 3e4;
  const double effectiveness = (1.0 / std::tanh(3.0 * phi) - 1.0 / (3.0 * phi)) / phi;
  CHECK(bare.current(at_surface, p_O2) == Approx(effectiveness * at_surface).epsilon(1e-10));
}

TEST_CASE("a film around the agglomerate limits its current", "[fuel_cell][A9]") {
  const Agglomerate filmed{
      .radius = 2e-7, .film = 2e-8, .surface = 1e6, .D_film = 1e-10, .D = 1e-10, .henry = 3e4, .gas_porosity = 0.4};
  const double p_O2 = 5e4, limit = 4.0 * faraday * p_O2 / 3e4 * 1e6 * 2e-7 * 1e-10 / (2.2e-7 * 2e-8);
  CHECK(filmed.current(1e20, p_O2) == Approx(limit).epsilon(1e-3));
  CHECK(filmed.current(1e20, p_O2) < limit);
}
