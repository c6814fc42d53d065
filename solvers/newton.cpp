// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/newton.hpp"

#include "params/processor.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrion {
namespace {

constexpr int most_iterations = 10;
constexpr double good_enough =
    4.0;  // error left in the worst unknown, in units of the tolerance of a step, which is for the mean
constexpr double diverging = 2.0;      // growth of a correction at which an iteration is given up
constexpr double slow = 0.3;           // rate of contraction at which new derivatives pay
constexpr double unclear = 0.5;        // rate from which on another iteration is the only way to know
constexpr double short_enough = 10.0;  // correction, in tolerances, for which a predicted rate is believed
constexpr double negligible = 1e-3;    // distances in tolerances that may be rounding
constexpr double too_good = 0.1;  // for a first rate that is measured: the correction before is large in what is linear
constexpr double forgetting = 0.9;  // of the remembered nonlinearity from one step to the next
constexpr double evidence = 0.5;    // the same, after a step that measured less
constexpr int careful_steps = 3;    // after a step that was taken back
constexpr int oldest = 12;          // derivatives, in steps
constexpr int most_damped_iterations = 20;
constexpr double smallest_damping = 1e-4;
constexpr double settled = 0.1;  // Newton step, in tolerances, that ends a damped iteration however slow it is

}  // namespace

Newton::Newton(DaeSystem& system, IterationMatrix& matrix)
    : system_(system),
      matrix_(matrix),
      bounds_(system),
      delta_(system.layout().size()),
      y_of_derivatives_(delta_.size()),
      newton_step_(delta_.size()),
      base_(delta_.size()) {}

void Newton::restart(Reals y, bool kinks) {
  kinks_ = kinks;
  std::copy(y.begin(), y.end(), y_of_derivatives_.begin());
  bounds_.begin(y);
  beyond_.reset();
  factored_cj_ = 0.0;
  old_derivatives_ = false;
  nonlinearity_ = 1.0;
  careful_ = age_ = 0;
  t_of_last_solve_ = -std::numeric_limits<double>::infinity();
}

bool Newton::residual(const Step& step) {
  ++statistics_.residuals;
  return system_.residual(step.t, step.y, step.ydot, delta_);
}

/// False when the derivatives are not finite there.
bool Newton::evaluate(const Step& step) {
  factored_cj_ = 0.0;
  old_derivatives_ = !matrix_.evaluate(step.t, step.y, step.ydot);
  std::copy(step.y.begin(), step.y.end(), y_of_derivatives_.begin());
  age_ = 0;
  return !old_derivatives_;
}

/// False when the matrix is singular.
bool Newton::factor(double cj) {
  if (cj != factored_cj_) factored_cj_ = matrix_.factor_step(cj) ? cj : 0.0;
  return factored_cj_ != 0.0;
}

/// Largest distance of an unknown from where the derivatives were evaluated, in tolerances.
VITRION_DISPATCHED double Newton::distance(const Step& step) const {
  const double *const y = step.y.data(), *const there = y_of_derivatives_.data(), *const weight = step.weight.data();
  double farthest = 0.0;
#pragma omp simd reduction(max : farthest)
  for (std::size_t i = 0; i < delta_.size(); ++i) {
    const double d = std::abs(y[i] - there[i]) * weight[i];
    farthest = d > farthest ? d : farthest;
  }
  return farthest;
}

VITRION_DISPATCHED void place(const ImplicitStep& step) {
  double *const y = step.y.data(), *const ydot = step.ydot.data();
  const double *const predicted_y = step.predicted_y.data(), *const predicted_ydot = step.predicted_ydot.data();
  const double* const correction = step.correction.data();
#pragma omp simd
  for (std::size_t i = 0; i < step.correction.size(); ++i) {
    y[i] = predicted_y[i] + correction[i];
    ydot[i] = predicted_ydot[i] + step.cj * correction[i];
  }
}

/// Applies the Newton step in delta_. @return size_of_delta()
VITRION_DISPATCHED double Newton::correct(const Step& step) {
  double* const correction = step.correction.data();
  const double *const delta = delta_.data(), *const weight = step.weight.data();
  double largest = 0.0, finite = 0.0;
#pragma omp simd reduction(max : largest) reduction(+ : finite)
  for (std::size_t i = 0; i < delta_.size(); ++i) {
    correction[i] -= delta[i];
    const double size = std::abs(delta[i]) * weight[i];
    largest = size > largest ? size : largest;
    finite += 0.0 * size;
  }
  return largest + finite;
}

/// Largest entry of delta_ in tolerances; NaN when one is not finite.
double Newton::size_of_delta(const Step& step) const {
  double largest = 0.0, finite = 0.0;
  for (std::size_t i = 0; i < delta_.size(); ++i) {
    const double size = std::abs(delta_[i]) * step.weight[i];
    largest = std::max(largest, size);
    finite += 0.0 * size;
  }
  return largest + finite;
}

