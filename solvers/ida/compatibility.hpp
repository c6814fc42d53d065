// SPDX-License-Identifier: BSD-3-Clause
#pragma once

// What differs between SUNDIALS 6.4 and 7. Elsewhere only names that both know are used.

#include <ida/ida.h>
#include <sundials/sundials_config.h>
#include <sundials/sundials_context.h>

namespace vitrion::ida {

inline int create_context(SUNContext* context) {
#if SUNDIALS_VERSION_MAJOR >= 7
  return SUNContext_Create(SUN_COMM_NULL, context);
#else
  return SUNContext_Create(nullptr, context);
#endif
}

/// Nothing is printed to stderr by the library: failures become exceptions here.
inline void silence([[maybe_unused]] SUNContext context, [[maybe_unused]] void* ida_memory) {
#if SUNDIALS_VERSION_MAJOR >= 7
  SUNContext_ClearErrHandlers(context);
#else
  IDASetErrHandlerFn(
      ida_memory, [](int, const char*, const char*, char*, void*) {}, nullptr);
#endif
}

}  // namespace vitrion::ida
