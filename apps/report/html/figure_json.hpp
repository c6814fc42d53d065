// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/html/figure.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace vitrion {

/// Appends a figure as a JSON object that may stand in a page: no "<" is in it. Numbers have six digits, which is what
/// a figure can show, those on the abscissa ten; one that does not exist is null.
void append_figure(fmt::memory_buffer& to, const Figure& figure);

/// The figures of an array of such objects. @throws InputError that names `file` when it is not one
std::vector<Figure> read_figures(const std::string& json, const std::string& file);

/// Appends text as a JSON string without "<".
void append_json_string(fmt::memory_buffer& to, std::string_view text);

}  // namespace vitrion
