// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/dendrite_assessment.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

// The part of an assessment that is words.

namespace vitrion::indicators {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double never = std::numeric_limits<double>::quiet_NaN();
constexpr double mA_per_cm2 = 10.0, S_per_cm2 = 1e4;  // in SI

std::string with_unit(double value, std::string_view unit) {
  return unit == "1" ? fmt::format("{:.3g}", value) : fmt::format("{:.3g} {}", value, unit);
}

}  // namespace

// Round numbers a person can argue about, not fits. Where an indicator is a ratio to a limit, the limit itself is high
// and half of it moderate: the inputs are seldom known better than to a factor of two.
void DendriteAssessment::set_criteria() {
  using enum Criterion::Worse;
  const double L = inputs_.value(Input::thickness), d = inputs_.value(Input::correlation_length);
  const double half_cycle = inputs_.value(Input::half_cycle);
  const auto set = [&](Indicator indicator, Criterion::Worse worse, double moderate, double high) {
    criteria_[static_cast<std::size_t>(indicator)] = {worse, moderate, high};
  };
  set(Indicator::salt_at_foil, lower, 0.5, 0.1);
  set(Indicator::current_over_limit, higher, 0.5, 1.0);
  set(Indicator::focused_current_over_limit, higher, 0.5, 1.0);
  set(Indicator::sand_time, lower, infinity, infinity);
  set(Indicator::depletion_time, lower, infinity, infinity);
  set(Indicator::front_velocity, higher, 0.0, 0.0);
  set(Indicator::salt_time_to_short, lower, infinity, horizon_);
  set(Indicator::elastic_instability, higher, 0.8, 1.0);
  set(Indicator::stability_parameter_at_d, higher, 0.0, 0.0);
  set(Indicator::critical_wavelength, lower, infinity, d);
  set(Indicator::roughness_wavelength, lower, L, 0.1 * L);
  set(Indicator::tip_current, higher, 1.2, 2.0);
  set(Indicator::tip_radius, lower, d, never);
  set(Indicator::stripping_over_creep, higher, 0.5, 1.0);
  set(Indicator::stripping_over_measured, higher, 0.5, 1.0);
  set(Indicator::void_time, lower, infinity, half_cycle);
  set(Indicator::contact_fraction, lower, 0.9, 0.5);
  set(Indicator::overpotential_over_fracture, higher, 0.5, 1.0);
  set(Indicator::fracture_probability, higher, 0.05, 0.5);
  set(Indicator::current_focusing, higher, 1.2, 2.0);
  set(Indicator::filament_growth, higher, 0.5 * L / horizon_, L / horizon_);
  set(Indicator::median_time_to_short, lower, 2.0 * horizon_, horizon_);
  set(Indicator::short_probability, higher, 0.05, 0.5);
  set(Indicator::shorted_so_far, higher, 0.05, 0.5);
}

std::string DendriteAssessment::criterion_text(Indicator indicator) const {
  const Criterion& c = criterion(indicator);
  const std::string_view unit = spec_of(indicator).unit;
  const bool lower = c.worse == Criterion::Worse::lower;
  const auto from = [&](double limit) {
    if (limit == infinity) return std::string("when finite");
    return fmt::format("{} {}", lower ? "below" : "from", with_unit(limit, unit));
  };
  const bool has_high = !std::isnan(c.high), has_moderate = !std::isnan(c.moderate) && c.moderate != c.high;
  std::string text = has_moderate ? fmt::format("moderate {}", from(c.moderate)) : std::string();
  if (has_high) text += fmt::format("{}high {}", text.empty() ? "" : ", ", from(c.high));
  return text.empty() ? "not graded" : text + ", else low";
}

std::vector<IndicatorRow> DendriteAssessment::table(const Assessment& assessment) const {
  std::vector<IndicatorRow> rows;
  for (std::size_t i = 0; i < indicator_count; ++i) {
    const auto indicator = static_cast<Indicator>(i);
    const IndicatorSpec& spec = spec_of(indicator);
    IndicatorRow row{indicator, assessment[indicator], criterion_text(indicator), {}, Status::measured, false};
    for (std::size_t k = 0; k < input_count; ++k) {
      const auto input = static_cast<Input>(k);
      const bool needed = spec.inputs.contains(input), known = inputs_.known(input);
      if (!needed && !(spec.also.contains(input) && known)) continue;
      row.inputs.push_back({input, inputs_[input], !known});
      if (!known) continue;
      row.status = less_certain(row.status, inputs_[input].status);
      row.calibrated = row.calibrated || inputs_[input].calibrated;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string DendriteAssessment::salt_depletion_alone(const Assessment& assessment, const FoilState& last) const {
  const IndicatorValue& time = assessment[Indicator::salt_time_to_short];
  const double share = assessment[Indicator::current_over_limit].value;
  if (std::isnan(time.value)) return "salt depletion alone: cannot be said, an input is not known";
  if (last.t_plus < 1.0 && last.J_lim == infinity)
    return fmt::format(
        "salt depletion alone: no short and no limiting current, since the electrolyte goes on conducting without "
        "salt: "
        "beyond {:.3g} mA/cm^2 little salt is left at the foil, {:.3g} S/cm^2 conduct without it",
        last.depletion_current / mA_per_cm2, last.conductance_left / S_per_cm2);
  if (time.value == infinity)
    return fmt::format("salt depletion alone: no short, at {:.2g} of the limiting current", share);
  return fmt::format("salt depletion alone: short after {:.3g} h, at {:.3g} of the limiting current",
                     time.value / 3600.0, share);
}

}  // namespace vitrion::indicators
