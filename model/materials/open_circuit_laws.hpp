// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/documents/table.hpp"

namespace vitrion {

/// Laws by which a file may give an open_circuit_potential of (x, T): frumkin, nernst, msmr.
const LawBook& open_circuit_laws();

}  // namespace vitrion
