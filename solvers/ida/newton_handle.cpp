// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/ida/newton_handle.hpp"

#include "solvers/ida/vector.hpp"

#include <new>

namespace vitrion::ida {
namespace {

/// What IDA knows about the step to take.
ImplicitStep step_of(N_Vector correction, N_Vector weight, double tolerance, void* ida_memory) {
  ImplicitStep step;
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
  return step;
}

NewtonHandle& self(SUNNonlinearSolver solver) { return *static_cast<NewtonHandle*>(solver->content); }

}  // namespace

NewtonHandle::NewtonHandle(Newton& newton, Guard& guard, SUNContext context)
    : newton_(newton), guard_(guard), handle_(SUNNonlinSolNewEmpty(context)) {
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
    *count = self(solver).newton_.iterations_of_last_solve();
    return 0;
  };
  ops->getnumconvfails = [](SUNNonlinearSolver solver, long* count) {
    *count = self(solver).newton_.failures_of_last_solve();
    return 0;
  };
  ops->solve = [](SUNNonlinearSolver solver, N_Vector, N_Vector correction, N_Vector weight, double tolerance, int,
                  void* ida_memory) {
    NewtonHandle& handle = self(solver);
    return handle.guard_.guarded([&] {
      return handle.newton_.solve(step_of(correction, weight, tolerance, ida_memory)) ? SUN_NLS_SUCCESS
                                                                                      : SUN_NLS_CONV_RECVR;
    });
  };
}

}  // namespace vitrion::ida
