// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/text_table.hpp"
#include "apps/study/compare.hpp"

#include <initializer_list>
#include <span>
#include <string>

/// What the sections of a comparison for people share.
namespace vitrion::compare_text {

std::string short_number(double value);  ///< "0.0495", "none" for what has no bound; empty for what is not defined
std::string short_between(const Spread& spread, double factor = 1.0);  ///< "median (5 to 95 %)"; empty without samples
std::string lower_case(std::string text);
std::string cycle_name(const Comparison& comparison, std::size_t cycle);  ///< "3 rate 1C"

/// A table of columns on the left and then on the right.
TextTable table_with(std::initializer_list<const char*> left, std::initializer_list<const char*> right);

/// The electrolytes at one combination of swept values, as a report goes through them.
struct Group {
  const Comparison& comparison;
  std::span<const Variant> variants;

  const std::string& label(const Variant& variant) const { return comparison.electrolytes[variant.electrolyte].label; }
  bool sampled() const { return !variants.front().samples.empty(); }
};

/// How each electrolyte's window was used, and what decides on its foils: worst of the run as written, and the spread
/// of the cycle with the highest rate. Empty for cells without either.
std::string windows(const Group& group);
std::string foils(const Group& group);

/// Every estimated input, once, with its range and the electrolytes that rest on it.
std::string estimates(const Comparison& comparison);

}  // namespace vitrion::compare_text
