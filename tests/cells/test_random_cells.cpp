// SPDX-License-Identifier: BSD-3-Clause
// Whatever physics a cell file describes, an experiment on it ends with a result or with a named limit of the cell, and
// every state that is recorded is one that can be.
#include "params/documents/document.hpp"
#include "tests/cells/errors.hpp"
#include "tests/cells/random_cell.hpp"
#include "tests/cells/running.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

using namespace vitrion;
using namespace vitrion::test;

namespace {

Protocol cycle(const RandomCell& cell) {
  const std::string rate = cell.rate > 0.0 ? fmt::format("{}C", cell.rate) : fmt::format("{} A/m^2", cell.current);
  const std::string low = cell.rate > 0.0 ? "1.5 V" : "-0.5 V", high = cell.rate > 0.0 ? "4.6 V" : "0.5 V";
  std::string steps;
  for (const std::string& step :
       {fmt::format("Discharge at {} for 30 h or until {}", rate, low), std::string("Rest for 10 minutes"),
        fmt::format("Charge at {} for 30 h or until {}", rate, high), fmt::format("Hold at {} for 1 h", high),
        std::string("Rest for 1 h")}) {
    steps += fmt::format("{{step: '{}', on_infeasible: skip}}, ", step);
  }
  return read_protocol(Document::parse("{kind: protocol, name: cycle, steps: [" + steps + "]}", "cycle.yaml"));
}

/// Every unknown and output is a number. An indicator of a foil may also be undefined (NaN: it does not apply) or +∞
/// (the time of what never happens).
bool all_finite(const Recording& record, std::span<const OutputName> names) {
  return std::ranges::all_of(record.rows, [&](const Recording::Row& row) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      const bool may_be_undefined = names[i].group == OutputGroup::dendrite && !(row.outputs[i] < -1e300);
      if (!std::isfinite(row.outputs[i]) && !may_be_undefined) return false;
    }
    return std::ranges::all_of(row.y, [](double value) { return std::isfinite(value); });
  });
}

/// How far a recorded state is from one that can be: stoichiometries of surfaces and averages from 0 ≤ x ≤ 1, salt
/// below zero as it is reported, and what the balance of a dry volume owes, as parts of what there was.
struct Inadmissible {
  double x = 0.0, salt = 0.0, owed = 0.0;
};

Inadmissible largest_inadmissible(const Recording& record, Cell& cell) {
  std::vector<std::size_t> stoichiometries, salts;
  for (const auto& [name, column] : record.column) {
    if (name.find("Stoichiometry") != std::string::npos) stoichiometries.push_back(column);
    if (name.starts_with("Salt M") || name.starts_with("Salt At")) salts.push_back(column);
  }
  const StateLayout& layout = cell.system().layout();
  Inadmissible worst;
  for (const Recording::Row& row : record.rows) {
    for (const std::size_t column : stoichiometries)
      worst.x = std::max({worst.x, -row.outputs[column], row.outputs[column] - 1.0});
    for (const std::size_t column : salts) worst.salt = std::max(worst.salt, -row.outputs[column]);
    for (const Field& field : layout.fields()) {
      if (field.name != "c_e") continue;
      for (std::size_t k = field.first; k < field.first + field.size(); ++k)
        worst.owed = std::max(worst.owed, -row.y[k] / record.rows.front().y[k]);
    }
  }
  return worst;
}

std::string told(const Recording& record) {
  std::string text;
  for (const StepReport& step : record.steps)
    text += fmt::format("{}: {}, after {:.6g} s at {:.4g} V\n", step.description, step.reason,
                        step.t_end - step.t_begin, step.V_end);
  return text;
}

/// Runs a cycle of a cell that was drawn and checks how it ends and what it conserves. Gives how many steps lasted.
std::size_t check_cycle(const RandomCell& drawn, std::size_t most_steps, bool tell) {
  const auto cell = cell_from(drawn.text);
  const LithiumCensus census(drawn.text);
  const Recording record = run(*cell, cycle(drawn));
  if (tell) WARN(drawn.text << '\n' << told(record));
  INFO(told(record));
  CHECK(record.result.outcome == ExperimentResult::Outcome::finished);
  CHECK(record.result.statistics.steps < most_steps);
  std::size_t steps_that_last = 0;
  for (const StepReport& step : record.steps) {
    CHECK(step.end != StepEnd::failure);
    if (step.t_end > step.t_begin) ++steps_that_last;
  }
  CHECK(all_finite(record, cell->output_names()));
  for (const auto& [name, column] : record.column) {
    if (name.find("Stoichiometry") == std::string::npos) continue;  // means and surfaces
    double outside = 0.0;
    for (const Recording::Row& row : record.rows)
      outside = std::max({outside, -row.outputs[column], row.outputs[column] - 1.0});
    INFO(name);
    CHECK(outside < 1e-4);
  }
  check(largest_errors(record, census, cell->loss_terms()), 1e-9);
  const Inadmissible worst = largest_inadmissible(record, *cell);
  CHECK(worst.x < 1e-4);
  CHECK(worst.salt == 0.0);
  CHECK(worst.owed < 1.01e-2);  // the room of the limit "salt used up" (insertion_cell_events.cpp)
  return steps_that_last;
}

}  // namespace

// The bar of conservation is that of rounding in the worst of them: a solid of 1e3 S/m in volumes of 0.5 µm turns the
// last digit of a potential, 4e-16 V, into 1e-6 A/m², a part in 1e5 of a current of C/20. Newton's method leaves that
// much in single steps and not of one sign.
TEST_CASE("500 random cells finish or stop at a named limit, and conserve what they are made of", "[cells][random]") {
  const char* const only = std::getenv("VITRION_RANDOM_CELL");  // the number of one, to see what it is
  std::size_t steps_that_last = 0;
  for (unsigned seed = 1; seed <= 500; ++seed) {
    if (only && std::strtoul(only, nullptr, 10) != seed) continue;
    const RandomCell drawn = draw_cell(seed);
    INFO("cell " << seed);
    steps_that_last += check_cycle(drawn, 30'000, only != nullptr);  // 23,324 measured
  }
  if (!only) CHECK(steps_that_last > 1500);  // most of 2500: the cells are not so wild that nothing happens
}

TEST_CASE("a current of which a cell carries less than a thousandth ends at a named limit", "[cells][random]") {
  for (const unsigned seed : {881U, 1039U, 1441U}) {
    INFO("cell " << seed);
    check_cycle(draw_cell(seed), 30'000, false);
  }
}

TEST_CASE("a hundred random cells of charged frameworks finish or stop at a named limit", "[cells][random]") {
  std::size_t steps_that_last = 0;
  for (unsigned seed = 1; seed <= 100; ++seed) {
    INFO("cell " << seed);
    steps_that_last += check_cycle(draw_cell(seed, true), 30'000, false);
  }
  CHECK(steps_that_last > 300);  // most of 500
}
