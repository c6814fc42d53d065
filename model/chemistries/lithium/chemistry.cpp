// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/lithium/chemistry.hpp"

#include <fmt/format.h>

#include <utility>

namespace vitrion::lithium {

Model read(const Table& cell) {
  CellParameters parameters = read_insertion_cell(cell);
  if (parameters.working_ion != "Li+") {
    throw cell.error("electrolyte",
                     fmt::format("conducts {}, but the chemistry of this cell is lithium", parameters.working_ion),
                     "choose an electrolyte with working_ion: Li+");
  }
  return Model(std::move(parameters));
}

}  // namespace vitrion::lithium
