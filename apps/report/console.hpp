// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/safe_text.hpp"

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
  Styled bold(std::string_view text) const { return styled("1", text); }
  Styled red(std::string_view text) const { return styled("1;31", text); }
  Styled yellow(std::string_view text) const { return styled("33", text); }

 private:
  Styled styled(std::string_view code, std::string_view text) const {
    return {colour ? code : std::string_view{}, std::string(text)};
  }
};

}  // namespace vitrion
