// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/steady_state.hpp"

#include "solvers/solver_error.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace vitrion {
namespace {

constexpr std::size_t most_iterations = 40;
constexpr double smallest_damping = 1e-4;
constexpr double smallest_that_counts = 0.1;  // step at which rounding may keep Newton from going further
constexpr double converged = 1e-3;  // last step that is not checked any more, in tolerances; the error is its square

constexpr double smallest_stride = 1.0 / 4096;  // of a continuation

constexpr std::size_t most_pseudo_steps = 400;
constexpr double shortest_step = 1e-12, longest_step = 1e12, first_step = 1e-6;  // s

}  // namespace

SteadyState::SteadyState(DaeSystem& system, const Tolerances& tolerances, LinearSolverKind kind)
    : system_(system),
      linear_(make_linear_solver(kind, system.layout(), system.pattern())),
      dFdy_(system.pattern().nonzeros()),
      dFdydot_(dFdy_.size()),
      nz_(dFdy_.size()),
      weights_(system.layout(), tolerances),
      counts_(system.layout().size(), 0) {
  for (auto* v : {&weight_, &step_, &simplified_, &trial_, &trial_ydot_, &guess_, &kept_, &before_, &ydot_})
    v->assign(counts_.size(), 0.0);
}

bool SteadyState::residual(double t, Reals y, MutableReals r) {
  ++statistics_.residuals;
  return system_.residual(t, y, ydot_, r);
}

bool SteadyState::differentiate(double t, Reals y) { return system_.jacobian(t, y, ydot_, dFdy_, dFdydot_); }

/// Factors ∂F/∂y, but with the columns of ∂F/∂ẏ for unknowns that no equation depends on. False when it is singular.
bool SteadyState::factor_steady() {
  const Pattern& pattern = system_.pattern();
  for (std::size_t j = 0; j < counts_.size(); ++j) {
    const auto begin = pattern.column_start[j], end = pattern.column_start[j + 1];
    bool counting = true;
    for (auto e = begin; e < end; ++e) counting = counting && dFdy_[static_cast<std::size_t>(e)] == 0.0;
    counts_[j] = counting ? 1 : 0;
    const std::vector<double>& column = counting ? dFdydot_ : dFdy_;
    for (auto e = begin; e < end; ++e) nz_[static_cast<std::size_t>(e)] = column[static_cast<std::size_t>(e)];
  }
  return linear_->factor(nz_);
}

/// Factors ∂F/∂y + (1/δ) ∂F/∂ẏ. False when it is singular.
bool SteadyState::factor_step(double delta) {
  for (std::size_t k = 0; k < nz_.size(); ++k) nz_[k] = dFdy_[k] + 1.0 / delta * dFdydot_[k];
  return linear_->factor(nz_);
}

/// Root mean square of a step, in tolerances.
double SteadyState::norm(Reals step) const {
  double sum = 0.0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < step.size(); ++i) {
    if (counts_[i] != 0) continue;
    sum += step[i] * weight_[i] * step[i] * weight_[i];
    ++count;
  }
  return count == 0 ? 0.0 : std::sqrt(sum / static_cast<double>(count));
}

/// Along a step: ẏ where the unknown only counts, else y.
void SteadyState::move(double factor, Reals step, Reals y, MutableReals new_y, MutableReals new_ydot) const {
  for (std::size_t i = 0; i < step.size(); ++i) {
    const double d = factor * step[i];
    new_ydot[i] = counts_[i] != 0 ? ydot_[i] - d : 0.0;
    new_y[i] = counts_[i] != 0 ? y[i] : y[i] - d;
  }
}

SteadyState::Outcome SteadyState::newton(double t, MutableReals y) {
  std::fill(ydot_.begin(), ydot_.end(), 0.0);
  if (!residual(t, y, step_)) return Outcome::outside;
  double damping = 1.0;
  for (std::size_t iteration = 0; iteration < most_iterations; ++iteration) {
    ++statistics_.newton_iterations;
    if (!differentiate(t, y)) return Outcome::outside;
    if (!factor_steady()) return Outcome::singular;
    if (!weights_.compute(y, weight_)) weight_.assign(weight_.size(), 1.0);
    linear_->solve(step_);
    const double size = norm(step_);
    if (!std::isfinite(size)) return Outcome::singular;
    const bool only_rounding = size <= smallest_that_counts;

    damping = std::min(1.0, 4.0 * damping);
    for (;; damping *= 0.5) {
      if (damping < smallest_damping) return only_rounding ? Outcome::converged : Outcome::stuck;
      move(damping, step_, y, trial_, trial_ydot_);
      ++statistics_.residuals;
      if (!system_.residual(t, trial_, trial_ydot_, simplified_)) continue;
      linear_->solve(simplified_);
      const double simplified = norm(simplified_);
      if (damping == 1.0 && simplified <= converged) {
        std::copy(trial_ydot_.begin(), trial_ydot_.end(), ydot_.begin());
        move(1.0, simplified_, trial_, y, trial_ydot_);
        std::copy(trial_ydot_.begin(), trial_ydot_.end(), ydot_.begin());
        return Outcome::converged;
      }
      if (simplified <= (1.0 - 0.25 * damping) * size) break;
    }
    std::copy(trial_.begin(), trial_.end(), y.begin());
    std::copy(trial_ydot_.begin(), trial_ydot_.end(), ydot_.begin());
    residual(t, y, step_);
  }
  return Outcome::slow;
}

