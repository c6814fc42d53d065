// SPDX-License-Identifier: BSD-3-Clause
#include "model/layer_cut.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace vitrion {
namespace {

/// ξ(x) = ∫ dx/h and its inverse: a part that grows from the left, one of constant step, one that shrinks to the right.
class Spacing {
 public:
  Spacing(double length, double step, double growth, double left, double right)
      : length_(length), step_(step), growth_(growth), first_(left), last_(right) {
    grows_ = std::clamp((step - left) / growth, 0.0, length);
    shrinks_ = std::clamp((step - right) / growth, 0.0, length);
    if (grows_ + shrinks_ > length) {  // they meet before the step is reached
      grows_ = std::clamp(0.5 * (length + (right - left) / growth), 0.0, length);
      shrinks_ = length - grows_;
    }
    left_steps_ = steps_over(grows_, first_);
    right_steps_ = steps_over(shrinks_, last_);
    all_ = left_steps_ + (length - grows_ - shrinks_) / step + right_steps_;
  }

  double steps() const { return all_; }
  double position(double xi) const {
    if (xi < left_steps_) return first_ * std::expm1(growth_ * xi) / growth_;
    if (xi <= all_ - right_steps_) return grows_ + (xi - left_steps_) * step_;
    return length_ - last_ * std::expm1(growth_ * (all_ - xi)) / growth_;
  }

 private:
  /// ∫₀ˣ dx/(first + γ x)
  double steps_over(double x, double first) const { return x > 0.0 ? std::log1p(growth_ * x / first) / growth_ : 0.0; }

  double length_, step_, growth_, first_, last_;
  double grows_ = 0.0, shrinks_ = 0.0;  ///< lengths of the two parts, m
  double left_steps_ = 0.0, right_steps_ = 0.0, all_ = 0.0;
};

double halves(const LayerEnd& left, const LayerEnd& right) { return 0.5 * (left.wall + right.wall); }

}  // namespace

double equal_step(double length, std::size_t n, const LayerEnd& left, const LayerEnd& right) {
  return length / (static_cast<double>(n) - halves(left, right));
}

LayerCut::LayerCut(double length, double step, double growth, const LayerEnd& left, const LayerEnd& right) {
  assert(length > 0.0 && step > 0.0 && growth > 0.0);
  constexpr double whole = 1e-9;  // what rounding may leave of a step
  const Spacing spacing(length, step, growth, left.wall ? left.first_step : step, right.wall ? right.first_step : step);
  const double half = halves(left, right);
  const double n = std::ceil(std::max(1.0 + half, spacing.steps() + half - whole));
  const double per_step = spacing.steps() / (n - half);
  const auto at = [&](double steps) { return std::clamp(spacing.position(steps * per_step), 0.0, length); };
  const double first = left.wall ? 0.0 : 0.5;  // where the first node stands
  face.push_back(0.0);
  for (std::size_t k = 0; static_cast<double>(k) < n; ++k) {
    const double xi = first + static_cast<double>(k);
    const bool last = static_cast<double>(k + 1) >= n;
    node.push_back(last && right.wall ? length : at(xi));
    face.push_back(last ? length : at(xi + 0.5));
  }
}

}  // namespace vitrion
