// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/proton_battery/chemistry.hpp"

#include <fmt/format.h>

#include <utility>

namespace vitrion::proton_battery {

Model read(const Table& cell) {
  for (const char* side : {"negative", "positive"}) {
    if (cell.child(side).read_choice("type", {"foil", "porous"}) == "foil") {
      throw cell.child(side).error(
          "type", "= foil makes no proton electrode: there is no metal of protons",
          "write type: porous with a material that takes protons, e.g. materials/moo3-positive");
    }
  }
  CellParameters parameters = read_insertion_cell(cell);
  if (parameters.working_ion != "H+") {
    throw cell.error(
        "electrolyte",
        fmt::format("conducts {}, but the chemistry of this cell is proton_battery", parameters.working_ion),
        "choose an electrolyte with working_ion: H+");
  }
  return Model(std::move(parameters));
}

}  // namespace vitrion::proton_battery
