// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/lithium/chemistry.hpp"

namespace vitrion::lithium {

Model read(const Table& cell) { return Model(read_insertion_cell(cell, "lithium", "Li+")); }

}  // namespace vitrion::lithium
