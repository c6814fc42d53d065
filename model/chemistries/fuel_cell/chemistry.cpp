// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/fuel_cell/chemistry.hpp"

#include "model/chemistries/fuel_cell/read_cell.hpp"

namespace vitrion::fuel_cell {

Model read(const Table& cell, const Refinement& refinement) { return Model(read_cell(cell, refinement)); }

}  // namespace vitrion::fuel_cell
