// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/tr_bdf2.hpp"

#include "params/processor.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrion {
namespace {

constexpr double gamma = 2.0 - std::numbers::sqrt2;
constexpr double d = 0.5 * gamma;
constexpr double w = 0.25 * std::numbers::sqrt2;

// The embedded formula of third order has the weights ((1 − w)/3, (1 + 3w)/3, d/3); these are what it differs by.
constexpr double error_weights[] = {w - (1.0 - w) / 3.0, w - (1.0 + 3.0 * w) / 3.0, 2.0 * d / 3.0};

constexpr double newton_tolerance = 0.33;  // as IDA has it
constexpr double safety = 0.9, largest_growth = 4.0, smallest_shrinkage = 0.2, after_no_solution = 0.25;
constexpr double farthest = 2.0;  // steps that ẏ is extrapolated over

/// The parabola through states at three places, at s.
void parabola(const std::array<double, 3>& at, double s, Reals a, Reals b, Reals c, MutableReals y) {
  const double of_a = (s - at[1]) * (s - at[2]) / ((at[0] - at[1]) * (at[0] - at[2]));
  const double of_b = (s - at[0]) * (s - at[2]) / ((at[1] - at[0]) * (at[1] - at[2]));
  const double of_c = (s - at[0]) * (s - at[1]) / ((at[2] - at[0]) * (at[2] - at[1]));
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = of_a * a[i] + of_b * b[i] + of_c * c[i];
}

}  // namespace

TrBdf2::TrBdf2(DaeSystem& system, IterationMatrix& matrix, Newton& newton, const ErrorWeights& weights)
    : system_(system), matrix_(matrix), newton_(newton), weights_(weights), differential_(system.layout().size(), 0.0) {
  for (const Field& field : system.layout().fields()) {
    std::fill_n(differential_.begin() + static_cast<std::ptrdiff_t>(field.first), field.size(),
                field.kind == Kind::differential ? 1.0 : 0.0);
  }
  for (auto* v : {&y0_, &y_mid_, &y1_, &ydot0_, &ydot_mid_, &ydot1_, &predicted_y_, &predicted_ydot_, &correction_,
                  &weight_, &error_, &y_quarter_})
    v->assign(differential_.size(), 0.0);
}

void TrBdf2::start(double t, Reals y, Reals ydot, double first_step) {
  t0_ = t1_ = t;
  h_ = 0.0;
  std::copy(y.begin(), y.end(), y1_.begin());
  for (std::size_t i = 0; i < ydot1_.size(); ++i) ydot1_[i] = differential_[i] * ydot[i];
  wanted_ = first_step;
}

/// On along ẏ₀, but no farther than twice the last step: what its solution left of an error in y is d times that step
/// smaller in ẏ. Algebraic unknowns where they were, because after a kink nobody knows where they go.
VITRION_DISPATCHED void TrBdf2::predict_middle(double h, double h_before) {
  const double *const y0 = y0_.data(), *const ydot0 = ydot0_.data();
  double *const y = predicted_y_.data(), *const ydot = predicted_ydot_.data();
  const double reach = h_before > 0.0 ? std::min(gamma * h, farthest * h_before) : gamma * h;
  const double slope = reach / (d * h) - 1.0;
#pragma omp simd
  for (std::size_t i = 0; i < y0_.size(); ++i) {
    ydot[i] = slope * ydot0[i];
    y[i] = y0[i] + reach * ydot0[i];
  }
}

/// Straight on from y₀ over y_γ, and the ẏ that belongs to it: w h (ẏ₀ + ẏ_γ) = w/d (y_γ − y₀).
VITRION_DISPATCHED void TrBdf2::predict_end(double h) {
  const double *const y0 = y0_.data(), *const y_mid = y_mid_.data(), *const differential = differential_.data();
  double *const y = predicted_y_.data(), *const ydot = predicted_ydot_.data();
  const double slope = (1.0 / gamma - w / d) / (d * h);
#pragma omp simd
  for (std::size_t i = 0; i < y0_.size(); ++i) {
    ydot[i] = differential[i] * slope * (y_mid[i] - y0[i]);
    y[i] = y0[i] + (1.0 / gamma) * (y_mid[i] - y0[i]);
  }
}

/// F(t, y, ẏ) = 0 along y = y_p + Δ, ẏ = ẏ_p + Δ/(d h), from what is predicted.
bool TrBdf2::solve_stage(double t, double h, MutableReals y, MutableReals ydot) {
  std::fill(correction_.begin(), correction_.end(), 0.0);
  ImplicitStep stage;
  stage.t = t;
  stage.cj = 1.0 / (d * h);
  stage.tolerance = newton_tolerance;
  stage.predicted_y = predicted_y_;
  stage.predicted_ydot = predicted_ydot_;
  stage.weight = weight_;
  stage.y = y;
  stage.ydot = ydot;
  stage.correction = correction_;
  if (!newton_.solve(stage)) return false;
  place(stage);
  for (std::size_t i = 0; i < ydot.size(); ++i) ydot[i] *= differential_[i];
  return true;
}

/// From (y₀, ẏ₀) at t₀ to (y₁, ẏ₁) at t.
bool TrBdf2::step(double t, double h) {
  predict_middle(h, h_);
  if (!solve_stage(t0_ + gamma * h, h, y_mid_, ydot_mid_)) return false;
  predict_end(h);
  return solve_stage(t, h, y1_, ydot1_);
}

