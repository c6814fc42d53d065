// SPDX-License-Identifier: BSD-3-Clause
// Cells of other metals than lithium: charge number of the ion, formula of the salt.
#include "params/constants.hpp"
#include "tests/cells/parts.hpp"
#include "tests/cells/running.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace vitrion;
using namespace vitrion::test;

namespace {

constexpr double T = 298.15, RT_F = gas_constant * T / faraday, D = 3e-10, c0 = 1000.0, L = 100e-6, t_plus = 0.4;

/// Zn | ZnX | Zn with anions of the given charge.
std::string zinc_cell(int anion_charge, double i0 = 1e6) {
  return fmt::format(
      "{{kind: cell, name: zinc, chemistry: zinc, area: 1 m^2, temperature: {} K, electrolyte: {{kind: electrolyte, "
      "name: "
      "salt, working_ion: Zn2+, anion_charge: {}, transport: binary, conductivity: 1 S/m, diffusivity: {} m^2/s, "
      "transference_number: {}, concentration: {} mol/m^3}}, negative: {{kind: electrode, type: foil, metal: Zn, "
      "thickness: 1 mm, molar_volume: 9.16e-6 m^3/mol, exchange_current_density: {} A/m^2}}, separator: [{}], "
      "positive: "
      "{{kind: electrode, type: foil, metal: Zn, thickness: 1 mm, molar_volume: 9.16e-6 m^3/mol, "
      "exchange_current_density: {} A/m^2}}, voltage_limits: [-5 V, 5 V]}}",
      T, anion_charge, D, t_plus, c0, i0, layer("layer", L, 40), i0);
}

}  // namespace

TEST_CASE("zinc dissolves and plates with two electrons an atom", "[metals]") {
  const auto cell = cell_from(zinc_cell(2));
  const Recording record = run(*cell, "Charge at 10 A/m2 for 1 h", tight(1e-7));
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  const double grown = record.output(record.last(), "Negative Foil Thickness") -
                       record.output(record.rows.front(), "Negative Foil Thickness");
  CHECK(grown == Approx(10.0 * 3600.0 * 9.16e-6 / (2.0 * faraday)).epsilon(1e-7));
  CHECK(cell->inventory(record.last().y) == Approx(cell->inventory(record.rows.front().y)).epsilon(1e-10));
}

// N₋ = 0 at steady state: the salt falls by t₋ I L/(q F D), and the potential by (ν/q)(RT/F) t₋ ln of its ratio.
TEST_CASE("a salt of doubly charged ions has the steady profile and voltage of the closed form", "[metals][analytic]") {
  struct Salt {
    int anion_charge;
    double charge, ions;  // q and ν of ZnX₂ and ZnX
  };
  for (const Salt& salt : {Salt{1, 2.0, 3.0}, Salt{2, 2.0, 2.0}}) {
    const double J_lim = 2.0 * salt.charge * faraday * D * c0 / ((1.0 - t_plus) * L), J = 0.8 * J_lim;
    const auto cell = cell_from(zinc_cell(salt.anion_charge));
    const Recording record = run(*cell, fmt::format("Charge at {} A/m2 for 2000 s (2000 s period)", J), tight(1e-8));
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    const auto& end = record.last();
    CHECK(record.output(end, "Salt At Negative Foil") == Approx(0.2 * c0).epsilon(1e-6));
    CHECK(record.output(end, "Salt At Positive Foil") == Approx(1.8 * c0).epsilon(1e-6));
    const double kinetics = 2.0 * J / 1e6 * RT_F / 2.0;  // two foils of RT/(z F i0)
    const double expected = J * L / 1.0 + salt.ions / salt.charge * RT_F * (1.0 - t_plus) * std::log(9.0) + kinetics;
    CHECK(end.V == Approx(expected).epsilon(1e-4));
    CHECK(record.output(end, "Current Over Limiting Current At Negative Foil") == Approx(0.8).epsilon(1e-6));
  }
}

TEST_CASE("S4 and S5 cycle between their own metals and conserve them", "[metals][conservation]") {
  for (const char* name : {"na-na-nasicon-zif-62", "zn-zn-zr-mof"}) {
    INFO(name);
    const auto cell = library_cell(name);
    const std::string current = std::string(name).starts_with("na") ? "0.1 mA/cm2" : "1 mA/cm2";
    const Recording record = run(*cell, "Charge at " + current + " for 1 h; Discharge at " + current + " for 1 h");
    INFO(record.result.reason);
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    CHECK(cell->inventory(record.last().y) == Approx(cell->inventory(record.rows.front().y)).epsilon(1e-10));
    double V = 0.0;
    for (std::size_t i = 0; i < cell->loss_terms(); ++i) V += record.rows[1].outputs[i];
    CHECK(V == Approx(record.rows[1].V).margin(1e-9));
    CHECK(cell->foil_reports().at(0).time_to_short);
  }
}

TEST_CASE("a cell of one metal with an electrolyte for another is refused", "[metals][errors]") {
  CHECK_THROWS_WITH(
      library_cell("zn-zn-zr-mof", {"chemistry=sodium"}),
      Catch::Contains("conducts Zn2+, but the chemistry of this cell is sodium\n  choose an electrolyte with "
                      "working_ion: Na+"));
  CHECK_THROWS_WITH(
      cell_from(zinc_cell(2), {"electrolyte.working_ion=Zn"}),
      Catch::Contains("electrolyte.working_ion = Zn is not a cation\n  write its charge behind its symbol, as "
                      "Li+ or Zn2+"));
}