bool Newton::solve(const Step& step) {
  // A step that is taken back may have failed its error test for what an iteration left behind.
  careful_ = kinks_ || step.t <= t_of_last_solve_ ? careful_steps : std::max(0, careful_ - 1);
  t_of_last_solve_ = step.t;
  // What one iteration with old derivatives leaves of a fast mode is extrapolated to the next step, where it may come
  // out as large again: errors of alternating sign then hold the step small for good, without a failure that would
  // tell.
  if (++age_ > oldest) old_derivatives_ = true;

  beyond_.reset();
  iterations_of_solve_ = failures_of_solve_ = 0;
  for (;;) {
    place(step);
    if (!residual(step)) break;  // extrapolation left the window: only a shorter step can help
    const bool fresh = old_derivatives_;
    bool solved = iterate(step);
    if (!solved) {
      std::fill(step.correction.begin(), step.correction.end(), 0.0);
      old_derivatives_ = true;
      if (!fresh) continue;
      solved = iterate_damped(step);
    }
    if (!solved) break;
    beyond_ = bounds_.broken(step.predicted_y, step.correction);
    if (!beyond_) return true;
    break;
  }
  old_derivatives_ = true;
  ++failures_of_solve_;
  ++statistics_.failures;
  return false;
}

/// From the residual at the predicted state, in delta_.
///
/// One iteration is believed to be enough when the rate expected from the distance to the derivatives says so. Sizes
/// are those of the worst unknown, not means: in a cell the front of a reaction moves through one node at a time, and
/// its error would drown among hundreds of others.
bool Newton::iterate(const Step& step) {
  if (old_derivatives_ && !evaluate(step)) return false;
  if (!factor(step.cj)) return false;

  double away = distance(step);
  double previous = 0.0;  // size of the last correction with the same matrix
  nonlinearity_ *= forgetting;
  for (int iteration = 1; iteration <= most_iterations; ++iteration) {
    ++statistics_.iterations;
    ++iterations_of_solve_;
    matrix_.solve(delta_);
    const double size = correct(step);
    if (!std::isfinite(size)) return false;

    const bool measured = previous > 0.0;
    double rate = nonlinearity_ * (away + 0.5 * size);
    if (measured) {
      rate = size / previous;
      if (rate > diverging) return false;
      nonlinearity_ = std::max(evidence * nonlinearity_, rate / (away + 0.5 * previous + negligible));
      if (rate > slow) old_derivatives_ = true;
      if (iteration == 2) rate = std::max(rate, too_good);
    }
    const bool known = rate < unclear && (measured || (careful_ == 0 && size < short_enough));
    if (known && rate / (1.0 - rate) * size <= good_enough * step.tolerance) return true;
    if (size <= negligible) return true;
    previous = size;

    place(step);
    if (!residual(step)) return false;
    if (measured && rate > slow) {  // from here on with the derivatives of this place
      if (!evaluate(step) || !factor(step.cj)) return false;
      away = previous = 0.0;
    }
  }
  return false;
}

/// For steps that the iteration above does not solve: with new derivatives every time, and no farther along a Newton
/// step than until the correction that these derivatives then ask for stops shrinking (Deuflhard, Newton Methods for
/// Nonlinear Problems, 2011, algorithm NLEQ-ERR). The equation c = s|s| of a species that is used up needs it: it is as
/// good as singular however short the step.
bool Newton::iterate_damped(const Step& step) {
  place(step);
  double damping = 1.0;
  for (int iteration = 1; iteration <= most_damped_iterations; ++iteration) {
    ++statistics_.iterations;
    ++iterations_of_solve_;
    if (!residual(step) || !evaluate(step) || !factor(step.cj)) return false;
    matrix_.solve(delta_);
    newton_step_ = delta_;
    std::copy(step.correction.begin(), step.correction.end(), base_.begin());
    const double size = size_of_delta(step);
    if (!std::isfinite(size)) return false;
    if (size <= settled) {
      correct(step);
      old_derivatives_ = true;
      return true;
    }

    damping = std::min(1.0, 4.0 * damping);
    for (;; damping *= 0.5) {
      if (damping < smallest_damping) return false;
      for (std::size_t i = 0; i < base_.size(); ++i) step.correction[i] = base_[i] - damping * newton_step_[i];
      place(step);
      if (!residual(step)) continue;
      matrix_.solve(delta_);
      const double next = size_of_delta(step), rate = next / size;
      const bool solved =
          damping == 1.0 && rate < unclear && rate / (1.0 - rate) * next <= good_enough * step.tolerance;
      if (solved) {
        correct(step);
        old_derivatives_ = true;
        return true;
      }
      if (rate <= 1.0 - 0.25 * damping) break;
    }
  }
  return false;
}

}  // namespace vitrion
