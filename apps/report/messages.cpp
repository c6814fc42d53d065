// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/messages.hpp"

namespace vitrion {

void tell_warnings(const Warnings& warnings, Console& console) {
  for (const Warning& warning : warnings) console.err << console.yellow("warning: ") << warning.text() << "\n";
}

void tell_error(const char* what, Console& console) { console.err << console.red("error: ") << what << "\n"; }

}  // namespace vitrion
