// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/functions/function.hpp"
#include "params/source.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vitrion {

/// What an expression may say.
struct ExpressionRules {
  std::vector<std::string> arguments;                   ///< names, in the order of the Function's arguments
  std::map<std::string, double, std::less<>> let = {};  ///< named constants; "pi" is known without
  bool bpx = false;                                     ///< power is written ** only
};

/// Reads an expression such as "0.0911 + 1.9101*c - 1.052*c**2" as a Function with exact derivatives. Precedence is
/// Python's: `**` (or `^`) binds tightest and to the right, -x**2 is -(x**2), 2**-1 is 0.5. Functions: exp log log10
/// sqrt sin cos sinh cosh tanh asinh abs min max pow. Values and derivatives are NaN outside the domain.
/// @param where  position of the first character of `text`
/// @throws InputError at the offending character, with the expression and a caret below the message
Function parse_expression(std::string_view text, const ExpressionRules& rules, const SourcePosition& where);

}  // namespace vitrion
