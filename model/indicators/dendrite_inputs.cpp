// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/dendrite_inputs.hpp"

#include "model/indicators/current_focusing.hpp"
#include "model/indicators/interface_stability.hpp"

#include <cmath>

namespace vitrion::indicators {
namespace {

constexpr std::array<InputSpec, input_count> specs{{
    {"current", "A/m^2", "plating current of the foil per area of cell"},
    {"limiting_current", "A/m^2", "of the electrolyte in front of the foil"},
    {"salt_at_foil", "mol/m^3", "salt concentration at the foil"},
    {"salt_at_rest", "mol/m^3", "salt concentration without current"},
    {"diffusivity", "m^2/s", "effective salt diffusivity"},
    {"transference_number", "1", "of the ion that plates"},
    {"overpotential", "V", "of the foil, negative when it plates"},
    {"temperature", "K", "of the cell"},
    {"contact_fraction", "1", "share of the foil that touches the electrolyte"},
    {"throughput", "C/m^2", "integral of the magnitude of the local current so far"},
    {"thickness", "m", "of the electrolyte between the electrodes", 1e-9, 1e-2},
    {"porosity", "1", "volume fraction of electrolyte in that layer", 1e-3, 1.0},
    {"area", "m^2", "of the electrode", 1e-8, 1e4},
    {"pressure", "Pa", "stack pressure", 0.0, 1e10},
    {"interface_resistance", "ohm m^2", "between foil and electrolyte", 1e-9, 1e3},
    {"half_cycle", "s", "duration of one stripping step", 1e-3, 1e9},
    {"charge", "1", "number of the ion", 1.0, 3.0},
    {"molar_volume", "m^3/mol", "of the metal", 1e-6, 1e-4},
    {"surface_energy", "N/m", "between metal and electrolyte", 1e-3, 10.0},
    {"metal_shear_modulus", "Pa", "of the metal", 1e6, 1e12},
    {"metal_poisson_ratio", "1", "of the metal", -1.0, 0.5},
    {"creep_rate", "1/s", "prefactor of power-law creep of the metal", 1e-30, 1e10},
    {"creep_sensitivity", "1", "strain-rate sensitivity of the metal", 1e-2, 1.0},
    {"creep_resistance", "Pa", "flow resistance of the metal", 1e3, 1e10},
    {"creep_supply_length", "m", "thickness of metal that creeps to the interface", 1e-10, 1e-2},
    {"stripping_limit", "A/m^2", "critical stripping current measured at the stack pressure", 1e-6, 1e6},
    {"self_diffusivity", "m^2/s", "of vacancies in the metal", 1e-25, 1e-6},
    {"critical_vacancies", "1", "fraction of vacancies at which a void forms", 1e-12, 1.0},
    {"shear_modulus", "Pa", "of the electrolyte", 1.0, 1e12},
    {"poisson_ratio", "1", "of the electrolyte", -1.0, 0.5},
    {"ion_radius", "m", "of the working ion", 1e-11, 1e-9},
    {"volume_ratio", "1", "molar volume of the ion in the electrolyte over that of the metal", 1e-3, 1e3},
    {"fracture_toughness", "Pa m^0.5", "of the electrolyte", 1e2, 1e9},
    {"flaw_length", "m", "of the largest surface flaw of the electrolyte", 1e-10, 1e-2},
    {"flaw_shape", "1", "geometry factor of that flaw", 0.1, 10.0},
    {"weibull_modulus", "1", "of the strength of the electrolyte", 0.5, 100.0},
    {"weibull_area", "m^2", "area to which flaw length and Weibull modulus refer", 1e-12, 1e4},
    {"conductivity_scatter", "1", "standard deviation over mean of the local conductivity", 0.0, 10.0},
    {"grain_anisotropy", "1", "difference of conductivity along and across the axis of a grain over the mean", 0.0,
     3.0},
    {"inclusion_contrast", "1", "conductivity of an inclusion over that around it", 0.0, 1e12},
    {"inclusion_aspect", "1", "length along the current over width of an inclusion", 1e-4, 1e4},
    {"inclusion_focusing", "1", "local over mean current at an inclusion", 0.0, 1e6},
    {"current_scatter", "1", "standard deviation over mean of the local current", 0.0, 10.0},
    {"correlation_length", "m", "over which the local current is correlated: grain or pore size", 1e-10, 1e-2},
    {"net_share", "1", "share of the throughput that makes filaments grow for good", 1e-6, 1.0},
}};

int uncertainty(Status status) {
  switch (status) {
    case Status::measured:
      return 0;
    case Status::derived:
      return 1;
    case Status::user:
      return 2;
    case Status::estimated:
      return 3;
    case Status::assumed:
      return 4;
    default:
      return 5;
  }
}

}  // namespace

const InputSpec& spec_of(Input input) { return specs[static_cast<std::size_t>(input)]; }

Status less_certain(Status a, Status b) { return uncertainty(a) < uncertainty(b) ? b : a; }

DendriteInputs::DendriteInputs() {
  for (std::size_t i = 0; i < static_cast<std::size_t>(first_constant_input); ++i)
    trust(static_cast<Input>(i), Status::derived);
  set(Input::charge, 1.0, Status::assumed);
  set(Input::porosity, 1.0, Status::assumed);
  set(Input::flaw_shape, 1.12, Status::assumed);
}

DendriteInputs& DendriteInputs::set(Input input, double value, Status status, bool calibrated) {
  data_[static_cast<std::size_t>(input)] = {value, status, calibrated};
  if (!std::isnan(value)) known_.insert(input);
  return *this;
}

DendriteInputs& DendriteInputs::set(Input input, const Datum& datum) {
  data_[static_cast<std::size_t>(input)] = datum;
  known_.insert(input);
  return *this;
}

DendriteInputs& DendriteInputs::trust(Input input, Status status) {
  data_[static_cast<std::size_t>(input)].status = status;
  known_.insert(input);
  return *this;
}

void DendriteInputs::follow(Input input, double value, std::initializer_list<Input> from) {
  Status status = Status::derived;
  bool calibrated = false;
  for (const Input source : from) {
    if (!known(source)) continue;
    status = less_certain(status, (*this)[source].status);
    calibrated = calibrated || (*this)[source].calibrated;
  }
  set(input, value, status, calibrated);
}

void DendriteInputs::derive() {
  using enum Input;
  const auto or_zero = [&](Input input) { return known(input) ? value(input) : 0.0; };
  if (!known(volume_ratio) && known(ion_radius) && known(molar_volume)) {
    const double bare = volume_ratio_of_sphere(value(ion_radius), value(molar_volume));
    follow(volume_ratio, bare, {ion_radius, molar_volume});
    if (solvates_) {
      Datum& datum = data_[static_cast<std::size_t>(volume_ratio)];
      datum.status = less_certain(datum.status, Status::assumed);
      datum.range = {bare, polymer_volume_ratio};
    }
  }
  if (!known(current_scatter) && !lives_.empty() && known(molar_volume) && known(correlation_length) &&
      known(net_share)) {
    calibration_ = calibrate(lives_, {.thickness = 0.0,
                                      .net_share = value(net_share),
                                      .molar_volume = value(molar_volume),
                                      .area = 0.0,
                                      .correlation = value(correlation_length),
                                      .current_scatter = 0.0,
                                      .charge = value(charge)});
    follow(current_scatter, calibration_->best, {molar_volume, correlation_length, net_share, charge});
    Datum& datum = data_[static_cast<std::size_t>(current_scatter)];
    datum.calibrated = true;
    datum.range = {calibration_->low, calibration_->high};
  }
  if (!known(current_scatter) && (known(conductivity_scatter) || known(grain_anisotropy)))
    follow(current_scatter,
           std::hypot(random_field_scatter(or_zero(conductivity_scatter)),
                      or_zero(grain_anisotropy) / equivalent_anisotropy(1.0)),
           {conductivity_scatter, grain_anisotropy});
  if (!known(inclusion_focusing) && known(inclusion_contrast)) {
    const double aspect = known(inclusion_aspect) ? value(inclusion_aspect) : 1.0;
    follow(inclusion_focusing, spheroid_focusing(value(inclusion_contrast), aspect),
           {inclusion_contrast, inclusion_aspect});
  }
  if (!known(current_scatter) && known(inclusion_focusing)) set(current_scatter, 0.0, Status::assumed);
}

void DendriteData::add(const DendriteData& other) {
  given.insert(given.end(), other.given.begin(), other.given.end());
  if (other.horizon) horizon = other.horizon;
  lives.insert(lives.end(), other.lives.begin(), other.lives.end());
}

void DendriteKnowledge::add(const DendriteData& data) {
  for (const auto& [input, datum] : data.given) inputs_.set(input, datum);
  inputs_.add_lives(data.lives);
  if (data.horizon) horizon_ = *data.horizon;
}

}  // namespace vitrion::indicators
