// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/dae_system.hpp"

#include <vector>

namespace vitrion {

/// How accurately to solve. An unknown is wrong by one tolerance when it is wrong by
/// relative · |y| + absolute_scale · Field::atol.
struct Tolerances {
  double relative = 3e-5;
  double absolute_scale = 1.0;    ///< multiplies Field::atol
  bool control_algebraic = true;  ///< whether algebraic unknowns take part in the choice of the step
};

/// 1 / tolerance of every unknown.
class ErrorWeights {
 public:
  ErrorWeights(const StateLayout& layout, const Tolerances& tolerances);

  /// False when a tolerance is not positive.
  bool compute(Reals y, MutableReals weight) const;

 private:
  double relative_;
  std::vector<double> absolute_;
};

}  // namespace vitrion
