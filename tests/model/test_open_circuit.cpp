// SPDX-License-Identifier: BSD-3-Clause
// Open-circuit potentials of insertion materials: isotherms, galleries, two phases.
#include "model/materials/open_circuit.hpp"
#include "model/materials/open_circuit_laws.hpp"
#include "tests/support/worse.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <fstream>
#include <vector>

using namespace vitrion;

namespace {

nlohmann::json worked(const std::string& id) {
  std::ifstream file(VITRION_SOURCE_DIR "/tests/data/worked-examples.json");
  for (const auto& record : nlohmann::json::parse(file))
    if (record.at("id") == id) return record;
  FAIL("no worked example " << id);
  return {};
}

/// U(x, T) as a file gives it.
Function potential(const std::string& text) {
  const Document document = Document::parse("U: " + text + "\n", "material.yaml", Library({}));
  const Table table(document);
  const std::vector<ArgumentSpec> arguments{argument("x", 0.4 * units::one), argument("T", 298.15 * units::K)};
  Function U = table.read_function<Voltage>("U", arguments, {}, open_circuit_laws());
  table.finish();
  return U;
}

std::string message(const std::string& text) {
  try {
    potential(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

const std::string moo3 =
    "{law: msmr, galleries: [{potential: 0.5 V, sites: 0.3}, {potential: 0.4 V, sites: 0.2, width: 2}, "
    "{potential: 0 V, sites: 1}]}";

/// Largest disagreement of the derivatives with central differences, relative to the derivative. The steps leave
/// h² n²/6 with n the steepness of ln(x/(1 − x)) at x = 0.02, some 1e-8, and round-off of 1e-16/h/|dU/dx| = 1e-9.
double worst_derivative(const Function& U) {
  double worst = 0.0;
  for (const double x : {0.02, 0.2, 0.31, 0.6, 0.97}) {
    constexpr double T = 310.0, hx = 1e-6, hT = 1e-2;
    const double by_x = (U({x + hx, T}) - U({x - hx, T})) / (2.0 * hx),
                 by_T = (U({x, T + hT}) - U({x, T - hT})) / (2.0 * hT);
    worst = test::worse(worst, std::abs(U.derivative(0, {x, T}) / by_x - 1.0));
    worst = test::worse(worst, std::abs(U.derivative(1, {x, T}) - by_T) / 1e-4);
  }
  return worst;
}

}  // namespace

TEST_CASE("worked example: a Frumkin isotherm", "[model][open-circuit]") {
  const auto record = worked("A2.ocp_frumkin");
  const auto in = [&](const char* name) { return record["inputs"][name]["value"].get<double>(); };
  const double U = open_circuit::frumkin(in("U0"), 1.0, in("g"), in("x"), in("T"));
  CHECK(U == Approx(record["output"]["U"]["value"].get<double>()).epsilon(record["rtol"].get<double>()));
}

TEST_CASE("worked example: the galleries of MoO3, there and back", "[model][open-circuit]") {
  const auto record = worked("A2.ocp_msmr_MoO3");
  const auto& in = record["inputs"];
  std::vector<open_circuit::Gallery> galleries;
  const double sites = 1.5;  // H per Mo; the record counts them, shares sum to 1
  for (std::size_t j = 0; j < 3; ++j)
    galleries.push_back({in["U0"]["value"][j], in["X"]["value"][j].get<double>() / sites, in["w"]["value"][j]});
  const double U = in["U"]["value"], T = in["T"]["value"], x = record["output"]["x"]["value"];
  CHECK(sites * open_circuit::filled_at(galleries, U, T) == Approx(x).epsilon(1e-9));
  CHECK(open_circuit::potential_at(galleries, x / sites, T).U == Approx(U).epsilon(1e-8));
  CHECK(potential(moo3)({x / sites, T}) == Approx(U).epsilon(1e-8));
}

TEST_CASE("galleries are inverted wherever there are sites, in few iterations", "[model][open-circuit]") {
  // Narrow galleries far apart: between them the filling is flat over half a volt.
  const std::array<open_circuit::Gallery, 4> galleries{
      {{1.0, 0.25, 0.3}, {0.5, 0.25, 1.0}, {0.45, 0.3, 4.0}, {-0.2, 0.2, 0.5}}};
  int most = 0;
  for (const double T : {250.0, 298.15, 400.0}) {
    for (double x = 1e-9; x < 1.0; x = x < 1e-3 ? 3.0 * x : x + 1e-3) {
      const auto [U, dUdx, dUdT, iterations] = open_circuit::potential_at(galleries, x, T);
      CHECK(open_circuit::filled_at(galleries, U, T) == Approx(x).epsilon(1e-10));
      CHECK(dUdx < 0.0);
      most = std::max(most, iterations);
    }
  }
  CHECK(most <= 60);
  CHECK(std::isnan(open_circuit::potential_at(galleries, 0.0, 300.0).U));
  CHECK(std::isnan(open_circuit::potential_at(galleries, 1.0, 300.0).U));
}

TEST_CASE("open-circuit laws have exact derivatives", "[model][open-circuit]") {
  CHECK(worst_derivative(potential("{law: frumkin, standard_potential: 0.4 V, interaction: 4}")) < 1e-5);
  CHECK(worst_derivative(potential("{law: nernst, standard_potential: 0.7 V, electrons: 2}")) < 1e-5);
  CHECK(worst_derivative(potential(moo3)) < 1e-5);
}

// Two electrons at once halve the slope: 2 RT/(nF) at x = 1/2.
TEST_CASE("a quinone of two electrons has half the slope of one", "[model][open-circuit]") {
  const Function one = potential("{law: nernst, standard_potential: 0.7 V, electrons: 1}");
  const Function two = potential("{law: nernst, standard_potential: 0.7 V, electrons: 2}");
  CHECK(two({0.5, 300.0}) == 0.7);
  CHECK(one.derivative(0, {0.5, 300.0}) == Approx(-4.0 * gas_constant * 300.0 / faraday));
  CHECK(two.derivative(0, {0.2, 300.0}) == Approx(0.5 * one.derivative(0, {0.2, 300.0})));
}

// Maxwell's equal areas: the isotherm's mean over the plateau is U₀, and it ends where the isotherm crosses U₀.
TEST_CASE("ions that attract each other make a plateau", "[model][open-circuit]") {
  for (const double g : {-4.2, -6.0, -20.0}) {
    const double x_b = open_circuit::binodal(1.0, g);
    INFO("g = " << g << ", x_b = " << x_b);
    CHECK(open_circuit::frumkin(0.3, 1.0, g, x_b, 300.0) == Approx(0.3).epsilon(1e-9));
    CHECK(x_b < 0.5);
    const Function U = potential(
        "{law: frumkin, standard_potential: 0.3 V, phase_separation: plateau, interaction: " + std::to_string(g) + "}");
    CHECK(U({0.5 * (x_b + 0.5), 300.0}) == 0.3);
    CHECK(U({0.5 * x_b, 300.0}) > 0.3);
    CHECK(U({1.0 - 0.5 * x_b, 300.0}) < 0.3);
  }
}

TEST_CASE("open-circuit laws that cannot be meant are refused", "[model][open-circuit][errors]") {
  CHECK(message("{law: frumkin, standard_potential: 0.3 V, interaction: -5}") ==
        "material.yaml:1:59: U.interaction = -5 makes the potential rise with x in between: ions attract each other so "
        "much "
        "that the material separates into two phases\n  stay above -4, or write phase_separation: plateau");
  CHECK_THAT(message("{law: msmr, galleries: []}"), Catch::Contains("galleries is an empty list"));
  CHECK_THAT(message("{law: nernst, standard_potential: 0.7 V}"), Catch::Contains("electrons"));
}
