// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/lithium_sulfur/parameters.hpp"
#include "model/refinement.hpp"
#include "params/documents/table.hpp"

namespace vitrion::lithium_sulfur {

/// Reads a map of `kind: cell`. README.md of this folder says what it may hold.
/// @param refinement  of its mesh
/// @throws InputError, also for a solution that carries a charge, for volume fractions above 1, for a layer that does
///         not say what it does to a species, and for solids that the initial solution exceeds by orders of magnitude
///         (a solubility product in mol/L that was taken for mol/m³)
Parameters read_cell(const Table& cell, const Refinement& refinement = {});

}  // namespace vitrion::lithium_sulfur
