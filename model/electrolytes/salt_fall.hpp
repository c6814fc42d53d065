// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/electrolytes/salt_limit.hpp"

#include <span>
#include <vector>

namespace vitrion {

/// How the salt at the electrode that plates falls after a current has been switched on, in a stack of several layers
/// with the properties of the salt at rest:
///
///     ε ∂c/∂t = ∂/∂x(B D ∂c/∂x) − ∂/∂x[(1 − t₊) i/(q F)],    N₋ = 0 at both ends
///
/// in finite volumes, whose exact solution is a sum of exponentials, c_w = c₀ − J [F∞ − Σ a_m exp(−λ_m t)]. In the
/// first moments only the layer at the electrode matters, and Sand's law holds in it.
/// One layer has a series of its own: indicators/salt_depletion.hpp.
class SaltFall {
 public:
  /// Salt diffusivity D and (1 − t₊)/(q F) of a slab, with the salt at rest.
  struct AtRest {
    double D, per_current;
  };
  /// @param at_rest  one a slab
  SaltFall(std::span<const SaltSlab> slabs, std::span<const AtRest> at_rest);

  /// When no salt is left, s: under the current J by this linear problem, A m⁻²; +∞ where it never is.
  double depletion_time(double J) const;
  /// J above which it runs out in this linear problem, A m⁻².
  double limiting_current() const { return c0_ / steady_; }

 private:
  double fallen(double t) const;  ///< (c₀ − c_w)/J
  double c0_, steady_ = 0.0;
  double sand_ = 0.0;         ///< J √t at depletion in a half-space of the first layer, A s^½ m⁻²
  double first_layer_ = 0.0;  ///< ε L²/(B D) of it, s
  std::vector<double> rate_, share_;
};

}  // namespace vitrion
