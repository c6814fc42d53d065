// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/cell.hpp"
#include "params/protocol.hpp"

namespace vitrion {

/// Looks for what this cell cannot do before anything is done: conditions that it does not have, voltages held or swept
/// beyond its limits. @throws InputError at the step
void check_protocol(const Protocol& protocol, const Cell& cell);

}  // namespace vitrion
