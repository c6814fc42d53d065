// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/archive.hpp"
#include "model/indicators/dendrite_inputs.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace vitrion::indicators {

/// The indicators of dendrites and contact at a metal foil.
enum class Indicator : std::uint8_t {
  salt_at_foil,
  current_over_limit,
  sand_time,
  depletion_time,
  front_velocity,
  salt_time_to_short,
  elastic_instability,
  stability_parameter_at_d,
  critical_wavelength,
  roughness_wavelength,
  tip_current,
  tip_radius,
  stripping_over_creep,
  stripping_over_measured,
  void_time,
  contact_fraction,
  overpotential_over_fracture,
  fracture_probability,
  current_focusing,
  focused_current_over_limit,
  filament_growth,
  median_time_to_short,
  short_probability,
  shorted_so_far,
  count
};
inline constexpr std::size_t indicator_count = static_cast<std::size_t>(Indicator::count);

/// How worrying a value is, by the criterion of its indicator. Undetermined: what is not known decides between low and
/// high.
enum class Grade : std::uint8_t { not_applicable, low, moderate, undetermined, high };
std::string_view name_of(Grade grade);  ///< "not applicable", "low", …

/// One indicator at one moment. `regime` says where it stands or why it does not apply; it points to a text of the
/// assessment or a constant one.
struct IndicatorValue {
  double value = std::numeric_limits<double>::quiet_NaN();
  Grade grade = Grade::not_applicable;
  std::string_view regime;

  void archive(Archive& a) {
    std::string text(regime);
    a(value, grade, text);
    if (a.reading()) regime = Archive::constant(text);
  }
};

/// All indicators at one moment.
struct Assessment {
  std::array<IndicatorValue, indicator_count> values;
  const IndicatorValue& operator[](Indicator indicator) const { return values[static_cast<std::size_t>(indicator)]; }
  IndicatorValue& operator[](Indicator indicator) { return values[static_cast<std::size_t>(indicator)]; }

  void archive(Archive& a) { a(values); }
};

/// What an indicator is.
struct IndicatorSpec {
  std::string_view name;      ///< "Current Over Limiting Current"
  std::string_view unit;      ///< SI
  std::string_view equation;  ///< in a few symbols
  std::string_view source;
  InputSet inputs;  ///< without one of these it cannot be computed
  InputSet also;    ///< used where known
};
const IndicatorSpec& spec_of(Indicator indicator);

/// From which value on an indicator is moderate and high. NaN: never.
struct Criterion {
  enum class Worse : std::uint8_t { higher, lower };
  Worse worse;
  double moderate, high;

  Grade grade(double value) const;
  /// Whether a is worse than b by value alone.
  bool worse_of(double a, double b) const { return worse == Worse::higher ? a > b : a < b; }
};

}  // namespace vitrion::indicators
