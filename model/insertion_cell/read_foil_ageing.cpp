// SPDX-License-Identifier: BSD-3-Clause
// How a foil ages, as files say it: the maps interphase, dead_metal and contact.
#include "model/insertion_cell/read_cell.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

namespace vitrion {
namespace {

const auto positive_share = between<Dimensionless>(1e-6, 1.0);

using Growth = Interphase::Law;

constexpr std::array<std::pair<std::string_view, Growth>, 6> growth_laws{
    {{"solvent-diffusion", Growth::solvent_diffusion},
     {"reaction", Growth::reaction},
     {"solvent-reaction", Growth::solvent_reaction},
     {"tunnelling", Growth::tunnelling},
     {"interstitial-diffusion", Growth::interstitials},
     {"electron-migration", Growth::electron_migration}}};

Growth law_named(std::string_view name) {
  return std::find_if(growth_laws.begin(), growth_laws.end(), [&](const auto& law) { return law.first == name; })
      ->second;
}

}  // namespace

Interphase read_interphase(const Table& table) {
  Interphase sei{};
  sei.law = law_named(table.read_choice("law", {growth_laws[0].first, growth_laws[1].first, growth_laws[2].first,
                                                growth_laws[3].first, growth_laws[4].first, growth_laws[5].first}));
  const auto is = [&](auto... any) { return ((sei.law == any) || ...); };
  sei.initial_thickness = si(table.read<Length>("initial_thickness", between<Length>(1e-10, 1e-4)));
  sei.molar_volume = si(table.read<MolarVolume>("molar_volume", between<MolarVolume>(1e-6, 1e-2)));
  sei.electrons =
      si(table.read_or<Dimensionless>("electrons", from_si<Dimensionless>(1.0), between<Dimensionless>(0.1, 10.0)));
  const Dimension ohm_m = parse_unit("ohm m").dimension;
  sei.resistivity = table.has("resistivity") ? table.read_si("resistivity", ohm_m, 0.0, 1e12) : 0.0;
  const bool solvent = is(Growth::solvent_diffusion, Growth::solvent_reaction);
  if (solvent || is(Growth::interstitials)) {
    sei.diffusivity = si(table.read<Diffusivity>(solvent ? "solvent_diffusivity" : "interstitial_diffusivity",
                                                 between<Diffusivity>(1e-30, 1e-8)));
    sei.concentration = si(table.read<Concentration>(solvent ? "solvent_concentration" : "interstitial_concentration",
                                                     between<Concentration>(1e-6, 1e5)));
  }
  if (is(Growth::reaction, Growth::tunnelling))
    sei.exchange_current =
        si(table.read<CurrentDensity>("exchange_current_density", between<CurrentDensity>(1e-25, 1e3)));
  if (is(Growth::solvent_reaction))
    sei.rate_constant = si(table.read<Velocity>("rate_constant", between<Velocity>(1e-25, 1.0)));
  if (is(Growth::reaction, Growth::solvent_reaction, Growth::tunnelling))
    sei.transfer_coefficient = si(table.read_or<Dimensionless>("transfer_coefficient", from_si<Dimensionless>(0.5),
                                                               between<Dimensionless>(0.01, 4.0)));
  if (is(Growth::reaction, Growth::solvent_reaction, Growth::electron_migration))
    sei.potential = si(table.read<Voltage>("potential", between<Voltage>(-5.0, 5.0)));
  if (is(Growth::tunnelling))
    sei.tunnelling_length = si(table.read<Length>("tunnelling_length", between<Length>(1e-12, 1e-6)));
  if (is(Growth::electron_migration))
    sei.electronic_conductivity =
        si(table.read<ElectricConductivity>("electronic_conductivity", between<ElectricConductivity>(1e-25, 1.0)));
  sei.activation_energy =
      si(table.read_or<MolarEnergy>("activation_energy", from_si<MolarEnergy>(0.0), between<MolarEnergy>(0.0, 5e5)));
  sei.reference_temperature = si(table.read_or<Temperature>("reference_temperature", from_si<Temperature>(298.15),
                                                            between<Temperature>(100.0, 1500.0)));
  return sei;
}

DeadMetal read_dead_metal(const Table& table) {
  if (!table.has("rate") && !table.has("stripping_efficiency"))
    throw table.error(
        "rate", "is missing, and so is stripping_efficiency",
        "say how metal dies: rate: 1e-6 1/s in the course of time, stripping_efficiency: 99 % by the cycle");
  const Dimension per_amount = parse_unit("ohm m^4/mol").dimension, per_area = parse_unit("mol/m^2").dimension;
  return {
      .rate = si(table.read_or<Frequency>("rate", from_si<Frequency>(0.0), between<Frequency>(0.0, 1.0))),
      .stripping_efficiency = si(table.read_or<Dimensionless>("stripping_efficiency", from_si<Dimensionless>(1.0),
                                                              between<Dimensionless>(0.1, 1.0))),
      .initial_deposit = table.has("initial_deposit") ? table.read_si("initial_deposit", per_area, 0.0, 1e4) : 0.0,
      .resistance = table.has("resistance") ? table.read_si("resistance", per_amount, 0.0, 1e3) : 0.0,
  };
}

ContactLoss read_contact(const Table& table) {
  using Limit = ContactLoss::Limit;
  const Dimension per_charge = parse_unit("m^2/C").dimension;
  const bool given = table.exactly_one_of({"critical_current", "limited_by"}) == "critical_current";
  Limit limit = Limit::given;
  if (!given)
    limit = table.read_choice("limited_by", {"creep", "stripping-limit"}) == "creep" ? Limit::creep
                                                                                     : Limit::stripping_limit;
  return {
      .kinetics = {.loss = table.read_si("loss", per_charge, 0.0, 1e3),
                   .recovery = table.has("recovery") ? table.read_si("recovery", per_charge, 0.0, 1e3) : 0.0,
                   .largest = si(table.read_or<Dimensionless>("largest", from_si<Dimensionless>(1.0), positive_share))},
      .initial = si(table.read_or<Dimensionless>("initial", from_si<Dimensionless>(1.0), positive_share)),
      .limit = limit,
      .critical_current = given ? si(table.read<CurrentDensity>("critical_current", between<CurrentDensity>(0.0, 1e6)))
                                : std::numeric_limits<double>::quiet_NaN(),
  };
}

}  // namespace vitrion
