// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/bounds.hpp"
#include "solvers/dae_system.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace vitrion {

/// A second door beside DaeSystem, for systems that say what their unknowns may be.
class BoundedSystem {
 public:
  virtual ~BoundedSystem() = default;
  virtual std::span<const Bound> bounds() const = 0;
};

/// Whether unknowns are what they may be. A state that is beyond from the start on may stay there and come back, but
/// not go farther.
class Bounds {
 public:
  /// Those of a system that has any.
  explicit Bounds(const DaeSystem& system);

  /// The state that a stretch of time begins with.
  void begin(Reals y);
  /// A state that was reached: what has come back stays.
  void accept(Reals y);

  /// The first unknown of y = base + change that is beyond.
  std::optional<std::size_t> broken(Reals base, Reals change) const;

 private:
  struct OfUnknown {
    std::size_t unknown;
    double lowest, highest;  // as the model says
    double low, high;        // as far as it may go now
  };
  std::vector<OfUnknown> bounds_;
  bool some_beyond_ = false;  // somewhere it may go farther than the model says
};

}  // namespace vitrion
