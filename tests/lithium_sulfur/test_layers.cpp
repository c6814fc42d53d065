// SPDX-License-Identifier: BSD-3-Clause
// What a layer does to species: permeability, partition and Donnan's equilibrium, adsorption, catalysis.
#include "model/chemistries/lithium_sulfur/chemistry.hpp"
#include "params/constants.hpp"
#include "solvers/autodiff_system.hpp"
#include "solvers/ida/dae_solver.hpp"
#include "tests/cells/running.hpp"
#include "tests/lithium_sulfur/model_of.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

using namespace vitrion;
using namespace vitrion::test;

namespace {

// An H-cell: two stirred compartments of equal volume (the second is a cathode on which nothing reacts), and a layer
// between them that lets sulfur through a million times more slowly.
constexpr double D = 1e-7, half_cell = 0.5e-3, thickness = 2e-6, permeability = 1e-6;  // SI; volume per area in m

std::vector<std::string> h_cell(const std::string& S8, const std::string& S8m, const std::string& lithium) {
  const auto species = [&](const std::string& name, const std::string& c) {
    return fmt::format("\"{}\": {{diffusivity: {} m^2/s, concentration: {} mol/m^3}}, ", name, D, c);
  };
  const std::string all = species("S8", S8) + species("S8^2-", S8m) + species("S6^2-", "1e-3") +
                          species("S4^2-", "1e-4") + species("S2^2-", "1e-8") + species("S^2-", "1e-10") +
                          species("A-", "1000") + species("Li+", lithium);
  const std::string idle = "{standard_potential: 2.2 V, exchange_current_density: 1e-5 A/m^2}";
  return {"solution.species={" + all + "}",
          fmt::format("solution.reactions={{S8/S8^2-: {0}, S8^2-/S6^2-: {0}, S6^2-/S4^2-: {0}, S4^2-/S2^2-: {0}, "
                      "S2^2-/S^2-: {0}}}",
                      idle),
          fmt::format("separator=[{{name: receiving, thickness: 1 mm, porosity: 0.5, bruggeman: 0, permeability: "
                      "liquid, nodes: 10, "
                      "dissolved: {{S8: 0 mol/m^3, S8^2-: 0 mol/m^3}}}}, {{name: glass, thickness: {} m, porosity: 1, "
                      "nodes: 10, permeability: {{Li+: 1, A-: 1, S8: {}, polysulfides: {}}}, "
                      "dissolved: {{S8: 0 mol/m^3, S8^2-: 0 mol/m^3}}}}]",
                      thickness, permeability, permeability),
          "positive={thickness: 1 mm, porosity: 0.5, bruggeman: 0, electronic_conductivity: 1 S/m, "
          "surface_area: 1 1/m}",
          "mesh={positive: 10, refinement: 1}"};
}

}  // namespace

// ln((c_0 − 2 c_2)/c_0) = −2 P t/V, P = K D/δ. The layer holds 0.4 % of a compartment's volume; the compartments resist
// 0.1 % as much as it does.
TEST_CASE("sulfur permeates an H-cell as the closed form says", "[lithium_sulfur][analytic]") {
  const double P = permeability * D / thickness;
  for (const bool charged : {false, true}) {
    const auto cell = charged ? library_cell("li-s-cycling", h_cell("1e-3", "10", "1020.00220002"))
                              : library_cell("li-s-cycling", h_cell("10", "1e-3", "1000.00420002"));
    const Recording record = run(*cell, "Rest for 3 h (30 minute period)", tight(1e-7));
    INFO(record.result.reason);
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    const auto fields = cell->system().layout().fields();
    const std::size_t S8_at_foil =
        std::find_if(fields.begin(), fields.end(), [](const Field& field) { return field.name == "w_S8"; })->first;
    for (const auto& row : record.rows) {
      if (row.t == 0.0) continue;
      const double c_2 = charged ? record.output(row, "Polysulfide Sulfur At Foil") / 8.0 : row.y[S8_at_foil] / 0.5;
      const double expected = 0.5 * 10.0 * (1.0 - std::exp(-2.0 * P * row.t / half_cell));
      INFO((charged ? "S8^2- at " : "S8 at ") << row.t);
      CHECK(c_2 == Approx(expected).epsilon(0.01));
    }
  }
}