/// Root mean square of the error in tolerances; the errors are those that (∂F/∂y + c_j ∂F/∂ẏ) δ = c_j ∂F/∂ẏ e makes of
/// the difference e between the two formulas.
double TrBdf2::estimate_error() {
  for (std::size_t i = 0; i < error_.size(); ++i)
    predicted_ydot_[i] = error_weights[0] * ydot0_[i] + error_weights[1] * ydot_mid_[i] + error_weights[2] * ydot1_[i];
  std::fill(error_.begin(), error_.end(), 0.0);
  matrix_.add_rate_part(predicted_ydot_, error_);  // ∂F/∂ẏ e/h
  for (double& entry : error_) entry *= 1.0 / d;
  matrix_.solve(error_);
  double sum = 0.0;
  for (std::size_t i = 0; i < error_.size(); ++i) {
    const double size = differential_[i] * error_[i] * weight_[i];
    sum += size * size;
  }
  return std::sqrt(sum / static_cast<double>(error_.size()));
}

TrBdf2::Outcome TrBdf2::advance(double t_end, double smallest, double largest) {
  std::swap(y0_, y1_);
  std::swap(ydot0_, ydot1_);
  t0_ = t1_;
  quarter_is_known_ = false;
  const auto give_up = [&](Outcome outcome) {
    std::swap(y0_, y1_);
    std::swap(ydot0_, ydot1_);
    h_ = 0.0;
    return outcome;
  };
  try {
    weights_.compute(y0_, weight_);
    const double left = t_end - t0_;
    if (!std::isfinite(wanted_) || wanted_ <= 0.0) wanted_ = left;
    if (largest > 0.0) wanted_ = std::min(wanted_, largest);
    for (;;) {
      const double steps_left = std::ceil((1.0 - 1e-9) * left / wanted_);
      const double t = steps_left <= 1.0 ? t_end : t0_ + (steps_left <= 2.0 ? 0.5 * left : wanted_);
      const double h = t - t0_;
      if (h < smallest && h < left) return give_up(Outcome::no_solution);
      if (!step(t, h)) {
        if (h <= smallest) return give_up(Outcome::no_solution);
        wanted_ = after_no_solution * h;
        continue;
      }
      const double error = estimate_error();
      if (error <= 1.0) {
        const double growth = safety / std::cbrt(std::max(error, 1e-9));
        // A step that t_end has cut short says little of one that is much longer.
        wanted_ = std::max(h * std::clamp(growth, smallest_shrinkage, largest_growth), growth >= 1.0 ? wanted_ : 0.0);
        h_ = h;
        t1_ = t;
        return Outcome::step;
      }
      ++rejected_;
      if (h <= smallest) return give_up(Outcome::too_inaccurate);
      const double shrinkage = std::isfinite(error) ? safety / std::cbrt(error) : smallest_shrinkage;
      wanted_ = h * std::clamp(shrinkage, smallest_shrinkage, safety);
    }
  } catch (...) {
    give_up(Outcome::no_solution);
    throw;
  }
}

/// y = y₀ + s h (ẏ₀ + ẏ)/2 with F(t₀ + s h, y, ẏ) = 0, by one Newton step; s ≤ γ.
void TrBdf2::trapezoid(double s, MutableReals y) {
  parabola({0.0, gamma, 1.0}, s, y0_, y_mid_, y1_, y);
  const double cj = 2.0 / (s * h_);
  for (std::size_t i = 0; i < y.size(); ++i) predicted_ydot_[i] = differential_[i] * (cj * (y[i] - y0_[i]) - ydot0_[i]);
  newton_.forget_factors();
  if (!system_.residual(t0_ + s * h_, y, predicted_ydot_, correction_) || !matrix_.factor_step(cj)) return;
  matrix_.solve(correction_);
  if (std::ranges::all_of(correction_, [](double change) { return std::isfinite(change); }))
    for (std::size_t i = 0; i < y.size(); ++i) y[i] -= correction_[i];
}

void TrBdf2::interpolate(double t, MutableReals y) {
  const double s = h_ > 0.0 ? (t - t0_) / h_ : 1.0;
  if (s <= 0.0 || s >= 1.0) {
    std::ranges::copy(s >= 1.0 ? y1_ : y0_, y.begin());
  } else if (s <= gamma) {
    trapezoid(s, y);
  } else {
    if (!quarter_is_known_) trapezoid(0.5 * gamma, y_quarter_);
    quarter_is_known_ = true;
    parabola({0.5 * gamma, gamma, 1.0}, s, y_quarter_, y_mid_, y1_, y);
  }
}

void TrBdf2::rates(MutableReals ydot) const {
  interpolate_rate(t1_, ydot);
  for (std::size_t i = 0; i < ydot.size(); ++i)
    if (differential_[i] != 0.0) ydot[i] = ydot1_[i];
}

void TrBdf2::interpolate_rate(double t, MutableReals ydot) const {
  const double s = h_ > 0.0 ? (t - t0_) / h_ : 1.0, per_h = h_ > 0.0 ? 1.0 / h_ : 0.0;
  const double first = (2.0 * s - gamma - 1.0) / gamma, last = (2.0 * s - gamma) / (1.0 - gamma);
  const double middle = (1.0 - 2.0 * s) / (gamma * (1.0 - gamma));
  for (std::size_t i = 0; i < ydot.size(); ++i) ydot[i] = per_h * (first * y0_[i] + middle * y_mid_[i] + last * y1_[i]);
}

}  // namespace vitrion
