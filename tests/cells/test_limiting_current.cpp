// SPDX-License-Identifier: BSD-3-Clause
// Closed forms of the salt against the solution of the same cell on its default mesh.
#include "params/constants.hpp"
#include "tests/cells/parts.hpp"
#include "tests/cells/running.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace vitrion;
using namespace vitrion::test;

namespace {

constexpr double T = 298.15;

struct Salt {
  const char *chemistry, *ion, *metal;
  int anion_charge;
};

std::string of_salt(const Salt& salt, double t_plus, double c = 1000.0) {
  return fmt::format(
      "{{kind: electrolyte, name: salt, working_ion: {}, anion_charge: {}, transport: binary, conductivity: 0.1 S/m, "
      "diffusivity: 1e-11 m^2/s, transference_number: {}, concentration: {} mol/m^3}}",
      salt.ion, salt.anion_charge, t_plus, c);
}

/// metal | layers | metal, with fast kinetics.
std::unique_ptr<Cell> between_foils(const Salt& salt, const std::string& electrolyte, const std::string& layers) {
  const std::string foil = fmt::format(
      "{{kind: electrode, type: foil, metal: {}, thickness: 1 mm, molar_volume: 1.3e-5 m^3/mol, "
      "exchange_current_density: 1e5 A/m^2}}",
      salt.metal);
  return cell_from(
      fmt::format("{{kind: cell, name: between foils, chemistry: {}, area: 1 cm^2, temperature: {} K, electrolyte: {}, "
                  "negative: {}, separator: [{}], positive: {}, voltage_limits: [-5 V, 5 V]}}",
                  salt.chemistry, T, electrolyte, foil, layers, foil));
}

std::string slab(const std::string& name, double thickness, double porosity, double transport,
                 const std::string& electrolyte = "") {
  return fmt::format("{{name: {}, thickness: {} m, porosity: {}, transport_efficiency: {}{}}}", name, thickness,
                     porosity, transport, electrolyte.empty() ? "" : ", electrolyte: " + electrolyte);
}

/// Just below its limiting current the salt lasts; just above it runs out, when the indicator says.
void check_limit(Cell& cell, double time_of_cell, double tolerance_of_time) {
  // Of a current that plates on the negative foil; what is said of the separator is the least of both ways.
  const Recording probe = run(cell, "Charge at 1e-3 A/m2 for 1 s");
  const double J_lim = 1e-3 / probe.output(probe.last(), "Current Over Limiting Current At Negative Foil");
  CHECK(cell.separator_at_rest(T).limiting_current <= J_lim * (1.0 + 1e-9));
  const Recording below = run(cell, fmt::format("Charge at {:.17g} A/m2 for {} s", 0.99 * J_lim, time_of_cell));
  INFO("J_lim " << J_lim << ": " << below.result.reason);
  CHECK(below.result.outcome == ExperimentResult::Outcome::finished);
  CHECK(below.output(below.last(), "Current Over Limiting Current At Negative Foil") == Approx(0.99).epsilon(1e-9));
  for (const double j : {1.02, 1.3, 2.0}) {
    const Recording above = run(cell, fmt::format("Charge at {:.17g} A/m2 for {} s", j * J_lim, time_of_cell));
    INFO(j << " J_lim: " << above.result.reason);
    CHECK(above.result.reason.find("salt used up") != std::string::npos);
    const double expected = above.output(above.rows.front(), "Salt Depletion Time At Negative Foil");
    CHECK(above.last().t == Approx(expected).epsilon(tolerance_of_time));
  }
}

}  // namespace

TEST_CASE("the limiting current and the depletion time of salts of any valence are those of the simulator",
          "[cells][limiting current]") {
  for (const Salt& salt : {Salt{"lithium", "Li+", "Li", 1},
                           {"lithium", "Li+", "Li", 2},
                           {"lithium", "Li+", "Li", 3},
                           {"zinc", "Zn2+", "Zn", 1},
                           {"zinc", "Zn2+", "Zn", 2},
                           {"zinc", "Zn2+", "Zn", 3},
                           {"sodium", "Na+", "Na", 1}}) {
    for (const double t_plus : {0.2, 0.95}) {
      INFO(salt.ion << " with an anion of charge -" << salt.anion_charge << ", t+ " << t_plus);
      const auto cell = between_foils(salt, of_salt(salt, t_plus), slab("one", 100e-6, 0.5, 0.4));
      check_limit(*cell, 4.0 * 1e-8 * 0.5 / 0.4e-11, 0.04);  // five equal volumes: 3 % late
    }
  }
}

