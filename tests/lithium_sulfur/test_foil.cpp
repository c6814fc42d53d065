// SPDX-License-Identifier: BSD-3-Clause
// What is said of dendrites and contact at the lithium foil.
#include "model/chemistries/lithium_sulfur/foil_state.hpp"
#include "params/constants.hpp"
#include "tests/cells/running.hpp"
#include "tests/lithium_sulfur/model_of.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

using namespace vitrion;
using namespace vitrion::test;
using indicators::Indicator;

namespace {

const std::string mesh = "mesh={separator: 10, positive: 20}";
const std::string salt_left = "Salt At Foil Over Salt At Rest At Negative Foil";
const std::string over_limit = "Current Over Limiting Current At Negative Foil";

/// A separator of 90 µm that holds sulfur back, with little lithium to move: its limiting current is in reach.
std::vector<std::string> slow_lithium() {
  return {mesh, "separator.0.thickness=90 um", "solution.species.Li+.diffusivity=1e-11 m^2/s",
          "separator.0.permeability={Li+: 1, A-: 1, S8: 1e-9, polysulfides: 1e-9}"};
}

}  // namespace

// A dilute 1:1 salt has t₊ = D₊/(D₊ + D₋) and D = 2 D₊D₋/(D₊ + D₋), and J_lim = 4 F D₊ ε^b c₀/L. The cell begins with
// 1 mol/m³ of sulfur anions beside 1000 of A⁻.
TEST_CASE("the salt in front of the foil is that of the textbook", "[lithium_sulfur][dendrites][analytic]") {
  const auto model = model_of("li-s-cycling", {mesh});
  std::vector<double> y(model.layout().size()), r(y), rest(y.size(), 0.0);
  model.initial_state(y);
  lithium_sulfur::Model::Workspace<double> w(model);
  model.residual<double>(0.0, y, rest, r, w);
  const indicators::FoilState state = lithium_sulfur::foil_state(model, y, w);
  const double D_Li = 1e-10, D_A = 4e-10, epsilon = std::pow(0.37, 1.5);
  CHECK(state.c0 == Approx(1001.044).epsilon(1e-6));
  CHECK(state.c_foil == Approx(state.c0).epsilon(1e-6));
  CHECK(state.t_plus == Approx(D_Li / (D_Li + D_A)).epsilon(5e-3));
  CHECK(state.D == Approx(epsilon * 2.0 * D_Li * D_A / (D_Li + D_A)).epsilon(5e-3));
  CHECK(state.J_lim == Approx(4.0 * faraday * D_Li * epsilon * 1001.044 / 9e-6).epsilon(5e-3));
  CHECK(state.J == 0.0);
}

// In a steady state the salt falls by 2 (J/J_lim) c₀ across the layer. Sulfur cannot follow through this one, and the
// cathode is so thick that what the current brings does not change its composition by a per cent.
TEST_CASE("the limiting current is that of the gradient which the cell develops", "[lithium_sulfur][dendrites]") {
  std::vector<std::string> set = slow_lithium();
  set.insert(set.end(), {"separator.0.thickness=9 um", "positive.thickness=1 mm"});
  for (const double current : {0.5, -0.5}) {  // A m⁻², charging and discharging
    const auto cell = library_cell("li-s-cycling", set);
    const Recording record = run(*cell,
                                 fmt::format("Discharge at 0.5 A/m2 for 10 min; {} at 0.5 A/m2 for 10 min (1 minute "
                                             "period)",
                                             current > 0.0 ? "Charge" : "Discharge"),
                                 tight(1e-6));
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    const auto model = model_of("li-s-cycling", set);
    const std::vector<double>& y = record.last().y;
    std::vector<double> r(y.size()), rest(y.size(), 0.0);
    lithium_sulfur::Model::Workspace<double> w(model);
    model.residual<double>(0.0, y, rest, r, w);
    const indicators::FoilState state = lithium_sulfur::foil_state(model, y, w);
    CHECK(state.J == Approx(current).epsilon(1e-6));
    const double per_length = (w.c[lithium_sulfur::lithium][0] - w.c[lithium_sulfur::lithium][5]) /
                              (model.positions()[5] - model.positions()[0]);
    CHECK(-per_length * 9e-6 / state.c0 == Approx(2.0 * current / state.J_lim).epsilon(0.02));
    CHECK((state.overpotential < 0.0) == (current > 0.0));
  }
}

