// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/state_layout.hpp"

#include <concepts>
#include <limits>
#include <span>
#include <vector>

namespace vitrion {

/// What the entries of a field may be: no step in time goes beyond. For an amount, "nothing of it" with room for the
/// error of a step.
struct Bound {
  FieldId field;
  double lowest, highest = std::numeric_limits<double>::infinity();
};

/// A model opts in by this member.
template <class M>
concept HasBounds = requires(const M& constant) {
  { constant.bounds() } -> std::convertible_to<std::span<const Bound>>;
};

}  // namespace vitrion
