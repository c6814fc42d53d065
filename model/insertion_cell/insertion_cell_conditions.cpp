// SPDX-License-Identifier: BSD-3-Clause
// The surroundings of a cell that a protocol may change: humidity and light.
#include "model/electrolytes/switching.hpp"
#include "model/insertion_cell/insertion_cell.hpp"
#include "model/materials/stated_ranges.hpp"

#include <cmath>
#include <limits>
#include <utility>

namespace vitrion {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr const char* humidity_name = "relative_humidity";

}  // namespace

void InsertionCell::find_conditions() {
  std::optional<double> humidity, light;
  for (const Electrolyte& electrolyte : p_.electrolytes) {
    const Surroundings& given = electrolyte.surroundings;
    if (!humidity && electrolyte.depends_on(electrolyte_argument::relative_humidity))
      humidity = given.relative_humidity;
    if (!light && electrolyte.depends_on(electrolyte_argument::light)) light = given.light;
    felt_.push_back(
        {given.relative_humidity.value_or(unknown), given.light.value_or(unknown), given.light.value_or(unknown), 0.0});
  }
  if (humidity) conditions_.push_back({humidity_name, "Relative Humidity", "1", {}, 0.0, 1.0, *humidity});
  if (light) conditions_.push_back({"light", "Light", "1", {}, 0.0, 1.0, *light});
}

double InsertionCell::condition(std::size_t k) const {
  const bool humidity = conditions_[k].name == humidity_name;
  for (std::size_t e = 0; e < felt_.size(); ++e) {
    const std::size_t argument = humidity ? electrolyte_argument::relative_humidity : electrolyte_argument::light;
    if (p_.electrolytes[e].depends_on(argument)) return humidity ? felt_[e].relative_humidity : felt_[e].light;
  }
  return unknown;
}

void InsertionCell::set_condition(std::size_t k, double value, double t) {
  const bool humidity = conditions_[k].name == humidity_name;
  for (std::size_t e = 0; e < felt_.size(); ++e) {
    Felt& felt = felt_[e];
    if (humidity) {
      felt.relative_humidity = value;
    } else {
      felt.light_before = std::isinf(t) ? value : felt_by(e, t)[2];
      felt.light_changed = t;
      felt.light = value;
    }
  }
}

std::vector<Objection> InsertionCell::objections(double T, std::span<const double> conditions) const {
  double humidity = unknown;
  for (std::size_t k = 0; k < conditions.size(); ++k)
    if (conditions_[k].name == humidity_name) humidity = conditions[k];
  std::vector<Objection> objections;
  for (const Electrolyte& electrolyte : p_.electrolytes)
    for (Objection& objection : beyond_stated_ranges(electrolyte, T, humidity))
      objections.push_back(std::move(objection));
  return objections;
}

std::array<double, 3> InsertionCell::felt_by(std::size_t electrolyte, double t) const {
  const Felt& felt = felt_[electrolyte];
  const double tau = p_.electrolytes[electrolyte].surroundings.light_response;
  return {T_, felt.relative_humidity,
          conduction::switched_fraction(felt.light_before, felt.light, t - felt.light_changed, tau)};
}

}  // namespace vitrion
