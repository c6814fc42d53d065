// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

namespace vitrion {

/// Text of a file as UTF-8 without a byte-order mark: UTF-8 as it is, UTF-16 by its mark, anything else as Latin-1.
std::string as_utf8(std::string_view bytes);

/// Whether bytes are no text in any of these: they hold a zero.
bool is_binary(std::string_view bytes);

}  // namespace vitrion
