// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/lithium_sulfur/outputs.hpp"
#include "model/chemistries/lithium_sulfur/sulfur_cell_residual.hpp"
#include "model/refinement.hpp"
#include "params/documents/table.hpp"

/// Lithium–sulfur cells: dissolved polysulfides, solids that come and go, layers that hold polysulfides back.
namespace vitrion::lithium_sulfur {

using Model = SulfurCell;
using Outputs = CellOutputs;

/// @param refinement  of its mesh
/// @throws InputError
Model read(const Table& cell, const Refinement& refinement = {});

}  // namespace vitrion::lithium_sulfur
