// SPDX-License-Identifier: BSD-3-Clause
// Cells as someone may draw them: none may stall, give NaN, or hold less than nothing of a species.
#include "tests/cells/random_runs.hpp"
#include "tests/cells/running.hpp"
#include "tests/lithium_sulfur/model_of.hpp"
#include "tests/support/draws.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>

using namespace vitrion;
using namespace vitrion::test;

namespace {

struct Drawn {
  std::vector<std::string> set;
  double rate;  ///< of the capacity, 1/h
};

Drawn draw(unsigned seed) {
  Draws draws(seed);
  Drawn d;
  const auto set = [&](const std::string& path, const std::string& value) { d.set.push_back(path + "=" + value); };
  set("mesh", "{separator: 4, positive: 8}");
  set("voltage_limits", "[1.5 V, 2.8 V]");
  set("positive.thickness", fmt::format("{} um", draws.decades(10.0, 200.0)));
  const double porosity = draws.decades(0.4, 0.85);
  set("positive.porosity", fmt::format("{}", porosity));
  set("positive.solids", fmt::format("{{S8: {}, Li2S: 1e-7}}", (0.97 - porosity) * draws.decades(0.1, 0.9)));
  set("positive.surface_area", fmt::format("{} 1/m", draws.decades(1e4, 1e7)));
  set("separator.0.thickness", fmt::format("{} um", draws.decades(2.0, 100.0)));
  set("separator.0.porosity", fmt::format("{}", draws.decades(0.2, 0.9)));
  const double through = draws.decades(1e-5, 1.0);
  set("separator.0.permeability", fmt::format("{{Li+: {}, A-: {}, S8: {}, polysulfides: {}}}", draws.decades(0.1, 1.0),
                                              draws.decades(1e-3, 1.0), through, through));
  for (const char* reaction : {"S8/S8^2-", "S8^2-/S6^2-", "S6^2-/S4^2-", "S4^2-/S2^2-", "S2^2-/S^2-"})
    set(fmt::format("solution.reactions.{}.exchange_current_density", reaction),
        fmt::format("{} A/m^2", draws.decades(1e-7, 10.0)));
  set("solution.precipitates.Li2S.solubility_product", fmt::format("{} mol^3/L^3", draws.decades(1e-7, 1e-2)));
  set("solution.precipitates.Li2S.rate_constant", fmt::format("{} L^2/(mol^2 s)", draws.decades(0.3, 3000.0)));
  set("solution.precipitates.S8.rate_constant", fmt::format("{} 1/s", draws.decades(0.1, 100.0)));
  if (draws.chance(0.5)) {
    set("negative.shuttle",
        fmt::format("{{rate_constant: {} m/s, lost_fraction: {}, lithium_corrosion: 0.1, "
                    "electrolyte_loss: {} m^3/mol}}",
                    draws.decades(1e-11, 1e-7), draws.decades(1e-4, 0.5), draws.decades(1e-9, 1e-6)));
  }
  d.rate = draws.decades(0.02, 2.0);
  return d;
}

/// Least amount of a dissolved species or solid, in mol m⁻³ and volume fractions, and whether all was finite: but for
/// indicators of the foil, which are NaN where they do not apply and +∞ for the time of what never happens.
struct Least final : Observer {
  explicit Least(Cell& cell) : layout(cell.system().layout()), names(cell.output_names()) {}
  void on_sample(const Sample& sample) override {
    for (const Field& field : layout.fields()) {
      const bool amount = field.name.starts_with("w_") || field.name.starts_with("eps_");
      for (std::size_t i = field.first; i < field.first + field.size(); ++i) {
        finite = finite && std::isfinite(sample.y[i]);
        if (amount && sample.y[i] < least) {
          least = sample.y[i];
          where = layout.describe(i);
        }
      }
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      const bool may_be_undefined = names[i].group == OutputGroup::dendrite && !(sample.outputs[i] < -1e300);
      finite = finite && (std::isfinite(sample.outputs[i]) || may_be_undefined);
    }
  }
  const StateLayout& layout;
  std::span<const OutputName> names;
  double least = 0.0;
  std::string where;
  bool finite = true;
};

/// Sulfur, anions and lithium.
std::vector<Watch::Balance> balances(const RandomRun& run) {
  const auto model = std::make_shared<lithium_sulfur::Model>(model_of(run.cell, run.set));
  std::vector<double> y(model->layout().size());
  model->initial_state(y);
  const lithium_sulfur::Census start = lithium_sulfur::census(*model, y);
  const auto amount = [&](const char* name, double lithium_sulfur::Census::*part) {
    return Watch::Balance{name, start.*part, [=](Reals now) { return lithium_sulfur::census(*model, now).*part; }};
  };
  using lithium_sulfur::Census;
  return {amount("sulfur", &Census::sulfur), amount("anions", &Census::anions), amount("lithium", &Census::lithium)};
}

}  // namespace

