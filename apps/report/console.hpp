// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <ostream>
#include <string>
#include <string_view>

namespace vitrion {

/// How a command ends.
enum class ExitCode : int {
  done = 0,
  criterion_failed = 1,  ///< a requested comparison failed
  unusable_input = 2,
  solve_failed = 3,  ///< partial results are kept
  infeasible_protocol = 4,
  interrupted = 75,
};

/// Where a command writes: what was asked for goes to `out`, everything else that people read to `err`.
struct Console {
  std::ostream& out;
  std::ostream& err;
  bool err_is_terminal = false;
  bool colour = false;  ///< on err

  /// Text in bold, red or yellow on err, where it has colours.
  std::string bold(std::string_view text) const { return styled("1", text); }
  std::string red(std::string_view text) const { return styled("1;31", text); }
  std::string yellow(std::string_view text) const { return styled("33", text); }

 private:
  std::string styled(std::string_view code, std::string_view text) const {
    if (!colour) return std::string(text);
    return "\033[" + std::string(code) + "m" + std::string(text) + "\033[0m";
  }
};

}  // namespace vitrion
