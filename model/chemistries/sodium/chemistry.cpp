// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/sodium/chemistry.hpp"

namespace vitrion::sodium {

Model read(const Table& cell, const Refinement& refinement) {
  return Model(read_insertion_cell(cell, "sodium", "Na+", refinement));
}

}  // namespace vitrion::sodium
