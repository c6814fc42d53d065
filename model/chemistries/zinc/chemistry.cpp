// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/zinc/chemistry.hpp"

namespace vitrion::zinc {

Model read(const Table& cell, const Refinement& refinement) {
  return Model(read_insertion_cell(cell, "zinc", "Zn2+", refinement));
}

}  // namespace vitrion::zinc
