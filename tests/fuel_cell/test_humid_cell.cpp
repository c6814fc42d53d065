// SPDX-License-Identifier: BSD-3-Clause
// Cells that resolve water and heat: the published model, transients, conservation.
#include "params/constants.hpp"
#include "tests/fuel_cell/balance.hpp"
#include "tests/fuel_cell/fuel_cells.hpp"
#include "tests/support/finite_difference.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

using namespace vitrion;
using namespace vitrion::test;

namespace {

constexpr const char* nafion = "h2-air-nafion";

std::vector<std::string> with(std::vector<std::string> base, const std::vector<std::string>& more) {
  base.insert(base.end(), more.begin(), more.end());
  return base;
}

}  // namespace

TEST_CASE("the humid cell has the published polarisation curve within 0.2 %", "[fuel_cell][A12]") {
  const auto cell = library_cell(nafion);
  const std::vector<double> U = worked_inputs("A12.mmm1d_polarisation", "U"),
                            I = worked_outputs("A12.mmm1d_polarisation", "I");
  Polarisation rest(*cell);
  for (std::size_t k = 0; k < U.size(); ++k) {
    INFO(U[k] << " V");
    CHECK(rest.current(U[k]) == Approx(1e4 * I[k]).epsilon(2e-3));
    CHECK(rest.sum_of_parts() == Approx(U[k]).margin(1e-9));
    if (U[k] != 0.6) continue;
    CHECK(rest.output("Membrane Water Content") ==
          Approx(worked_output("A12.mmm1d_polarisation", "lam_mem_avg_0p60")).epsilon(0.01));
    CHECK(rest.output("Temperature Rise Maximum") ==
          Approx(worked_output("A12.mmm1d_polarisation", "dTmax_0p60")).epsilon(0.01));
    CHECK(rest.output("Saturation Maximum") ==
          Approx(worked_output("A12.mmm1d_polarisation", "s_max_0p60")).epsilon(0.01));
  }
}

TEST_CASE("thirty points of a humid polarisation curve take few Newton iterations", "[fuel_cell][steady][work]") {
  const auto cell = library_cell(nafion);
  Polarisation rest(*cell, 1e-5);
  for (int k = 0; k < 30; ++k) rest.current(0.98 - 0.02 * k);
  CHECK(rest.solver().statistics().newton_iterations < 300);
  CHECK(rest.solver().statistics().pseudo_time_steps == 0);
}

TEST_CASE("conductivity of the polymer is that of its worked example", "[fuel_cell][A8]") {
  const fuel_cell::Model model = nafion_model({});
  CHECK(model.parameters().humid->polymer.proton_conductivity(14.0, 353.15) ==
        Approx(worked_output("A8.mmm_sigma_80C_lambda14", "sigma")).epsilon(1e-8));
}

TEST_CASE("Nafion in a cell that does not resolve water conducts as Springer says", "[fuel_cell][A8]") {
  std::vector<double> resistances;
  for (const char* id : {"A8.springer_sigma_RH25", "A8.springer_sigma_RH98"}) {
    const double a = worked_input(id, "a");
    const auto cell = library_cell(
        nafion, {"water=uniform", "temperature=303.15 K", fmt::format("negative.gas.relative_humidity={}", a),
                 fmt::format("positive.gas.relative_humidity={}", a)});
    Polarisation rest(*cell);
    CHECK(rest.output("Membrane Resistance") == Approx(1e4 * 25e-6 / worked_output(id, "sigma")).epsilon(1e-6));
    resistances.push_back(rest.output("Membrane Resistance"));
  }
  CHECK(resistances[0] / resistances[1] == Approx(worked_output("A8.springer_ratio", "ratio")).epsilon(1e-6));
}

// Evaporation turns into condensation, and absorption into desorption, over a humidity or content of this width.
TEST_CASE("the width of its switches does not matter to the humid cell", "[fuel_cell]") {
  const auto currents = [](double width) {
    const auto cell = library_cell(nafion, {fmt::format("liquid_water.switch_width={}", width)});
    Polarisation rest(*cell);
    std::vector<double> I;
    for (const double V : {0.8, 0.75, 0.6, 0.4}) I.push_back(rest.current(V));
    return I;
  };
  const std::vector<double> wide = currents(2e-4), narrow = currents(5e-5);
  for (std::size_t k = 0; k < wide.size(); ++k) CHECK(wide[k] == Approx(narrow[k]).epsilon(3e-4));
}

