// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/cell.hpp"
#include "params/protocols/protocol.hpp"
#include "params/warnings.hpp"

namespace vitrion {

/// Looks for what this cell cannot do before anything is done: conditions that it does not have or that cannot be
/// together, voltages held or swept beyond its limits. @throws InputError at the step
void check_protocol(const Protocol& protocol, const Cell& cell);

/// Whether the laws of a cell hold at its own temperature and conditions, and in every step of a protocol. Returns what
/// is doubtful, steps that end beyond the voltage limits of the cell included. @throws InputError where a law says that
/// it does not hold
Warnings check_laws(const Cell& cell);
Warnings check_laws(const Protocol& protocol, Cell& cell);

}  // namespace vitrion
