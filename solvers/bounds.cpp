// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/bounds.hpp"

#include <algorithm>

namespace vitrion {

Bounds::Bounds(const DaeSystem& system) {
  const auto* const bounded = dynamic_cast<const BoundedSystem*>(&system);
  if (bounded == nullptr) return;
  for (const Bound& bound : bounded->bounds()) {
    const Field& field = system.layout()[bound.field];
    for (std::size_t i = field.first; i < field.first + field.size(); ++i)
      bounds_.push_back({i, bound.lowest, bound.highest, bound.lowest, bound.highest});
  }
}

void Bounds::begin(Reals y) {
  some_beyond_ = false;
  for (OfUnknown& bound : bounds_) {
    bound.low = std::min(bound.lowest, y[bound.unknown]);
    bound.high = std::max(bound.highest, y[bound.unknown]);
    some_beyond_ = some_beyond_ || bound.low < bound.lowest || bound.high > bound.highest;
  }
}

void Bounds::accept(Reals y) {
  if (some_beyond_) begin(y);
}

std::optional<std::size_t> Bounds::broken(Reals base, Reals change) const {
  for (const OfUnknown& bound : bounds_) {
    const double value = base[bound.unknown] + change[bound.unknown];
    if (!(value >= bound.low && value <= bound.high)) return bound.unknown;
  }
  return std::nullopt;
}

}  // namespace vitrion
