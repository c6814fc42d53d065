// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/cell.hpp"

#include <string>
#include <vector>

namespace vitrion {

/// What a C-rate means in one cell.
struct RateMeaning {
  std::string name;        ///< "C/10"
  double rate;             ///< 0.1
  double current_density;  ///< A m⁻²
  double current;          ///< A
};
/// The usual rates; none for a cell without a capacity.
std::vector<RateMeaning> rate_meanings(const CellFacts& facts);

/// Capacity of the negative over that of the positive electrode; 0 where one has none.
double balance(const CellFacts& facts);

/// Voltage at rest in the state in which the cell begins, V.
double initial_voltage(Cell& cell);

/// Size, capacity, balance, loadings and C-rates of a cell, for people.
std::string cell_report(Cell& cell);

}  // namespace vitrion
