// SPDX-License-Identifier: BSD-3-Clause
#include "apps/compare/one_run.hpp"

#include "apps/results/cycles_writer.hpp"
#include "model/indicators/salt_depletion.hpp"
#include "model/insertion_cell/read_cell.hpp"
#include "model/materials/read_electrolyte.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace vitrion {
namespace {

constexpr double mAh_per_cm2 = 3.6e4;  // C m⁻²; also mW h cm⁻² in J m⁻²
constexpr double ohm_cm2 = 1e-4;       // Ω m²
constexpr double mA_per_cm2 = 10.0;    // A m⁻²

/// A complaint about an input without its numbers: "positive.porosity = # is not plausible".
std::string without_numbers(const std::string& text) {
  constexpr std::string_view parts_of_numbers = "0123456789.e+-";
  std::string result;
  for (std::size_t i = 0; i < text.size() && text[i] != '\n'; ++i) {
    const bool begins = (i == 0 || text[i - 1] == ' ') && text[i] >= '0' && text[i] <= '9';
    result += begins ? '#' : text[i];
    while (begins && i + 1 < text.size() && parts_of_numbers.find(text[i + 1]) != std::string_view::npos) ++i;
  }
  return result;
}

/// Gathers the metrics of every cycle.
class Collector final : public Observer {
 public:
  Collector(const Cell& cell, RunValues& run) : cell_(cell), run_(run) {
    const auto names = cell.output_names();
    const auto found = std::find_if(names.begin(), names.end(), [](const auto& n) { return n.name == "Salt Minimum"; });
    salt_ = static_cast<std::size_t>(found - names.begin());
  }

  void on_sample(const Sample& sample) override {
    if (salt_ < sample.outputs.size()) lowest_ = std::fmin(lowest_, sample.outputs[salt_]);
  }

  void on_step(const StepReport& step) override {
    if (step.end == StepEnd::physical_limit) {
      run_.cut.push_back({step.count.step, step.count.cycle, fmt::format("{}: {}", step.description, step.reason)});
    } else if (step.end == StepEnd::voltage_window) {
      run_.cut.push_back(
          {step.count.step, step.count.cycle, step.description + ": left the voltage limits of the cell"});
    } else if (step.end == StepEnd::infeasible) {
      run_.cut.push_back({step.count.step, step.count.cycle, step.description + ": beyond its end at once"});
    } else if (step.end == StepEnd::failure) {
      run_.kind = step.description + ": the solver failed";
    }
  }

  void on_cycle(const CycleReport& cycle) override {
    CycleValues values{cycle.name, std::vector<double>(cycle_metrics)};
    const bool gave = cycle.charge_out > 0.0;
    values.values[discharge_capacity] = cycle.charge_out / mAh_per_cm2;
    values.values[discharge_energy] = cycle.energy_out / mAh_per_cm2;
    values.values[mean_discharge_voltage] = gave ? cycle.energy_out / cycle.charge_out : not_defined;
    values.values[coulombic_efficiency_metric] = coulombic_efficiency(cycle);
    values.values[energy_efficiency_metric] = energy_efficiency(cycle);
    values.values[salt_minimum] = lowest_;
    for (const double loss : cycle.losses_out) values.values.push_back(gave ? loss : not_defined);
    run_.cycles.push_back(std::move(values));
    lowest_ = not_defined;
  }

 private:
  const Cell& cell_;
  RunValues& run_;
  std::size_t salt_;
  double lowest_ = not_defined;
};

}  // namespace

std::vector<Metric> metrics_of_cycles(const Cell& cell) {
  std::vector<Metric> metrics{{"Discharge Capacity", "mAh/cm^2"}, {"Discharge Energy", "mWh/cm^2"},
                              {"Mean Discharge Voltage", "V"},    {"Coulombic Efficiency", "1"},
                              {"Energy Efficiency", "1"},         {"Salt Minimum", "mol/m^3"}};
  for (const OutputName& part : cell.output_names().first(cell.loss_terms()))
    metrics.push_back({"Discharging " + part.name, part.unit});
  return metrics;
}

SeparatorFacts separator_facts(const Table& cell, double T) {
  SeparatorFacts facts{0.0, std::numeric_limits<double>::infinity()};
  try {
    for (const Table& table : cell.children("separator")) {
      const LayerParameters layer = read_layer(table, "separator");
      const auto own = table.find_child("electrolyte");
      const Electrolyte electrolyte = read_electrolyte(own ? *own : cell.child("electrolyte"), read_surroundings(cell));
      const double c = electrolyte.concentration;
      const double kappa = layer.transport_efficiency * electrolyte.conductivity({c, T});
      facts.area_resistance += layer.thickness / kappa / ohm_cm2;
      if (electrolyte.single_ion) continue;
      const indicators::SaltLayer salt{.D = layer.transport_efficiency * electrolyte.diffusivity({c, T}),
                                       .c0 = c,
                                       .t_plus = electrolyte.transference_number({c, T}),
                                       .thickness = layer.thickness};
      facts.limiting_current = std::min(facts.limiting_current, indicators::limiting_current(salt) / mA_per_cm2);
    }
  } catch (const InputError&) {  // another chemistry describes its separator in another way
    return {};
  }
  return facts;
}

RunValues run_once(const Document& document, const Protocol& protocol, double relative_tolerance,
                   const std::atomic<bool>* stop) {
  RunValues run;
  run.interrupted = false;
  run.reason.clear();
  run.kind.clear();
  try {
    const Table table(document);
    const std::unique_ptr<Cell> cell = make_cell(table);
    run.separator = separator_facts(table, protocol.temperature.value_or(cell->facts().temperature));
    Collector collector(*cell, run);
    ExperimentOptions options;
    options.tolerances.relative = relative_tolerance;
    options.stop = stop;
    std::array<Observer*, 1> observers{&collector};
    const ExperimentResult result = run_experiment(*cell, protocol, options, observers);
    run.reason = result.reason;
    run.interrupted = result.outcome == ExperimentResult::Outcome::interrupted;
    run.computed = !run.interrupted && result.outcome != ExperimentResult::Outcome::failed;
    if (run.interrupted) run.kind = "interrupted";
  } catch (const InputError& error) {
    run.reason = error.what();
    run.kind = without_numbers(run.reason);
  }
  return run;
}

}  // namespace vitrion
