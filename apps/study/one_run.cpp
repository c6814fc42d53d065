// SPDX-License-Identifier: BSD-3-Clause
#include "apps/study/one_run.hpp"

#include "apps/experiment/cycle_sums.hpp"

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
constexpr double S_per_cm2 = 1e4;      // S m⁻²
constexpr double mW_per_cm2 = 10.0;    // W m⁻²

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

constexpr double mAh_per_g = 3.6e3;  // C kg⁻¹, of active mass
constexpr double J_per_kg = 3600.0;  // W h kg⁻¹
constexpr double J_per_m3 = 3.6e6;   // W h L⁻¹

double per(double amount, double of, double unit) { return of > 0.0 ? amount / of / unit : not_defined; }

/// What a cell sums up of a cycle by itself, and the sums; nothing for a cell that does not.
template <class C>
std::span<const OutputName> summed_up(const C& cell) {
  if constexpr (requires { cell.summary_names(); }) return cell.summary_names();
  return {};
}
template <class R>
std::span<const double> sums_of(const R& cycle) {
  if constexpr (requires { cycle.summary; }) return cycle.summary;
  return {};
}

/// The outputs whose extremes tell something: no parts of the voltage, and nothing of what a cell sums up itself.
std::vector<std::size_t> watched_outputs(const Cell& cell) {
  std::vector<std::size_t> watched;
  const auto names = cell.output_names();
  for (std::size_t i = cell.loss_terms(); i < names.size(); ++i)
    if (names[i].group != OutputGroup::dendrite || summed_up(cell).empty()) watched.push_back(i);
  return watched;
}

/// The margins to the ends of stability windows among the outputs.
std::vector<std::size_t> margins(const Cell& cell) {
  std::vector<std::size_t> found;
  const auto names = cell.output_names();
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i].group == OutputGroup::window && names[i].name.starts_with("Margin ")) found.push_back(i);
  return found;
}

/// Gathers the metrics of every cycle.
class Collector final : public Observer {
 public:
  Collector(const Cell& cell, std::span<const Metric> metrics, bool in_full, RunValues& run)
      : cell_(cell),
        in_full_(in_full),
        run_(run),
        watched_(watched_outputs(cell)),
        margins_(in_full ? margins(cell) : std::vector<std::size_t>{}),
        lowest_(watched_.size()),
        highest_(lowest_) {
    const std::vector<Metric> own = metrics_of_cycles(cell);
    for (const Metric& metric : metrics)
      from_.push_back(static_cast<std::size_t>(std::find(own.begin(), own.end(), metric) - own.begin()));
    begin_cycle();
  }

  void on_sample(const Sample& sample) override {
    for (std::size_t i = 0; i < watched_.size(); ++i) {
      lowest_[i] = std::fmin(lowest_[i], sample.outputs[watched_[i]]);
      highest_[i] = std::fmax(highest_[i], sample.outputs[watched_[i]]);
    }
    if (!in_full_) return;
    if (sample.step_t == 0.0) Q_begin_ = sample.Q;
    double margin = not_defined;
    for (const std::size_t i : margins_) margin = std::fmin(margin, sample.outputs[i]);
    run_.curve.push_back(
        {sample.count.cycle, sample.count.step, sample.t, sample.V, sample.I, std::abs(sample.Q - Q_begin_), margin});
  }

  void on_step(const StepReport& step) override {
    if (step.charge < 0.0) discharging_ += step.t_end - step.t_begin;
    const auto cut = [&](std::string reason) {
      run_.cut.push_back({step.count.step, step.count.cycle, step.description, std::move(reason)});
    };
    if (step.end == StepEnd::physical_limit) cut(step.reason);
    if (step.end == StepEnd::voltage_window) cut("left the voltage limits of the cell");
    if (step.end == StepEnd::infeasible) cut(step.t_end > step.t_begin ? step.reason : "beyond its end at once");
    if (step.end == StepEnd::failure) run_.kind = step.description + ": the solver failed";
  }

