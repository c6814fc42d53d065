// SPDX-License-Identifier: BSD-3-Clause
#include "apps/experiment.hpp"

#include "apps/conditions.hpp"
#include "apps/protocol_check.hpp"
#include "apps/step_plan.hpp"
#include "solvers/solver_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <utility>

namespace vitrion {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto progress_interval = std::chrono::milliseconds(200);

/// Room to a physical limit, as a fraction, below which a solver that gives up is said to have met that limit.
constexpr double near_limit = 1e-2;

/// Sums over a cycle, by the trapezoidal rule in the charge: the parts of the voltage then sum to the mean voltage
/// exactly as they sum to the voltage.
struct CycleSums {
  explicit CycleSums(std::size_t loss_terms)
      : losses{std::vector<double>(loss_terms, 0.0), std::vector<double>(loss_terms, 0.0)} {}

  void add(double dQ, double V_mean, Reals before, Reals after) {
    const std::size_t way = dQ > 0.0 ? 0 : 1;
    const double size = std::abs(dQ);
    charge[way] += size;
    energy[way] += size * V_mean;
    for (std::size_t i = 0; i < losses[way].size(); ++i) losses[way][i] += size * 0.5 * (before[i] + after[i]);
  }

  double charge[2] = {0.0, 0.0};  ///< while charging, while discharging; both positive, C m⁻²
  double energy[2] = {0.0, 0.0};  ///< J m⁻²
  std::vector<double> losses[2];  ///< V C m⁻²
};

class Runner {
 public:
  Runner(Cell& cell, const Protocol& protocol, const ExperimentOptions& options, std::span<Observer* const> observers)
      : cell_(cell),
        protocol_(protocol),
        options_(options),
        observers_(observers),
        solver_(cell.system(), options.tolerances, options.linear_solver),
        y_(cell.system().layout().size()),
        room_(cell.system().event_names().size()),
        outputs_(cell.output_names().size()),
        before_(outputs_.size()),
        at_sample_(outputs_.size()),
        sums_(cell.loss_terms()) {}

  ExperimentResult run();

 private:
  enum class Next { go_on, end };

  Next run_step(const ExecutedStep& executed);
  bool begin(const StepPlan& plan, StepReport& report);
  void integrate(const StepPlan& plan, StepReport& report);
  Next judge(const StepPlan& plan, const StepReport& report);

  void begin_cycle(const ExecutedStep& executed);
  bool end_cycle();
  bool cycle_rule_applies(const CycleReport& cycle);

  void sample_between(double t, Reals y);
  void sample_now() { sample(t_, y_, outputs_); }  ///< begin() and account() left the outputs there
  void sample(double t, Reals y, Reals outputs);
  void account();
  void fail(StepReport& report, const SolverError& error);
  std::string physical_limit_nearby();
  bool creep(const StepPlan& plan, const std::function<void(double)>& approach, std::vector<double> y,
             StepReport& report);
  void stop_at_once(const StepPlan& plan, std::size_t event, StepReport& report);
  void show_progress();
  Next conclude(ExperimentResult::Outcome outcome, std::string reason);
  bool interrupted() const { return options_.stop && options_.stop->load(std::memory_order_relaxed); }

  Cell& cell_;
  const Protocol& protocol_;
  const ExperimentOptions& options_;
  std::span<Observer* const> observers_;
  DaeSolver solver_;

  double t_ = 0.0;         ///< s since the begin of the experiment
  std::vector<double> y_;  ///< the state then
  std::vector<double> room_;
  std::vector<double> outputs_, before_, at_sample_;
  double V_ = 0.0, Q_ = 0.0;  ///< at the last accounting

  const Step* step_ = nullptr;
  Count count_;
  double step_begin_ = 0.0, step_energy_ = 0.0;

  CycleSums sums_;
  std::string cycle_name_;
  double cycle_begin_ = 0.0;
  double first_capacity_ = -1.0;

