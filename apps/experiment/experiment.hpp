// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/cell.hpp"
#include "model/archive.hpp"
#include "params/protocols/protocol.hpp"
#include "solvers/ida/dae_solver.hpp"
#include "solvers/steady_state.hpp"

#include <atomic>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace vitrion {

/// Where a running experiment is.
struct Count {
  std::size_t step = 0;   ///< counts executed steps from 1
  std::size_t cycle = 1;  ///< counts cycles from 1
};

/// One recorded state. Spans are valid during the call only.
struct Sample {
  double t;          ///< s since the start of the experiment
  double step_t;     ///< s since the start of the step
  const Step* step;  ///< as the protocol says it
  Count count;
  Reals y;        ///< the state, as cell.system().layout() says
  Reals outputs;  ///< as cell.output_names() says
  double V;       ///< V
  double I;       ///< A m⁻², positive charges
  double Q;       ///< ∫ I dt since the start, C m⁻²
};

/// `infeasible`: it was beyond one of its ends before it began; `voltage_window`: it left the voltage limits of the
/// cell.
enum class StepEnd { duration, limit, infeasible, voltage_window, physical_limit, failure, interrupted };

/// What became of one executed step.
struct StepReport {
  Count count;
  std::string description;  ///< the step as a sentence
  std::string name;         ///< given in the protocol, may be empty
  StepEnd end;
  std::string reason;     ///< for people: "voltage fell to 2.5 V"
  double t_begin, t_end;  ///< s
  double charge;          ///< passed in the step, C m⁻²
  double energy;          ///< ∫ V I dt, J m⁻²
  double V_begin, V_end;  ///< V

  void archive(Archive& a) { a(count, description, name, end, reason, t_begin, t_end, charge, energy, V_begin, V_end); }
};

/// Sums over one cycle, per area of electrode.
struct CycleReport {
  std::size_t cycle;
  std::string name;
  double t_begin, t_end;
  double charge_in, charge_out;               ///< C m⁻²: while I > 0, and while I < 0 (both positive)
  double energy_in, energy_out;               ///< J m⁻²
  std::vector<double> losses_in, losses_out;  ///< charge-weighted mean of each loss term while charging, discharging, V
  std::vector<double> summary;                ///< as cell.summary_names() says

  void archive(Archive& a) {
    a(cycle, name, t_begin, t_end, charge_in, charge_out, energy_in, energy_out, losses_in, losses_out, summary);
  }
};

/// Is told everything that happens, as it happens.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void on_sample(const Sample&) {}
  virtual void on_step(const StepReport&) {}
  virtual void on_cycle(const CycleReport&) {}
  /// Progress within the running step, at most a few times a second of wall time.
  virtual void on_progress(double /*t*/, const Count&) {}
  /// What it has gathered, where the experiment can be left and taken up again.
  virtual void archive(Archive& /*a*/) {}
};

/// Keeps experiments that are not at their end, so that they can be taken up again.
class Checkpoints {
 public:
  virtual ~Checkpoints() = default;
  /// Asked wherever the experiment can be left: whether to keep it now.
  virtual bool due() = 0;
  virtual void keep(const Archive& experiment) = 0;
  /// What was kept of the experiment that is to be taken up; null for a new one.
  virtual Archive* kept() = 0;
};

struct ExperimentOptions {
  Tolerances tolerances;
  LinearSolverKind linear_solver = LinearSolverKind::automatic;
  bool record_every_solver_step = false;                            ///< besides the periods of the protocol
  double default_period = std::numeric_limits<double>::infinity();  ///< s, where the protocol gives none
  std::vector<double> also_at =
      {};  ///< s since the start of the experiment, ascending: recorded where a step has no period
  const std::atomic<bool>* stop = nullptr;  ///< raised by a signal: ends the experiment with complete records
  /// With these a signal ends the experiment where it was kept, which may be some thousand steps of the solver later.
  Checkpoints* checkpoints = nullptr;
};

struct ExperimentResult {
  enum class Outcome { finished, ended_by_rule, infeasible, physical_limit, failed, interrupted };
  Outcome outcome;
  std::string reason;  ///< one sentence, naming step and time
  double t_end = 0.0;
  std::size_t steps = 0, cycles = 0;
  Statistics statistics;
  SteadyState::Statistics steady{};  ///< of the steps that went to their state of rest directly
};

/// Runs a protocol on a cell from its initial state. Never throws for what the numbers or the protocol bring: that is
/// the outcome, and everything up to there has been observed.
ExperimentResult run_experiment(Cell& cell, const Protocol& protocol, const ExperimentOptions& options,
                                std::span<Observer* const> observers);

}  // namespace vitrion
