// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/fuel_cell/parameters.hpp"
#include "model/refinement.hpp"
#include "params/documents/table.hpp"

namespace vitrion::fuel_cell {

/// Reads a map of `kind: cell`, `chemistry: fuel_cell`. @throws InputError
/// @param refinement  of its mesh
Parameters read_cell(const Table& cell, const Refinement& refinement = {});

/// One side: its gas, diffusion layer and catalyst layer. `reactant` is "H2" or "O2"; in a humid cell everything has
/// thermal properties, too. @throws InputError
Electrode read_electrode(const Table& table, std::string_view reactant, double temperature, bool humid);

/// 0 where the value is neither written nor needed. @throws InputError
double read_thermal_conductivity(const Table& table, bool needed);  ///< W m⁻¹ K⁻¹
double read_heat_capacity(const Table& table, bool needed);         ///< J m⁻³ K⁻¹

}  // namespace vitrion::fuel_cell
