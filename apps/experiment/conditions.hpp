// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/cell.hpp"
#include "params/protocols/protocol.hpp"

#include <vector>

namespace vitrion {

/// What each of cell.conditions() is during a step, SI: as the step says, else the protocol, else the cell file. A
/// setting without a side, "pressure", is one of both sides, unless "negative_pressure" or "positive_pressure" is set,
/// too.
/// @throws InputError where a condition is set that the cell does not have, in a unit of something else, or out of
/// range
std::vector<double> conditions_of(const Step& step, const Protocol& protocol, const Cell& cell);

}  // namespace vitrion
