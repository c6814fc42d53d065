// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/proton_battery/chemistry.hpp"

namespace vitrion::proton_battery {

Model read(const Table& cell, const Refinement& refinement) {
  for (const char* side : {"negative", "positive"}) {
    if (cell.child(side).read_choice("type", {"foil", "porous"}) == "foil") {
      throw cell.child(side).error(
          "type", "= foil makes no proton electrode: there is no metal of protons",
          "write type: porous with a material that takes protons, e.g. materials/moo3-positive");
    }
  }
  return Model(read_insertion_cell(cell, "proton_battery", "H+", refinement));
}

}  // namespace vitrion::proton_battery