/// λ from 0 to 1 in strides that grow while Newton's method succeeds from the line through the last two states.
bool SteadyState::follow(double t, MutableReals y, const Continuation& continuation) {
  double done = 0.0, last = 0.0, stride = 1.0 / 8;
  continuation(0.0);
  bool found = newton(t, y) == Outcome::converged;
  std::copy(y.begin(), y.end(), before_.begin());
  while (found && done < 1.0) {
    std::copy(y.begin(), y.end(), kept_.begin());
    const double next = std::min(1.0, done + stride);
    continuation(next);
    ++statistics_.continuation_steps;
    const double ahead = done > last ? (next - done) / (done - last) : 0.0;
    for (std::size_t i = 0; i < y.size(); ++i) y[i] = kept_[i] + ahead * (kept_[i] - before_[i]);
    bool stepped = newton(t, y) == Outcome::converged;
    if (!stepped && ahead > 0.0) {
      std::copy(kept_.begin(), kept_.end(), y.begin());
      stepped = newton(t, y) == Outcome::converged;
    }
    if (stepped) {
      std::copy(kept_.begin(), kept_.end(), before_.begin());
      last = done;
      done = next;
      stride *= 2.0;
    } else {
      std::copy(kept_.begin(), kept_.end(), y.begin());
      stride *= 0.25;
      found = stride >= smallest_stride;
    }
  }
  continuation(1.0);
  return found;
}

/// Implicit Euler steps δ, one Newton iteration each: (∂F/∂y + (1/δ) ∂F/∂ẏ) Δ = F(y, 0). δ grows as what a step changes
/// becomes less.
bool SteadyState::relax(double t, MutableReals y) {
  double delta = first_step, before = std::numeric_limits<double>::infinity();
  std::fill(ydot_.begin(), ydot_.end(), 0.0);
  for (std::size_t k = 0; k < most_pseudo_steps && delta > shortest_step; ++k) {
    ++statistics_.pseudo_time_steps;
    if (!residual(t, y, step_) || !differentiate(t, y)) return false;
    if (!weights_.compute(y, weight_)) weight_.assign(weight_.size(), 1.0);
    const bool factored = factor_step(delta);
    if (factored) {
      linear_->solve(step_);
      for (std::size_t i = 0; i < y.size(); ++i) trial_[i] = counts_[i] != 0 ? y[i] : y[i] - step_[i];
    }
    const double size = factored ? norm(step_) : std::numeric_limits<double>::infinity();
    if (!std::isfinite(size) || !residual(t, trial_, simplified_)) {
      delta *= 0.1;
      continue;
    }
    std::copy(trial_.begin(), trial_.end(), y.begin());
    delta = std::min(longest_step, delta * std::clamp(2.0 * before / size, 0.5, 10.0));
    before = size;
    if (k % 10 != 9 && size > 1.0) continue;
    std::copy(y.begin(), y.end(), kept_.begin());
    if (newton(t, y) == Outcome::converged) return true;
    std::copy(kept_.begin(), kept_.end(), y.begin());
    std::fill(ydot_.begin(), ydot_.end(), 0.0);
  }
  return false;
}

void SteadyState::find(double t, MutableReals y, const Continuation& continuation) {
  linear_->forget();
  if (continuation) continuation(1.0);
  std::copy(y.begin(), y.end(), guess_.begin());
  const Outcome outcome = newton(t, y);
  if (outcome == Outcome::converged) return;
  if (continuation) {
    std::copy(guess_.begin(), guess_.end(), y.begin());
    if (follow(t, y, continuation)) return;
  }
  std::copy(guess_.begin(), guess_.end(), y.begin());
  if (relax(t, y)) return;

  const bool finite = residual(t, y, step_) && differentiate(t, y) && factor_steady();
  std::string reason = "no steady state: ";
  if (finite) {
    linear_->solve(step_);
    if (!weights_.compute(y, weight_)) weight_.assign(weight_.size(), 1.0);
    reason += "neither Newton's method nor relaxation in pseudo-time comes to rest";
  } else {
    for (double& entry : step_) entry = std::isfinite(entry) ? 0.0 : std::numeric_limits<double>::infinity();
    weight_.assign(weight_.size(), 1.0);
    reason += outcome == Outcome::singular ? "the equations do not determine it" : "the equations have no finite value";
  }
  for (std::size_t i = 0; i < step_.size(); ++i) step_[i] = counts_[i] != 0 ? 0.0 : step_[i];
  throw SolverError(reason, t, 0.0, "", worst_unknowns(system_.layout(), step_, weight_));
}

}  // namespace vitrion
