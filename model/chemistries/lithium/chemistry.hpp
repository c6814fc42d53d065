// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/insertion_cell/insertion_cell_residual.hpp"
#include "model/insertion_cell/outputs.hpp"
#include "model/insertion_cell/read_cell.hpp"

/// Cells of lithium metal and lithium insertion electrodes, foil or porous on either side.
namespace vitrion::lithium {

using Model = InsertionCell;
using Outputs = CellOutputs;

/// @param refinement  of its mesh
/// @throws InputError, also when the cell conducts another ion than Li+
Model read(const Table& cell, const Refinement& refinement = {});

}  // namespace vitrion::lithium
