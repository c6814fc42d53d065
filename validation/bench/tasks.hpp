// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "setup.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace vitrion::bench {

/// One line of the table of tasks.
struct Task {
  std::string name;
  std::size_t unknowns = 0;
  std::size_t steps = 0;
  double median = 0.0, fastest = 0.0;  ///< s
  double megabytes = 0.0;              ///< peak of a whole process, 0 where it was not measured
  std::string bar;                     ///< what was asked for
};

/// Solves of typical and of large problems.
std::vector<Task> solve_tasks(const std::string& lfp, const std::string& nmc);

/// Whole processes of the program: a discharge with all default files, and cycles that may not cost memory.
/// @throws std::invalid_argument when the program is not there
std::vector<Task> process_tasks(const std::filesystem::path& vitrion);

/// A made-up hour of driving with a point a second: a C-rate of 0.25 on average, negative discharges.
std::shared_ptr<const DriveCycle> drive_cycle(bool rough);

std::string markdown(const std::vector<Task>& tasks);
std::string csv(const std::vector<Task>& tasks);

}  // namespace vitrion::bench
