// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/ida/progress.hpp"

#include "solvers/solver_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vitrion::ida {

void Progress::begin(double t, Reals y) {
  in_a_row_ = 0;
  watched_ = false;
  next_window(t, y);
}

void Progress::next_window(double t, Reals y) {
  std::copy(y.begin(), y.end(), begin_.begin());
  std::copy(y.begin(), y.end(), last_.begin());
  t_begin_ = t;
  steps_ = 0;
}

bool Progress::stalls(double t, Reals y, Reals weight) {
  ++steps_;
  if (watched_) {
    for (std::size_t i = 0; i < y.size(); ++i) swing_[i] += std::abs(y[i] - last_[i]) * weight[i];
    std::copy(y.begin(), y.end(), last_.begin());
  }
  if (steps_ < window) return false;
  double change = 0.0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double net = std::abs(y[i] - begin_[i]) * weight[i];
    change = std::max(change, net);
    swing_[i] = std::max(0.0, swing_[i] - net);
  }
  advanced_ = t - t_begin_;
  next_window(t, y);
  const bool stalled = change < least_change;
  if (stalled && !watched_) std::fill(swing_.begin(), swing_.end(), 0.0);
  watched_ = stalled;
  in_a_row_ = stalled ? in_a_row_ + 1 : 0;
  return stalled;
}

std::string Progress::what_swings() const {
  const std::vector<double> one(swing_.size(), 1.0);
  std::string names;
  for (const SolverError::Worst& worst : worst_unknowns(layout_, swing_, one))
    names += (names.empty() ? "" : ", ") + worst.unknown;
  return names;
}

}  // namespace vitrion::ida
