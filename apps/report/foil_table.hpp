// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/indicators/foil_monitor.hpp"

#include <string>

namespace vitrion {

/// What a run says of dendrites and contact at a foil, as a table: of each indicator the worst value with its regime,
/// grade, when that was, what it rests on, and how certain that is; then the distribution of times to short. There is
/// no verdict.
std::string foil_table(const indicators::FoilReport& report);

}  // namespace vitrion
