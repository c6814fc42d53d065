// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/lithium_sulfur_0d/chemistry.hpp"

#include <fmt/format.h>

namespace vitrion::lithium_sulfur_0d {

Model read(const Table& cell, const Refinement& /*refinement*/) {
  cell.expect_kind("cell");
  Parameters p{};
  p.name = cell.read_text("name");
  p.area = si(cell.read<Area>("area", between<Area>(1e-8, 1e4)));
  p.temperature = si(cell.read<Temperature>("temperature", between<Temperature>(150.0, 700.0)));
  const Range<Voltage> limits = cell.read_interval<Voltage>("voltage_limits", between<Voltage>(-5.0, 10.0));
  p.voltage_limits = {si(limits.lo), si(limits.hi)};
  if (const auto capacity = cell.find<Charge>("nominal_capacity", between<Charge>(1e-6, 1e9)))
    p.nominal_capacity = si(*capacity);
  p.active_area = si(cell.read<Area>("active_area", between<Area>(1e-8, 1e6)));
  p.electrolyte_volume = si(cell.read<Volume>("electrolyte_volume", between<Volume>(1e-12, 1.0)));

  const Table high = cell.child("high_stage"), low = cell.child("low_stage");
  const auto volts = between<Voltage>(0.5, 4.0);
  const auto currents = between<CurrentDensity>(1e-12, 1e6);
  p.E_high = si(high.read<Voltage>("standard_potential", volts));
  p.i_high = si(high.read<CurrentDensity>("exchange_current_density", currents));
  p.E_low = si(low.read<Voltage>("standard_potential", volts));
  p.i_low = si(low.read<CurrentDensity>("exchange_current_density", currents));

  const Table solid = cell.child("precipitation");
  const auto per_second = between<Frequency>(0.0, 1e9);
  p.precipitation_rate = si(solid.read<Frequency>("rate_constant", per_second));
  p.saturation = si(solid.read<Mass>("saturation", between<Mass>(1e-15, 1e3)));
  p.precipitate_density = si(solid.read<Density>("density", between<Density>(100.0, 1e4)));

  const auto none = from_si<Frequency>(0.0);
  if (const auto shuttle = cell.find_child("shuttle")) {
    p.shuttle = si(shuttle->read<Frequency>("rate_constant", per_second));
    p.shuttle_on_discharge =
        si(shuttle->read_or<Frequency>("rate_constant_on_discharge", from_si<Frequency>(p.shuttle), per_second));
    p.lost_fraction = si(shuttle->read_or<Dimensionless>("lost_fraction", from_si<Dimensionless>(0.0),
                                                         between<Dimensionless>(0.0, 1.0)));
  } else {
    p.shuttle = p.shuttle_on_discharge = si(none);
  }
  const Table initial = cell.child("initial");
  for (std::size_t i = 0; i < lost; ++i)
    p.initial[i] = si(initial.read<Mass>(pool_names[i], between<Mass>(1e-30, 1e6)));
  if (const auto sulfur = cell.find<Mass>("sulfur_mass", between<Mass>(1e-12, 1e6))) {
    double held = 0.0;
    for (std::size_t i = 0; i < lost; ++i) held += p.initial[i];
    if (si(*sulfur) < held * (1.0 - 1e-9))
      throw cell.error("sulfur_mass", fmt::format("is less than the {:.5g} g of the initial state", 1e3 * held),
                       "it is what mA h/g refers to: all sulfur of the cathode");
    p.sulfur = si(*sulfur);
  }
  return Model(p);
}

}  // namespace vitrion::lithium_sulfur_0d
