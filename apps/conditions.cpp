// SPDX-License-Identifier: BSD-3-Clause
#include "apps/conditions.hpp"

#include "params/suggestion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vitrion {
namespace {

std::size_t find(const ConditionSetting& setting, const Cell& cell) {
  std::vector<std::string> names;
  for (const Condition& condition : cell.conditions()) names.push_back(condition.name);
  const auto found = std::find(names.begin(), names.end(), setting.name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  const CellFacts& facts = cell.facts();
  std::string advice = did_you_mean(setting.name, names);
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
    for (const ConditionSetting& setting : *settings) {
      const std::size_t k = find(setting, cell);
      values[k] = value_of(setting, conditions[k]);
    }
  }
  return values;
}

}  // namespace vitrion