  void on_cycle(const CycleReport& cycle) override {
    const bool gave = cycle.charge_out > 0.0;
    std::vector<double> own(cycle_metrics);
    own[discharge_capacity] = cycle.charge_out / mAh_per_cm2;
    own[specific_capacity] = per(cycle.charge_out, cell_.facts().active_mass, mAh_per_g);
    own[discharge_energy] = cycle.energy_out / mAh_per_cm2;
    own[energy_per_mass] = per(cycle.energy_out, run_.stack.mass, J_per_kg);
    own[energy_per_volume] = per(cycle.energy_out, run_.stack.thickness, J_per_m3);
    own[mean_discharge_voltage] = gave ? cycle.energy_out / cycle.charge_out : not_defined;
    own[coulombic_efficiency_metric] = coulombic_efficiency(cycle);
    own[energy_efficiency_metric] = energy_efficiency(cycle);
    own[mean_discharge_current] = per(cycle.charge_out, discharging_, mA_per_cm2);
    own[mean_discharge_power] = per(cycle.energy_out, discharging_, mW_per_cm2);
    for (const double loss : cycle.losses_out) own.push_back(gave ? loss : not_defined);
    for (std::size_t i = 0; i < watched_.size(); ++i) own.insert(own.end(), {lowest_[i], highest_[i]});
    const std::span<const double> sums = sums_of(cycle);
    own.insert(own.end(), sums.begin(), sums.end());
    CycleValues values{cycle.name, {}};
    for (const std::size_t i : from_) values.values.push_back(i < own.size() ? own[i] : not_defined);
    run_.cycles.push_back(std::move(values));
    begin_cycle();
  }

 private:
  void begin_cycle() {
    std::fill(lowest_.begin(), lowest_.end(), not_defined);
    std::fill(highest_.begin(), highest_.end(), not_defined);
    discharging_ = 0.0;
  }

  const Cell& cell_;
  bool in_full_;
  RunValues& run_;
  std::vector<std::size_t> from_;  ///< of each metric asked for: where it is among the cell's own
  std::vector<std::size_t> watched_, margins_;
  std::vector<double> lowest_, highest_;  ///< of each of them
  double Q_begin_ = 0.0;
  double discharging_ = 0.0;  ///< s of this cycle
};

}  // namespace

std::vector<Metric> metrics_of_cycles(const Cell& cell) {
  const char* of_all = "cycle";
  std::vector<Metric> metrics{
      {"Discharge Capacity", "mAh/cm^2", of_all},    {"Specific Capacity", "mAh/g", of_all},
      {"Discharge Energy", "mWh/cm^2", of_all},      {"Energy Per Mass", "Wh/kg", of_all},
      {"Energy Per Volume", "Wh/L", of_all},         {"Mean Discharge Voltage", "V", of_all},
      {"Coulombic Efficiency", "1", of_all},         {"Energy Efficiency", "1", of_all},
      {"Mean Discharge Current", "mA/cm^2", of_all}, {"Mean Discharge Power", "mW/cm^2", of_all}};
  const auto names = cell.output_names();
  for (const OutputName& part : names.first(cell.loss_terms()))
    metrics.push_back({"Discharging " + part.name, part.unit, std::string(name_of(part.group))});
  for (const std::size_t i : watched_outputs(cell)) {
    for (const char* end : {"Lowest ", "Highest "})
      metrics.push_back({end + names[i].name, names[i].unit, std::string(name_of(names[i].group))});
  }
  for (const OutputName& sum : summed_up(cell))
    metrics.push_back({sum.name, sum.unit, std::string(name_of(sum.group))});
  return metrics;
}

namespace {

SeparatorFacts separator_facts(const Cell& cell, double T) {
  const SeparatorAtRest at_rest = cell.separator_at_rest(T);
  return {at_rest.area_resistance / ohm_cm2, at_rest.limiting_current / mA_per_cm2,
          at_rest.depletion_current / mA_per_cm2, at_rest.conductance_left / S_per_cm2};
}

}  // namespace

RunValues run_once(const Document& document, const Protocol& protocol, std::span<const Metric> metrics,
                   double relative_tolerance, bool in_full, const std::atomic<bool>* stop) {
  RunValues run;
  run.interrupted = false;
  run.reason.clear();
  run.kind.clear();
  try {
    const Table table(document);
    const std::unique_ptr<Cell> cell = make_cell(table);
    run.separator = separator_facts(*cell, protocol.temperature.value_or(cell->facts().temperature));
    run.stack = cell->facts().stack;
    Collector collector(*cell, metrics, in_full, run);
    ExperimentOptions options;
    options.tolerances.relative = relative_tolerance;
    options.stop = stop;
    std::array<Observer*, 1> observers{&collector};
    const ExperimentResult result = run_experiment(*cell, protocol, options, observers);
    run.reason = result.reason;
    run.interrupted = result.outcome == ExperimentResult::Outcome::interrupted;
    run.computed = !run.interrupted && result.outcome != ExperimentResult::Outcome::failed;
    if (run.interrupted) run.kind = "interrupted";
    if (in_full) {
      run.windows = cell->window_reports();
      run.foils = cell->foil_reports();
    }
  } catch (const InputError& error) {
    run.reason = error.what();
    run.kind = without_numbers(run.reason);
  }
  return run;
}

}  // namespace vitrion
