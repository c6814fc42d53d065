// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/fuel_cell/parameters.hpp"
#include "params/table.hpp"

namespace vitrion::fuel_cell {

/// Reads a map of `kind: cell`, `chemistry: fuel_cell`. @throws InputError
Parameters read_cell(const Table& cell);

/// One side: its gas, diffusion layer and catalyst layer. `reactant` is "H2" or "O2". @throws InputError
Electrode read_electrode(const Table& table, std::string_view reactant, double temperature);

}  // namespace vitrion::fuel_cell
