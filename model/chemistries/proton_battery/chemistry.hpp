// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/insertion_cell/insertion_cell_residual.hpp"
#include "model/insertion_cell/outputs.hpp"
#include "model/insertion_cell/read_cell.hpp"

/// Dry proton batteries: porous electrodes that take protons, on an electrolyte that conducts them.
namespace vitrion::proton_battery {

using Model = InsertionCell;
using Outputs = CellOutputs;

/// @param refinement  of its mesh
/// @throws InputError, also when the cell conducts another ion than H+ or has a foil
Model read(const Table& cell, const Refinement& refinement = {});

}  // namespace vitrion::proton_battery
