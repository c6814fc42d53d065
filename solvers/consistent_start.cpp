// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/consistent_start.hpp"

#include "solvers/solver_error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace vitrion {
namespace {

constexpr std::size_t most_iterations = 60;
constexpr double smallest_damping = 1e-6;
constexpr double smallest_that_counts = 0.1;  // step at which rounding may keep Newton from going further
constexpr double converged = 1e-3;  // last step that is not checked any more, in tolerances; the error is its square

}  // namespace

ConsistentStart::ConsistentStart(DaeSystem& system, IterationMatrix& matrix, const ErrorWeights& weights)
    : system_(system), matrix_(matrix), weights_(weights) {
  const std::size_t n = system.layout().size();
  differential_.resize(n);
  for (const Field& field : system.layout().fields()) {
    std::fill_n(differential_.begin() + static_cast<std::ptrdiff_t>(field.first), field.size(),
                field.kind == Kind::differential ? 1 : 0);
  }
  for (auto* v : {&weight_, &step_, &simplified_, &trial_y_, &trial_ydot_, &kept_y_, &guess_}) v->assign(n, 0.0);
}

bool ConsistentStart::residual(double t, Reals y, Reals ydot, MutableReals r) {
  ++residuals_;
  return system_.residual(t, y, ydot, r);
}

/// Root mean square of the algebraic part of a step, in tolerances.
double ConsistentStart::algebraic_norm(Reals step) const {
  double sum = 0.0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < step.size(); ++i) {
    if (differential_[i] != 0) continue;
    sum += step[i] * weight_[i] * step[i] * weight_[i];
    ++count;
  }
  return count == 0 ? 0.0 : std::sqrt(sum / static_cast<double>(count));
}

/// Along a step: ẏ where the unknown is differential, y where it is algebraic.
void ConsistentStart::move(double factor, Reals step, Reals y, Reals ydot, MutableReals new_y,
                           MutableReals new_ydot) const {
  for (std::size_t i = 0; i < step.size(); ++i) {
    const double d = factor * step[i];
    new_y[i] = differential_[i] != 0 ? y[i] : y[i] - d;
    new_ydot[i] = differential_[i] != 0 ? ydot[i] - d : 0.0;
  }
}

ConsistentStart::Outcome ConsistentStart::newton(double t, MutableReals y, MutableReals ydot) {
  std::fill(ydot.begin(), ydot.end(), 0.0);
  if (!residual(t, y, ydot, step_)) return Outcome::outside;
  double damping = 1.0;
  for (std::size_t iteration = 0; iteration < most_iterations; ++iteration) {
    ++iterations_;
    if (!matrix_.evaluate(t, y, ydot)) return Outcome::outside;
    if (!matrix_.factor_consistent()) return Outcome::singular;
    if (!weights_.compute(y, weight_)) weight_.assign(weight_.size(), 1.0);
    matrix_.solve(step_);
    const double norm = algebraic_norm(step_);
    if (!std::isfinite(norm)) return Outcome::singular;
    const bool only_rounding = norm <= smallest_that_counts;

    damping = std::min(1.0, 4.0 * damping);
    for (;; damping *= 0.5) {
      if (damping < smallest_damping) return only_rounding ? Outcome::converged : Outcome::stuck;
      move(damping, step_, y, ydot, trial_y_, trial_ydot_);
      if (!residual(t, trial_y_, trial_ydot_, simplified_)) continue;
      matrix_.solve(simplified_);
      const double simplified = algebraic_norm(simplified_);
      if (damping == 1.0 && simplified <= converged) {
        move(1.0, simplified_, trial_y_, trial_ydot_, y, ydot);
        return Outcome::converged;
      }
      if (simplified <= (1.0 - 0.25 * damping) * norm) break;
    }
    std::copy(trial_y_.begin(), trial_y_.end(), y.begin());
    std::copy(trial_ydot_.begin(), trial_ydot_.end(), ydot.begin());
    residual(t, y, ydot, step_);
  }
  return Outcome::slow;
}

