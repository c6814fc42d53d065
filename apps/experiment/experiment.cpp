// SPDX-License-Identifier: BSD-3-Clause
#include "apps/experiment/conditions.hpp"
#include "apps/experiment/experiment_runner.hpp"
#include "apps/experiment/protocol_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace vitrion {

ExperimentRunner::Next ExperimentRunner::conclude(ExperimentResult::Outcome outcome, std::string reason) {
  result_.outcome = outcome;
  result_.reason = std::move(reason);
  return Next::end;
}

/// Whether the experiment goes on after a step that ended like this.
ExperimentRunner::Next ExperimentRunner::judge(const StepPlan& plan, const StepReport& report) {
  using Outcome = ExperimentResult::Outcome;
  const auto at = [&] { return fmt::format("step {} ({})", report.count.step, report.description); };
  switch (report.end) {
    case StepEnd::duration:
    case StepEnd::limit:
      return Next::go_on;
    case StepEnd::interrupted:
      return conclude(Outcome::interrupted, fmt::format("interrupted in {} at {:.6g} s", at(), t_));
    case StepEnd::failure:
      return conclude(Outcome::failed, fmt::format("{} failed: {}", at(), report.reason));
    case StepEnd::infeasible:
    case StepEnd::voltage_window:
    case StepEnd::physical_limit:
      break;
  }
  if (plan.on_infeasible == Infeasible::skip) return Next::go_on;
  if (plan.on_infeasible == Infeasible::stop)
    return conclude(Outcome::ended_by_rule, fmt::format("{} stopped the experiment: {}", at(), report.reason));
  if (report.end == StepEnd::physical_limit)
    return conclude(Outcome::physical_limit,
                    fmt::format("{} met a limit of the cell at {:.6g} s: {}", at(), t_, report.reason));
  if (report.end == StepEnd::infeasible)
    return conclude(Outcome::infeasible,
                    report.t_end > report.t_begin
                        ? fmt::format("{} cannot go on after {:.6g} s: {}", at(), t_ - report.t_begin, report.reason)
                        : fmt::format("{} cannot begin: {}", at(), report.reason));
  return conclude(Outcome::infeasible,
                  fmt::format("{} {} after {:.6g} s; give it an end of its own there ('or until ...'), or say "
                              "on_infeasible: skip",
                              at(), report.reason, t_ - report.t_begin));
}

/// The step that begins, or began, at step_begin_ with the terminals as within_ says.
StepPlan ExperimentRunner::plan_of(const ExecutedStep& executed) const {
  StepPlan plan =
      plan_step(*executed.step, cell_, within_.begin, protocol_.temperature.value_or(cell_.facts().temperature),
                protocol_.record_every.value_or(options_.default_period));
  plan.conditions = conditions_of(*executed.step, protocol_, cell_);
  for (const EndRule& rule : protocol_.end_when) {
    if (rule.quantity == EndRule::Quantity::time)
      plan.duration = std::min(plan.duration, rule.amount.value - step_begin_);
    if (rule.quantity == EndRule::Quantity::voltage) {
      const bool above = rule.side == Termination::Side::above;
      plan.limits.push_back({Limit::Quantity::voltage, above, rule.amount.value, describe(rule)});
    }
  }
  return plan;
}

ExperimentRunner::Next ExperimentRunner::run_step(const ExecutedStep& executed) {
  step_ = executed.step;
  count_ = {executed.number, static_cast<std::size_t>(executed.cycle)};
  const bool taken_up = std::exchange(within_.a_step, false);
  if (!taken_up) {
    step_begin_ = t_;
    step_energy_ = 0.0;
    V_ = cell_.voltage(y_);
    within_ = {};
    within_.begin = {V_, cell_.current(y_), Q_};
    within_.V_begin = V_;
  }
  const StepPlan plan = plan_of(executed);
  StepReport report{
      count_, plan.description, executed.step->name, StepEnd::duration, "", step_begin_, t_, 0.0, 0.0, within_.V_begin,
      V_};
  if (taken_up) {
    set_up(plan);
    if (restart(plan, report)) integrate(plan, report);
  } else if (!settle(plan, report) && begin(plan, report)) {
    begin_records();
    integrate(plan, report);
  }
  report.t_end = t_;
  report.charge = Q_ - within_.begin.Q;
  report.energy = step_energy_;
  report.V_end = cell_.voltage(y_);
  ++result_.steps;
  for (Observer* observer : observers_) observer->on_step(report);
  return judge(plan, report);
}

void ExperimentRunner::begin_cycle(const ExecutedStep& executed) {
  sums_ = CycleSums(cell_.loss_terms());
  cycle_name_ = executed.cycle_name;
  cycle_begin_ = t_;
}

