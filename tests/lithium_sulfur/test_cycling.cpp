// SPDX-License-Identifier: BSD-3-Clause
// Charge, cycles and the shuttle against converged solutions of the same equations by another code (numpy, logarithmic
// unknowns).
#include "apps/experiment/inputs.hpp"
#include "tests/cells/running.hpp"
#include "tests/lithium_sulfur/model_of.hpp"
#include "tests/support/worse.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

using namespace vitrion;
using namespace vitrion::test;

namespace {

const std::string mesh = "mesh={separator: 10, positive: 20}";
const std::string cycle = "Discharge at 1.97 A/m2 until 1.8 V; Charge at 1.97 A/m2 until 2.5 V";

/// V of a step at a share of the charge that passes in it.
double voltage_at(const Recording& record, std::size_t step, double share) {
  const double whole = std::abs(record.steps[step - 1].charge);
  const Recording::Row* before = nullptr;
  double begin = 0.0;
  for (const auto& row : record.rows) {
    if (row.step != step) continue;
    if (!before) begin = row.Q;
    const double passed = std::abs(row.Q - begin);
    if (before && passed >= share * whole) {
      const double last = std::abs(before->Q - begin);
      return before->V + (row.V - before->V) * (share * whole - last) / (passed - last);
    }
    before = &row;
  }
  return before->V;
}

}  // namespace

TEST_CASE("without a shuttle a cycle gives back all its charge along the reference", "[lithium_sulfur][reference]") {
  const auto cell = library_cell("li-s-cycling", {mesh});
  const Recording record = run(*cell, cycle + "; " + cycle);
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  REQUIRE(record.cycles.size() == 2);
  CHECK(record.cycles[1].charge_out / record.cycles[1].charge_in == Approx(1.0).margin(1e-4));
  const std::pair<double, double> points[] = {{.02, 2.3838}, {.1, 2.3928}, {.3, 2.4025},
                                              {.5, 2.3965},  {.7, 2.3960}, {.9, 2.3983}};
  for (const auto& [share, V] : points) {
    INFO(share);
    CHECK(voltage_at(record, 4, share) == Approx(V).margin(2e-3));  // V; 5 mV are asked
  }
  CHECK(record.steps[3].charge / cell->facts().electrodes[1].capacity == Approx(1.0007).margin(5e-4));
}

TEST_CASE("the shuttle at the foil costs the coulombic efficiency of the reference", "[lithium_sulfur][reference]") {
  struct Case {
    double rate;                          ///< m s⁻¹
    std::optional<double> through_layer;  ///< polysulfides through the layer, relative
    double out, in, efficiency;
  };
  for (const Case& c : {Case{1e-10, {}, .9994, 1.0037, .9957}, Case{1e-9, {}, .9879, 1.0325, .9567},
                        Case{3e-9, {}, .9650, 1.1099, .8694}, Case{3e-9, 1e-3, .9726, 1.0696, .9092},
                        Case{3e-9, 1e-4, .9784, 1.0117, .9671}}) {
    INFO(c.rate << " m/s, " << c.through_layer.value_or(1.0));
    std::vector<std::string> set{mesh, fmt::format("negative.shuttle.rate_constant={} m/s", c.rate)};
    if (c.through_layer) {
      set.push_back(
          fmt::format("separator.0.permeability={{Li+: 1, A-: 1, S8: {0}, polysulfides: {0}}}", *c.through_layer));
    }
    const auto cell = library_cell("li-s-cycling", set);
    const Recording record = run(*cell, cycle + "; " + cycle);
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    const double capacity = cell->facts().electrodes[1].capacity;
    CHECK(record.cycles[1].charge_out / record.cycles[1].charge_in == Approx(c.efficiency).margin(2e-3));
    CHECK(record.cycles[1].charge_out / capacity == Approx(c.out).margin(2e-3));
    CHECK(record.cycles[1].charge_in / capacity == Approx(c.in).margin(2e-3));
  }
}

// The chemistry is the same in every cycle: without a shuttle each gives what the last one gave.
TEST_CASE("a hundred cycles run without a failed step, each like the last", "[lithium_sulfur][cycling]") {
  const auto cell = library_cell("li-s-cycling", {"mesh={separator: 4, positive: 8}"});
  Recording record;
  Observer* const observers[] = {&record};
  const ExperimentResult result = run_experiment(
      *cell, cycles(100, "Discharge at 1.97 A/m2 until 1.8 V, Charge at 1.97 A/m2 until 2.5 V"), {}, observers);
  INFO(result.reason);
  REQUIRE(result.outcome == ExperimentResult::Outcome::finished);
  CHECK(result.statistics.recoveries == 0);
  CHECK(result.statistics.steps < 100 * 1200);
  REQUIRE(record.cycles.size() == 100);
  for (std::size_t i = 1; i < 100; ++i) {
    CHECK(record.cycles[i].charge_out / record.cycles[i].charge_in == Approx(1.0).margin(1e-4));
    CHECK(record.cycles[i].charge_out == Approx(record.cycles[1].charge_out).epsilon(1e-4));
  }
}

TEST_CASE("twenty cycles of a cell with every way to fade finish, and each gives less", "[lithium_sulfur][cycling]") {
  const auto cell = library_cell(
      "li-s-cycling", {"mesh={separator: 4, positive: 8}",
                       "negative.shuttle={rate_constant: 1e-9 m/s, lost_fraction: 0.05, lithium_corrosion: 0.1, "
                       "electrolyte_loss: 1e-7 m^3/mol}",
                       "positive.film_fraction=1"});
  const Recording record =
      run(*cell, cycles(20, "Discharge at 1.97 A/m2 until 1.8 V, Charge at 1.97 A/m2 until 2.5 V"));
  INFO(record.result.reason);
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  REQUIRE(record.cycles.size() == 20);
  for (std::size_t i = 2; i < 20; ++i) CHECK(record.cycles[i].charge_out < record.cycles[i - 1].charge_out);
}

