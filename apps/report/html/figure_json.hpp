// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/html/figure.hpp"

#include <fmt/format.h>

#include <span>
#include <string>
#include <vector>

namespace vitrion {

/// Appends figures as a JSON array that may stand in a page: no "<" is in it. Numbers have six digits, which is what a
/// figure can show; one that does not exist is null.
void append_figures(fmt::memory_buffer& to, std::span<const Figure> figures);

/// The figures of such an array. @throws InputError that names `file` when it is not one
std::vector<Figure> read_figures(const std::string& json, const std::string& file);

/// Appends text as a JSON string without "<".
void append_json_string(fmt::memory_buffer& to, std::string_view text);

}  // namespace vitrion
