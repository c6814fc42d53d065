// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/fuel_cell/fuel_cell_residual.hpp"
#include "model/chemistries/fuel_cell/outputs.hpp"
#include "model/refinement.hpp"
#include "params/documents/table.hpp"

/// Hydrogen–oxygen fuel cells on a protonic membrane.
namespace vitrion::fuel_cell {

using Model = FuelCell;
using Outputs = CellOutputs;

/// @param refinement  of its mesh
/// @throws InputError
Model read(const Table& cell, const Refinement& refinement = {});

}  // namespace vitrion::fuel_cell
