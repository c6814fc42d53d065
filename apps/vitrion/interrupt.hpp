// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <atomic>

namespace vitrion {

/// Raised by SIGINT, SIGTERM and SIGHUP once catch_signals() was called; whoever runs for long looks at it.
const std::atomic<bool>& interrupt();

/// The first SIGINT, SIGTERM or SIGHUP raises interrupt(), so that files are completed; the second ends the program at
/// once. A signal that was ignored when the program began, as under nohup, stays so.
void catch_signals();

}  // namespace vitrion
