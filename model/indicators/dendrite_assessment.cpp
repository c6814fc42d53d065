// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/dendrite_assessment.hpp"

#include "model/archive.hpp"
#include "model/indicators/current_focusing.hpp"
#include "model/indicators/deposit_roughness.hpp"
#include "model/indicators/fracture.hpp"
#include "model/indicators/interface_stability.hpp"
#include "model/indicators/space_charge.hpp"
#include "model/indicators/stripping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace vitrion::indicators {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double never = std::numeric_limits<double>::quiet_NaN();

constexpr std::string_view not_known = "an input is not known";
constexpr std::string_view plating = "plating", stripping = "stripping", at_rest = "at rest";
constexpr std::string_view single_ion = "single-ion conductor: no salt to deplete";
constexpr std::string_view conducts_without_salt = "no limiting current: it goes on conducting without salt";

std::string_view direction(double J) { return J > 0.0 ? plating : J < 0.0 ? stripping : at_rest; }

}  // namespace

DendriteAssessment::DendriteAssessment(const DendriteInputs& inputs, double horizon)
    : inputs_(inputs), horizon_(horizon) {
  inputs_.derive();
  const auto in = [&](Input input) { return inputs_.value(input); };
  const bool has_scatter = inputs_.known().covers(spec_of(Indicator::current_focusing).inputs);
  const double inclusion = inputs_.known(Input::inclusion_focusing) ? in(Input::inclusion_focusing) : 1.0;
  focusing_ =
      has_scatter
          ? std::max(inclusion, largest_focusing(in(Input::current_scatter),
                                                 independent_spots(in(Input::area), in(Input::correlation_length))))
          : never;
  // NaN where an input is missing.
  creep_current_ = creep_limited_current(
      {in(Input::creep_rate), in(Input::creep_sensitivity), in(Input::creep_resistance)},
      in(Input::creep_supply_length), in(Input::pressure), in(Input::molar_volume), in(Input::charge));
  critical_overpotential_ =
      critical_overpotential({in(Input::fracture_toughness), in(Input::flaw_length), in(Input::flaw_shape)},
                             in(Input::molar_volume), in(Input::charge));
  if (inputs_.known().covers(spec_of(Indicator::median_time_to_short).inputs)) {
    race_.emplace(ShortCircuitModel::Parameters{.thickness = in(Input::thickness),
                                                .net_share = in(Input::net_share),
                                                .molar_volume = in(Input::molar_volume),
                                                .area = in(Input::area),
                                                .correlation = in(Input::correlation_length),
                                                .current_scatter = in(Input::current_scatter),
                                                .charge = in(Input::charge),
                                                .inclusion = inclusion});
    throughputs_ = {race_->throughput_quantile(0.05), race_->throughput_quantile(0.5),
                    race_->throughput_quantile(0.95)};
  }
  set_criteria();
  evaluate_constants();
}

void DendriteAssessment::put(Assessment& out, Indicator indicator, double value, std::string_view regime) const {
  if (!inputs_.known().covers(spec_of(indicator).inputs)) return;  // stays as in constants_
  out[indicator] = {value, criterion(indicator).grade(value), regime};
}

void DendriteAssessment::skip(Assessment& out, Indicator indicator, std::string_view why, double value) {
  if (out[indicator].regime == not_known) return;
  out[indicator] = {value, Grade::not_applicable, why};
}

namespace {

/// Elastic stability at one molar volume ratio.
struct Elasticity {
  double distance;  ///< from the stable side, 1 at the boundary
  std::string_view regime;
  double chi, wavelength;
};

Elasticity elasticity_of(const ElasticInterface& interface, double correlation_length) {
  const CriticalModulusRatio critical = critical_modulus_ratio(interface);
  const double r = interface.G_electrolyte / interface.G_metal;
  Elasticity found{infinity, "equal molar volumes: elasticity never stabilises",
                   stability_parameter(interface, 2.0 * std::numbers::pi / correlation_length).sum(),
                   critical_wavelength(interface)};
  if (critical.regime == StabilityRegime::density_driven) {
    found.distance = r / critical.ratio;
    found.regime = found.distance < 1.0 ? "density-driven, soft enough" : "density-driven, too stiff";
  } else if (critical.regime == StabilityRegime::pressure_driven) {
    found.distance = critical.ratio / r;
    found.regime = found.distance < 1.0 ? "pressure-driven, stiff enough" : "pressure-driven, too soft";
  }
  return found;
}

}  // namespace

