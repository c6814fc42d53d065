// SPDX-License-Identifier: BSD-3-Clause
// The two-stage cell against the closed forms of Mikhaylik and Akridge, J. Electrochem. Soc. 151 (2004) A1969,
// doi:10.1149/1.1806394. Their high plateau holds S_H of sulfur, q_H = 4 F/256 g of charge to the gram:
//
//     dS_H/dt = ±I/q_H − k_s S_H (+ charge, − discharge, 0 rest),     f = k_s q_H S/I
//
// The closed forms know no low stage and no precipitate. Here the low stage stands 0.3 V lower than in the cell of the
// library, so that the two do not overlap, and nothing precipitates, for what is slow to dissolve is still charging
// when the shuttle has begun.
#include "params/constants.hpp"
#include "tests/cells/running.hpp"
#include "tests/lithium_sulfur/model_of.hpp"
#include "tests/support/worse.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

using namespace vitrion;
using namespace vitrion::test;

namespace {

constexpr double q_high = 4.0 * faraday / 256e-3;  // C per kg of S in S8
constexpr double k_s = 2e-4;                       // s⁻¹
const Tolerances tolerances{.relative = 1e-6, .absolute_scale = 1e-2};

/// A cell of 2.69 g of sulfur, with a shuttle at all times; charged or discharged to S4²⁻, the foot of the high
/// plateau.
constexpr double sulfur = 2.69e-3;  // kg
std::unique_ptr<Cell> cell_with(const std::string& initial) {
  return library_cell("li-s-marinescu", {initial, fmt::format("shuttle={{rate_constant: {} 1/s}}", k_s),
                                         "low_stage.standard_potential=1.9 V", "precipitation.saturation=100 g",
                                         "voltage_limits=[1.5 V, 3 V]"});
}
const std::string charged = "initial={S8: 2.68 g, S4: 0.01 g, S2: 1e-7 g, S: 1e-12 g, Sp: 1e-12 g}";
const std::string discharged = "initial={S8: 1e-6 g, S4: 2.689999 g, S2: 1e-7 g, S: 1e-12 g, Sp: 1e-12 g}";

/// The current at which the shuttle factor of all sulfur is f, A.
double current_at(double f) { return k_s * q_high * sulfur / f; }

double high(const Recording& record, const Recording::Row& row) { return record.output(row, "Sulfur As S8") * sulfur; }

}  // namespace

// S_H = S_ss (1 − exp(−k_s t)), S_ss = S/f: full at t = −ln(1 − f)/k_s, of whose charge −f/ln(1 − f) is kept.
TEST_CASE("below a shuttle factor of one the high plateau fills, at the efficiency of the closed form",
          "[lithium_sulfur_0d][shuttle][analytic]") {
  for (const double f : {0.1, 0.3, 0.5, 0.8, 0.95}) {
    INFO("shuttle factor " << f);
    const auto cell = cell_with(discharged);
    const Recording record = run(*cell, fmt::format("Charge at {} A until 2.45 V", current_at(f)), tolerances);
    INFO(record.result.reason);
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    const double filled = high(record, record.last());  // 2.45 V is reached a little before the last S4²⁻ is gone
    CHECK(filled > 0.99 * sulfur);
    const double share = f * filled / sulfur;
    CHECK(record.last().t == Approx(-std::log(1.0 - share) / k_s).epsilon(5e-3));
    const double accepted = record.steps[0].charge * cell->facts().area;
    CHECK(q_high * filled / accepted == Approx(-share / std::log(1.0 - share)).epsilon(5e-3));
  }
}

// dS_H/dt = 0 at S_H/S = 1/f: all of the current then feeds the shuttle.
TEST_CASE("from a shuttle factor of one on the high plateau never ends", "[lithium_sulfur_0d][shuttle][analytic]") {
  for (const double f : {1.1, 1.5, 3.0}) {
    INFO("shuttle factor " << f);
    const auto cell = cell_with(discharged);
    const Recording record =
        run(*cell, fmt::format("Charge at {} A for 30 h or until 2.45 V", current_at(f)), tolerances);
    REQUIRE(record.steps.size() == 1);
    CHECK(record.steps[0].end == StepEnd::duration);
    CHECK(high(record, record.last()) == Approx(sulfur / f).epsilon(1e-3));
    const auto& last = record.last();
    CHECK(record.output(last, "Shuttle Current") == Approx(last.I).epsilon(1e-3));
    CHECK(last.V == Approx(record.rows[record.rows.size() - 2].V).margin(1e-6));
  }
}

