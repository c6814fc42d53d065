// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/tolerances.hpp"

#include "params/processor.hpp"

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

VITRION_DISPATCHED bool ErrorWeights::compute(Reals y, MutableReals weight) const {
  const double *const value = y.data(), *const absolute = absolute_.data();
  double* const result = weight.data();
  double smallest = 1.0;
#pragma omp simd reduction(min : smallest)
  for (std::size_t i = 0; i < weight.size(); ++i) {
    const double tolerance = relative_ * std::abs(value[i]) + absolute[i];
    smallest = tolerance < smallest ? tolerance : smallest;
    result[i] = 1.0 / tolerance;
  }
  return smallest > 0.0;
}

}  // namespace vitrion
