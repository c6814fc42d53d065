// SPDX-License-Identifier: BSD-3-Clause
// Where a cell ends: its physical limits, and the limits of the running step.
#include "model/insertion_cell/insertion_cell.hpp"
#include "model/insertion_cell/insertion_cell_residual.hpp"

#include <algorithm>

namespace vitrion {
namespace {

constexpr double depleted = 1e-6;  ///< fraction of salt or metal at which a foil is at its limit
/// Stoichiometry beyond empty or full at which a surface stands in the way of the current: it costs more than two volts
/// to take from there what is not there.
constexpr double overdrawn_surface = 90.0 * laws::last_sites;
constexpr double contact_lost = 1e-3;  ///< share of a foil at which it has none left
constexpr double overdrawn = 1e-2;     ///< fraction of the salt by which the balance of a dry volume may go below zero

}  // namespace

std::span<const double> InsertionCell::surface_stoichiometry(Side side, std::size_t material,
                                                             std::span<const double> y) const {
  return layout_.view(fields_.porous[static_cast<std::size_t>(side)]->theta[material], y).last(volumes(side).size());
}

/// Relative to its concentration at rest; 1 in a single-ion conductor.
double InsertionCell::salt_at_foil(Side side, double t, std::span<const double> y) const {
  const bool left = side == Side::negative;
  const Segment& segment = left ? segments_.front() : segments_.back();
  if (!segment.binary) return 1.0;
  const Electrolyte& electrolyte = p_.electrolytes[segment.electrolyte];
  const std::size_t first = index(*fields_.c_e, segment.column + (left ? 0 : segment.end - segment.begin - 1));
  const double c_first = salt_of(segment, y[first]);
  const double c = std::max(c_first, used_up(segment));
  const double i_in = left ? y[index(fields_.foil[0]->current)] : y[index(fields_.I)];
  const auto [T, humidity, light] = felt_by(segment.electrolyte, t);
  const double t_minus = 1.0 - electrolyte.transference_number({c, T, humidity, light}),
               D = electrolyte.diffusivity({c, T, humidity, light});
  return wall_concentration(side, c_first, t_minus, D, i_in) / electrolyte.concentration;
}

double InsertionCell::decomposing_surface(Side side, std::size_t k) const {
  const DecomposingSurfaces& surfaces = window(side)->surfaces;
  const Range nodes = volumes(side);
  double a = 0.0;
  if (surfaces.active)
    for (const MaterialConstants& material : constants(side)) a += material.a;
  if (surfaces.carbon) a += porous(side)->carbon_surface;
  if (surfaces.collector && k == (side == Side::negative ? 0 : nodes.size() - 1))
    a += 1.0 / mesh_.width[nodes.begin + k];
  return a;
}

bool InsertionCell::evolves_hydrogen() const {
  const auto at = [&](Side side) { return window(side) && window(side)->reduction_current; };
  return p_.working_ion == "H+" && (at(Side::negative) || at(Side::positive));
}

double InsertionCell::hydrogen_evolution(std::span<const double> y) const {
  double current = 0.0;
  for (const Side side : {Side::negative, Side::positive}) {
    const StabilityWindow* const limits = window(side);
    if (!limits || !limits->reduction_current) continue;
    const std::span<const double> dphi = layout_.view(fields_.porous[static_cast<std::size_t>(side)]->dphi, y);
    for (std::size_t k = 0; k < dphi.size(); ++k)
      current -= mesh_.width[volumes(side).begin + k] * decomposing_surface(side, k) *
                 laws::parasitic_reduction(*limits->reduction_current, dphi[k]);
  }
  return current;
}

void InsertionCell::events(double t, std::span<const double> y, std::span<double> g) const {
  std::size_t event = 0;
  double salt = 1.0;
  for (const Segment& segment : segments_) {
    if (!segment.binary) continue;
    const double at_rest = anions_at_rest(segment);
    for (const double c : y.subspan(index(*fields_.c_e, segment.column), segment.end - segment.begin))
      salt = std::min(salt, c / at_rest);
  }
  g[event++] = salt + overdrawn;

  for (const Side side : {Side::negative, Side::positive}) {
    const auto s = static_cast<std::size_t>(side);
    if (bath(side)) continue;
    if (foil(side)) {
      // A wall without salt stops what current there is, but not a voltage that is held: the current gives way.
      const bool gives_way = terminal.mode == Terminal::Mode::voltage || terminal.mode == Terminal::Mode::resistance;
      g[event++] = salt_at_foil(side, t, y) + (gives_way ? overdrawn : -depleted);
      g[event++] = y[index(fields_.foil[s]->metal)] / (foil(side)->thickness / foil(side)->molar_volume) - depleted;
      if (const auto& contact = fields_.foil[s]->contact) g[event++] = y[index(*contact)] - contact_lost;
      continue;
    }
    double empty = 1.0, full = 1.0;
    for (std::size_t m = 0; m < fields_.porous[s]->theta.size(); ++m) {
      for (const double x : surface_stoichiometry(side, m, y)) {
        empty = std::min(empty, x);
        full = std::min(full, 1.0 - x);
      }
    }
    g[event++] = empty + overdrawn_surface;
    g[event++] = full + overdrawn_surface;
  }

  const double V = y[index(fields_.V)], I = y[index(fields_.I)], Q = y[index(fields_.Q)] - charge_at_start_;
  if (evolves_hydrogen()) {
    // At rest and at small currents it is measured by the tenth of 1C.
    const double current = std::max(std::abs(I), reference_current_ / 10.0);
    g[event++] = 1.0 - hydrogen_evolution(y) / (0.5 * current);
  }
  for (const Limit& limit : limits_) g[event++] = limit.room(V, I, Q);
}

}  // namespace vitrion