// S_H = (S_0 + S_ss) exp(−k_s t) − S_ss: ln(1 + f)/f of the high plateau comes out, f = k_s q_H S_0/I.
TEST_CASE("a discharge gives what the shuttle leaves of the high plateau", "[lithium_sulfur_0d][shuttle][analytic]") {
  for (const double f : {0.1, 0.5, 1.0}) {
    INFO("shuttle factor " << f);
    const auto cell = cell_with(charged);
    const double I = current_at(f), steady = I / (k_s * q_high);
    const Recording record = run(*cell, fmt::format("Discharge at {} A until 2.3 V", I), tolerances);
    const double S_0 = high(record, record.rows.front());
    double largest = 0.0;
    for (const auto& row : record.rows)
      largest = worse(largest, std::abs(high(record, row) - (S_0 + steady) * std::exp(-k_s * row.t) + steady));
    CHECK(largest < 0.01 * sulfur);
    // Up to where a tenth is left: the rest comes out together with the low stage.
    for (const auto& row : record.rows) {
      const double left = high(record, row);
      if (left > 0.1 * S_0) continue;
      const double share = k_s * q_high * (S_0 - left) / (I + k_s * q_high * left);
      const double expected = steady * q_high * std::log(1.0 + share);
      CHECK(-row.Q * cell->facts().area == Approx(expected).epsilon(1e-2));
      break;
    }
  }
}

// (Q_L + Q_H ln(1 + f)/f)/(Q_L − Q_H ln(1 − f)/f), discharged right after the charge. The low stage of the model ends
// at S2²⁻ and S²⁻: it takes 8 electrons for the 4 of the high one, Q_L = 2 Q_H, where the paper has 12.
TEST_CASE("the coulombic efficiency of a cycle is that of its shuttle factor",
          "[lithium_sulfur_0d][shuttle][analytic]") {
  for (const double f : {0.1, 0.3, 0.5, 0.8, 0.95}) {
    INFO("shuttle factor " << f);
    const auto cell = cell_with(charged);
    const Protocol protocol = cycles(1, fmt::format("Discharge at {0} A until 1.6 V, Charge at {0} A until 2.45 V, "
                                                    "Discharge at {0} A until 1.6 V",
                                                    current_at(f)));
    const Recording record = run(*cell, protocol, tolerances);
    INFO(record.result.reason);
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    const double expected = (2.0 + std::log(1.0 + f) / f) / (2.0 - std::log(1.0 - f) / f);
    CHECK(-record.steps[2].charge / record.steps[1].charge == Approx(expected).margin(2e-3));
  }
}

// S_H = S_0 exp(−k_s t), and what is lost to the foil of it is lost_fraction.
TEST_CASE("a cell at rest discharges itself at the rate of its shuttle", "[lithium_sulfur_0d][shuttle][analytic]") {
  const double slow = 5e-5, lost = 0.2;
  const auto cell =
      library_cell("li-s-marinescu", {fmt::format("shuttle={{rate_constant: {} 1/s, lost_fraction: {}}}", slow, lost)});
  const Recording record = run(*cell, "Rest for 5 h (30 minute period)", tolerances);
  INFO(record.result.reason);
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  // The two stages exchange 1 % of the sulfur.
  const double S_0 = record.output(record.rows.front(), "Sulfur As S8");
  for (const auto& row : record.rows) {
    const double left = S_0 * std::exp(-slow * row.t);
    CHECK(record.output(row, "Sulfur As S8") == Approx(left).epsilon(1e-2));
    CHECK(record.output(row, "Sulfur As Lost") == Approx(lost * (S_0 - left)).margin(1e-2 * lost * S_0));
  }
  CHECK(record.last().V < record.rows.front().V);
}
