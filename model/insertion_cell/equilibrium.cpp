// SPDX-License-Identifier: BSD-3-Clause
#include "model/insertion_cell/equilibrium.hpp"

#include "model/laws/last_sites.hpp"
#include "params/constants.hpp"
#include "params/source.hpp"

#include <boost/math/tools/toms748_solve.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrion {
namespace {

using boost::math::tools::toms748_solve;
using Converged = boost::math::tools::eps_tolerance<double>;
constexpr int bits = 50;
constexpr std::uintmax_t most_iterations = 200;

/// The range of x that a material of a blend may be found in: a little inside of empty and full.
constexpr double almost_empty = 1e-3, almost_full = 1.0 - 1e-3;

/// x where the open-circuit potential of a material is U, or the end of its range that comes closest.
double stoichiometry_at(const Material& material, double U, double T) {
  const auto excess = [&](double x) { return material.open_circuit_potential({x, T}) - U; };
  const double at_empty = excess(almost_empty), at_full = excess(almost_full);
  if (!(at_empty > 0.0)) return almost_empty;
  if (!(at_full < 0.0)) return almost_full;
  std::uintmax_t iterations = most_iterations;
  const auto [a, b] = toms748_solve(excess, almost_empty, almost_full, at_empty, at_full, Converged(bits), iterations);
  return 0.5 * (a + b);
}

/// n_m: what a material of an electrode can hold, mol per m³ of electrode.
double sites(const PorousElectrode& electrode, std::size_t m) {
  return electrode.materials[m].volume_fraction * electrode.materials[m].material.maximum_concentration;
}

/// Lets the materials of an electrode exchange lithium until they share one potential U: Σ n_m x_m stays, and all x_m
/// are where U_m(x_m) = U. At a plateau many x share it; those on its two sides are mixed so that no lithium is lost.
void equilibrate(const PorousElectrode& electrode, double T, std::vector<double>& x) {
  const std::size_t n = x.size();
  double lithium = 0.0;
  double U_low = std::numeric_limits<double>::infinity(), U_high = -U_low;
  for (std::size_t m = 0; m < n; ++m) {
    const Material& host = electrode.materials[m].material;
    lithium += sites(electrode, m) * x[m];
    U_low = std::min({U_low, potential_of(host, almost_full, T), potential_of(host, x[m], T)});
    U_high = std::max({U_high, potential_of(host, almost_empty, T), potential_of(host, x[m], T)});
  }
  const auto all_at = [&](double U) {
    std::vector<double> found(n);
    for (std::size_t m = 0; m < n; ++m) found[m] = stoichiometry_at(electrode.materials[m].material, U, T);
    return found;
  };
  const auto excess_of = [&](const std::vector<double>& found) {
    double sum = -lithium;
    for (std::size_t m = 0; m < n; ++m) sum += sites(electrode, m) * found[m];
    return sum;
  };
  const auto excess = [&](double U) { return excess_of(all_at(U)); };
  const double most = excess(U_low), least = excess(U_high);
  if (!(most > 0.0 && least < 0.0)) return;  // all empty or all full
  std::uintmax_t iterations = most_iterations;
  const auto [a, b] = toms748_solve(excess, U_low, U_high, most, least, Converged(bits), iterations);
  const std::vector<double> more = all_at(a), fewer = all_at(b);
  const double surplus = excess_of(more), lack = -excess_of(fewer);
  const double share = surplus + lack > 0.0 ? lack / (surplus + lack) : 0.5;
  for (std::size_t m = 0; m < n; ++m) x[m] = share * more[m] + (1.0 - share) * fewer[m];
}

std::vector<double> at(const Electrode& electrode, double state_of_charge, double T) {
  std::vector<double> x;
  const auto* porous = std::get_if<PorousElectrode>(&electrode);
  if (!porous) return x;
  for (const ActiveMaterial& active : porous->materials) {
    const Material& m = active.material;
    x.push_back(m.x_at_0_percent + state_of_charge * (m.x_at_100_percent - m.x_at_0_percent));
  }
  if (x.size() > 1) equilibrate(*porous, T, x);
  return x;
}

double potential(const Electrode& electrode, const std::vector<double>& x, double T) {
  const auto* porous = std::get_if<PorousElectrode>(&electrode);
  return porous ? potential_of(porous->materials[0].material, x[0], T) : 0.0;
}

}  // namespace

double potential_of(const Material& material, double x, double T) {
  const double U = material.open_circuit_potential({laws::between_ends(x), T});
  return U + laws::rise_at_ends(x, material.transfer_coefficients, gas_constant * T / faraday);
}

Stoichiometries stoichiometries_at(const CellParameters& cell, double state_of_charge) {
  return {at(cell.negative, state_of_charge, cell.temperature), at(cell.positive, state_of_charge, cell.temperature)};
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
  std::uintmax_t iterations = most_iterations;
  const auto [a, b] = toms748_solve(excess, 0.0, 1.0, at_0, at_100, Converged(bits), iterations);
  return stoichiometries_at(cell, 0.5 * (a + b));
}

double initial_state_of_charge(const CellParameters& cell) {
  const Stoichiometries x = initial_stoichiometries(cell);
  const bool positive = std::holds_alternative<PorousElectrode>(cell.positive);
  const auto* porous = std::get_if<PorousElectrode>(positive ? &cell.positive : &cell.negative);
  if (!porous) return 0.0;
  double gained = 0.0, most = 0.0;  // lithium since 0 %, and from there to 100 %
  for (std::size_t i = 0; i < porous->materials.size(); ++i) {
    const Material& m = porous->materials[i].material;
    gained += sites(*porous, i) * (x[positive ? 1 : 0][i] - m.x_at_0_percent);
    most += sites(*porous, i) * (m.x_at_100_percent - m.x_at_0_percent);
  }
  return gained / most;
}

double electrode_capacity(const CellParameters& cell, const Electrode& electrode, double thickness) {
  const auto* porous = std::get_if<PorousElectrode>(&electrode);
  if (!porous) return std::numeric_limits<double>::infinity();
  double capacity = 0.0;
  for (const ActiveMaterial& active : porous->materials) {
    const Material& m = active.material;
    capacity += cell.charge_number * faraday * m.maximum_concentration * active.volume_fraction * thickness *
                std::abs(m.x_at_100_percent - m.x_at_0_percent);
  }
  return capacity;
}

double reference_capacity(const CellParameters& cell) {
  if (cell.nominal_capacity) return *cell.nominal_capacity;
  const double smaller = std::min(electrode_capacity(cell, cell.negative, cell.layers.front().thickness),
                                  electrode_capacity(cell, cell.positive, cell.layers.back().thickness));
  return std::isfinite(smaller) ? smaller : 0.0;
}

}  // namespace vitrion
