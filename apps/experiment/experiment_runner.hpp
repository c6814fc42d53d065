// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/cycle_sums.hpp"
#include "apps/experiment/experiment.hpp"
#include "apps/experiment/step_plan.hpp"
#include "solvers/solver_error.hpp"
#include "solvers/steady_state.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitrion {

/// One run of a protocol on a cell: what run_experiment() is made of. Its parts are in experiment.cpp (the order of
/// steps and cycles), experiment_start.cpp (how a step begins), experiment_reach.cpp (what it can do),
/// experiment_step.cpp (how it goes on, and is recorded), experiment_checkpoint.cpp (where it can be taken up again)
/// and experiment_steady.cpp (steps that ask for their steady state only).
class ExperimentRunner {
 public:
  ExperimentRunner(Cell& cell, const Protocol& protocol, const ExperimentOptions& options,
                   std::span<Observer* const> observers)
      : cell_(cell),
        protocol_(protocol),
        options_(options),
        observers_(observers),
        solver_(cell.system(), options.tolerances, options.linear_solver, {.smallest_step = shortest_step}),
        y_(cell.system().layout().size()),
        room_(cell.system().event_names().size()),
        outputs_(cell.output_names().size()),
        before_(outputs_.size()),
        at_sample_(outputs_.size()),
        sums_(cell.loss_terms()) {}

  ExperimentResult run();

 private:
  /// s; the traces of a sulfur cell without a dimension react within 1e-14 s of the first current.
  static constexpr double shortest_step = 1e-16;
  /// Room to a physical limit, as a fraction of what the cell has: below the first, a solver that gives up is said to
  /// have met that limit; below the second, it is the cause where the voltage leaves its window.
  static constexpr double near_limit = 1e-2, saturated = 1e-3;

  using Clock = std::chrono::steady_clock;
  enum class Next { go_on, end };

  Next run_step(const ExecutedStep& executed);
  StepPlan plan_of(const ExecutedStep& executed) const;
  void archive(Archive& a);
  bool take_up(ProtocolOrder& order);
  void keep_if_due();
  bool restart(const StepPlan& plan, StepReport& report);
  std::size_t steps_between_restarts() const;
  void begin_records();
  void end_at(std::size_t event, const StepPlan& plan, StepReport& report);
  void set_up(const StepPlan& plan);
  std::function<void(double)> approach_to(const StepPlan& plan);
  bool settle(const StepPlan& plan, StepReport& report);
  bool begin(const StepPlan& plan, StepReport& report);
  void integrate(const StepPlan& plan, StepReport& report);
  Next judge(const StepPlan& plan, const StepReport& report);

  void begin_cycle(const ExecutedStep& executed);
  bool end_cycle();
  bool cycle_rule_applies(const CycleReport& cycle);

  void sample_between(double t, Reals y);
  void sample_asked_for(double until);
  void sample_now() { sample(t_, y_, outputs_); }  ///< begin() and account() left the outputs there
  void sample(double t, Reals y, Reals outputs);
  void account();
  void fail(StepReport& report, const SolverError& error);
  bool never_ends(const StepPlan& plan, bool steady, StepReport& report) const;
  std::string physical_limit_nearby(double near);
  bool recovers(std::size_t event);
  bool may_begin_beyond(std::size_t event, const StepPlan& plan);
  std::optional<std::size_t> left_further();
  struct OnTheWay;
  std::optional<OnTheWay> at_voltage(double V, const Terminal& wanted, const std::vector<double>& nearby);
  std::optional<OnTheWay> open_circuit(const std::vector<double>& y);
  std::optional<OnTheWay> between(OnTheWay a, OnTheWay b, const Terminal& wanted);
  OnTheWay most_between(OnTheWay before, OnTheWay most, OnTheWay after, const Terminal& wanted);
  bool reach(const StepPlan& plan, const std::vector<double>& y, StepReport& report);
  bool goes_on(const StepPlan& plan, StepReport& report);
  bool creep(const StepPlan& plan, const std::function<void(double)>& approach, std::vector<double> y,
             StepReport& report);
  void stop_at_once(const StepPlan& plan, std::size_t event, StepReport& report, bool on_the_way);
  void show_progress();
  Next conclude(ExperimentResult::Outcome outcome, std::string reason);
  bool interrupted() const { return options_.stop && options_.stop->load(std::memory_order_relaxed); }
  /// Whether a signal ends it here: where it can be taken up again, if anybody keeps it.
  bool leaves() const { return interrupted() && (!options_.checkpoints || kept_for_leaving_); }

  Cell& cell_;
  const Protocol& protocol_;
  const ExperimentOptions& options_;
  std::span<Observer* const> observers_;
  DaeSolver solver_;
  std::optional<SteadyState> steady_;  ///< made when a step needs it

  double t_ = 0.0;         ///< s since the begin of the experiment
  std::vector<double> y_;  ///< the state then
  std::vector<double> room_;
  std::vector<double> outputs_, before_, at_sample_;
  std::size_t asked_for_ = 0;                               ///< first of the options' times that is still to come
  double V_ = 0.0, I_ = 0.0, Q_ = 0.0, t_accounted_ = 0.0;  ///< at the last accounting

  /// The step that is being integrated, and where it is; to take up a run within it.
  struct Within {
    bool a_step = false;
    TerminalState begin{};         ///< of the step
    double V_begin = 0.0;          ///< V, once its terminals did what it wants
    double judged = 0.0;           ///< when it was looked at last, s,
    TerminalState earlier{};       ///< and what the terminals did then
    std::size_t solver_steps = 0;  ///< since its begin
    double recorded = 0.0;         ///< time of the last record, s
    std::size_t records = 1;       ///< of a period, since its begin
  } within_;
  std::size_t begun_ = 0;  ///< steps of the protocol, the running one included
  bool in_cycle_ = false, kept_for_leaving_ = false;

  struct Beyond {
    std::size_t event;
    double room;  ///< when the step began, negative
  };
  std::vector<Beyond> beyond_;  ///< limits that the step began beyond, and has not come back from
  double last_restart_ = -1.0;  ///< s, within the step
  int restarts_ = 0;

  const Step* step_ = nullptr;
  Count count_;
  double step_begin_ = 0.0, step_energy_ = 0.0, Q_begin_of_step_ = 0.0;

  CycleSums sums_;
  std::string cycle_name_;
  double cycle_begin_ = 0.0;
  double first_capacity_ = -1.0;

  ExperimentResult result_{ExperimentResult::Outcome::finished, "", 0.0, 0, 0, {}};
  Clock::time_point shown_ = Clock::now();
};

}  // namespace vitrion
