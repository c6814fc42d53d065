// SPDX-License-Identifier: BSD-3-Clause
#include "apps/study/temperature_range.hpp"

#include "apps/study/variants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrion {
namespace {

/// A cell that begins with less than this is charged first.
constexpr double empty_cell = 0.5;

/// Room above the upper voltage limit of the cell, V: charged to that limit, a cell that is then at another temperature
/// may rest above it, which is no reason not to discharge. The charge itself ends at the limit all the same.
constexpr double warm_rest = 0.5;

/// Remembers what the last step gave.
class LastDischarge final : public Observer {
 public:
  void on_step(const StepReport& step) override { given = std::max(0.0, -step.charge); }
  double given = 0.0;
};

Protocol charge_here_discharge_there(const CellFacts& cell, const std::string& rate, double here) {
  std::string text;
  if (cell.initial_state_of_charge < empty_cell)
    text = fmt::format("Charge at {} until {:.6g} V; ", rate, cell.voltage_limits[1]);
  text += fmt::format("Discharge at {} until {:.6g} V", rate, cell.voltage_limits[0]);
  Protocol protocol = parse_protocol(text, "--range-rate");
  protocol.temperature = here;
  skip_what_cannot_be_done(protocol.steps);
  return protocol;
}

Step& last_step(Block& block) { return block.step ? *block.step : last_step(block.blocks.back()); }

}  // namespace

TemperatureRange temperature_range(const Document& document, double reference, const std::string& rate,
                                   const std::atomic<bool>* stop) {
  const CellFacts facts = make_cell(Table(document))->facts();
  if (!(facts.reference_capacity > 0.0)) return {};
  Document roomy = document;
  roomy.set(fmt::format("voltage_limits=[{} V, {} V]", facts.voltage_limits[0], facts.voltage_limits[1] + warm_rest));
  const Table table(roomy);
  Protocol protocol = charge_here_discharge_there(facts, rate, reference);
  const auto capacity_at = [&](double T) {
    last_step(protocol.steps).temperature = T;
    const std::unique_ptr<Cell> cell = make_cell(table);
    LastDischarge last;
    ExperimentOptions options;
    options.tolerances.relative = tolerance_of_samples;
    options.stop = stop;
    std::array<Observer*, 1> observers{&last};
    run_experiment(*cell, protocol, options, observers);
    return last.given;
  };

  TemperatureRange range{.reference = reference, .reference_capacity = capacity_at(reference)};
  if (!(range.reference_capacity > 0.0)) return range;
  const auto works = [&](double T) {
    try {
      return capacity_at(T) >= working_share * range.reference_capacity;
    } catch (const InputError&) {  // its electrolyte has a law that ends before T: all else went well at the reference
      return false;
    }
  };
  const auto search = [&](double outer, double& end, bool& open) {
    double good = reference, bad = outer;
    open = works(outer);
    if (open) good = outer;
    while (!open && std::abs(good - bad) > temperature_resolution) {
      const double T = 0.5 * (good + bad);
      (works(T) ? good : bad) = T;
    }
    end = good;
  };
  search(std::min(coldest, reference), range.low, range.low_open);
  search(std::max(hottest, reference), range.high, range.high_open);
  return range;
}

}  // namespace vitrion
