// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/lithium_sulfur/outputs.hpp"
#include "model/chemistries/lithium_sulfur/sulfur_cell_residual.hpp"
#include "params/documents/table.hpp"

/// Lithium–sulfur cells: dissolved polysulfides, solids that come and go, layers that hold polysulfides back.
namespace vitrion::lithium_sulfur {

using Model = SulfurCell;
using Outputs = CellOutputs;

/// @param refinement  every number of volumes is this many times what it was
/// @throws InputError
Model read(const Table& cell, double refinement = 1.0);

}  // namespace vitrion::lithium_sulfur
