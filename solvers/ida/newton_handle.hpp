// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/ida/guarded.hpp"
#include "solvers/ida/handles.hpp"
#include "solvers/newton.hpp"

namespace vitrion::ida {

/// Our Newton iteration in place of IDA's own and its linear-solver interface. Holds on to all that it is given.
class NewtonHandle {
 public:
  NewtonHandle(Newton& newton, Guard& guard, SUNContext context);
  NewtonHandle(const NewtonHandle&) = delete;
  NewtonHandle& operator=(const NewtonHandle&) = delete;

  /// To be given to IDASetNonlinearSolver; lives as long as this object.
  SUNNonlinearSolver get() { return handle_.get(); }

 private:
  Newton& newton_;
  Guard& guard_;
  NonlinearSolver handle_;
};

}  // namespace vitrion::ida