TEST_CASE("a humid cell left alone comes to the state that the steady solver finds, to 1e-8", "[fuel_cell][steady]") {
  const auto cell = library_cell(nafion, coarse);
  for (const double V : {0.85, 0.6}) {
    const double voltages[] = {V};
    const Recording record = run(*cell, holds(voltages, "for 10000 s"), tight(1e-7));
    INFO(record.result.reason);
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    Polarisation rest(*cell, 1e-10);
    CHECK(-record.last().I == Approx(rest.current(V)).epsilon(1e-8));
    for (const char* name : {"T", "lambda", "s", "w_O2", "w_H2", "w_H2O_neg", "w_H2O_pos", "dphi_pos"}) {
      INFO(name);
      const auto a = field(*cell, record.last(), name), b = field(*cell, rest.y(), name);
      double difference = 0.0, size = 0.0;
      for (std::size_t k = 0; k < a.size(); ++k) {
        difference = std::max(difference, std::abs(a[k] - b[k]));
        size = std::max(size, std::abs(b[k]));
      }
      CHECK(difference < 1e-8 * size);
    }
  }
}

// Double layers within milliseconds, gases within a tenth of a second, water and heat within seconds to minutes.
TEST_CASE("after a load step the humid cell first loses voltage and then finds its water", "[fuel_cell][transient]") {
  const auto cell = library_cell(nafion, coarse);
  const Recording record = run(*cell, "Discharge at 0.2 A/cm2 for 1000 s; Discharge at 1 A/cm2 for 1000 s");
  INFO(record.result.reason);
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  Polarisation rest(*cell, 1e-8);
  CHECK(ends(record)[0].V == Approx(rest.voltage(2000.0)).margin(1e-4));
  CHECK(ends(record)[1].V == Approx(rest.voltage(10000.0)).margin(1e-4));
  CHECK(largest_defect(*cell, record) < 1e-9);
}

TEST_CASE("hydrogen, oxygen and water of the humid cell are conserved to 1e-9", "[fuel_cell][conservation]") {
  const auto cell = library_cell(nafion, coarse);
  const fuel_cell::Model model = nafion_model(coarse);
  const Recording record = run(*cell, "Rest for 1 s; Discharge at 1 A/cm2 for 100 s; Hold at 0.7 V for 10 s");
  INFO(record.result.reason);
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  const Balance before = balance(model, record.rows.front().y);
  const double passed = std::abs(record.last().Q) / (2.0 * faraday);
  for (const auto& row : record.rows) {
    const Balance now = balance(model, row.y);
    CHECK(std::abs(now.hydrogen - before.hydrogen) < 1e-9 * passed);
    CHECK(std::abs(now.oxygen - before.oxygen) < 1e-9 * passed);
    CHECK(std::abs(now.water - before.water) < 1e-9 * passed);
  }
}

// At rest what enters is what the current uses: to the tolerance of the steady solver, and in its rates.
TEST_CASE("a humid cell at rest takes in what its current needs", "[fuel_cell][conservation][steady]") {
  const auto cell = library_cell(nafion, coarse);
  Polarisation rest(*cell, 1e-11);
  const double J = rest.current(0.6);
  std::vector<double> rates(rest.solver().rates().begin(), rest.solver().rates().end());
  CHECK(field(*cell, rates, "n_H2")[0] == Approx(J / (2.0 * faraday)).epsilon(1e-9));
  CHECK(field(*cell, rates, "n_O2")[0] == Approx(J / (4.0 * faraday)).epsilon(1e-9));
  CHECK(field(*cell, rates, "n_H2O")[0] == Approx(-J / (2.0 * faraday)).epsilon(1e-9));
  CHECK(field(*cell, rates, "Q")[0] == Approx(-J).epsilon(1e-9));
}

