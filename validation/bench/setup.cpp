// SPDX-License-Identifier: BSD-3-Clause
#include "setup.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace vitrion::bench {
namespace {

class Recorder final : public Observer {
 public:
  void on_sample(const Sample& sample) override {
    curve.t.push_back(sample.t);
    curve.V.push_back(sample.V);
  }
  VoltageCurve curve;
};

ExperimentResult run(Cell& cell, const Protocol& protocol, const ExperimentOptions& options,
                     std::span<Observer* const> observers) {
  ExperimentResult result = run_experiment(cell, protocol, options, observers);
  if (result.outcome != ExperimentResult::Outcome::finished)
    throw std::runtime_error(cell.facts().name + ": " + result.reason);
  return result;
}

}  // namespace

std::string MeshSize::text() const { return fmt::format("{}/{}/{}, {} shells", negative, separator, positive, shells); }

CellInput load(const std::string& cell, const MeshSize& mesh, const std::vector<std::string>& set) {
  CellChanges changes;
  changes.set = set;
  changes.set.push_back(fmt::format("mesh={{negative: {}, separator: {}, positive: {}, shells: {}}}", mesh.negative,
                                    mesh.separator, mesh.positive, mesh.shells));
  return load_cell(find_input(cell), changes);
}

Solve time_solve(Cell& cell, const Protocol& protocol, const Tolerances& tolerances, double seconds) {
  ExperimentOptions options;
  options.tolerances = tolerances;
  Solve solve;
  solve.unknowns = cell.system().layout().size();
  solve.time = measure(
      [&] {
        const ExperimentResult result = run(cell, protocol, options, {});
        solve.statistics = result.statistics;
        solve.t_end = result.t_end;
      },
      400, seconds);
  return solve;
}

VoltageCurve record(Cell& cell, const Protocol& protocol, const Tolerances& tolerances, double period) {
  Recorder recorder;
  ExperimentOptions options;
  options.tolerances = tolerances;
  options.default_period = period;
  Observer* const observers[] = {&recorder};
  run(cell, protocol, options, observers);
  return recorder.curve;
}

}  // namespace vitrion::bench