TEST_CASE("a charge beyond the limiting current empties the electrolyte at the foil, and its report says so",
          "[lithium_sulfur][dendrites]") {
  std::vector<std::string> set = slow_lithium();
  set.emplace_back("voltage_limits=[1.8 V, 3 V]");
  const auto cell = library_cell("li-s-cycling", set);
  const Recording record = run(*cell,
                               "Discharge at 1.97 A/m2 for 2 h; Charge at 60 A/m2 until 2.8 V; Rest for 10 min; "
                               "Charge at 1 A/m2 for 1 h");
  INFO(record.result.reason);
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  REQUIRE(record.steps.size() == 4);
  const auto of_step = [&](std::size_t step, const std::string& name) {
    double last = NAN;
    for (const auto& row : record.rows)
      if (row.step == step) last = record.output(row, name);
    return last;
  };
  CHECK(of_step(2, over_limit) > 1.0);
  CHECK(of_step(2, salt_left) < 0.2);
  CHECK(of_step(4, over_limit) < 1.0);
  CHECK(of_step(3, salt_left) == Approx(1.0).epsilon(0.05));  // it flows back
  CHECK(of_step(4, salt_left) == Approx(1.0 - of_step(4, over_limit)).epsilon(0.02));
  const indicators::FoilReport report = cell->foil_reports().at(0);
  CHECK(report.foil == "Negative Foil");
  CHECK(report.indicators.at(static_cast<std::size_t>(Indicator::current_over_limit)).row.value.grade ==
        indicators::Grade::high);
  CHECK(report.salt_depletion_alone.starts_with("salt depletion alone: short after"));
}

// Each electron that polysulfides take at the foil dissolves a lithium ion.
TEST_CASE("the shuttle strips what it takes: throughput is the metal that moves", "[lithium_sulfur][dendrites]") {
  const auto cell = library_cell("li-s-cycling", {mesh, "negative.shuttle.rate_constant=3e-9 m/s"});
  const Recording record = run(*cell, "Discharge at 1.97 A/m2 for 2 h; Charge at 0.05 A/m2 for 10 h");
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  const auto metal = [&](const auto& row) { return record.output(row, "Negative Foil Thickness") / 1.3e-5; };
  REQUIRE(record.cycles.size() == 1);
  const auto names = cell->summary_names();
  const auto summary = [&](const std::string& name) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const OutputName& n) { return n.name == name; });
    REQUIRE(found != names.end());
    return record.cycles[0].summary.at(static_cast<std::size_t>(found - names.begin()));
  };
  // The charge is too slow for the shuttle: metal leaves the foil all the time.
  CHECK(metal(record.last()) < metal(record.at(0.0, 2)));
  const double stripped = faraday * (metal(record.rows.front()) - metal(record.last()));
  CHECK(summary("Throughput In Cycle At Negative Foil") == Approx(stripped).epsilon(2e-3));
  CHECK(summary("Worst Current Over Limiting Current At Negative Foil") == 0.0);
}

TEST_CASE("what is known of a layer, the foil and the cell comes together, the later over the earlier",
          "[lithium_sulfur][dendrites]") {
  const auto shear = [](const std::vector<std::string>& set) {
    const auto cell = library_cell("li-s-cycling", set);
    const indicators::FoilReport report = cell->foil_reports().at(0);
    const auto& row = report.indicators.at(static_cast<std::size_t>(Indicator::elastic_instability)).row;
    for (const auto& used : row.inputs)
      if (used.input == indicators::Input::shear_modulus) return used.datum.value;
    return 0.0;
  };
  const std::string of_layer = "separator.0.dendrites={shear_modulus: 2 GPa, poisson_ratio: 0.3}";
  CHECK(std::isnan(shear({mesh})));
  CHECK(shear({mesh, of_layer}) == Approx(2e9));
  CHECK(shear({mesh, of_layer, "dendrites={shear_modulus: 1 GPa}"}) == Approx(1e9));
}
