// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "setup.hpp"

#include <string>
#include <vector>

namespace vitrion::bench {

/// One point of a work–precision diagram.
struct WorkPrecision {
  MeshSize mesh;
  Tolerances tolerances;
  Solve solve;
  double error = 0.0;       ///< largest |V − V_converged| from 10 s to 98 % of the time, V
  double time_error = 0.0;  ///< of the end, s
};

/// Solves a problem on every mesh with every tolerance, and compares it with a converged solution. Points at which the
/// experiment does not reach its end are left out and named on standard error.
std::vector<WorkPrecision> work_precision(const Problem& problem, const std::vector<MeshSize>& meshes,
                                          const std::vector<Tolerances>& tolerances, const MeshSize& finest,
                                          double seconds);

/// The points that no other point beats in time and error.
std::vector<WorkPrecision> front(std::vector<WorkPrecision> points);

std::string markdown(const std::vector<WorkPrecision>& points);
std::string csv(const std::vector<WorkPrecision>& points);

}  // namespace vitrion::bench
