// SPDX-License-Identifier: BSD-3-Clause
// Electrolytes that decompose outside their stability window: what it costs, and where the lithium goes.
#include "tests/cells/running.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace vitrion;
using namespace vitrion::test;

namespace {

/// Li | ZIF-4 glass | NMC: the cathode that the window of the glass, 4.0 V, rules out. The rate of decomposition is
/// assumed.
std::unique_ptr<Cell> nmc_cell(const std::string& oxidation) {
  return cell_from(R"(
kind: cell
name: Li | ZIF-4 glass composite | NMC
chemistry: lithium
area: 1 cm^2
temperature: 30 degC
electrolyte:
  include: electrolytes/zif-4-glass-composite
  stability_window: {onset_current: 1e-4 A/m^2, tafel_slope: 120 mV}
negative: {include: electrodes/lithium-foil}
separator: [{name: glass, thickness: 50 um, porosity: 1}]
positive: {include: electrodes/nmc, thickness: 20 um}
voltage_limits: [2.8 V, 4.3 V]
initial: {state_of_charge: 20 %}
)",
                   {"electrolyte.stability_window.oxidation=" + oxidation});
}

const char* const two_cycles =
    "Charge at C/5 until 4.2 V; Hold at 4.2 V for 1 h; Discharge at C/5 until 3.4 V; Charge at C/5 until 4.2 V; "
    "Hold at 4.2 V for 1 h; Discharge at C/5 until 3.4 V";

double efficiency(const CycleReport& cycle) { return cycle.charge_out / cycle.charge_in; }

}  // namespace

TEST_CASE("an electrolyte that is oxidised costs coulombic efficiency, one that is stable does not", "[window]") {
  const auto glass = nmc_cell("4.0 V"), crystal = nmc_cell("4.7 V");
  const Recording outside = run(*glass, two_cycles, tight(1e-6)), inside = run(*crystal, two_cycles, tight(1e-6));
  REQUIRE(outside.cycles.size() == 2);
  REQUIRE(inside.cycles.size() == 2);

  // At 4.2 V the glass oxidises 10^(0.2/0.12) = 46 times as fast as at its onset, the crystal 10^(-0.5/0.12) = 1e-4
  // times. The second cycle begins and ends at 3.4 V under the same current, so that what it loses is what was
  // oxidised; the loss of salt changes the concentration profile at 3.4 V a little.
  const CycleReport& cycle = outside.cycles[1];
  const auto oxidised = [&](double t) {
    double charge = 0.0;
    for (const auto& row : outside.rows)
      if (row.t <= t) charge = outside.output(row, "Oxidised At Positive Electrode");
    return charge;
  };
  const double lost = oxidised(cycle.t_end) - oxidised(cycle.t_begin);
  CHECK(lost > 1e-3 * cycle.charge_in);
  CHECK(cycle.charge_in - cycle.charge_out > lost);
  CHECK(cycle.charge_in - cycle.charge_out < 2.0 * lost);
  CHECK(efficiency(inside.cycles[1]) > 0.9999);
  CHECK(outside.output(outside.last(), "Margin To Oxidation At Positive Electrode") ==
        Approx(inside.output(inside.last(), "Margin To Oxidation At Positive Electrode") - 0.7).margin(0.05));
}

// The foil receives what the terminals pass, whatever happens at the other electrode.
TEST_CASE("the foil plates the whole charge, also the part that oxidation took", "[window][conservation]") {
  const auto cell = nmc_cell("4.0 V");
  const Recording record = run(*cell, two_cycles);
  const double before = record.output(record.rows.front(), "Negative Foil Thickness");
  const double after = record.output(record.last(), "Negative Foil Thickness");
  // Thickness over a molar volume of 1.3e-5 m^3/mol is metal; a difference of thicknesses keeps 11 digits.
  CHECK((after - before) / 1.3e-5 * faraday == Approx(record.last().Q).epsilon(1e-8));
}

TEST_CASE("lithium is conserved while the electrolyte decomposes", "[window][conservation]") {
  const auto cell = nmc_cell("4.0 V");
  const Recording record = run(*cell, two_cycles);
  const double at_first = cell->inventory(record.rows.front().y), at_last = cell->inventory(record.last().y);
  CHECK(record.output(record.last(), "Oxidised At Positive Electrode") > 100.0);  // C/m^2: there is something to lose
  CHECK(at_last == Approx(at_first).epsilon(1e-10));
}

TEST_CASE("the parts of the voltage still sum to it", "[window]") {
  const auto cell = nmc_cell("4.0 V");
  const Recording record = run(*cell, "Charge at C/5 until 4.2 V");
  for (const auto& row : record.rows) {
    double sum = 0.0;
    for (std::size_t i = 0; i < cell->loss_terms(); ++i) sum += row.outputs[i];
    REQUIRE(sum == Approx(row.V).margin(1e-9));
  }
}
