// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/indicator.hpp"

#include <cmath>

namespace vitrion::indicators {
namespace {

using enum Input;

const std::array<IndicatorSpec, indicator_count> specs{{
    {"Salt At Foil Over Salt At Rest", "1", "c/c0", "salt balance", {salt_at_foil, salt_at_rest}, {}},
    {"Current Over Limiting Current",
     "1",
     "J/(θ J_lim)",
     "Brissot et al. (1999)",
     {current, limiting_current},
     {contact_fraction}},
    {"Sand's Time",
     "s",
     "π D ε [q F c0/(2 J (1 − t₊))]²",
     "Sand (1901)",
     {current, salt_at_rest, diffusivity, transference_number, porosity},
     {contact_fraction}},
    {"Salt Depletion Time",
     "s",
     "series of the symmetric cell",
     "Fourier series of the diffusion problem",
     {current, salt_at_rest, diffusivity, transference_number, porosity, thickness},
     {contact_fraction}},
    {"Ramified Front Velocity",
     "m/s",
     "J (1 − t₊)/(q F ε c0)",
     "Chazalviel (1990)",
     {current, salt_at_rest, transference_number, porosity},
     {contact_fraction}},
    {"Time To Short By Salt Depletion",
     "s",
     "depletion time + L/v",
     "Chazalviel (1990)",
     {current, salt_at_rest, diffusivity, transference_number, porosity, thickness},
     {contact_fraction}},
    {"Elastic Instability",
     "1",
     "r/r_c below v = 1, r_c/r above; r = G_s/G_e",
     "Monroe & Newman (2005), Ahmad & Viswanathan (2017)",
     {shear_modulus, poisson_ratio, metal_shear_modulus, metal_poisson_ratio, volume_ratio},
     {}},
    {"Stability Parameter At Correlation Length",
     "J/mol/m",
     "χ_p + χ_τ + χ_s at k = 2π/d",
     "Monroe & Newman (2005), Ahmad & Viswanathan (2017)",
     {shear_modulus, poisson_ratio, metal_shear_modulus, metal_poisson_ratio, volume_ratio, molar_volume,
      surface_energy, charge, correlation_length},
     {}},
    {"Shortest Unstable Wavelength",
     "m",
     "2π/k_c",
     "Monroe & Newman (2005), Ahmad & Viswanathan (2017)",
     {shear_modulus, poisson_ratio, metal_shear_modulus, metal_poisson_ratio, volume_ratio, surface_energy},
     {}},
    {"Fastest Roughness Wavelength",
     "m",
     "2π √(3 c Γ/g)",
     "Mullins & Sekerka (1964), Barton & Bockris (1962)",
     {current, salt_at_foil, diffusivity, transference_number, surface_energy, molar_volume, temperature, thickness},
     {contact_fraction}},
    {"Tip Over Flat Current",
     "1",
     "(1 − J/J_lim)^−(γ + α_c)",
     "Akolkar (2013)",
     {current, limiting_current},
     {contact_fraction}},
    {"Critical Tip Radius",
     "m",
     "2 γ V_M/(z F |η|)",
     "Gibbs-Thomson",
     {overpotential, surface_energy, molar_volume, charge, correlation_length},
     {}},
    {"Stripping Current Over Creep",
     "1",
     "J/[(z F/V_M) h ε̇0 (P/S)^(1/m)]",
     "Narayan & Anand (2018)",
     {current, pressure, molar_volume, charge, creep_rate, creep_sensitivity, creep_resistance, creep_supply_length},
     {contact_fraction}},
    {"Stripping Current Over Measured Limit",
     "1",
     "J/J_c(P)",
     "Kasemchainan et al. (2019)",
     {current, stripping_limit},
     {contact_fraction}},
    {"Void Formation Time",
     "s",
     "π D [z F x/(2 V_M (J − J_creep))]²",
     "Sand's problem of vacancies",
     {current, self_diffusivity, critical_vacancies, molar_volume, charge},
     {contact_fraction, half_cycle, pressure, creep_rate, creep_sensitivity, creep_resistance, creep_supply_length}},
    {"Contact Fraction", "1", "θ", "state of the foil", {contact_fraction}, {}},
    {"Overpotential Over Fracture",
     "1",
     "|η| Y z F √(π a)/(K_Ic V_M)",
     "Griffith; Porz et al. (2017)",
     {overpotential, fracture_toughness, flaw_length, flaw_shape, molar_volume, charge},
     {}},
    {"Fracture Probability",
     "1",
     "1 − exp[−(A/A0)(J/J_c)^m]",
     "Weibull (1951), Griffith",
     {current, fracture_toughness, flaw_length, flaw_shape, molar_volume, charge, interface_resistance,
      weibull_modulus},
     {contact_fraction, area, weibull_area}},
    {"Largest Current Focusing",
     "1",
     "f = 1 + z_N CV_J, N = A/(π d²/4)",
     "extreme value of a normal distribution",
     {current_scatter, correlation_length, area},
     {inclusion_focusing}},
    {"Focused Current Over Limiting Current",
     "1",
     "f J/(θ J_lim)",
     "Rosso et al. (2001) with the local current",
     {current, limiting_current, current_scatter, correlation_length, area},
     {contact_fraction, inclusion_focusing}},
    {"Filament Growth",
     "m/s",
     "φ (f − 1) J V_M/(z F)",
     "Faraday",
     {current, molar_volume, charge, net_share, current_scatter, correlation_length, area, thickness},
     {contact_fraction, inclusion_focusing}},
    {"Median Time To Short",
     "s",
     "L z F/(φ J V_M CV_J z_½)",
     "weakest link of N spots",
     {current, molar_volume, charge, net_share, current_scatter, correlation_length, area, thickness},
     {contact_fraction, inclusion_focusing}},
    {"Probability Of Short Before Horizon",
     "1",
     "1 − Φ[(f_t − 1)/CV_J]^N",
     "weakest link of N spots",
     {current, molar_volume, charge, net_share, current_scatter, correlation_length, area, thickness},
     {contact_fraction, inclusion_focusing}},
    {"Probability Of Short So Far",
     "1",
     "1 − Φ[(f_q − 1)/CV_J]^N",
     "weakest link of N spots",
     {throughput, molar_volume, charge, net_share, current_scatter, correlation_length, area, thickness},
     {inclusion_focusing}},
}};

}  // namespace

std::string_view name_of(Grade grade) {
  switch (grade) {
    case Grade::low:
      return "low";
    case Grade::moderate:
      return "moderate";
    case Grade::undetermined:
      return "undetermined";
    case Grade::high:
      return "high";
    default:
      return "not applicable";
  }
}

const IndicatorSpec& spec_of(Indicator indicator) { return specs[static_cast<std::size_t>(indicator)]; }

Grade Criterion::grade(double value) const {
  if (std::isnan(value)) return Grade::not_applicable;
  const auto reached = [&](double limit) { return worse == Worse::higher ? value >= limit : value < limit; };
  return reached(high) ? Grade::high : reached(moderate) ? Grade::moderate : Grade::low;
}

}  // namespace vitrion::indicators
