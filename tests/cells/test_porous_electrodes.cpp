// SPDX-License-Identifier: BSD-3-Clause
// What closed forms say of particles and porous electrodes, asked of the whole simulator.
#include "params/constants.hpp"
#include "tests/cells/parts.hpp"
#include "tests/cells/running.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace vitrion;
using namespace vitrion::test;

namespace {

constexpr double bar = 1e-3;  // what every closed form is held to

}  // namespace

// A thin electrode whose potential is a line in x, U = 5 − 5x, behind negligible resistances: the voltage reads the
// stoichiometry at the surface of particles under a constant flux N. Kinetics and the foil together take less than
// 10 µV of the 78 mV and more that are read, a tenth of the bar.
TEST_CASE("the surface of a sphere under constant flux follows the closed form", "[cells][analytic]") {
  const char *transient = "A4.sphere_const_flux_surface", *steady = "A4.sphere_quasi_steady";
  const double N = worked_input(steady, "N_flux"), R = worked_input(steady, "R_p"), D = worked_input(steady, "D_s");
  const double c_max = 2000.0, L = 10e-6, volume_fraction = 0.5, x_0 = 0.2;
  const double I = N * faraday * 3.0 * volume_fraction / R * L;
  const auto cell = cell_from(
      symmetric_cell(single_ion(1000.0), layer("layer", 1e-6, 2), 1e6, 298.15),
      {"positive=" + porous_electrode(L, 0.4, 1.0, 1e5,
                                      particles(c_max, D, "{expression: '5 - 5*x', unit: V}", 1e5, R, volume_fraction)),
       "mesh={positive: 2, shells: 40}", fmt::format("initial={{stoichiometry: {{positive: {}}}}}", x_0)});
  const double tau = worked_input(transient, "tau"), unit = R * R / D;
  const Recording record =
      run(*cell, fmt::format("Discharge at {} A/m2 for {} s ({} s period)", I, 2.0 * unit, tau * unit), tight(1e-7));
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);

  const double rise = N * R / (D * c_max);  // N R/D in stoichiometry
  const auto& early = record.at(tau * unit);
  CHECK((5.0 - 5.0 * x_0) - early.V ==
        Approx(5.0 * rise * worked_output(transient, "dimensionless_surface_rise")).epsilon(bar));
  const auto& late = record.at(2.0 * unit);
  const double surface = record.output(late, "Positive Surface Stoichiometry Maximum");
  CHECK((surface - record.output(late, "Positive Stoichiometry")) * c_max ==
        Approx(worked_output(steady, "dc")).epsilon(bar));
  CHECK(5.0 - 5.0 * surface == Approx(late.V).margin(1e-5));
}

// A single-ion electrolyte, a flat open-circuit potential and a current of 5e-4 i₀ a L, at which Butler–Volmer is
// linear to 1e-7: the resistance is that of Newman & Tobias (1962) behind the foil, RT/(F i₀), and the layer, L/κ.
TEST_CASE("a porous electrode with linear kinetics has the resistance of the closed form", "[cells][analytic]") {
  const char* id = "A5.porous_electrode_resistance";
  const auto in = [&](const char* name) { return worked_input(id, name); };
  const double L = in("L"), kappa = in("kappa"), T = in("T"), layer_thickness = 1e-6, foil_i0 = 1e5;
  const double radius = 10e-9, I = 5e-4 * in("i0") * in("a") * L;
  const auto cell = cell_from(
      symmetric_cell(single_ion(kappa), layer("layer", layer_thickness, 1), foil_i0, T),
      {"positive=" + porous_electrode(L, 0.5, 1.0, in("sigma"),
                                      particles(20000, 1e-14, "3.5 V", in("i0"), radius, in("a") * radius / 3.0)),
       "mesh={positive: 40, shells: 2}", "initial={stoichiometry: {positive: 0.5}}"});
  const double expected =
      worked_output(id, "R_pe") * 1e-4 + gas_constant * T / (faraday * foil_i0) + layer_thickness / kappa;
  for (const double sign : {1.0, -1.0}) {
    const Recording record =
        run(*cell, fmt::format("{} at {} A/m2 for 1 ms", sign > 0 ? "Charge" : "Discharge", I), tight(1e-8));
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    CHECK(sign * (record.rows.front().V - 3.5) / I == Approx(expected).epsilon(bar));
  }
}
