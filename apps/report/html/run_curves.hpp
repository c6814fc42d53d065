// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/experiment.hpp"
#include "apps/report/html/thinning.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace vitrion {

/// 1 while a current charges the cell, −1 while it discharges it, 0 at rest. @param current  A m⁻²
int direction_of(double current);

/// What a report draws of a run, gathered while it runs. The space for it does not grow with the length of the run,
/// except for a line a cycle: curves are thinned, and of many cycles some are kept.
class RunCurves final : public Observer {
 public:
  /// Columns of the rows before the outputs of the cell; SI, per area, `passed` is the net charge.
  enum Column : std::size_t { time, passed, voltage, current, first_output };

  struct Cycle {
    std::size_t number;
    ThinnedRows curve;  ///< the columns before the outputs only
    ThinnedRows rows;   ///< all columns
  };

  /// The least and the most of every output in one cycle.
  struct Extremes {
    std::size_t cycle;
    std::vector<double> lowest, highest;

    void archive(Archive& a) { a(cycle, lowest, highest); }
  };

  /// How a column is thinned when it is drawn over another.
  Deviation deviation(std::size_t column) const;

  /// States along the stack during one step.
  struct Profiles {
    std::string step;  ///< as a sentence
    Count count;
    double mean_current = -1.0;               ///< size, A m⁻²
    std::vector<double> t;                    ///< s since the begin of the step
    std::vector<std::vector<double>> states;  ///< the unknowns of drawn_fields(), one field behind the other

    void archive(Archive& a) { a(step, count, mean_current, t, states); }
  };

  explicit RunCurves(Cell& cell);

  void on_sample(const Sample& sample) override;
  void on_step(const StepReport& step) override;
  void on_cycle(const CycleReport& cycle) override;
  void archive(Archive& a) override;
  const Cell& cell() const { return cell_; }
  /// The cycles that are kept, in order, the first and the last among them.
  const std::vector<Cycle>& cycles() const { return cycles_; }
  bool all_kept() const { return cycles_.size() == extremes_.size(); }
  /// Of all cycles.
  const std::vector<Extremes>& extremes() const { return extremes_; }
  /// Of the step with the largest mean current.
  const Profiles& profiles() const { return profiles_; }
  /// The fields that vary along the stack; of those in particles, the surface.
  const std::vector<const Field*>& drawn_fields() const { return fields_; }

 private:
  void add_profile(const Sample& sample);
  void space_out(Profiles& profiles, double spacing);
  Cycle new_cycle(std::size_t number) const;
  void begin_cycle(std::size_t number);

  Cell& cell_;
  std::vector<double> row_;
  int direction_ = 0;  ///< of the current: its sign
  std::vector<Cycle> cycles_;
  std::vector<Extremes> extremes_;
  Cycle running_;
  Extremes present_extremes_;
  std::size_t stride_ = 1;

  std::vector<const Field*> fields_;
  Profiles profiles_, present_;
  double spacing_ = 0.0;  ///< of the profiles of the present step, s
};

}  // namespace vitrion
