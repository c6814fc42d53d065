// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/experiment.hpp"
#include "apps/experiment/inputs.hpp"
#include "apps/validation/comparison.hpp"
#include "timing.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace vitrion::bench {

/// Finite volumes of a cell.
struct MeshSize {
  std::size_t negative, separator, positive, shells;
  std::string text() const;  ///< "10/5/10, 8 shells"
};

/// A cell and what is done with it.
struct Problem {
  std::string name;      ///< for tables
  std::string cell;      ///< a file or a name of the library
  std::string protocol;  ///< sentences
};

/// A cell on this mesh, with other changes as after `--set`.
CellInput load(const std::string& cell, const MeshSize& mesh, const std::vector<std::string>& set = {});

struct Solve {
  std::size_t unknowns = 0;
  Timing time;
  Statistics statistics;
  double t_end = 0.0;
};

/// Times one protocol on one cell: everything from the initial state to the last, nothing recorded.
/// @throws std::runtime_error when the experiment does not finish
Solve time_solve(Cell& cell, const Protocol& protocol, const Tolerances& tolerances, double seconds = 1.0);

/// The voltage every `period` seconds.
VoltageCurve record(Cell& cell, const Protocol& protocol, const Tolerances& tolerances, double period);

}  // namespace vitrion::bench
