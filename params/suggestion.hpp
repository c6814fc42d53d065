// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace vitrion {

/// Number of single-letter slips (insert, drop, replace, swap two neighbours) between two words; a difference of case
/// only counts as half a slip. Gives up beyond `limit` and returns limit + 1.
double slips_between(std::string_view a, std::string_view b, double limit);

/// The candidate a typing slip away from `word` (about one slip in three letters), or "" when none is that near.
/// Of equally near candidates the first wins.
std::string closest(std::string_view word, std::span<const std::string> candidates);

/// "did you mean thickness?", or "" when nothing is near.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace vitrion
