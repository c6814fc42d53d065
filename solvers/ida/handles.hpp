// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/ida/compatibility.hpp"

#include <ida/ida.h>
#include <sundials/sundials_nonlinearsolver.h>
#include <sundials/sundials_nvector.h>

#include <memory>
#include <new>
#include <type_traits>

namespace vitrion::ida {

struct FreeContext {
  void operator()(SUNContext context) const noexcept { SUNContext_Free(&context); }
};
struct FreeMemory {
  void operator()(void* memory) const noexcept { IDAFree(&memory); }
};
struct FreeVector {
  void operator()(N_Vector vector) const noexcept { N_VDestroy(vector); }
};
struct FreeNonlinearSolver {
  void operator()(SUNNonlinearSolver solver) const noexcept { SUNNonlinSolFree(solver); }
};

using Context = std::unique_ptr<std::remove_pointer_t<SUNContext>, FreeContext>;
using Memory = std::unique_ptr<void, FreeMemory>;
using Vector = std::unique_ptr<std::remove_pointer_t<N_Vector>, FreeVector>;
using NonlinearSolver = std::unique_ptr<std::remove_pointer_t<SUNNonlinearSolver>, FreeNonlinearSolver>;

inline Context make_context() {
  SUNContext context = nullptr;
  if (create_context(&context) != 0) throw std::bad_alloc();
  return Context(context);
}

}  // namespace vitrion::ida
