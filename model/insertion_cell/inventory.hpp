// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/insertion_cell/insertion_cell.hpp"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vitrion {

/// Where the working ion is, by the area of the cell, mol m⁻².
struct Inventory {
  double foils = 0.0;          ///< metal in contact; of a bath, what it took up
  double salt = 0.0;           ///< ions in the electrolyte
  double particles = 0.0;      ///< inserted
  double interphases = 0.0;    ///< grown since the start
  double dead_metal = 0.0;     ///< without contact
  double decomposition = 0.0;  ///< in what the electrolyte became outside its window
  /// What the double layers hold of it, −C Δφ/(z F): charge that passed without a reaction. Negative where a solid is
  /// above the electrolyte beside it.
  double double_layers = 0.0;

  double total() const { return foils + salt + particles + interphases + dead_metal + decomposition + double_layers; }
};

Inventory inventory_of(const InsertionCell& cell, std::span<const double> y);

/// The items that may be other than zero in a cell, with the names of their columns: "Li In Salt".
std::vector<std::pair<std::string, double Inventory::*>> items_of(const InsertionCell& cell);

/// Charge that a counter of decomposition has counted over its electrode, C m⁻²; 0 where there is none.
double decomposed_charge(const InsertionCell& cell, Side side, const std::optional<FieldId>& counter,
                         std::span<const double> y);

}  // namespace vitrion
