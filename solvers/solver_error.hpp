// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/dae_system.hpp"

#include <stdexcept>
#include <string>
#include <vector>

namespace vitrion {

/// The numbers did not work out: no consistent state, or no step small enough. The last good state of the solver stays
/// readable.
class SolverError : public std::runtime_error {
 public:
  struct Worst {
    std::string unknown;  ///< by name and place
    double error;         ///< its error in units of its tolerance
  };

  /// @param what_failed without the time: "no step below 1e-09 s succeeds"
  SolverError(const std::string& what_failed, double t, double step, std::string flag, std::vector<Worst> worst);

  double time() const { return time_; }
  double step() const { return step_; }              ///< last step tried, s; 0 before the first
  const std::string& flag() const { return flag_; }  ///< name of IDA's return flag; empty when IDA was not involved
  const std::vector<Worst>& worst() const { return worst_; }

 private:
  double time_, step_;
  std::string flag_;
  std::vector<Worst> worst_;
};

/// The `count` unknowns with the largest |error · weight|, largest first; entries that are not finite come first.
std::vector<SolverError::Worst> worst_unknowns(const StateLayout& layout, Reals error, Reals weight,
                                               std::size_t count = 3);

}  // namespace vitrion