// A fifth of the 500 cycles to which the cell is calibrated: 940 mA h/g at first, 810 in cycle 100 and 737 in cycle
// 500.
TEST_CASE("the calibrated cell fades as it did, and loses sulfur to nothing but the foil",
          "[lithium_sulfur][cycling]") {
  const auto cell = library_cell("li-s-mil-88b-glass");
  struct Watch final : Observer {
    explicit Watch(Cell& c) : cell(c) {}
    void on_sample(const Sample& sample) override {
      const auto names = cell.output_names();
      double sum = 0.0;
      for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i].name.starts_with("Sulfur Dissolved As") || names[i].name.starts_with("Sulfur In Solid"))
          sum += sample.outputs[i];
        if (names[i].name == "Sulfur Lost") sum += lost = sample.outputs[i];
      }
      drift = worse(drift, std::abs(sum - 1.0));
    }
    void on_cycle(const CycleReport& cycle) override {
      capacity.push_back(cycle.charge_out / 3600.0 / cell.facts().active_mass);  // A h/kg
      efficiency.push_back(cycle.charge_out / cycle.charge_in);
    }
    Cell& cell;
    std::vector<double> capacity, efficiency;
    double drift = 0.0, lost = 0.0;
  } watch(*cell);
  Observer* const observers[] = {&watch};
  const ExperimentResult result =
      run_experiment(*cell, cycles(100, "Discharge at 1C until 1.7 V, Charge at 1C until 2.8 V"), {}, observers);
  INFO(result.reason);
  REQUIRE(result.outcome == ExperimentResult::Outcome::finished);
  REQUIRE(watch.capacity.size() == 100);
  CHECK(watch.drift < 1e-10);
  CHECK(watch.capacity.front() == Approx(940.0).epsilon(5e-3));
  CHECK(watch.capacity[49] == Approx(820.0).epsilon(5e-3));
  CHECK(watch.capacity.back() == Approx(810.0).epsilon(5e-3));
  // What a cycle loses after the first ones is the sulfur that stays on the foil.
  CHECK(1.0 - watch.capacity.back() / watch.capacity[49] == Approx(0.5 * watch.lost).epsilon(0.1));
  for (std::size_t i = 9; i < 100; ++i) CHECK(watch.efficiency[i] == Approx(0.997).margin(1e-3));
  CHECK(result.statistics.steps < 115000);  // 103,000
}

// The two cells differ only in what their layer lets through; what is lost goes with the shuttle.
TEST_CASE("behind amorphous MIL-88B a cell loses less sulfur than behind the crystal", "[lithium_sulfur][shuttle]") {
  const auto lost = [](const std::string& name) {
    const auto cell = library_cell(name);
    const Recording record = run(*cell, cycles(2, "Discharge at 1C until 1.7 V, Charge at 1C until 2.8 V"));
    INFO(record.result.reason);
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    return record.output(record.last(), "Sulfur Lost");
  };
  CHECK(lost("li-s-mil-88b-crystal") > 4.0 * lost("li-s-mil-88b-glass"));
}

TEST_CASE("at rest polysulfides at a bare foil discharge the cell, at a protected one they do not",
          "[lithium_sulfur][shuttle]") {
  for (const double rate : {0.0, 1e-9}) {
    const auto cell = library_cell("li-s-cycling", {mesh, fmt::format("negative.shuttle.rate_constant={} m/s", rate)});
    const Recording record = run(*cell, "Discharge at 1.97 A/m2 for 1 h; Rest for 24 h (1 h period)");
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    const auto column = [&](const auto& row) { return record.output(row, "Sulfur Utilisation"); };
    const auto& begin = record.at(0.0, 2);
    const double gained = column(record.last()) - column(begin);
    if (rate == 0.0) {
      CHECK(gained == Approx(0.0).margin(1e-7));  // the double layer and what reacts when it relaxes
    } else {
      CHECK(gained > 0.01);
      // What is lost is what the shuttle carried, within the hourly samples of its current.
      double carried = 0.0;
      for (const auto& row : record.rows)
        if (row.step == 2 && row.step_t > 0.0) carried += record.output(row, "Self Discharge Per Day") / 24.0;
      CHECK(gained == Approx(carried).epsilon(0.05));
    }
  }
}

// A cathode of Li2S is delivered discharged; the 2 % are S8 in the solution.
TEST_CASE("a cathode of Li2S begins empty and is charged first", "[lithium_sulfur][cycling]") {
  const auto cell = library_cell("li-s-cycling", {mesh, "positive.solids={S8: 1e-7, Li2S: 0.2}",
                                                  "voltage_limits=[1.8 V, 3 V]", "nominal_capacity=16.1 A h"});
  CHECK(cell->facts().initial_state_of_charge == Approx(0.018).margin(1e-3));
  CHECK(default_protocol(cell->facts()).written == "Charge at 1C until 3 V; Discharge at 1C until 1.8 V");
  const Recording record = run(
      *cell, "Charge at 1.97 A/m2 until 50 % SOC; Charge at 1.97 A/m2 until 2.8 V; Discharge at 1.97 A/m2 until 1.8 V");
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  const double capacity = cell->facts().electrodes[1].capacity;
  CHECK(record.steps[0].reason == "the state of charge rose to 50 %");
  CHECK(record.output(record.at(0.0, 2), "Sulfur Utilisation") == Approx(0.5).margin(1e-2));
  CHECK(-record.steps[2].charge == Approx(capacity).epsilon(2e-2));
}
