// SPDX-License-Identifier: BSD-3-Clause
#include "tests/cells/watch.hpp"

#include "apps/experiment/protocol_check.hpp"
#include "params/documents/document.hpp"
#include "tests/cells/running.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace vitrion::test {
namespace {

constexpr double voltage_defect = 1e-9;  // V
constexpr double balance_drift = 1e-9;
constexpr std::size_t most_steps = 50000;

}  // namespace

std::vector<Admissible> admissible_states(const Cell& cell) {
  constexpr double none = -1e-6, more = std::numeric_limits<double>::infinity();
  const std::string& chemistry = cell.facts().chemistry;
  if (chemistry == "lithium_sulfur")
    return {{"w_", -1e-4, more}, {"eps_", -1e-7, 1.0}, {"q_", -1e-4, more}, {"n_", none, more}};
  if (chemistry == "lithium_sulfur_0d") return {{"m_", -5e-6 * cell.facts().active_mass, more}};
  if (chemistry == "fuel_cell")
    return {{"w_", -1e-7, more}, {"lambda", 0.0, 100.0}, {"s", none, 1.0}, {"T", 200.0, 1000.0}};
  return {{"theta_", -3e-3, 1.0 + 3e-3}, {"c_e", none, more}};
}

Watch::Watch(Cell& cell, std::vector<Admissible> admissible, std::vector<Balance> balances)
    : cell_(cell),
      layout_(cell.system().layout()),
      names_(cell.output_names()),
      lowest_(layout_.size(), -std::numeric_limits<double>::infinity()),
      highest_(layout_.size(), std::numeric_limits<double>::infinity()),
      balances_(std::move(balances)) {
  for (const Field& field : layout_.fields()) {
    for (const Admissible& may : admissible) {
      if (!field.name.starts_with(may.prefix)) continue;
      for (std::size_t i = field.first; i < field.first + field.size(); ++i) {
        lowest_[i] = may.lowest;
        highest_[i] = may.highest;
      }
    }
  }
}

void Watch::complain(const std::string& about, const std::string& what) {
  first_complaint_.try_emplace(about, what);
  ++how_often_[about];
}

void Watch::on_sample(const Sample& sample) {
  ++samples;
  const auto when = [&] { return fmt::format("at {:.8g} s in step {}", sample.t, sample.count.step); };
  for (const Field& field : layout_.fields()) {
    for (std::size_t i = field.first; i < field.first + field.size(); ++i) {
      const double value = sample.y[i];
      if (value >= lowest_[i] && value <= highest_[i] && std::isfinite(value)) continue;
      complain(field.name, fmt::format("{} = {:.4g} {}", layout_.describe(i), value, when()));
    }
  }
  // An indicator of a foil may be undefined (NaN: it does not apply) or +∞ (the time of what never happens).
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const bool may_be_undefined = names_[i].group == OutputGroup::dendrite && !(sample.outputs[i] < -1e300);
    if (!std::isfinite(sample.outputs[i]) && !may_be_undefined)
      complain(names_[i].name, fmt::format("{} = {} {}", names_[i].name, sample.outputs[i], when()));
  }
  double sum = 0.0;
  for (std::size_t i = 0; i < cell_.loss_terms(); ++i) sum += sample.outputs[i];
  const double defect = std::abs(sum - sample.V);
  largest_defect = std::max(largest_defect, defect);
  if (!(defect <= voltage_defect))
    complain("sum", fmt::format("parts of the voltage are {:.3g} V off {}", defect, when()));

  for (std::size_t k = 0; k < balances_.size(); ++k) {
    const double amount = balances_[k].amount(sample.y);
    if (at_start_.size() <= k) at_start_.push_back(amount);
    const double drift = std::abs(amount - at_start_[k]) / balances_[k].scale;
    largest_drift = std::max(largest_drift, drift);
    if (!(drift <= balance_drift))
      complain(balances_[k].name, fmt::format("{} has drifted by {:.3g} {}", balances_[k].name, drift, when()));
  }
  seconds = static_cast<double>(std::clock() - begin_) / CLOCKS_PER_SEC;
  if (seconds > longest) stop_.store(true);
}

std::string Watch::complaints() const {
  std::string text;
  for (const auto& [about, what] : first_complaint_)
    text += fmt::format("{} ({} of {} states)\n", what, how_often_.at(about), samples);
  return text;
}

Ending run_watched(const RandomRun& run, const std::function<std::vector<Watch::Balance>(const RandomRun&)>& balances) {
  using Outcome = ExperimentResult::Outcome;
  Ending ending;
  try {
    const auto cell = library_cell(run.cell, run.set);
    const Protocol protocol = read_protocol(Document::parse(run.protocol, "protocol.yaml"));
    check_protocol(protocol, *cell);
    Watch watch(*cell, admissible_states(*cell), balances ? balances(run) : std::vector<Watch::Balance>{});
    Observer* const observers[] = {&watch};
    ExperimentOptions options;
    options.stop = watch.stop();
    const ExperimentResult result = run_experiment(*cell, protocol, options, observers);
    ending.solver_steps = result.statistics.steps;
    ending.seconds = watch.seconds;
    for (const StepReport& step : watch.steps)
      ending.told += fmt::format("{}. {}: {}, after {:.6g} s at {:.4g} V\n", step.count.step, step.description,
                                 step.reason, step.t_end - step.t_begin, step.V_end);
    ending.told += fmt::format("{}; {} solver steps, {:.2f} s, defect {:.2g} V, drift {:.2g}\n", result.reason,
                               result.statistics.steps, watch.seconds, watch.largest_defect, watch.largest_drift);
    const bool failed = std::ranges::any_of(watch.steps, [](const StepReport& s) { return s.end == StepEnd::failure; });
    ending.kind = result.outcome == Outcome::finished ? "finished" : "limit";
    if (result.statistics.steps > most_steps) ending.kind = "many steps";
    if (failed || result.outcome == Outcome::failed) ending.kind = "failed";
    if (watch.took_too_long()) ending.kind = "too long";
    if (const std::string wrong = watch.complaints(); !wrong.empty()) {
      ending.kind = "inadmissible";
      ending.told += wrong;
    }
  } catch (const InputError& error) {
    ending.kind = "refused";
    ending.told = error.what();
  } catch (const std::exception& error) {
    ending.kind = "thrown";
    ending.told = error.what();
  }
  return ending;
}

}  // namespace vitrion::test
