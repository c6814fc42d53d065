// SPDX-License-Identifier: BSD-3-Clause
#include "model/insertion_cell/doubts.hpp"

#include "model/insertion_cell/equilibrium.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace vitrion {
namespace {

constexpr double near_enough = 0.1;  // V, of a limit: what the overpotentials of a usual rate make up

/// Charging moves the working ion from the positive electrode to the negative one.
void doubt_direction(const Table& electrode, const PorousElectrode& porous, bool negative) {
  const std::vector<Table> materials = electrode.children("materials");
  for (std::size_t m = 0; m < materials.size(); ++m) {
    const auto [x_0, x_100] =
        std::pair{porous.materials[m].material.x_at_0_percent, porous.materials[m].material.x_at_100_percent};
    if ((x_100 > x_0) == negative) continue;
    materials[m]
        .child("stoichiometry")
        .warn("at_100_percent",
              fmt::format("= {:.4g} and at_0_percent = {:.4g}: charging a cell {} its {} electrode", x_100, x_0,
                          negative ? "fills" : "empties", negative ? "negative" : "positive"),
              "exchange them, if 100 % is the charged cell");
  }
}

/// The states of charge between which all particles are between empty and full; 0 to 1 where materials share the ions,
/// since what each of them takes is then not linear in it.
std::array<double, 2> widest_range(const CellParameters& cell) {
  double least = -std::numeric_limits<double>::infinity(), most = -least;
  for (const Electrode* electrode : {&cell.negative, &cell.positive}) {
    const auto* porous = std::get_if<PorousElectrode>(electrode);
    if (!porous) continue;
    if (porous->materials.size() > 1) return {0.0, 1.0};
    const Material& m = porous->materials[0].material;
    const double per_x = 1.0 / (m.x_at_100_percent - m.x_at_0_percent);
    const auto [a, b] = std::minmax({(0.0 - m.x_at_0_percent) * per_x, (1.0 - m.x_at_0_percent) * per_x});
    least = std::max(least, a);
    most = std::min(most, b);
  }
  return {least, most};
}

void doubt_limits(const Table& table, const CellParameters& cell) {
  constexpr int points = 400;
  const auto [least, most] = widest_range(cell);
  if (!(most > least) || !std::isfinite(most - least)) return;
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (int k = 0; k <= points; ++k) {
    const double s = least + (most - least) * k / points;
    const double V = open_circuit_voltage(cell, stoichiometries_at(cell, s), cell.temperature);
    low = std::min(low, V);
    high = std::max(high, V);
  }
  const auto [lower, upper] = cell.voltage_limits;
  const std::string reach = fmt::format("from {:.4g} V to {:.4g} V", low, high);
  if (high < upper - near_enough)
    table.warn("voltage_limits",
               fmt::format("the open-circuit voltage goes {} and never reaches the upper limit", reach),
               "a charge ends where an electrode is full or empty, not at this voltage");
  if (low > lower + near_enough)
    table.warn("voltage_limits",
               fmt::format("the open-circuit voltage goes {} and never reaches the lower limit", reach),
               "a discharge ends where an electrode is full or empty, not at this voltage");
}

}  // namespace

void warn_of_doubts(const Table& table, const CellParameters& cell) {
  if (const auto* porous = std::get_if<PorousElectrode>(&cell.negative))
    doubt_direction(table.child("negative"), *porous, true);
  if (const auto* porous = std::get_if<PorousElectrode>(&cell.positive))
    doubt_direction(table.child("positive"), *porous, false);
  doubt_limits(table, cell);
}

}  // namespace vitrion
