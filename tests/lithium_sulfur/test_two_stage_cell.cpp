// SPDX-License-Identifier: BSD-3-Clause
// The model of Marinescu, Zhang and Offer against another code (numpy, logarithmic masses), exact to 1 µV, and the
// shuttle of Mikhaylik and Akridge against its closed forms.
#include "params/constants.hpp"
#include "tests/cells/running.hpp"
#include "tests/lithium_sulfur/model_of.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cmath>

using namespace vitrion;
using namespace vitrion::test;

namespace {

constexpr double volts = 1e-4;                     // what is asked
constexpr double q_high = 4.0 * faraday / 256e-3;  // C per kg of S in S8
const Tolerances tolerances{.relative = 1e-6, .absolute_scale = 1e-2};

struct Curve {
  std::vector<double> Q, V;  ///< Ah of the cell, V
  double at(double charge) const {
    for (std::size_t i = 1; i < Q.size(); ++i)
      if (Q[i] >= charge) return V[i - 1] + (V[i] - V[i - 1]) * (charge - Q[i - 1]) / (Q[i] - Q[i - 1]);
    return V.back();
  }
};

Curve curve(const Cell& cell, const Recording& record, std::size_t step) {
  Curve curve;
  double begin = NAN;
  for (const auto& row : record.rows) {
    if (row.step != step) continue;
    if (std::isnan(begin)) begin = row.Q;
    curve.Q.push_back(std::abs(row.Q - begin) * cell.facts().area / 3600.0);
    curve.V.push_back(row.V);
  }
  return curve;
}

/// Almost all sulfur in S4²⁻: what the high plateau charges from.
const std::string discharged = "initial={S8: 0.01 g, S4: 2.68 g, S2: 1e-7 g, S: 1e-12 g, Sp: 1e-12 g}";

std::string shuttle(double k_s) { return fmt::format("shuttle={{rate_constant: {} 1/s}}", k_s); }

}  // namespace

TEST_CASE("discharges of the two-stage cell follow the reference", "[lithium_sulfur_0d][reference]") {
  struct Case {
    double current, start, half, dip, two, three;
  };
  for (const Case& c : {Case{0.34, 2.43537, 2.34803, 2.26740, 2.29993, 2.28821},
                        Case{0.68, 2.43524, 2.34780, 2.26020, 2.29716, 2.28650},
                        Case{1.70, 2.43485, 2.34712, 2.24971, 2.29064, 2.28197},
                        Case{3.40, 2.43420, 2.34600, 2.24049, 2.28279, 2.27578}}) {
    INFO(c.current << " A");
    const auto cell = library_cell("li-s-marinescu");
    const Recording record = run(*cell, fmt::format("Discharge at {} A until 1.5 V", c.current), tolerances);
    INFO(record.result.reason);
    REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
    const Curve d = curve(*cell, record, 1);
    CHECK(d.V.front() == Approx(c.start).margin(volts));
    CHECK(d.at(0.5) == Approx(c.half).margin(volts));
    CHECK(d.at(2.0) == Approx(c.two).margin(volts));
    CHECK(d.at(3.0) == Approx(c.three).margin(volts));
    double dip = 9.0;
    for (std::size_t i = 0; i < d.Q.size(); ++i)
      if (d.Q[i] > 1.0 && d.Q[i] < 1.3) dip = std::min(dip, d.V[i]);
    CHECK(dip == Approx(c.dip).margin(volts));
    // What is left in S8 and S4 gives its electrons: 12 for each S8, 4 for each S4.
    CHECK(d.Q.back() == Approx((12 * 2.6892 / 256 + 4 * 0.0027 / 128) * faraday / 3600.0).epsilon(1e-5));
  }
}

TEST_CASE("a charge accepts what the shuttle leaves of it, or never ends", "[lithium_sulfur_0d][reference]") {
  struct Case {
    double current, k_s, accepted;  ///< A, 1/s, Ah; 0: never full
  };
  for (const Case& c : {Case{0.34, 0, 3.3789}, Case{0.34, 5e-5, 4.0104}, Case{0.34, 1e-4, 0}, Case{1.02, 0, 3.2854},
                        Case{1.02, 1e-4, 3.7141}, Case{1.02, 2e-4, 4.7229}, Case{1.70, 2e-4, 3.7393}}) {
    INFO(c.current << " A, k_s " << c.k_s);
    const auto cell = library_cell("li-s-marinescu", {fmt::format("shuttle={{rate_constant: {} 1/s, "
                                                                  "rate_constant_on_discharge: 0 1/s}}",
                                                                  c.k_s)});
    const Recording record = run(*cell,
                                 fmt::format("Discharge at 1.02 A until 1.9 V; Charge at {} A until 2.45 V or for {} h",
                                             c.current, 20.0 / c.current),
                                 tolerances);
    REQUIRE(record.steps.size() == 2);
    if (c.accepted == 0.0) {
      CHECK(record.steps[1].end == StepEnd::duration);
      // The endless plateau: S8 tends to I/(k_s q_H).
      const double S8 = record.last().outputs[2] * 2.6946e-3;
      CHECK(S8 == Approx(c.current / (c.k_s * q_high)).epsilon(1e-3));
    } else {
      CHECK(record.steps[1].charge * cell->facts().area / 3600.0 == Approx(c.accepted).margin(2e-3));
    }
  }
}

