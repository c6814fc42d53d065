// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/experiment.hpp"

#include <atomic>
#include <cstddef>
#include <ctime>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrion::test {

/// What the unknowns of a field may be, where 0 is "none of it" and a field has an upper end only if it has a whole.
struct Admissible {
  std::string prefix;  ///< of the names of the fields
  double lowest, highest;
};

/// What the unknowns of a cell of its chemistry may be.
std::vector<Admissible> admissible_states(const Cell& cell);

/// Looks at every recorded state of a run: numbers that are none, unknowns beyond what they may be, parts of the
/// voltage that do not sum to it, balances that do not hold. Ends a run that takes too long, and says so.
class Watch final : public Observer {
 public:
  /// Something that is constant while a cell works, and how large it is where it is compared.
  struct Balance {
    std::string name;
    double scale;
    std::function<double(Reals y)> amount;
  };

  Watch(Cell& cell, std::vector<Admissible> admissible, std::vector<Balance> balances = {});

  void on_sample(const Sample& sample) override;
  void on_step(const StepReport& report) override { steps.push_back(report); }

  /// To be given to the experiment: raised after so many seconds of processor time.
  const std::atomic<bool>* stop() const { return &stop_; }
  bool took_too_long() const { return stop_.load(); }

  /// Everything that is wrong with what was recorded, a line each; empty when nothing is.
  std::string complaints() const;

  std::vector<StepReport> steps;
  std::size_t samples = 0;
  double seconds = 0.0;         ///< of processor time
  double largest_defect = 0.0;  ///< of the parts of the voltage, V
  double largest_drift = 0.0;   ///< of a balance, in its scale

 private:
  void complain(const std::string& about, const std::string& what);

  static constexpr double longest = 20.0;  // s of processor time
  Cell& cell_;
  const StateLayout& layout_;
  std::span<const OutputName> names_;
  std::vector<double> lowest_, highest_;  // of each unknown
  std::vector<Balance> balances_;
  std::vector<double> at_start_;
  std::map<std::string, std::string> first_complaint_;
  std::map<std::string, std::size_t> how_often_;
  std::atomic<bool> stop_{false};
  std::clock_t begin_ = std::clock();
};

/// A cell of the library with changes, and what is done to it.
struct RandomRun {
  std::string cell;
  std::vector<std::string> set;
  std::string protocol;  ///< a YAML map
};

/// How a watched run ended.
struct Ending {
  std::string kind;  ///< "finished", "limit", "refused", or what must not be: "failed", "too long", "inadmissible", …
  std::string told;  ///< step by step, with complaints
  std::size_t solver_steps = 0;
  double seconds = 0.0;
  bool good() const { return kind == "finished" || kind == "limit" || kind == "refused"; }
};

/// Runs it as the program does, recording every step of the solver.
Ending run_watched(const RandomRun& run,
                   const std::function<std::vector<Watch::Balance>(const RandomRun&)>& balances = {});

}  // namespace vitrion::test