/// Pressure stabilises a soft electrolyte where the ion is smaller in it than in its metal (v < 1) and a stiff one
/// where it is larger. Where the range of v holds 1, the sign is not known: both ends are told, and the worse value
/// kept.
void DendriteAssessment::evaluate_elasticity() {
  const auto in = [&](Input input) { return inputs_.value(input); };
  ElasticInterface interface {
    .G_metal = in(Input::metal_shear_modulus), .G_electrolyte = in(Input::shear_modulus),
    .nu_metal = in(Input::metal_poisson_ratio), .nu_electrolyte = in(Input::poisson_ratio),
    .molar_volume = in(Input::molar_volume), .volume_ratio = in(Input::volume_ratio),
    .surface_energy = in(Input::surface_energy), .charge = in(Input::charge)
  };
  const double d = in(Input::correlation_length);
  const auto at = [&](double v) {
    interface.volume_ratio = v;
    return elasticity_of(interface, d);
  };
  const auto& range = inputs_[Input::volume_ratio].range;
  if (!range || range->first >= 1.0 || range->second <= 1.0) {
    const Elasticity found = at(in(Input::volume_ratio));
    put(constants_, Indicator::elastic_instability, found.distance, found.regime);
    put(constants_, Indicator::stability_parameter_at_d, found.chi,
        found.chi < 0.0 ? "crests plate slower" : "crests plate faster");
    put(constants_, Indicator::critical_wavelength, found.wavelength,
        found.wavelength == infinity ? "every wavelength is stable" : "longer wavelengths grow");
    return;
  }
  const Elasticity low = at(range->first), high = at(range->second);
  // Reports point to the text when this object and its cell are gone.
  const std::string_view both_ends = Archive::constant(
      fmt::format("molar volume ratio between {:.3g} ({}, {:.3g}) and {:.3g} ({}, {:.3g}): the sign is not known",
                  range->first, low.regime, low.distance, range->second, high.regime, high.distance));
  const auto undetermined = [&](Indicator indicator, double value) {
    put(constants_, indicator, value, both_ends);
    if (constants_[indicator].regime == both_ends) constants_[indicator].grade = Grade::undetermined;
  };
  undetermined(Indicator::elastic_instability, std::max(low.distance, high.distance));
  undetermined(Indicator::stability_parameter_at_d, std::max(low.chi, high.chi));
  undetermined(Indicator::critical_wavelength, std::min(low.wavelength, high.wavelength));
}

void DendriteAssessment::evaluate_constants() {
  for (IndicatorValue& value : constants_.values) value.regime = not_known;
  for (std::size_t i = 0; i < indicator_count; ++i)
    if (inputs_.known().covers(spec_of(static_cast<Indicator>(i)).inputs)) constants_.values[i].regime = {};

  evaluate_elasticity();
  const auto in = [&](Input input) { return inputs_.value(input); };
  put(constants_, Indicator::current_focusing, focusing_,
      focusing_ == 1.0                   ? "even"
      : in(Input::current_scatter) > 0.0 ? "scattered"
                                         : "inclusion");
}

void DendriteAssessment::evaluate(const FoilState& state, Assessment& out) const {
  out = constants_;
  evaluate_salt(state, out);
  evaluate_roughness(state, out);
  evaluate_contact(state, out);
  evaluate_fracture(state, out);
  evaluate_short(state, out);
}

void DendriteAssessment::evaluate_salt(const FoilState& state, Assessment& out) const {
  const double J = state.local_current();
  const SaltLayer salt{.D = state.D,
                       .c0 = state.c0,
                       .t_plus = state.t_plus,
                       .thickness = inputs_.value(Input::thickness),
                       .charge = state.salt_charge,
                       .porosity = inputs_.value(Input::porosity)};
  const bool no_salt = state.t_plus >= 1.0;
  if (no_salt || state.J_lim == infinity) {
    const std::string_view why = no_salt ? single_ion : conducts_without_salt;
    if (no_salt)
      skip(out, Indicator::salt_at_foil, why, never);
    else
      put(out, Indicator::salt_at_foil, state.c_foil / state.c0, direction(J));
    put(out, Indicator::current_over_limit, 0.0, why);
    put(out, Indicator::focused_current_over_limit, 0.0, why);
    put(out, Indicator::sand_time, infinity, why);
    put(out, Indicator::depletion_time, infinity, why);
    put(out, Indicator::salt_time_to_short, infinity, why);
    skip(out, Indicator::front_velocity, why, 0.0);
    return;
  }
  put(out, Indicator::salt_at_foil, state.c_foil / state.c0, direction(J));
  const double j = std::max(J, 0.0) / state.J_lim;
  put(out, Indicator::current_over_limit, j, direction(J));
  put(out, Indicator::focused_current_over_limit, focusing_ * j, direction(J));
  const bool depletes = j > 1.0;
  if (!depletes) {
    constexpr std::string_view steady = "at or below the limiting current: never";
    skip(out, Indicator::sand_time, J > 0.0 ? "not reached: at or below the limiting current" : direction(J),
         sand_time(salt, J));
    put(out, Indicator::depletion_time, infinity, J > 0.0 ? steady : direction(J));
    put(out, Indicator::salt_time_to_short, infinity, J > 0.0 ? steady : direction(J));
    skip(out, Indicator::front_velocity, "no front without depletion", 0.0);
    return;
  }
  // The limiting current of the state knows properties that change with concentration; the closed form stands for the
  // shape of the answer only.
  constexpr std::string_view beyond = "beyond the limiting current";
  const double depletion =
      std::isnan(state.layered_depletion) ? depletion_time(salt, j * limiting_current(salt)) : state.layered_depletion;
  const double velocity = front_velocity(salt, J);
  const double sweep = std::isnan(state.swept_charge) ? salt.thickness / velocity : state.swept_charge / J;
  put(out, Indicator::sand_time, sand_time(salt, J), beyond);
  put(out, Indicator::depletion_time, depletion, beyond);
  put(out, Indicator::salt_time_to_short, depletion + sweep, beyond);
  put(out, Indicator::front_velocity, velocity, beyond);
}

