// SPDX-License-Identifier: BSD-3-Clause
#include "apps/experiment/conditions.hpp"

#include "params/suggestion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <string_view>

namespace vitrion {
namespace {

constexpr std::array<std::string_view, 2> sides{"negative_", "positive_"};

/// "pressure" of "negative_pressure".
std::string_view without_side(std::string_view name) {
  for (const std::string_view side : sides)
    if (name.starts_with(side)) return name.substr(side.size());
  return name;
}

/// The conditions that a setting means: the one of its name, or those of this name on both sides.
std::vector<std::size_t> find(const ConditionSetting& setting, const Cell& cell) {
  std::vector<std::string> names, of_both;
  std::vector<std::size_t> both;
  for (const Condition& condition : cell.conditions()) {
    if (condition.name == setting.name) return {names.size()};
    if (without_side(condition.name) == setting.name) both.push_back(names.size());
    names.push_back(condition.name);
    of_both.emplace_back(without_side(condition.name));
  }
  if (!both.empty()) return both;
  const CellFacts& facts = cell.facts();
  of_both.insert(of_both.end(), names.begin(), names.end());
  std::string advice = did_you_mean(setting.name, of_both);
  if (!advice.empty()) advice += "; ";
  advice += names.empty() ? fmt::format("nothing in {} depends on its surroundings, beside the temperature", facts.name)
                          : fmt::format("{} has: {}", facts.name, fmt::join(names, ", "));
  throw InputError(setting.where, fmt::format("'{}' is not a condition of this cell", setting.name), advice);
}

double value_of(const ConditionSetting& setting, const Condition& condition) {
  const auto value = to_si(setting.value.number, setting.value.unit, condition.dimension);
  const auto text = [&](double bound) {
    return condition.dimension.dimensionless() ? number_text(bound) : quantity_text(bound, condition.dimension);
  };
  if (!value) {
    throw InputError(setting.where,
                     fmt::format("{} = {} is not {}", setting.name, setting.text, condition.dimension.name()),
                     fmt::format("it lies between {} and {}", text(condition.lowest), text(condition.highest)));
  }
  if (*value >= condition.lowest && *value <= condition.highest) return *value;
  const double in_percent = 0.01 * *value;
  const bool forgot_percent = setting.value.unit.text.empty() && condition.dimension.dimensionless() &&
                              in_percent >= condition.lowest && in_percent <= condition.highest;
  throw InputError(setting.where, fmt::format("{} = {} is out of its range", setting.name, setting.text),
                   forgot_percent
                       ? fmt::format("did you mean {} %?", setting.text)
                       : fmt::format("it lies between {} and {}", text(condition.lowest), text(condition.highest)));
}

}  // namespace

std::vector<double> conditions_of(const Step& step, const Protocol& protocol, const Cell& cell) {
  const std::span<const Condition> conditions = cell.conditions();
  std::vector<double> values;
  for (const Condition& condition : conditions) values.push_back(condition.given);
  for (const auto* const settings : {&protocol.conditions, &step.conditions}) {
    for (const bool of_one_side : {false, true}) {  // what is said of one side stands, wherever it is said
      for (const ConditionSetting& setting : *settings) {
        const std::vector<std::size_t> meant = find(setting, cell);
        if ((without_side(setting.name) != setting.name) != of_one_side) continue;
        for (const std::size_t k : meant) values[k] = value_of(setting, conditions[k]);
      }
    }
  }
  return values;
}

}  // namespace vitrion
