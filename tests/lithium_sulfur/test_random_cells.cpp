// SPDX-License-Identifier: BSD-3-Clause
// Cells as someone may draw them: none may stall, give NaN, or hold less than nothing of a species.
#include "tests/cells/running.hpp"
#include "tests/lithium_sulfur/model_of.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <span>

using namespace vitrion;
using namespace vitrion::test;

namespace {

/// Uniform in the logarithm; the same on every machine, which std::uniform_real_distribution is not.
class Draws {
 public:
  explicit Draws(unsigned seed) : bits_(seed) {}
  double between(double lo, double hi) {
    return lo * std::pow(hi / lo, static_cast<double>(bits_()) / static_cast<double>(std::mt19937::max()));
  }
  bool coin() { return bits_() % 2 == 0; }

 private:
  std::mt19937 bits_;
};

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
  set("positive.thickness", fmt::format("{} um", draws.between(10.0, 200.0)));
  const double porosity = draws.between(0.4, 0.85);
  set("positive.porosity", fmt::format("{}", porosity));
  set("positive.solids", fmt::format("{{S8: {}, Li2S: 1e-7}}", (0.97 - porosity) * draws.between(0.1, 0.9)));
  set("positive.surface_area", fmt::format("{} 1/m", draws.between(1e4, 1e7)));
  set("separator.0.thickness", fmt::format("{} um", draws.between(2.0, 100.0)));
  set("separator.0.porosity", fmt::format("{}", draws.between(0.2, 0.9)));
  const double through = draws.between(1e-5, 1.0);
  set("separator.0.permeability", fmt::format("{{Li+: {}, A-: {}, S8: {}, polysulfides: {}}}", draws.between(0.1, 1.0),
                                              draws.between(1e-3, 1.0), through, through));
  for (const char* reaction : {"S8/S8^2-", "S8^2-/S6^2-", "S6^2-/S4^2-", "S4^2-/S2^2-", "S2^2-/S^2-"})
    set(fmt::format("solution.reactions.{}.exchange_current_density", reaction),
        fmt::format("{} A/m^2", draws.between(1e-7, 10.0)));
  set("solution.precipitates.Li2S.solubility_product", fmt::format("{} mol^3/L^3", draws.between(1e-7, 1e-2)));
  set("solution.precipitates.Li2S.rate_constant", fmt::format("{} L^2/(mol^2 s)", draws.between(0.3, 3000.0)));
  set("solution.precipitates.S8.rate_constant", fmt::format("{} 1/s", draws.between(0.1, 100.0)));
  if (draws.coin()) {
    set("negative.shuttle",
        fmt::format("{{rate_constant: {} m/s, lost_fraction: {}, lithium_corrosion: 0.1, "
                    "electrolyte_loss: {} m^3/mol}}",
                    draws.between(1e-11, 1e-7), draws.between(1e-4, 0.5), draws.between(1e-9, 1e-6)));
  }
  d.rate = draws.between(0.02, 2.0);
  return d;
}

/// Least amount of a dissolved species or solid, in mol m⁻³ and volume fractions, and whether all was finite: but for
/// indicators of the foil, which are NaN where they do not apply and +∞ for the time of what never happens.
struct Watch final : Observer {
  explicit Watch(Cell& cell) : layout(cell.system().layout()), names(cell.output_names()) {}
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

}  // namespace

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
    Watch watch(*cell);
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
    CHECK(watch.least > -1e-3);
    CHECK(result.statistics.steps < 20000);
    finished += result.outcome == Outcome::finished ? 1 : 0;
  }
  CHECK(finished > 100);
}
