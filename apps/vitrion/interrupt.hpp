// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <atomic>

namespace vitrion {

/// Raised by SIGINT and SIGTERM once catch_signals() was called; whoever runs for long looks at it.
const std::atomic<bool>& interrupt();

/// The first SIGINT or SIGTERM raises interrupt(), so that files are completed; the second ends the program at once.
void catch_signals();

}  // namespace vitrion