// Every recorded state is one that can be: no less than nothing of a species, a solid or what is adsorbed, parts of the
// voltage that sum to it, and what is conserved.
TEST_CASE("random sulfur cells finish or stop at a named limit, in states that can be", "[lithium_sulfur][random]") {
  std::size_t finished = 0;
  const auto [first, last] = seeds(1, 60);
  for (unsigned seed = first; seed <= last; ++seed) {
    const Ending ending = run_watched(draw_sulfur_cell(seed), balances);
    INFO("seed " << seed << ": " << ending.kind << '\n' << ending.told);
    CHECK(ending.good());
    finished += ending.kind == "finished" ? 1U : 0U;
  }
  CHECK(finished > (last - first) / 2);
}

TEST_CASE("random cells without a dimension finish or stop at a named limit", "[lithium_sulfur][random]") {
  std::size_t finished = 0;
  const auto [first, last] = seeds(1, 100);
  for (unsigned seed = first; seed <= last; ++seed) {
    const Ending ending = run_watched(draw_two_stage_cell(seed));
    INFO("seed " << seed << ": " << ending.kind << '\n' << ending.told);
    CHECK(ending.good());
    finished += ending.kind == "finished" ? 1U : 0U;
  }
  CHECK(finished > (last - first) / 2);
}

// A rest that crept in steps of 8 ms: a fraction of Li2S just below zero neither grew nor dissolved on one side of its
// kink. 377,805 steps before, 2878 measured.
TEST_CASE("a rest after a charge that stopped at once does not creep", "[lithium_sulfur][robust]") {
  const RandomRun run{
      "li-s-cycling",
      {"mesh={separator: 10, positive: 16}", "voltage_limits=[1.5 V, 2.8 V]",
       "positive.thickness=50.526793130691416 um", "positive.porosity=0.451058539221869",
       "positive.solids={S8: 0.2439540628068168, Li2S: 1e-7}", "positive.surface_area=418313.1637459387 1/m",
       "separator.0.thickness=12.4884237017017 um", "separator.0.porosity=0.3796637526081746",
       "separator.0.permeability={Li+: 0.45515742646231433, A-: 0.003010675744947458, S8: 0.004540590401109486, "
       "polysulfides: 0.004540590401109486}",
       "solution.reactions.S8/S8^2-.exchange_current_density=0.00019221949326322867 A/m^2",
       "solution.reactions.S8^2-/S6^2-.exchange_current_density=4.275968481295621e-07 A/m^2",
       "solution.reactions.S6^2-/S4^2-.exchange_current_density=9.81068939174408 A/m^2",
       "solution.reactions.S4^2-/S2^2-.exchange_current_density=0.13482834259330734 A/m^2",
       "solution.reactions.S2^2-/S^2-.exchange_current_density=2.6866945830217443e-07 A/m^2",
       "solution.precipitates.Li2S.solubility_product=6.338463159364852e-07 mol^3/L^3",
       "solution.precipitates.Li2S.rate_constant=16.33889314282202 L^2/(mol^2 s)",
       "solution.precipitates.S8.rate_constant=14.146667488820471 1/s", "temperature=60.14117362909019 degC"},
      "{kind: protocol, name: p, steps: [{repeat: 3, steps: ['Discharge at 67.71864605551347 A/m2 until 1.6 V', "
      "'Charge at "
      "67.71864605551347 A/m2 until 2.7 V or for 0.9490881834112925 h', Rest for 1 h]}]}"};
  const Ending ending = run_watched(run, balances);
  INFO(ending.told);
  CHECK(ending.kind == "finished");
  CHECK(ending.solver_steps < 6000);
}

TEST_CASE("two hundred random cells finish or stop at a limit that has a name", "[lithium_sulfur][robust]") {
  using Outcome = ExperimentResult::Outcome;
  std::size_t finished = 0;
  for (unsigned seed = 0; seed < 200; ++seed) {
    const Drawn drawn = draw(seed);
    const auto cell = library_cell("li-s-cycling", drawn.set);
    const double current = drawn.rate * cell->facts().electrodes[1].capacity / 3600.0;
    const Protocol protocol =
        cycles(1, fmt::format("Discharge at {0} A/m2 until 1.6 V, Charge at {0} A/m2 until 2.7 V or for {1} h", current,
                              1.5 / drawn.rate));
    Least watch(*cell);
    Observer* const observers[] = {&watch};
    ExperimentOptions options;
    options.record_every_solver_step = true;
    const ExperimentResult result = run_experiment(*cell, protocol, options, observers);
    INFO("seed " << seed << ", rate " << drawn.rate << ": " << result.reason << "; " << result.statistics.steps
                 << " steps");
    CHECK((result.outcome == Outcome::finished || result.outcome == Outcome::infeasible ||
           result.outcome == Outcome::physical_limit));
    CHECK(watch.finite);
    INFO(watch.where << " = " << watch.least);
    CHECK(watch.least > -1.001e-4);
    CHECK(result.statistics.steps < 20000);
    finished += result.outcome == Outcome::finished ? 1 : 0;
  }
  CHECK(finished > 100);
}
