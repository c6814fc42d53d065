// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

namespace vitrion::bench {

/// What one execution of a program took.
struct Process {
  double seconds = 0.0;    ///< processor time, loading it included
  double megabytes = 0.0;  ///< largest resident memory, MB of 2²⁰ bytes
  int exit_code = 0;
};

/// Executes a program with its output thrown away. @throws std::runtime_error when it cannot be started
Process execute(const std::vector<std::string>& command);

}  // namespace vitrion::bench
