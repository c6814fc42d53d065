// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/fuel_cell/fuel_cell_residual.hpp"
#include "model/chemistries/fuel_cell/outputs.hpp"
#include "params/documents/table.hpp"

/// Hydrogen–oxygen fuel cells on a protonic membrane.
namespace vitrion::fuel_cell {

using Model = FuelCell;
using Outputs = CellOutputs;

/// @param refinement  every number of volumes is this many times what it was
/// @throws InputError
Model read(const Table& cell, double refinement = 1.0);

}  // namespace vitrion::fuel_cell
