// SPDX-License-Identifier: BSD-3-Clause
#include "apps/api/impl.hpp"
#include "apps/experiment/experiment.hpp"
#include "apps/experiment/spectrum.hpp"
#include "apps/study/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace vitrion::api {
namespace {

constexpr double hour = 3600.0;  // s

/// Turns what an experiment tells, per area of electrode, into columns of the whole cell.
class Recorder final : public Observer {
 public:
  Recorder(const vitrion::Cell& cell, Recording& to) : area_(cell.facts().area), to_(to) {
    to_.columns = {{"Test Time", "s", {}},     {"Voltage", "V", {}},     {"Current", "A", {}},
                   {"Net Capacity", "Ah", {}}, {"Cycle Count", "1", {}}, {"Step Count", "1", {}}};
    for (const OutputName& output : cell.output_names()) to_.columns.push_back({output.name, output.unit, {}});
  }

  void on_sample(const Sample& sample) override {
    const std::array own{sample.t,
                         sample.V,
                         sample.I * area_,
                         sample.Q * area_ / hour,
                         static_cast<double>(sample.count.cycle),
                         static_cast<double>(sample.count.step)};
    for (std::size_t i = 0; i < own.size(); ++i) to_.columns[i].values.push_back(own[i]);
    for (std::size_t i = 0; i < sample.outputs.size(); ++i)
      to_.columns[own.size() + i].values.push_back(sample.outputs[i]);
  }
  void on_step(const StepReport& step) override {
    to_.steps.push_back({step.count.step, step.count.cycle, step.description, step.reason, step.t_begin, step.t_end,
                         step.charge * area_ / hour});
  }
  void on_cycle(const CycleReport& cycle) override {
    to_.cycles.push_back({cycle.cycle, cycle.name, cycle.charge_in * area_ / hour, cycle.charge_out * area_ / hour,
                          cycle.energy_in * area_ / hour, cycle.energy_out * area_ / hour});
  }

 private:
  double area_;
  Recording& to_;
};

Recording::Outcome outcome_of(ExperimentResult::Outcome outcome) {
  switch (outcome) {
    case ExperimentResult::Outcome::finished:
      return Recording::Outcome::finished;
    case ExperimentResult::Outcome::ended_by_rule:
      return Recording::Outcome::ended_by_rule;
    case ExperimentResult::Outcome::infeasible:
      return Recording::Outcome::infeasible;
    case ExperimentResult::Outcome::physical_limit:
      return Recording::Outcome::physical_limit;
    case ExperimentResult::Outcome::interrupted:
      return Recording::Outcome::interrupted;
    case ExperimentResult::Outcome::failed:
      break;
  }
  return Recording::Outcome::failed;
}

std::unique_ptr<vitrion::Cell> equations_of(const Cell& cell, const Refinement& refinement = {}) {
  return make_cell(Table(cell.impl().document), refinement);
}

}  // namespace

const std::vector<double>& Recording::operator[](std::string_view name) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name; });
  if (found != columns.end()) return found->values;
  std::string known;
  for (const Column& column : columns) known += (known.empty() ? "" : ", ") + column.name;
  throw std::out_of_range(fmt::format("a recording has no column '{}'; it has {}", name, known));
}

Recording run(const Cell& cell, const Protocol& protocol, const RunOptions& options) {
  try {
    const std::unique_ptr<vitrion::Cell> equations = equations_of(cell);
    check_protocol(protocol.impl().protocol, *equations);
    Recording recording;
    Recorder recorder(*equations, recording);
    Observer* const observers[] = {&recorder};
    ExperimentOptions experiment;
    if (options.relative_tolerance > 0.0) experiment.tolerances.relative = options.relative_tolerance;
    const ExperimentResult result = run_experiment(*equations, protocol.impl().protocol, experiment, observers);
    recording.outcome = outcome_of(result.outcome);
    recording.reason = result.reason;
    return recording;
  } catch (const vitrion::InputError& error) {
    throw InputError(error.what());
  }
}

std::vector<Impedance> spectrum(const Cell& cell, double lowest_Hz, double highest_Hz, int points) {
  if (!(lowest_Hz > 0.0) || !(highest_Hz >= lowest_Hz) || points < 1)
    throw InputError(fmt::format("{} to {} Hz in {} points is no range of frequencies", lowest_Hz, highest_Hz, points));
  try {
    constexpr double particles = 1.0;  // they answer in closed form
    const auto on_mesh = [&](double volumes) { return equations_of(cell, Refinement(volumes, particles)); };
    std::vector<Impedance> all;
    for (const vitrion::Impedance& at : converged_spectrum(on_mesh, {lowest_Hz, highest_Hz, points}).points)
      all.push_back({at.frequency, at.Z / cell.area()});
    return all;
  } catch (const vitrion::InputError& error) {
    throw InputError(error.what());
  }
}

Comparison compare(const std::string& cell, const std::vector<std::string>& electrolytes, const std::string& protocol,
                   const CompareOptions& options) {
  try {
    CompareRequest request;
    request.cell = cell;
    request.electrolytes = electrolytes;
    request.protocol = protocol;
    request.samples = options.samples;
    request.threads = options.threads;
    const vitrion::Comparison found = compare_electrolytes(request, nullptr, {}, [](const vitrion::Comparison&) {});
    Comparison comparison;
    for (const Metric& metric : found.metrics) comparison.metrics.emplace_back(metric.name, metric.unit);
    for (const Variant& variant : found.variants)
      for (std::size_t cycle = 0; cycle < found.cycles; ++cycle) {
        Comparison::Row& row = comparison.rows.emplace_back();
        row.electrolyte = found.electrolytes[variant.electrolyte].label;
        row.cycle = cycle + 1;
        for (std::size_t metric = 0; metric < found.metrics.size(); ++metric) {
          row.values.push_back(nominal_value(variant, cycle, metric));
          const Spread spread = cycle < variant.cycles.size() ? variant.cycles[cycle].at(metric) : Spread{};
          row.low.push_back(spread.low);
          row.median.push_back(spread.median);
          row.high.push_back(spread.high);
        }
      }
    return comparison;
  } catch (const vitrion::InputError& error) {
    throw InputError(error.what());
  }
}

const char* version() { return VITRION_VERSION; }

}  // namespace vitrion::api