// Hydrogen burns where it meets oxygen, and the voltage is what of that heat does not leave through the plates. The
// vapour takes its latent heat along, and every latent heat here is that of desorption: what enters the polymer gives
// it, what leaves as vapour takes it.
TEST_CASE("heat that leaves through the plates is what the reaction gives beyond the power", "[fuel_cell][energy]") {
  const auto cell = library_cell(nafion, coarse);
  const fuel_cell::Model model = nafion_model(coarse);
  Polarisation rest(*cell, 1e-11);
  const double V = 0.6, J = rest.current(V);
  fuel_cell::Model::Workspace<double> w(model);
  std::vector<double> ydot(rest.y().size(), 0.0), r(ydot);
  model.residual<double>(0.0, rest.y(), ydot, r, w);
  const double out = w.q[model.size()] - w.q[0];
  double latent = 0.0;
  for (std::size_t k = 0; k < model.size(); ++k)
    latent += model.volumes()[k].width * model.parameters().humid->liquid.heat * (w.sorbed[k] + w.condensed[k]);
  const auto& p = model.parameters();
  // Electronic resistance of the diffusion layers heats them, and pressure work of the Nernst terms is not heat.
  double nernst = 0.0;
  using fuel_cell::Layer;
  for (std::size_t k = model.first(Layer::negative_catalyst); k < model.end(Layer::positive_catalyst); ++k) {
    const double RT = gas_constant * w.T[k] / (2.0 * faraday), h = model.volumes()[k].width;
    if (k < model.first(Layer::membrane))
      nernst += h * w.aj[k] * RT * std::log(p.negative.gas.pressure * w.x_H2[k] / fuel_cell::standard_pressure);
    if (k >= model.first(Layer::positive_catalyst))
      nernst += h * w.aj[k] * 0.5 * RT * std::log(p.positive.gas.pressure * w.x_O2[k] / fuel_cell::standard_pressure);
  }
  const double expected = J * (-p.reaction.enthalpy / (2.0 * faraday) - V) + nernst + latent;
  // Every term above is a sum over the same volumes and faces as in the equations: what is left is rounding, and how
  // far the steady solver went.
  CHECK(out == Approx(expected).epsilon(1e-9));
}

TEST_CASE("derivatives of the humid cell agree with differences to 1e-6", "[fuel_cell][jacobian]") {
  const std::string crossing =
      "hydrogen_crossover={permeability: 2.9e-15 mol/(m s Pa), permeability_of_water: 2.2e-14 "
      "mol/(m s Pa), activation_energy: 21 kJ/mol}";
  // Beside the switches differences are of no use: they are made wide.
  const auto cell = library_cell(nafion, with(coarse, {crossing, "liquid_water.switch_width=0.1"}));
  Polarisation rest(*cell);
  rest.current(0.6);
  const std::vector<double> rates(rest.y().size(), 1e-3);
  for (const unsigned seed : {1u, 2u, 3u}) {
    const Disagreement worst =
        jacobian_against_differences(cell->system(), 0.0, jittered(rest.y(), 1e-4, seed), jittered(rates, 0.9, seed));
    CHECK(worst.dFdy < 2e-6);
    CHECK(worst.dFdydot < 1e-6);
  }
}

TEST_CASE("crossover through a humid membrane is that of its water", "[fuel_cell][A7]") {
  const std::string id = "A7.h2_crossover_current";
  const auto cell = library_cell(
      nafion, {"hydrogen_crossover={permeability: 2.9e-15 mol/(m s Pa), permeability_of_water: 2.2e-14 mol/(m s Pa), "
               "activation_energy: 21 kJ/mol}"});
  Polarisation rest(*cell);
  const double V = rest.voltage(0.0);
  const double RH = 0.9, lambda = 0.043 + RH * (17.81 + RH * (-39.85 + RH * 36.0)), V_w = 0.018 / 978.0;
  const double f = lambda * V_w / (1.02 / 1970.0 + lambda * V_w);
  const double k = 1e-14 * (0.29 + 2.2 * f) * std::exp(21e3 / gas_constant * (1.0 / 303.15 - 1.0 / 343.15));
  const double p_H2 = 1.5e5 - RH * fuel_cell::saturation_pressure(343.15);
  CHECK(1e4 * rest.output("Crossover Current") == Approx(2.0 * faraday * k * p_H2 / 25e-6).epsilon(0.02));
  CHECK(V < 1.05);  // instead of 1.18 V without crossover
}
