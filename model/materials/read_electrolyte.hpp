// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/electrolytes/surroundings.hpp"
#include "model/materials/electrolyte.hpp"
#include "params/documents/table.hpp"

namespace vitrion {

/// Reads a map of `kind: electrolyte`, for surroundings given from outside or else by itself. @throws InputError
Electrolyte read_electrolyte(const Table& table, const Surroundings& given = {});

}  // namespace vitrion
