// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/ida/newton.hpp"

#include "solvers/ida/vector.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>

namespace vitrion::ida {
namespace {

constexpr int most_iterations = 10;
constexpr double diverging = 2.0;     // growth of a correction at which an iteration is given up
constexpr double slow = 0.3;          // rate of contraction at which new derivatives pay
constexpr double unclear = 0.5;       // rate from which on another iteration is the only way to know
constexpr double short_enough = 1.0;  // correction, in tolerances, for which a predicted rate is believed
constexpr double negligible = 1e-3;   // distances in tolerances that may be rounding
constexpr double forgetting = 0.9;    // of the remembered nonlinearity from one step to the next

constexpr int careful_steps = 3;  // after a step that was taken back

Newton& self(SUNNonlinearSolver solver) { return *static_cast<Newton*>(solver->content); }

}  // namespace

struct Newton::Step {
  double t = 0.0, cj = 0.0, tolerance = 0.0;
  Reals predicted_y, predicted_ydot, weight;
  MutableReals y, ydot, correction;
};

Newton::Newton(DaeSystem& system, IterationMatrix& matrix, Guard& guard, SUNContext context)
    : system_(system),
      matrix_(matrix),
      guard_(guard),
      handle_(SUNNonlinSolNewEmpty(context)),
      delta_(system.layout().size()),
      y_of_derivatives_(delta_.size()) {
  if (!handle_) throw std::bad_alloc();
  handle_->content = this;
  SUNNonlinearSolver_Ops ops = handle_->ops;
  ops->gettype = [](SUNNonlinearSolver) { return SUNNONLINEARSOLVER_ROOTFIND; };
  ops->setsysfn = [](SUNNonlinearSolver, SUNNonlinSolSysFn) { return 0; };  // it knows the system itself
  ops->free = [](SUNNonlinearSolver solver) {
    solver->content = nullptr;
    SUNNonlinSolFreeEmpty(solver);
    return 0;
  };
  ops->getnumiters = [](SUNNonlinearSolver solver, long* count) {
    *count = self(solver).iterations_of_solve_;
    return 0;
  };
  ops->getnumconvfails = [](SUNNonlinearSolver solver, long* count) {
    *count = self(solver).failures_of_solve_;
    return 0;
  };
  ops->solve = [](SUNNonlinearSolver solver, N_Vector, N_Vector correction, N_Vector weight, double tolerance, int,
                  void* ida_memory) {
    Newton& newton = self(solver);
    return newton.guard_.guarded([&] { return newton.solve(correction, weight, tolerance, ida_memory); });
  };
}

void Newton::restart(Reals y) {
  std::copy(y.begin(), y.end(), y_of_derivatives_.begin());
  factored_cj_ = 0.0;
  old_derivatives_ = false;
  nonlinearity_ = 1.0;
  careful_ = 0;
  t_of_last_solve_ = -std::numeric_limits<double>::infinity();
}

bool Newton::residual(double t, Reals y, Reals ydot) {
  ++statistics_.residuals;
  return system_.residual(t, y, ydot, delta_);
}

/// False when the derivatives are not finite there.
bool Newton::evaluate(double t, Reals y, Reals ydot) {
  factored_cj_ = 0.0;
  old_derivatives_ = !matrix_.evaluate(t, y, ydot);
  std::copy(y.begin(), y.end(), y_of_derivatives_.begin());
  return !old_derivatives_;
}

/// False when the matrix is singular.
bool Newton::factor(double cj) {
  if (cj != factored_cj_) factored_cj_ = matrix_.factor_step(cj) ? cj : 0.0;
  return factored_cj_ != 0.0;
}

/// How far y is from the state of the derivatives, in tolerances.
double Newton::distance(Reals y_now, Reals weights) const {
  const double *const y = y_now.data(), *const there = y_of_derivatives_.data(), *const weight = weights.data();
  double squares = 0.0;
#pragma omp simd reduction(+ : squares)
  for (std::size_t i = 0; i < delta_.size(); ++i) {
    const double d = (y[i] - there[i]) * weight[i];
    squares += d * d;
  }
  return std::sqrt(squares / static_cast<double>(delta_.size()));
}

int Newton::solve(N_Vector correction, N_Vector weight, double tolerance, void* ida_memory) {
  Step step;
  N_Vector predicted_y = nullptr, predicted_ydot = nullptr, y = nullptr, ydot = nullptr, unused = nullptr;
  void* user_data = nullptr;
  IDAGetNonlinearSystemData(ida_memory, &step.t, &predicted_y, &predicted_ydot, &y, &ydot, &unused, &step.cj,
                            &user_data);
  step.tolerance = tolerance;
  step.predicted_y = entries(predicted_y);
  step.predicted_ydot = entries(predicted_ydot);
  step.weight = entries(weight);
  step.y = entries(y);
  step.ydot = entries(ydot);
  step.correction = entries(correction);

  // A step that is taken back may have failed its error test for what an iteration left behind.
  careful_ = step.t <= t_of_last_solve_ ? careful_steps : std::max(0, careful_ - 1);
  t_of_last_solve_ = step.t;

  iterations_of_solve_ = failures_of_solve_ = 0;
  const bool fresh = old_derivatives_;
  if (iterate(step)) return SUN_NLS_SUCCESS;
  if (!fresh) {
    old_derivatives_ = true;
    std::fill(step.correction.begin(), step.correction.end(), 0.0);
    if (iterate(step)) return SUN_NLS_SUCCESS;
  }
  old_derivatives_ = true;
  ++failures_of_solve_;
  ++statistics_.failures;
  return SUN_NLS_CONV_RECVR;
}

/// One iteration is believed to be enough when the rate expected from the distance to the derivatives says so: over a
/// discharge of the DUALFOIL cell (253 unknowns, rtol 1e-3) the error thus predicted was within a factor of two of the
/// true one in nine steps of ten, and five times too small at worst.
bool Newton::iterate(const Step& step) {
  if (!residual(step.t, step.predicted_y, step.predicted_ydot)) return false;
  if (old_derivatives_ && !evaluate(step.t, step.predicted_y, step.predicted_ydot)) return false;
  if (!factor(step.cj)) return false;

  const std::size_t n = delta_.size();
  double away = distance(step.predicted_y, step.weight);
  double previous = 0.0;  // size of the last correction with the same matrix
  nonlinearity_ *= forgetting;
  for (int iteration = 1; iteration <= most_iterations; ++iteration) {
    ++statistics_.iterations;
    ++iterations_of_solve_;
    matrix_.solve(delta_);

    double squares = 0.0;
    double* const correction = step.correction.data();
    const double *const delta = delta_.data(), *const weight = step.weight.data();
#pragma omp simd reduction(+ : squares)
    for (std::size_t i = 0; i < n; ++i) {
      correction[i] -= delta[i];
      squares += delta[i] * weight[i] * (delta[i] * weight[i]);
    }
    const double norm = std::sqrt(squares / static_cast<double>(n));
    if (!std::isfinite(norm)) return false;

    const bool measured = previous > 0.0;
    double rate = nonlinearity_ * (away + 0.5 * norm);
    if (measured) {
      rate = norm / previous;
      if (rate > diverging) return false;
      nonlinearity_ = std::max(nonlinearity_, rate / (away + 0.5 * previous + negligible));
      if (rate > slow) old_derivatives_ = true;
    }
    const bool known = rate < unclear && (measured || (norm < short_enough && careful_ == 0));
    if (known && rate / (1.0 - rate) * norm <= step.tolerance) return true;
    if (norm <= negligible * step.tolerance) return true;
    previous = norm;

    double *const y = step.y.data(), *const ydot = step.ydot.data();
    const double *const predicted_y = step.predicted_y.data(), *const predicted_ydot = step.predicted_ydot.data();
#pragma omp simd
    for (std::size_t i = 0; i < n; ++i) {
      y[i] = predicted_y[i] + correction[i];
      ydot[i] = predicted_ydot[i] + step.cj * correction[i];
    }
    if (!residual(step.t, step.y, step.ydot)) return false;
    if (measured && rate > slow) {  // from here on with the derivatives of this place
      if (!evaluate(step.t, step.y, step.ydot) || !factor(step.cj)) return false;
      away = previous = 0.0;
    }
  }
  return false;
}

}  // namespace vitrion::ida
