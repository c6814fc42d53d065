// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/materials/electrolyte.hpp"
#include "params/table.hpp"

namespace vitrion {

/// Reads a map of `kind: electrolyte`. @throws InputError
Electrolyte read_electrolyte(const Table& table);

}  // namespace vitrion
