// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/insertion_cell/insertion_cell_residual.hpp"
#include "model/insertion_cell/outputs.hpp"
#include "model/insertion_cell/read_cell.hpp"

/// Cells of zinc metal and zinc insertion electrodes, foil or porous on either side.
namespace vitrion::zinc {

using Model = InsertionCell;
using Outputs = CellOutputs;

/// @param refinement  of its mesh
/// @throws InputError, also when the cell conducts another ion than Zn2+
Model read(const Table& cell, const Refinement& refinement = {});

}  // namespace vitrion::zinc
