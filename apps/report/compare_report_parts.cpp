// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/compare_report_parts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <vector>

namespace vitrion::compare_text {

std::string short_number(double value) {
  if (std::isnan(value)) return {};
  return std::isinf(value) ? "none" : fmt::format("{:.3g}", value);
}

std::string short_between(const Spread& spread, double factor) {
  return spread.count == 0 ? ""
                           : fmt::format("{} ({} to {})", short_number(factor * spread.median),
                                         short_number(factor * spread.low), short_number(factor * spread.high));
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string cycle_name(const Comparison& comparison, std::size_t cycle) {
  for (const Variant& variant : comparison.variants) {
    if (cycle < variant.nominal.cycles.size() && !variant.nominal.cycles[cycle].name.empty())
      return fmt::format("{} {}", cycle + 1, variant.nominal.cycles[cycle].name);
  }
  return fmt::format("{}", cycle + 1);
}

TextTable table_with(std::initializer_list<const char*> left, std::initializer_list<const char*> right) {
  TextTable table;
  for (const char* heading : left) table.column(heading, TextTable::Align::left);
  for (const char* heading : right) table.column(heading);
  return table;
}

namespace {

/// An estimated input in words, and who rests on it.
struct Estimate {
  std::string path, written, range;
  std::vector<std::string> labels;
};

}  // namespace

std::string estimates(const Comparison& comparison) {
  std::vector<Estimate> all;
  const auto add = [&](const Variant& variant, std::string path, std::string written, std::string range) {
    const std::string& label = comparison.electrolytes[variant.electrolyte].label;
    auto known = std::find_if(all.begin(), all.end(), [&](const Estimate& e) {
      return e.path == path && e.written == written && e.range == range;
    });
    if (known == all.end()) known = all.insert(all.end(), {std::move(path), std::move(written), std::move(range), {}});
    if (std::find(known->labels.begin(), known->labels.end(), label) == known->labels.end())
      known->labels.push_back(label);
  };
  for (const Variant& variant : comparison.variants) {
    for (const Influence& influence : variant.influences) {
      const Unknown& input = influence.input;
      add(variant, input.path, input.written, fmt::format("{} to {}", input.from, input.to));
    }
    for (const LeftAlone& input : variant.left_alone) add(variant, input.path, "", "not sampled: " + input.reason);
  }
  if (all.empty()) return {};
  TextTable table = table_with({"input", "as written", "range", "of"}, {});
  for (const Estimate& estimate : all) {
    const bool of_all = estimate.labels.size() == comparison.electrolytes.size();
    table.row({estimate.path, estimate.written, estimate.range,
               !of_all                      ? fmt::format("{}", fmt::join(estimate.labels, ", "))
               : estimate.labels.size() > 1 ? "all"
                                            : ""});
  }
  return "\n  it rests on estimated inputs:\n" + table.text();
}

}  // namespace vitrion::compare_text