  ExperimentResult result_{ExperimentResult::Outcome::finished, "", 0.0, 0, 0, {}};
  Clock::time_point shown_ = Clock::now();
};

Runner::Next Runner::conclude(ExperimentResult::Outcome outcome, std::string reason) {
  result_.outcome = outcome;
  result_.reason = std::move(reason);
  return Next::end;
}

void Runner::sample_between(double t, Reals y) {
  if (observers_.empty()) return;
  cell_.outputs(t, y, at_sample_);
  sample(t, y, at_sample_);
}

void Runner::sample(double t, Reals y, Reals outputs) {
  const Sample record{
      t, t - step_begin_, step_, count_, y, outputs, cell_.voltage(y), cell_.current(y), cell_.charge(y)};
  for (Observer* observer : observers_) observer->on_sample(record);
}

/// Adds what passed since the last call to the sums of step and cycle.
void Runner::account() {
  const double V = cell_.voltage(y_), Q = cell_.charge(y_), dQ = Q - Q_, V_mean = 0.5 * (V + V_);
  step_energy_ += V_mean * dQ;
  if (!observers_.empty()) {
    std::swap(outputs_, before_);
    cell_.outputs(t_, y_, outputs_);
    sums_.add(dQ, V_mean, before_, outputs_);
  } else {
    sums_.charge[dQ > 0.0 ? 0 : 1] += std::abs(dQ);
  }
  V_ = V;
  Q_ = Q;
}

void Runner::show_progress() {
  if (observers_.empty()) return;
  const Clock::time_point now = Clock::now();
  if (now - shown_ < progress_interval) return;
  shown_ = now;
  for (Observer* observer : observers_) observer->on_progress(t_, count_);
}

/// The physical limit that the cell is closest to, if it is close to any: what a solver that gives up has met.
std::string Runner::physical_limit_nearby() {
  room_.resize(cell_.system().event_names().size());
  cell_.system().events(t_, y_, room_);
  const auto end = room_.begin() + static_cast<std::ptrdiff_t>(cell_.first_step_event());
  const auto nearest = std::min_element(room_.begin(), end);
  if (nearest == end || !(*nearest < near_limit)) return {};
  return cell_.system().event_names()[static_cast<std::size_t>(nearest - room_.begin())];
}

void Runner::fail(StepReport& report, const SolverError& error) {
  const std::string limit = physical_limit_nearby();
  if (limit.empty()) {
    report.end = StepEnd::failure;
    report.reason = error.what();
  } else {
    report.end = StepEnd::physical_limit;
    report.reason = limit;
  }
}

/// A step is beyond one of its ends before it began.
void Runner::stop_at_once(const StepPlan& plan, std::size_t event, StepReport& report) {
  if (event < cell_.first_step_event()) {
    report.end = StepEnd::physical_limit;
    report.reason = cell_.system().event_names()[event];
    return;
  }
  const std::size_t limit = event - cell_.first_step_event();
  const bool own = limit < plan.own_limits;
  const bool current_of_a_hold = own && plan.terminal.mode == Terminal::Mode::voltage &&
                                 plan.limits[limit].quantity == Limit::Quantity::current_magnitude;
  report.end = !own ? StepEnd::voltage_window : current_of_a_hold ? StepEnd::limit : StepEnd::infeasible;
  report.reason = current_of_a_hold ? fmt::format("{} at once", plan.limits[limit].name)
                                    : fmt::format("{} at once: V = {:.4f} V, I = {:.4g} mA/cm^2",
                                                  plan.limits[limit].name, report.V_begin, cell_.current(y_) * 0.1);
}

/// Goes from the state y towards what a step wants, in strides as small as it takes, and stops at the first limit in
/// the way: one of the cell, or of the voltage where the step gives a current or a power. True when it arrived; else
/// the report says what it met, if it met anything.
bool Runner::creep(const StepPlan& plan, const std::function<void(double)>& approach, std::vector<double> y,
                   StepReport& report) {
  constexpr double smallest = 1e-5;
  const std::size_t physical = cell_.first_step_event();
  room_.resize(cell_.system().event_names().size());
  const auto stands_in_the_way = [&](std::size_t event) {
    const bool voltage = event >= physical && plan.terminal.mode != Terminal::Mode::voltage &&
                         plan.limits[event - physical].quantity == Limit::Quantity::voltage;
    return (event < physical || voltage) && room_[event] < 0.0;
  };
  cell_.system().events(t_, y, room_);
  const std::vector<double> room_before = room_;

  double done = 0.0, stride = 1.0 / 16;
  while (stride > smallest) {
    const double next = std::min(1.0, done + stride);
    approach(next);
    y_ = y;
    try {
      solver_.start(t_, y_);
    } catch (const SolverError&) {
      stride *= 0.25;
      continue;
    }
    cell_.system().events(t_, y_, room_);
    for (std::size_t event = 0; event < room_.size(); ++event) {
      if (!stands_in_the_way(event) || room_before[event] < 0.0) continue;
      report.V_begin = cell_.voltage(y_);
      stop_at_once(plan, event, report);
      return false;
    }
    if (next == 1.0) return true;
    y = y_;
    done = next;
    stride *= 2.0;
  }
  y_ = y;
  report.reason = physical_limit_nearby();
  if (!report.reason.empty()) report.end = StepEnd::physical_limit;
  return false;
}

/// Finds the consistent state in which a step begins. False when it ends before it began; the report says why.
bool Runner::begin(const StepPlan& plan, StepReport& report) {
  if (cell_.temperature() != plan.temperature) cell_.set_temperature(plan.temperature);
  for (std::size_t k = 0; k < plan.conditions.size(); ++k)
    if (cell_.condition(k) != plan.conditions[k]) cell_.set_condition(k, plan.conditions[k], t_);
  cell_.set_limits(plan.limits, Q_);
  Terminal target = plan.terminal;
  target.start = t_;
  cell_.terminal() = target;

  // Where the jump is too far for Newton's method, go there gradually from what the terminals do now.
  const double wanted = target.value(t_);
  const double present = target.mode == Terminal::Mode::voltage ? cell_.voltage(y_)
                         : target.mode == Terminal::Mode::power ? cell_.voltage(y_) * cell_.current(y_)
                                                                : cell_.current(y_);
  const auto approach = [&](double lambda) {
    cell_.terminal() = lambda == 1.0 || target.mode == Terminal::Mode::resistance
                           ? target
                           : Terminal{target.mode, present + lambda * (wanted - present), nullptr, 0.0};
  };
  const std::vector<double> rest = y_;
  solver_.set_driven(!plan.corners.empty());
  try {
    solver_.start(t_, y_, approach);
  } catch (const SolverError& error) {
    report.end = StepEnd::failure;
    const bool arrived = creep(plan, approach, rest, report);
    if (!arrived) {
      cell_.terminal() = target;
      y_ = rest;
      if (report.end == StepEnd::failure)
        report.reason = fmt::format("no state of the cell carries it: {}", error.what());
      return false;
    }
  }
  report.V_begin = V_ = cell_.voltage(y_);
  if (!observers_.empty()) cell_.outputs(t_, y_, outputs_);

  const std::span<const int> violated = solver_.violated_at_start();
  if (violated.empty()) return true;
  stop_at_once(plan, static_cast<std::size_t>(violated.front()), report);
  return false;
}

/// Goes through a step that has begun to its end.
void Runner::integrate(const StepPlan& plan, StepReport& report) {
  const double t_end = t_ + plan.duration;
  const bool by_period = std::isfinite(plan.period) && plan.period > 0.0;
  std::size_t records = 1, corner = 0;
  sample_now();
  double recorded = t_, judged = t_;
  TerminalState earlier{cell_.voltage(y_), cell_.current(y_), Q_};
  while (true) {
    if (interrupted()) {
      report.end = StepEnd::interrupted;
      report.reason = "interrupted";
      break;
    }
    double target = t_end;
    while (corner < plan.corners.size() && step_begin_ + plan.corners[corner] <= t_) ++corner;
    if (corner < plan.corners.size()) target = std::min(target, step_begin_ + plan.corners[corner]);

    Stop stop{};
    try {
      stop = solver_.advance(target);
    } catch (const SolverError& error) {
      fail(report, error);
      break;
    }
    if (by_period && !observers_.empty()) {
      for (double t = step_begin_ + static_cast<double>(records) * plan.period; t <= stop.t;
           t = step_begin_ + static_cast<double>(++records) * plan.period) {
        solver_.interpolate(t, y_);
        sample_between(t, y_);
        recorded = t;
      }
    }
    t_ = stop.t;
    std::ranges::copy(solver_.y(), y_.begin());
    account();
    if (!by_period) {
      sample_now();
      recorded = t_;
    }
    show_progress();

    if (stop.why == Stop::Why::event) {
      const auto event = static_cast<std::size_t>(stop.event);
      report.reason = cell_.system().event_names()[event];
      const std::size_t first = cell_.first_step_event();
      report.end = event < first                     ? StepEnd::physical_limit
                   : event - first < plan.own_limits ? StepEnd::limit
                                                     : StepEnd::voltage_window;
      break;
    }
    const TerminalState now{V_, cell_.current(y_), Q_};
    if (plan.until_steady && is_steady(plan.terminal.mode, earlier, now, t_ - judged)) {
      report.end = StepEnd::limit;
      report.reason =
          fmt::format("the {} was steady", plan.terminal.mode == Terminal::Mode::voltage ? "current" : "voltage");
      break;
    }
    earlier = now;
    judged = t_;
    if (t_ >= t_end) {
      report.end = StepEnd::duration;
      report.reason = "its time was over";
      break;
    }
  }
  if (recorded < t_) sample_now();
}

/// Whether the experiment goes on after a step that ended like this.
Runner::Next Runner::judge(const StepPlan& plan, const StepReport& report) {
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
    return conclude(Outcome::infeasible, fmt::format("{} cannot begin: {}", at(), report.reason));
  return conclude(Outcome::infeasible,
                  fmt::format("{} {} after {:.6g} s; give it an end of its own there ('or until ...'), or say "
                              "on_infeasible: skip",
                              at(), report.reason, t_ - report.t_begin));
}

Runner::Next Runner::run_step(const ExecutedStep& executed) {
  step_ = executed.step;
  count_ = {executed.number, static_cast<std::size_t>(executed.cycle)};
  step_begin_ = t_;
  step_energy_ = 0.0;
  V_ = cell_.voltage(y_);
  StepPlan plan = plan_step(*executed.step, cell_, {V_, cell_.current(y_), Q_},
                            protocol_.temperature.value_or(cell_.facts().temperature),
                            protocol_.record_every.value_or(options_.default_period));
  plan.conditions = conditions_of(*executed.step, protocol_, cell_);
  for (const EndRule& rule : protocol_.end_when) {
    if (rule.quantity == EndRule::Quantity::time) plan.duration = std::min(plan.duration, rule.amount.value - t_);
    if (rule.quantity == EndRule::Quantity::voltage) {
      const bool above = rule.side == Termination::Side::above;
      plan.limits.push_back({Limit::Quantity::voltage, above, rule.amount.value, describe(rule)});
    }
  }

  StepReport report{count_, plan.description, executed.step->name, StepEnd::duration, "", t_, t_, 0.0, 0.0, V_, V_};
  const double Q_begin = Q_;
  if (begin(plan, report)) integrate(plan, report);
  report.t_end = t_;
  report.charge = Q_ - Q_begin;
  report.energy = step_energy_;
  report.V_end = cell_.voltage(y_);
  ++result_.steps;
  for (Observer* observer : observers_) observer->on_step(report);
  return judge(plan, report);
}

void Runner::begin_cycle(const ExecutedStep& executed) {
  sums_ = CycleSums(cell_.loss_terms());
  cycle_name_ = executed.cycle_name;
  cycle_begin_ = t_;
}

bool Runner::cycle_rule_applies(const CycleReport& cycle) {
  const double capacity = cycle.charge_out;
  if (first_capacity_ < 0.0 && capacity > 0.0) first_capacity_ = capacity;
  const CellFacts& facts = cell_.facts();
  for (const EndRule& asked : protocol_.end_when) {
    const EndRule rule = resolve(asked, {facts.area, facts.reference_capacity, facts.active_mass});
    const double reference = rule.quantity == EndRule::Quantity::capacity_part      ? first_capacity_
                             : rule.quantity == EndRule::Quantity::capacity_nominal ? facts.reference_capacity
                                                                                    : 1.0;
    const bool by_capacity = rule.quantity == EndRule::Quantity::capacity ||
                             rule.quantity == EndRule::Quantity::capacity_part ||
                             rule.quantity == EndRule::Quantity::capacity_nominal;
    const bool by_cycles =
        rule.quantity == EndRule::Quantity::cycles && static_cast<double>(cycle.cycle) >= rule.amount.value;
    if (by_cycles || (by_capacity && capacity > 0.0 && capacity < rule.amount.value * reference)) {
      conclude(ExperimentResult::Outcome::ended_by_rule,
               fmt::format("{} after cycle {}", describe(asked), cycle.cycle));
      return true;
    }
  }
  return false;
}

/// Reports the cycle that is over. True when a rule of the protocol ends the experiment with it.
bool Runner::end_cycle() {
  CycleReport report{count_.cycle,    cycle_name_,     cycle_begin_,    t_,
                     sums_.charge[0], sums_.charge[1], sums_.energy[0], sums_.energy[1],
                     sums_.losses[0], sums_.losses[1]};
  for (double& loss : report.losses_in) loss = report.charge_in > 0.0 ? loss / report.charge_in : 0.0;
  for (double& loss : report.losses_out) loss = report.charge_out > 0.0 ? loss / report.charge_out : 0.0;
  ++result_.cycles;
  for (Observer* observer : observers_) observer->on_cycle(report);
  return cycle_rule_applies(report);
}

ExperimentResult Runner::run() {
  check_protocol(protocol_, cell_);
  cell_.terminal() = Terminal{};
  cell_.set_limits({}, 0.0);
  cell_.set_temperature(protocol_.temperature.value_or(cell_.facts().temperature));
  const std::vector<double> conditions = conditions_of({}, protocol_, cell_);
  for (std::size_t k = 0; k < conditions.size(); ++k) cell_.set_condition(k, conditions[k], Cell::since_ever);
  cell_.initial_state(y_);
  Q_ = cell_.charge(y_);

  ProtocolOrder order(protocol_);
  bool in_cycle = false, ended = false;
  while (const auto executed = order.next()) {
    if (in_cycle && static_cast<std::size_t>(executed->cycle) != count_.cycle) {
      in_cycle = false;
      if ((ended = end_cycle())) break;
    }
    if (!in_cycle) begin_cycle(*executed);
    in_cycle = true;
    if ((ended = run_step(*executed) == Next::end)) break;
    const auto time_is_over = [&](const EndRule& rule) {
      return rule.quantity == EndRule::Quantity::time && t_ >= rule.amount.value;
    };
    if (const auto rule = std::ranges::find_if(protocol_.end_when, time_is_over); rule != protocol_.end_when.end()) {
      conclude(ExperimentResult::Outcome::ended_by_rule, describe(*rule));
      break;
    }
  }
  if (in_cycle) {
    const ExperimentResult so_far = result_;
    end_cycle();
    if (ended) result_.outcome = so_far.outcome, result_.reason = so_far.reason;
  }
  if (result_.reason.empty()) result_.reason = "the protocol is finished";
  result_.t_end = t_;
  result_.statistics = solver_.statistics();
  return result_;
}

}  // namespace

ExperimentResult run_experiment(Cell& cell, const Protocol& protocol, const ExperimentOptions& options,
                                std::span<Observer* const> observers) {
  return Runner(cell, protocol, options, observers).run();
}

}  // namespace vitrion