// S8 = S_ss + (S_0 − S_ss) exp(−k_s t), S_ss = I/(k_s q_H), as long as the low stage plays no part.
TEST_CASE("the high plateau charges as Mikhaylik and Akridge say", "[lithium_sulfur_0d][analytic]") {
  const double I = 1.02, k_s = 2e-4;
  const auto cell = library_cell("li-s-marinescu", {discharged, shuttle(k_s), "voltage_limits=[1.5 V, 3 V]"});
  const Recording record = run(*cell, fmt::format("Charge at {} A for 3000 s (100 s period)", I), tolerances);
  INFO(record.result.reason);
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  const double steady = I / (k_s * q_high);
  for (const auto& row : record.rows) {
    const double S8 = row.outputs[2] * (2.69e-3 + 1e-10);
    CHECK(S8 == Approx(steady + (1e-5 - steady) * std::exp(-k_s * row.t)).margin(6e-6));  // kg: 0.006 g
  }
}

TEST_CASE("five hundred cycles of the two-stage cell lose no sulfur but to the foil", "[lithium_sulfur_0d][speed]") {
  const auto cell = library_cell("li-s-marinescu", {"shuttle={rate_constant: 2e-4 1/s, lost_fraction: 5.57e-3}"});
  const Protocol protocol = cycles(500, "Discharge at 3.4 A until 2.1 V, Charge at 3.4 A until 2.45 V");
  struct Last final : Observer {
    std::vector<double> outputs;
    std::vector<double> capacity;
    void on_sample(const Sample& sample) override { outputs.assign(sample.outputs.begin(), sample.outputs.end()); }
    void on_cycle(const CycleReport& cycle) override { capacity.push_back(cycle.charge_out); }
  } last;
  Observer* const observers[] = {&last};
  const ExperimentResult result = run_experiment(*cell, protocol, {}, observers);
  REQUIRE(result.outcome == ExperimentResult::Outcome::finished);
  REQUIRE(last.capacity.size() == 500);
  double sum = 0.0;
  for (std::size_t i = 2; i < 8; ++i) sum += last.outputs[i];
  CHECK(sum == Approx(1.0).epsilon(1e-12));
  CHECK(last.capacity.back() < last.capacity.front());
  CHECK(result.statistics.steps < 500 * 520);  // 238,130 measured
}

TEST_CASE("the state of charge of the two-stage cell is the share of its electrons that are still to come",
          "[lithium_sulfur_0d]") {
  const auto start = [](const std::vector<std::string>& set) {
    return library_cell("li-s-marinescu", set)->facts().initial_state_of_charge;
  };
  CHECK(start({}) == Approx(1.0).margin(2e-3));  // a little S2²⁻ and precipitate are there
  CHECK(start({discharged}) == Approx((1.5 * 0.01 + 2.68) / (1.5 * 2.69)).epsilon(1e-6));

  // All sulfur spent, half of it in S2²⁻: nothing is left to discharge, and the capacity is that of the sulfur.
  const std::string empty = "initial={S8: 1e-9 g, S4: 1e-6 g, S2: 1.345 g, S: 1e-3 g, Sp: 1.344 g}";
  CHECK(start({empty}) == Approx(0.0).margin(1e-6));
  const auto cell = library_cell("li-s-marinescu", {empty});
  const double capacity = cell->facts().electrodes[1].capacity;
  CHECK(capacity * cell->facts().area == Approx(1.5 * 2.69e-3 / 32e-3 * faraday).epsilon(1e-6));
  const Recording record = run(*cell, "Charge at 34 A until 2.45 V; Discharge at 0.34 A until 1.5 V");
  INFO(record.result.reason);
  REQUIRE(record.result.outcome == ExperimentResult::Outcome::finished);
  CHECK(record.steps[0].charge < 1.01 * capacity);
}
