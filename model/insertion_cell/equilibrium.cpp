// SPDX-License-Identifier: BSD-3-Clause
#include "model/insertion_cell/equilibrium.hpp"

#include "params/constants.hpp"
#include "params/source.hpp"

#include <boost/math/tools/toms748_solve.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrion {
namespace {

std::vector<double> at(const Electrode& electrode, double state_of_charge) {
  std::vector<double> x;
  if (const auto* porous = std::get_if<PorousElectrode>(&electrode)) {
    for (const ActiveMaterial& active : porous->materials) {
      const Material& m = active.material;
      x.push_back(m.x_at_0_percent + state_of_charge * (m.x_at_100_percent - m.x_at_0_percent));
    }
  }
  return x;
}

double potential(const Electrode& electrode, const std::vector<double>& x, double T) {
  const auto* porous = std::get_if<PorousElectrode>(&electrode);
  return porous ? porous->materials[0].material.open_circuit_potential({x[0], T}) : 0.0;
}

}  // namespace

Stoichiometries stoichiometries_at(const CellParameters& cell, double state_of_charge) {
  return {at(cell.negative, state_of_charge), at(cell.positive, state_of_charge)};
}

double open_circuit_voltage(const CellParameters& cell, const Stoichiometries& x, double T) {
  return potential(cell.positive, x[1], T) - potential(cell.negative, x[0], T);
}

Stoichiometries initial_stoichiometries(const CellParameters& cell) {
  const InitialState& initial = cell.initial;
  switch (initial.by) {
    case InitialState::By::state_of_charge:
      return stoichiometries_at(cell, initial.value);
    case InitialState::By::stoichiometry: {
      Stoichiometries x = stoichiometries_at(cell, 0.0);
      std::fill(x[0].begin(), x[0].end(), initial.negative);
      std::fill(x[1].begin(), x[1].end(), initial.positive);
      return x;
    }
    case InitialState::By::voltage:
      break;
  }
  const auto excess = [&](double s) {
    return open_circuit_voltage(cell, stoichiometries_at(cell, s), cell.temperature) - initial.value;
  };
  const double at_0 = excess(0.0), at_100 = excess(1.0);
  if (!(at_0 <= 0.0 && at_100 >= 0.0)) {
    throw InputError(initial.position,
                     fmt::format("an initial voltage of {} V is out of this cell's reach", initial.value),
                     fmt::format("its open-circuit voltage goes from {:.4g} V at 0 % to {:.4g} V at 100 %",
                                 at_0 + initial.value, at_100 + initial.value));
  }
  if (at_0 == 0.0) return stoichiometries_at(cell, 0.0);
  if (at_100 == 0.0) return stoichiometries_at(cell, 1.0);
  std::uintmax_t iterations = 200;
  const auto bracket = boost::math::tools::toms748_solve(excess, 0.0, 1.0, at_0, at_100,
                                                         boost::math::tools::eps_tolerance<double>(50), iterations);
  return stoichiometries_at(cell, 0.5 * (bracket.first + bracket.second));
}

double initial_state_of_charge(const CellParameters& cell) {
  const Stoichiometries x = initial_stoichiometries(cell);
  const bool positive = std::holds_alternative<PorousElectrode>(cell.positive);
  const auto* porous = std::get_if<PorousElectrode>(positive ? &cell.positive : &cell.negative);
  if (!porous) return 0.0;
  const Material& m = porous->materials[0].material;
  return (x[positive ? 1 : 0][0] - m.x_at_0_percent) / (m.x_at_100_percent - m.x_at_0_percent);
}

double electrode_capacity(const Electrode& electrode, double thickness) {
  const auto* porous = std::get_if<PorousElectrode>(&electrode);
  if (!porous) return std::numeric_limits<double>::infinity();
  double capacity = 0.0;
  for (const ActiveMaterial& active : porous->materials) {
    const Material& m = active.material;
    capacity += faraday * m.maximum_concentration * active.volume_fraction * thickness *
                std::abs(m.x_at_100_percent - m.x_at_0_percent);
  }
  return capacity;
}

double reference_capacity(const CellParameters& cell) {
  if (cell.nominal_capacity) return *cell.nominal_capacity;
  const double smaller = std::min(electrode_capacity(cell.negative, cell.layers.front().thickness),
                                  electrode_capacity(cell.positive, cell.layers.back().thickness));
  return std::isfinite(smaller) ? smaller : 0.0;
}

}  // namespace vitrion