void DendriteAssessment::evaluate_roughness(const FoilState& state, Assessment& out) const {
  const double J = state.local_current(), V_M = inputs_.value(Input::molar_volume);
  const double gamma = inputs_.value(Input::surface_energy), z = inputs_.value(Input::charge);
  if (J <= 0.0) {
    for (const Indicator indicator : {Indicator::roughness_wavelength, Indicator::tip_current, Indicator::tip_radius})
      skip(out, indicator, direction(J), never);
    return;
  }
  if (state.t_plus >= 1.0) {
    skip(out, Indicator::roughness_wavelength, single_ion, infinity);
    put(out, Indicator::tip_current, 1.0, single_ion);
  } else {
    const DiffusingSalt salt{state.D, state.t_plus, std::max(state.c_foil, 0.0), state.salt_charge};
    put(out, Indicator::roughness_wavelength, mullins_sekerka_fastest(salt, J, capillary_length(gamma, V_M, state.T)),
        "diffusion-limited roughening");
    put(out, Indicator::tip_current, tip_current_ratio(J / state.J_lim, state.tip_exponent), direction(J));
  }
  put(out, Indicator::tip_radius, critical_tip_radius(gamma, V_M, state.overpotential, z), "blunter tips grow");
}

void DendriteAssessment::evaluate_contact(const FoilState& state, Assessment& out) const {
  put(out, Indicator::contact_fraction, state.contact,
      state.contact < 1.0 ? "a part of the foil carries the current" : "full contact");
  const double J = -state.local_current();
  if (J <= 0.0) {
    for (const Indicator indicator :
         {Indicator::stripping_over_creep, Indicator::stripping_over_measured, Indicator::void_time})
      skip(out, indicator, direction(state.J), never);
    return;
  }
  const auto compared = [&](Indicator indicator, double limit) {
    put(out, indicator, J / limit, J < limit ? "metal keeps up" : "voids form");
  };
  compared(Indicator::stripping_over_creep, creep_current_);
  compared(Indicator::stripping_over_measured, inputs_.value(Input::stripping_limit));
  const bool creeps = !std::isnan(creep_current_);
  const double time =
      void_time(inputs_.value(Input::self_diffusivity), inputs_.value(Input::critical_vacancies),
                inputs_.value(Input::molar_volume), creeps ? J - creep_current_ : J, inputs_.value(Input::charge));
  put(out, Indicator::void_time, time,
      !creeps            ? "without creep"
      : time == infinity ? "creep keeps up"
                         : "beyond what creep supplies");
}

void DendriteAssessment::evaluate_fracture(const FoilState& state, Assessment& out) const {
  const double J = state.local_current();
  if (J <= 0.0) {
    skip(out, Indicator::overpotential_over_fracture, direction(J), never);
    skip(out, Indicator::fracture_probability, direction(J), never);
    return;
  }
  const double share = std::abs(state.overpotential) / critical_overpotential_;
  put(out, Indicator::overpotential_over_fracture, share, share < 1.0 ? "flaws are stable" : "flaws propagate");
  const bool has_area = inputs_.known(Input::area) && inputs_.known(Input::weibull_area);
  const WeibullCurrent scatter{
      .modulus = inputs_.value(Input::weibull_modulus),
      .J_0 = critical_overpotential_ / inputs_.value(Input::interface_resistance),
      .area_ratio = has_area ? inputs_.value(Input::area) / inputs_.value(Input::weibull_area) : 1.0};
  put(out, Indicator::fracture_probability, scatter.probability(J),
      has_area ? "scaled to the area" : "at the area of the data");
}

void DendriteAssessment::evaluate_short(const FoilState& state, Assessment& out) const {
  if (!race_) return;
  const double J = std::abs(state.local_current());
  const std::string_view regime = J == 0.0 ? at_rest : focusing_ > 1.0 ? "filament race" : "even current: never";
  const double growth = filament_growth(inputs_.value(Input::net_share), focusing_, J,
                                        inputs_.value(Input::molar_volume), inputs_.value(Input::charge));
  put(out, Indicator::filament_growth, growth, regime);
  put(out, Indicator::median_time_to_short, J > 0.0 ? throughputs_[1] / J : infinity, regime);
  put(out, Indicator::short_probability, race_->probability(J, horizon_), regime);
  put(out, Indicator::shorted_so_far, race_->probability(state.throughput), "by the throughput so far");
}

std::optional<TimeToShort> DendriteAssessment::time_to_short(double J) const {
  if (!race_) return std::nullopt;
  const auto at = [&](double throughput) { return J == 0.0 ? infinity : throughput / std::abs(J); };
  return TimeToShort{at(throughputs_[0]), at(throughputs_[1]), at(throughputs_[2]),
                     race_->probability(std::abs(J), horizon_)};
}

}  // namespace vitrion::indicators
