// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/cells/watch.hpp"

namespace vitrion::test {

// Cells nobody designed and what somebody might do to them: the same for a seed on every machine. Wider than sense, but
// nothing that a file may not say.

/// Discharges, charges, rests, holds, sweeps and resistances of cells with dissolved polysulfides: solids,
/// layers, kinetics, shuttle and temperature drawn.
RandomRun draw_sulfur_cell(unsigned seed);
/// The same of the cell without a dimension.
RandomRun draw_two_stage_cell(unsigned seed);
/// Curves in points, transients, sweeps at a rate, gases and temperatures by step.
RandomRun draw_dry_fuel_cell(unsigned seed);
RandomRun draw_humid_fuel_cell(unsigned seed);
/// Hosts of protons that may not fit each other, on a glass or its crystal.
RandomRun draw_proton_battery(unsigned seed);

}  // namespace vitrion::test
