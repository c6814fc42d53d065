// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/ida/newton.hpp"

#include "solvers/ida/vector.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>

namespace vitrion::ida {
namespace {

constexpr int most_iterations = 4;
constexpr double diverging = 0.9;   // rate of contraction at which an iteration is given up
constexpr double slow = 0.2;        // rate at which new derivatives pay
constexpr double forgetting = 0.8;  // a remembered error e becomes e^0.8: older memory, more caution
constexpr int oldest = 40;          // steps

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
      delta_(system.layout().size()) {
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

void Newton::restart() {
  factored_cj_ = 0.0;
  old_derivatives_ = false;
  age_ = 0;
  error_per_step_ = 1.0;
}

bool Newton::residual(double t, Reals y, Reals ydot) {
  ++statistics_.residuals;
  return system_.residual(t, y, ydot, delta_);
}

/// False when the derivatives are not finite at the predicted state, or the matrix is singular.
bool Newton::prepare_matrix(const Step& step, bool fresh) {
  if (fresh) {
    factored_cj_ = 0.0;
    if (!matrix_.evaluate(step.t, step.predicted_y, step.predicted_ydot)) {
      old_derivatives_ = true;
      return false;
    }
    old_derivatives_ = false;
    age_ = 0;
  }
  if (step.cj == factored_cj_) return true;
  factored_cj_ = matrix_.factor_step(step.cj) ? step.cj : 0.0;
  return factored_cj_ != 0.0;
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

  iterations_of_solve_ = failures_of_solve_ = 0;
  ++age_;
  bool fresh = old_derivatives_ || age_ > oldest;
  for (;;) {
    // The predicted state comes first: outside the window there is nothing to factor.
    if (!residual(step.t, step.predicted_y, step.predicted_ydot)) break;
    if (prepare_matrix(step, fresh) && iterate(step) == SUN_NLS_SUCCESS) {
      return SUN_NLS_SUCCESS;
    }
    if (fresh) break;
    fresh = true;
    std::fill(step.correction.begin(), step.correction.end(), 0.0);
  }
  old_derivatives_ = true;
  ++failures_of_solve_;
  ++statistics_.failures;
  return SUN_NLS_CONV_RECVR;
}

/// From the residual at the predicted state, in delta_.
int Newton::iterate(const Step& step) {
  const std::size_t n = delta_.size();
  double previous = 0.0;
  error_per_step_ = std::pow(std::max(error_per_step_, std::numeric_limits<double>::epsilon()), forgetting);
  for (int iteration = 1;; ++iteration) {
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
    if (!std::isfinite(norm)) return SUN_NLS_CONV_RECVR;

    if (iteration > 1) {
      const double rate = norm / previous;
      if (rate > diverging) return SUN_NLS_CONV_RECVR;
      error_per_step_ = rate / (1.0 - rate);
      if (rate > slow) old_derivatives_ = true;
    }
    if (error_per_step_ * norm <= step.tolerance) return SUN_NLS_SUCCESS;
    if (iteration == most_iterations) return SUN_NLS_CONV_RECVR;
    previous = norm;

    double *const y = step.y.data(), *const ydot = step.ydot.data();
    const double *const predicted_y = step.predicted_y.data(), *const predicted_ydot = step.predicted_ydot.data();
#pragma omp simd
    for (std::size_t i = 0; i < n; ++i) {
      y[i] = predicted_y[i] + correction[i];
      ydot[i] = predicted_ydot[i] + step.cj * correction[i];
    }
    if (!residual(step.t, step.y, step.ydot)) return SUN_NLS_CONV_RECVR;
  }
}

}  // namespace vitrion::ida
