// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/console.hpp"
#include "params/warnings.hpp"

namespace vitrion {

/// "warning: file:line:column: complaint", each on err.
void tell_warnings(const Warnings& warnings, Console& console);

/// "error: file:line:column: complaint" on err.
void tell_error(const char* what, Console& console);

}  // namespace vitrion
