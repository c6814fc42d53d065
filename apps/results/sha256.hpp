// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>

namespace vitrion {

/// The SHA-256 of some bytes in hexadecimal, as sha256sum prints it.
std::string sha256(std::string_view bytes);

}  // namespace vitrion
