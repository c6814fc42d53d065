// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/insertion_cell/parameters.hpp"
#include "params/documents/table.hpp"

namespace vitrion {

/// Warns of what a cell can be computed with but cannot have meant: stoichiometries the wrong way round, potentials
/// that never reach a limit of the voltage.
void warn_of_doubts(const Table& table, const CellParameters& cell);

}  // namespace vitrion
