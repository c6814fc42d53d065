// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/dae_system.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace vitrion::ida {

/// Finds steps that lead nowhere. A step is as long as its error allows, one tolerance, so that over a thousand of them
/// a state goes hundreds of tolerances at least; where it does not, something swings to and fro and keeps the steps
/// short.
class Progress {
 public:
  static constexpr std::size_t window = 1000;    ///< steps
  static constexpr double least_change = 100.0;  ///< of the unknown that changes most over a window, in tolerances

  explicit Progress(const StateLayout& layout)
      : layout_(layout), begin_(layout.size()), last_(begin_), swing_(begin_) {}

  /// A window begins at y, and what was before does not count.
  void begin(double t, Reals y);

  /// Whether a step has to be told with its state; else pass() will do.
  bool looks_at_next() const { return watched_ || steps_ + 1 >= window; }
  void pass() { ++steps_; }

  /// A step to y. True when it ends a window in which no unknown has come farther than least_change.
  bool stalls(double t, Reals y, Reals weight);

  /// Windows that stalled, one after the other, up to the last.
  std::size_t stalls_in_a_row() const { return in_a_row_; }
  /// How far the window that has just ended led, s.
  double advanced() const { return advanced_; }
  /// The unknowns that went farthest to and fro in it, for people; watched from the first window that stalls on.
  std::string what_swings() const;

 private:
  const StateLayout& layout_;
  std::vector<double> begin_, last_, swing_;  // at the begin of the window, at the last step; Σ |Δy| in tolerances
  double t_begin_ = 0.0, advanced_ = 0.0;
  std::size_t steps_ = 0, in_a_row_ = 0;
  bool watched_ = false;

  void next_window(double t, Reals y);
};

}  // namespace vitrion::ida
