// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/console.hpp"

#include <span>
#include <string>

namespace vitrion {

/// The program without its process: runs one command line (without the name of the program) and says how it ended.
/// What goes wrong is told on console.err; nothing is thrown.
ExitCode run_cli(std::span<const std::string> arguments, Console& console);

}  // namespace vitrion
