// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <string>
#include <vector>

namespace vitrion {

/// One electrode, for the balance of a cell.
struct ElectrodeFacts {
  std::string name;    ///< "negative", "positive"
  double capacity;     ///< C m⁻²: between 0 % and 100 %; of a foil, all its metal
  double active_mass;  ///< kg m⁻²; 0 when no density is known
};

/// What a protocol, a report or a person asks of a cell before it runs.
struct CellFacts {
  std::string name;
  std::string chemistry;
  double area;                           ///< m², of all electrode pairs together
  double temperature;                    ///< K
  std::array<double, 2> voltage_limits;  ///< V
  double reference_capacity;             ///< C m⁻²: what a C-rate refers to; 0 for a cell that has none
  double initial_state_of_charge;        ///< 1, by the definition of the chemistry
  double active_mass;                    ///< kg m⁻² of the electrode that mA/g refers to; 0 when no density is known
  std::vector<ElectrodeFacts> electrodes;  ///< negative first
};

}  // namespace vitrion