/// λ from 0 to 1 in steps that grow while Newton succeeds. False with the continuation left at λ = 1.
bool ConsistentStart::continue_from_easy(double t, MutableReals y, MutableReals ydot,
                                         const Continuation& continuation) {
  constexpr double smallest = 1.0 / 1024;
  double done = 0.0, stride = 1.0 / 8;
  continuation(0.0);
  bool found = newton(t, y, ydot) == Outcome::converged;
  while (found && done < 1.0) {
    std::copy(y.begin(), y.end(), kept_y_.begin());
    for (;;) {
      const double next = std::min(1.0, done + stride);
      continuation(next);
      if (newton(t, y, ydot) == Outcome::converged) {
        done = next;
        stride *= 2.0;
        break;
      }
      std::copy(kept_y_.begin(), kept_y_.end(), y.begin());
      stride *= 0.25;
      if (stride < smallest) {
        found = false;
        break;
      }
    }
  }
  continuation(1.0);
  return found;
}

/// ẏ of the algebraic unknowns and ÿ of the differential ones, from 0 = dF/dt = ∂F/∂t + ∂F/∂y ẏ + ∂F/∂ẏ ÿ. What F does
/// with time alone is an input (a drive cycle), so a difference over a short time is exact enough.
double ConsistentStart::differentiate(double t, MutableReals y, MutableReals ydot) {
  const double dt = 1e-6 * std::max(1.0, std::abs(t));
  const bool inside = residual(t, y, ydot, step_) && residual(t + dt, y, ydot, simplified_);
  for (std::size_t i = 0; i < step_.size(); ++i) step_[i] = inside ? (simplified_[i] - step_[i]) / dt : 0.0;
  matrix_.add_differential_part(ydot, step_);
  matrix_.solve(step_);
  weights_.compute(y, weight_);
  double sum = 0.0;
  for (std::size_t i = 0; i < step_.size(); ++i) {
    if (!std::isfinite(step_[i])) step_[i] = 0.0;
    if (differential_[i] != 0) {
      sum += step_[i] * weight_[i] * step_[i] * weight_[i];
    } else {
      ydot[i] = -step_[i];
    }
  }
  // The error of a first step of order one is h²|ÿ|/2.
  return std::sqrt(1.0 / std::sqrt(sum / static_cast<double>(step_.size())));
}

double ConsistentStart::find(double t, MutableReals y, MutableReals ydot, const Continuation& continuation) {
  std::copy(y.begin(), y.end(), guess_.begin());
  const Outcome outcome = newton(t, y, ydot);
  if (outcome != Outcome::converged) {
    if (continuation) {
      std::copy(guess_.begin(), guess_.end(), y.begin());
      if (continue_from_easy(t, y, ydot, continuation)) return differentiate(t, y, ydot);
    }
    std::string reason;
    switch (outcome) {
      case Outcome::outside:
        reason = "no consistent state: the equations have no finite value";
        break;
      case Outcome::singular:
        reason = "no consistent state: the equations do not determine the algebraic unknowns";
        break;
      case Outcome::stuck:
        reason = "no consistent state: Newton's method makes no more progress";
        break;
      default:
        reason = "no consistent state within " + std::to_string(most_iterations) + " Newton iterations";
    }
    // Where the equations themselves are not finite, so are the rows; else the last Newton step tells.
    if (outcome == Outcome::outside) {
      residual(t, y, ydot, step_);
      for (double& entry : step_) entry = std::isfinite(entry) ? 0.0 : std::numeric_limits<double>::infinity();
      weight_.assign(weight_.size(), 1.0);
    } else {
      for (std::size_t i = 0; i < step_.size(); ++i) step_[i] = differential_[i] != 0 ? 0.0 : step_[i];
    }
    throw SolverError(reason, t, 0.0, "", worst_unknowns(system_.layout(), step_, weight_));
  }
  return differentiate(t, y, ydot);
}

}  // namespace vitrion
