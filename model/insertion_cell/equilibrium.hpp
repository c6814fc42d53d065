// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/insertion_cell/parameters.hpp"

#include <array>
#include <vector>

namespace vitrion {

/// Stoichiometry of each material of the negative and the positive electrode; empty for a foil.
using Stoichiometries = std::array<std::vector<double>, 2>;

/// The definition of state of charge s: an electrode holds the lithium of x = x₀ + s (x₁₀₀ − x₀) in every material. The
/// materials of a blend share it so that they have one potential: left to themselves they would do so anyway.
Stoichiometries stoichiometries_at(const CellParameters& cell, double state_of_charge);

/// The potential of a particle that is filled to x throughout, V: as its reaction sees it, x = 0 and 1 included.
double potential_of(const Material& material, double x, double T);

/// Open-circuit voltage U₊ − U₋ at temperature T, V; that of the first material of each electrode, 0 for a foil.
double open_circuit_voltage(const CellParameters& cell, const Stoichiometries& x, double T);

/// Where the cell begins.
/// @throws InputError when a voltage is outside what the cell has between 0 % and 100 %
Stoichiometries initial_stoichiometries(const CellParameters& cell);

/// State of charge at which the cell begins; from stoichiometries it is that of the positive electrode (of the negative
/// where the positive one is a foil), and 0 for a cell of two foils.
double initial_state_of_charge(const CellParameters& cell);

/// Charge that one electrode takes between 0 % and 100 %, C m⁻² of electrode; infinite for a foil's plating.
double electrode_capacity(const CellParameters& cell, const Electrode& electrode, double thickness);

/// What a C-rate refers to, C m⁻²: the nominal capacity where the file gives one, else the smaller of the two
/// electrodes' windows; 0 for a cell of two foils, which has none.
double reference_capacity(const CellParameters& cell);

}  // namespace vitrion
