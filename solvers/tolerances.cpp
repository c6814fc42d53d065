// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/tolerances.hpp"

#include <cmath>

namespace vitrion {

ErrorWeights::ErrorWeights(const StateLayout& layout, const Tolerances& tolerances)
    : relative_(tolerances.relative), absolute_(layout.size()) {
  for (const Field& field : layout.fields()) {
    for (std::size_t i = field.first; i < field.first + field.size(); ++i) {
      absolute_[i] = tolerances.absolute_scale * field.atol;
    }
  }
}

bool ErrorWeights::compute(Reals y, MutableReals weight) const {
  double smallest = 1.0;
  for (std::size_t i = 0; i < weight.size(); ++i) {
    const double tolerance = relative_ * std::abs(y[i]) + absolute_[i];
    smallest = tolerance < smallest ? tolerance : smallest;
    weight[i] = 1.0 / tolerance;
  }
  return smallest > 0.0;
}

}  // namespace vitrion
