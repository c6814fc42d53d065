// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/lithium/chemistry.hpp"

namespace vitrion::lithium {

Model read(const Table& cell, const Refinement& refinement) {
  return Model(read_insertion_cell(cell, "lithium", "Li+", refinement));
}

}  // namespace vitrion::lithium
