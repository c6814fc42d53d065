// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/compile.h>

#include <cmath>
#include <string_view>

namespace vitrion {

/// Appends a number to 10 significant digits, with a point whatever the locale; nothing when it is not finite.
inline void append_number(fmt::memory_buffer& to, double value) {
  if (std::isfinite(value)) fmt::format_to(fmt::appender(to), FMT_COMPILE("{:.10g}"), value);
}

/// Appends a cell of a CSV row, quoted where it must be.
inline void append_text(fmt::memory_buffer& to, std::string_view text) {
  if (text.find_first_of(",\"\n\r") == std::string_view::npos) {
    to.append(text.data(), text.data() + text.size());
    return;
  }
  to.push_back('"');
  for (const char letter : text) {
    if (letter == '"') to.push_back('"');
    to.push_back(letter);
  }
  to.push_back('"');
}

}  // namespace vitrion
