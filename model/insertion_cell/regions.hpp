// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/insertion_cell/parameters.hpp"
#include "model/mesh.hpp"

#include <vector>

namespace vitrion {

/// The layers of a cell as its mesh needs to know them: where walls are, and how fine the volumes at them.
///
/// Salt is pushed from a foil, and from the border of two electrolytes that do not carry the same share of a current
/// by it, or do not hold the same salt. Such a layer of diffusion is √(D_eff t/ε) deep after a time t; the first step
/// from a wall is that of a millisecond. Within an electrode the reaction pushes the salt over all of it, and equal
/// volumes do; where it borders on another electrolyte, the wall is the end of that: one wall is enough for a border to
/// have no concentration overpotential before salt has moved, and thin volumes of an electrode that may run dry are
/// what solvers fail at (3 of 500 random cells).
std::vector<Region> regions_of(const CellParameters& cell);

}  // namespace vitrion
