// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/lithium_sulfur/chemistry.hpp"
#include "params/constants.hpp"
#include "solvers/autodiff_system.hpp"
#include "solvers/ida/dae_solver.hpp"
#include "tests/lithium_sulfur/model_of.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace vitrion;
using namespace vitrion::test;

// Verifies standard potentials, reference concentrations, coefficients and their formula together: the initial state
// of Kumaresan's set is the equilibrium at 2.450 V.
TEST_CASE("all reactions of Kumaresan's set are at equilibrium at first", "[lithium_sulfur][analytic]") {
  const auto model = model_of("li-s-kumaresan");
  const double expected[] = {2.45000, 2.45013, 2.45055, 2.45010, 2.45026};
  const auto U = lithium_sulfur::reference_potentials(model.parameters(), 298.15);
  for (std::size_t j = 0; j < U.size(); ++j) {
    CHECK(U[j] == Approx(expected[j]).margin(1e-5));
    CHECK(U[j] == Approx(2.450).margin(6e-4));
  }
}

// I = i₀ of the foil at its reference concentration: η = (2RT/F) asinh ½ = 24.7 mV, and φ_e = −η − U_ref there, U_ref =
// (RT/F) ln 1.001 (27 µV). The drift over half a volume of 0.1 µm moves the concentration by 3 µV.
TEST_CASE("the foil polarises by 24.7 mV at its exchange current", "[lithium_sulfur][analytic]") {
  const double RT_over_F = gas_constant * 298.15 / faraday;
  auto model = model_of("li-s-kumaresan", {"mesh={separator: 40, positive: 6}"});
  std::vector<double> y(model.layout().size());
  model.initial_state(y);
  AutodiffSystem<lithium_sulfur::Model> system(model, y);
  model.terminal = {Terminal::Mode::current, -0.394, nullptr, 0.0};
  DaeSolver solver(system, {.relative = 1e-6, .absolute_scale = 1e-3});
  solver.start(0.0, y);
  lithium_sulfur::Outputs outputs(model);
  std::vector<double> out(outputs.names().size());
  outputs.evaluate(0.0, y, out);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (outputs.names()[i].name == "Voltage Part Negative Kinetics")
      CHECK(out[i] == Approx(-RT_over_F * (2.0 * std::asinh(0.5) + std::log(1.001044))).margin(5e-6));
  }
}

// With everything on that moves matter: shuttle, losses, corrosion, drying, adsorption, a charged layer.
TEST_CASE("sulfur, anions and lithium are conserved to round-off, and the voltage is the sum of its parts",
          "[lithium_sulfur][conservation]") {
  auto model = model_of("li-s-cycling",
                        {"negative.shuttle={rate_constant: 3e-9 m/s, lost_fraction: 0.1, lithium_corrosion: 0.2, "
                         "electrolyte_loss: 1e-6 m^3/mol}",
                         "separator=[{name: glass, thickness: 2 um, porosity: 0.4, nodes: 3, permeability: liquid, "
                         "fixed_charge: -200 mol/m^3, "
                         "adsorption: {sites: 5 mol/m^3, rate_constant: 1e-4 m^3/(mol s), desorption: 1e-4 1/s}}, "
                         "{name: separator, thickness: 9 um, porosity: 0.37, permeability: liquid, nodes: 5}]",
                         "mesh={positive: 12}"});
  std::vector<double> y(model.layout().size());
  model.initial_state(y);
  const auto before = lithium_sulfur::census(model, y);
  AutodiffSystem<lithium_sulfur::Model> system(model, y);
  DaeSolver solver(system);
  lithium_sulfur::Outputs outputs(model);
  std::vector<double> out(outputs.names().size());
  double t = 0.0;
  for (const double current : {-3.94, 3.94, 0.0}) {
    model.terminal = {Terminal::Mode::current, current, nullptr, 0.0};
    const bool charges = current > 0.0;
    if (current != 0.0) model.set_limits({{Limit::Quantity::voltage, charges, charges ? 2.45 : 1.9, "limit"}}, 0.0);
    solver.start(t, y);
    while (solver.advance(t + 20000.0).why == Stop::Why::step) {
    }
    t = solver.time();
    std::copy(solver.y().begin(), solver.y().end(), y.begin());
    const auto after = lithium_sulfur::census(model, y);
    CHECK(after.sulfur == Approx(before.sulfur).epsilon(1e-11));
    CHECK(after.anions == Approx(before.anions).epsilon(1e-11));
    CHECK(after.lithium == Approx(before.lithium).epsilon(1e-11));
    outputs.evaluate(t, y, out);
    double sum = 0.0;
    for (std::size_t i = 0; i < outputs.loss_terms(); ++i) sum += out[i];
    CHECK(sum == Approx(y[model.layout()[model.fields().V].first]).epsilon(1e-13));
  }
}
