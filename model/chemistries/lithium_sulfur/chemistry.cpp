// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/lithium_sulfur/chemistry.hpp"

#include "model/chemistries/lithium_sulfur/read_cell.hpp"

namespace vitrion::lithium_sulfur {

Model read(const Table& cell, const Refinement& refinement) { return Model(read_cell(cell, refinement)); }

}  // namespace vitrion::lithium_sulfur