bool ExperimentRunner::cycle_rule_applies(const CycleReport& cycle) {
  const double capacity = cycle.charge_out;
  if (first_capacity_ < 0.0 && capacity > 0.0) first_capacity_ = capacity;
  const CellFacts& facts = cell_.facts();
  const auto applies = [&](const EndRule& asked) {
    const EndRule rule = resolve(asked, {facts.area, facts.reference_capacity, facts.active_mass});
    const double reference = rule.quantity == EndRule::Quantity::capacity_part      ? first_capacity_
                             : rule.quantity == EndRule::Quantity::capacity_nominal ? facts.reference_capacity
                                                                                    : 1.0;
    const bool by_capacity = rule.quantity == EndRule::Quantity::capacity ||
                             rule.quantity == EndRule::Quantity::capacity_part ||
                             rule.quantity == EndRule::Quantity::capacity_nominal;
    const bool by_cycles =
        rule.quantity == EndRule::Quantity::cycles && static_cast<double>(cycle.cycle) >= rule.amount.value;
    return by_cycles || (by_capacity && capacity > 0.0 && capacity < rule.amount.value * reference);
  };
  const auto rule = std::ranges::find_if(protocol_.end_when, applies);
  if (rule == protocol_.end_when.end()) return false;
  conclude(ExperimentResult::Outcome::ended_by_rule, fmt::format("{} after cycle {}", describe(*rule), cycle.cycle));
  return true;
}

/// Reports the cycle that is over. True when a rule of the protocol ends the experiment with it.
bool ExperimentRunner::end_cycle() {
  CycleReport report{count_.cycle,
                     cycle_name_,
                     cycle_begin_,
                     t_,
                     sums_.charge[0],
                     sums_.charge[1],
                     sums_.energy[0],
                     sums_.energy[1],
                     sums_.losses[0],
                     sums_.losses[1],
                     std::vector<double>(cell_.summary_names().size())};
  if (!observers_.empty()) cell_.take_summary(report.summary);
  for (double& loss : report.losses_in) loss = report.charge_in > 0.0 ? loss / report.charge_in : 0.0;
  for (double& loss : report.losses_out) loss = report.charge_out > 0.0 ? loss / report.charge_out : 0.0;
  ++result_.cycles;
  for (Observer* observer : observers_) observer->on_cycle(report);
  return cycle_rule_applies(report);
}

ExperimentResult ExperimentRunner::run() {
  check_protocol(protocol_, cell_);
  cell_.terminal() = Terminal{};
  cell_.set_limits({}, 0.0);
  cell_.set_temperature(protocol_.temperature.value_or(cell_.facts().temperature));
  const std::vector<double> conditions = conditions_of({}, protocol_, cell_);
  for (std::size_t k = 0; k < conditions.size(); ++k) cell_.set_condition(k, conditions[k], Cell::since_ever);
  cell_.initial_state(y_);
  Q_ = cell_.charge(y_);

  ProtocolOrder order(protocol_);
  bool ended = false, taken_up = take_up(order);
  while (const auto executed = order.next()) {
    if (!std::exchange(taken_up, false)) {
      if (in_cycle_ && static_cast<std::size_t>(executed->cycle) != count_.cycle) {
        in_cycle_ = false;
        if ((ended = end_cycle())) break;
      }
      if (!in_cycle_) begin_cycle(*executed);
      in_cycle_ = true;
      ++begun_;
      keep_if_due();
    }
    if ((ended = run_step(*executed) == Next::end)) break;
    const auto time_is_over = [&](const EndRule& rule) {
      return rule.quantity == EndRule::Quantity::time && t_ >= rule.amount.value;
    };
    if (const auto rule = std::ranges::find_if(protocol_.end_when, time_is_over); rule != protocol_.end_when.end()) {
      conclude(ExperimentResult::Outcome::ended_by_rule, describe(*rule));
      break;
    }
  }
  if (in_cycle_) {
    const ExperimentResult so_far = result_;
    end_cycle();
    if (ended) result_.outcome = so_far.outcome, result_.reason = so_far.reason;
  }
  if (result_.reason.empty()) result_.reason = "the protocol is finished";
  result_.t_end = t_;
  result_.statistics = solver_.statistics();
  if (steady_) result_.steady = steady_->statistics();
  return result_;
}

ExperimentResult run_experiment(Cell& cell, const Protocol& protocol, const ExperimentOptions& options,
                                std::span<Observer* const> observers) {
  return ExperimentRunner(cell, protocol, options, observers).run();
}

}  // namespace vitrion
