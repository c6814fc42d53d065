// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/text/unit_text.hpp"

#include <string>
#include <string_view>

namespace vitrion {

/// Sets factor, offset and dimension of one symbol, with or without a prefix; false when it is not known. Whole symbols
/// win over prefixed ones: "min" is a minute and "Pa" a pascal.
bool find_unit_symbol(std::string_view name, Unit& unit);

/// The known symbol a typing slip away, "" when none is near.
std::string nearest_unit_symbol(std::string_view name);

}  // namespace vitrion
