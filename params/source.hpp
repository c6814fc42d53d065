// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <stdexcept>
#include <string>

namespace vitrion {

/// Where something was written: a file, or the command line ("--set", line 0). Lines and columns count from 1.
struct SourcePosition {
  std::string file;
  int line = 0;
  int column = 0;

  std::string text() const;  ///< "file:line:column", without the parts that are not known
};

/// Your input: what is wrong, where, and what would be right. The program ends with exit code 2.
/// what() reads "file:line:column: complaint" and, if there is advice, a second line "  advice".
class InputError : public std::runtime_error {
 public:
  InputError(const SourcePosition& where, const std::string& complaint, const std::string& advice = {});
};

}  // namespace vitrion