TEST_CASE("the limiting current and the depletion time of several layers are those of the simulator",
          "[cells][limiting current]") {
  const Salt lithium{"lithium", "Li+", "Li", 1};
  const std::string other = of_salt(lithium, 0.7);
  const auto cell = between_foils(
      lithium, of_salt(lithium, 0.3),
      slab("a", 20e-6, 1.0, 1.0) + ", " + slab("b", 50e-6, 0.4, 0.2, other) + ", " + slab("c", 30e-6, 0.7, 0.5));
  check_limit(*cell, 4000.0, 0.03);
}

TEST_CASE("a salt whose diffusivity falls with it has the limiting current of the simulator",
          "[cells][limiting current]") {
  const Salt lithium{"lithium", "Li+", "Li", 1};
  const auto cell = between_foils(
      lithium,
      "{kind: electrolyte, name: salt, working_ion: Li+, transport: binary, conductivity: 0.1 S/m, diffusivity: "
      "{expression: 2e-11*exp(-0.6*c), c: mol/L, unit: m^2/s}, transference_number: {expression: 0.4 - 0.1*c, c: "
      "mol/L}, "
      "concentration: 1 mol/L}",
      slab("one", 50e-6, 1.0, 1.0));
  const double J_lim = cell->separator_at_rest(T).limiting_current;
  CHECK(run(*cell, fmt::format("Charge at {} A/m2 for 3000 s", 0.97 * J_lim)).result.outcome ==
        ExperimentResult::Outcome::finished);
  CHECK(run(*cell, fmt::format("Charge at {} A/m2 for 3000 s", 1.03 * J_lim)).result.reason.find("salt used up") !=
        std::string::npos);
}

// faults/framework.yaml: the program's own cell carries 3.7 times what was called its limiting current.
TEST_CASE("a framework with fixed charge carries a current beyond its depletion current", "[cells][limiting current]") {
  const Salt lithium{"lithium", "Li+", "Li", 1};
  const auto cell = between_foils(
      lithium,
      "{kind: electrolyte, name: framework, working_ion: Li+, transport: charged-framework, fixed_charge: 0.6 mol/L, "
      "cation_diffusivity: 1e-11 m^2/s, anion_diffusivity: 1e-11 m^2/s, concentration: 0.26 mol/L}",
      "{name: one, thickness: 50 um, porosity: 1, nodes: 40}");  // as the file has it
  const SeparatorAtRest at_rest = cell->separator_at_rest(T);
  CHECK(at_rest.limiting_current == std::numeric_limits<double>::infinity());
  CHECK(at_rest.depletion_current < 200.0);
  const Recording beyond = run(*cell, "Charge at 200 A/m2 for 10 min");
  INFO(beyond.result.reason);
  REQUIRE(beyond.result.outcome == ExperimentResult::Outcome::finished);
  CHECK(beyond.output(beyond.last(), "Current Over Limiting Current At Negative Foil") == 0.0);
  CHECK(beyond.output(beyond.last(), "Time To Short By Salt Depletion At Negative Foil") ==
        std::numeric_limits<double>::infinity());
  CHECK(cell->foil_reports().at(0).salt_depletion_alone.find("no limiting current") != std::string::npos);
}

TEST_CASE("the salt of a porous electrode counts where a foil plates against it", "[cells][limiting current]") {
  // A sloping potential and fast kinetics spread the reaction evenly, as the closed form assumes.
  const auto cell = cell_from(fmt::format(
      "{{kind: cell, name: half cell, chemistry: lithium, area: 1 m^2, temperature: 298.15 K, electrolyte: {}, "
      "negative: {}, separator: [{}], positive: {}, voltage_limits: [-5 V, 9 V], initial: {{state_of_charge: 0.1}}}}",
      binary(1.0, 1e-11, 0.3, 1000.0), foil(1e5), layer("separator", 50e-6, 10),
      porous_electrode(50e-6, 0.3, 0.2, 100.0,
                       particles(3e5, 1e-12, "{expression: 3 - 8*x, unit: V}", 100.0, 1e-6, 0.5))));
  const Recording first = run(*cell, "Charge at 1 A/m2 for 1 s");
  const double J_lim = 1.0 / first.output(first.last(), "Current Over Limiting Current At Negative Foil");
  CHECK(run(*cell, fmt::format("Charge at {} A/m2 for 2000 s", 0.95 * J_lim)).result.outcome ==
        ExperimentResult::Outcome::finished);
  const Recording above = run(*cell, fmt::format("Charge at {} A/m2 for 3000 s", 1.1 * J_lim));
  INFO(above.result.reason);
  CHECK(above.result.reason.find("salt used up") != std::string::npos);
  CHECK(above.last().t ==
        Approx(above.output(above.rows.front(), "Salt Depletion Time At Negative Foil")).epsilon(0.1));
}