TEST_CASE("a charged layer holds the ions of Donnan's equilibrium with the liquid beside it, and keeps them at rest",
          "[lithium_sulfur][analytic]") {
  const double fixed = -800.0, K_A = 0.5, glass = 0.4, separator = 0.37;  // mol m⁻³ of pore, 1, porosities
  auto model = model_of(
      "li-s-cycling",
      {"separator=[{name: glass, thickness: 5 um, porosity: 0.4, nodes: 4, "
       "permeability: liquid, fixed_charge: -800 mol/m^3, partition: {Li+: 1, A-: 0.5, S8: 1, "
       "polysulfides: 1}}, {name: separator, thickness: 9 um, porosity: 0.37, permeability: liquid, nodes: 4}]",
       "mesh={positive: 6}"});
  std::vector<double> y(model.layout().size());
  model.initial_state(y);
  AutodiffSystem<lithium_sulfur::Model> system(model, y);
  DaeSolver solver(system, tight(1e-6));
  solver.start(0.0, y);
  const auto check = [&] {
    const auto c = [&](lithium_sulfur::Species i, std::size_t k, double porosity) {
      return y[model.layout()[model.fields().w[i]].index(k)] / porosity;
    };
    const auto ratio = [&](lithium_sulfur::Species i) { return c(i, 1, glass) / c(i, 5, separator); };
    const auto lithium = [&](std::size_t k, double porosity, double framework) {
      double sum = -framework;
      for (std::size_t i = 0; i < lithium_sulfur::balanced; ++i)
        sum -= lithium_sulfur::charge[i] * c(static_cast<lithium_sulfur::Species>(i), k, porosity);
      return sum;
    };
    const double exclusion = ratio(lithium_sulfur::anion) / K_A;  // e^ψ
    CHECK(exclusion < 0.9);
    CHECK(ratio(lithium_sulfur::S8) == Approx(1.0).epsilon(1e-5));
    CHECK(ratio(lithium_sulfur::S6m) == Approx(exclusion * exclusion).epsilon(1e-4));
    CHECK(lithium(1, glass, fixed) / lithium(5, separator, 0.0) == Approx(1.0 / exclusion).epsilon(1e-4));
  };
  check();
  while (solver.advance(600.0).why != Stop::Why::reached_end) {
  }
  std::copy(solver.y().begin(), solver.y().end(), y.begin());
  check();
}

TEST_CASE("sites of a layer fill to Langmuir's isotherm", "[lithium_sulfur][analytic]") {
  const double sites = 20.0, k_a = 1e-3, k_d = 1e-3;
  auto model = model_of("li-s-cycling", {"separator.0.adsorption={sites: 20 mol/m^3, rate_constant: 1e-3 m^3/(mol s), "
                                         "desorption: 1e-3 1/s}",
                                         "mesh={separator: 4, positive: 6}"});
  std::vector<double> y(model.layout().size());
  model.initial_state(y);
  const auto before = lithium_sulfur::census(model, y);
  AutodiffSystem<lithium_sulfur::Model> system(model, y);
  DaeSolver solver(system, tight(1e-7));
  solver.start(0.0, y);
  while (solver.advance(1e6).why != Stop::Why::reached_end) {
  }
  std::copy(solver.y().begin(), solver.y().end(), y.begin());
  const auto& layout = model.layout();
  const auto& q = model.fields().adsorbed.at(0);
  for (std::size_t k = 0; k < 4; ++k) {
    double taken = 0.0;
    for (const FieldId id : q) taken += y[layout[id].index(k)];
    for (std::size_t i = 0; i < q.size(); ++i) {
      const double c = y[layout[model.fields().w[lithium_sulfur::S8m + i]].index(k)] / model.pore_space(k, y);
      CHECK(y[layout[q[i]].index(k)] == Approx(k_a / k_d * c * (sites - taken)).epsilon(1e-4));
    }
  }
  const auto after = lithium_sulfur::census(model, y);
  CHECK(after.sulfur == Approx(before.sulfur).epsilon(1e-12));
  CHECK(after.lithium == Approx(before.lithium).epsilon(1e-12));
}

TEST_CASE("what a layer adsorbs is told, and counts as sulfur that has taken up electrons", "[lithium_sulfur]") {
  const std::vector<std::string> with_sites = {
      "separator.0.adsorption={sites: 2000 mol/m^3, rate_constant: 1e-3 m^3/(mol s), desorption: 1e-6 1/s}",
      "mesh={separator: 4, positive: 6}"};
  const auto cell = library_cell("li-s-cycling", with_sites);
  const auto model = model_of("li-s-cycling", with_sites);
  const Recording record = run(*cell, "Discharge at 1.97 A/m2 for 1 h (10 min period)", tight(1e-6));
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  const double all = 2.0 * faraday * lithium_sulfur::census(model, record.rows.front().y).sulfur;
  const auto sulfur = [&](const Recording::Row& row) {
    double sum = 0.0;
    for (const auto& [name, column] : record.column) {
      const bool part = name.starts_with("Sulfur Dissolved As") || name.starts_with("Sulfur In Solid");
      if (part || name == "Sulfur Adsorbed") sum += row.outputs[column];
    }
    return sum;
  };
  for (const Recording::Row& row : record.rows) {
    CHECK(sulfur(row) == Approx(1.0).epsilon(1e-10));
    // Every electron that passed is in a polysulfide or in Li2S.
    const double taken =
        record.output(row, "Sulfur Utilisation") - record.output(record.rows.front(), "Sulfur Utilisation");
    CHECK(taken == Approx(-row.Q / all).epsilon(1e-3).margin(1e-9));
  }
  CHECK(record.output(record.last(), "Sulfur Adsorbed") > 0.01);
}

TEST_CASE("a catalytic layer raises the voltage of the low plateau", "[lithium_sulfur]") {
  const auto voltage = [](const std::vector<std::string>& set) {
    const auto cell = library_cell("li-s-cycling", set);
    return run(*cell, "Discharge at 5 A/m2 for 8000 s").last().V;
  };
  const std::string mesh = "mesh={separator: 6, positive: 12}";
  const double plain = voltage({mesh});
  CHECK(voltage({mesh, "separator.0.catalysis={factor: 10, reach: 41 um}"}) > plain + 0.02);
  CHECK(voltage({mesh, "separator.0.catalysis={factor: 1, reach: 41 um}"}) == plain);
}
