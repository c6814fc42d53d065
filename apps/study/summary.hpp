// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/study/compare.hpp"
#include "apps/study/variants.hpp"

#include <vector>

namespace vitrion {

/// Fills what a comparison says beyond its single runs: spreads, influences, duels, tallies.
/// @param points  of the unit cube, [sample][dimension]
void summarise(Comparison& comparison, const PreparedVariant& first, const std::vector<std::vector<double>>& points);

}  // namespace vitrion
