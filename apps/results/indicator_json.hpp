// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/indicators/foil_monitor.hpp"
#include "model/indicators/window_monitor.hpp"

#include <nlohmann/json.hpp>

namespace vitrion {

/// What a run says of a foil: each indicator with the worst value, when that was, its regime, grade and criterion, and
/// the inputs that it rests on; then the times to short. Numbers in SI; null is what is not defined, "infinite" the
/// time of what never happens.
nlohmann::ordered_json to_json(const indicators::FoilReport& report);

/// How a run used the stability window at an electrode; numbers in SI, null for an end that is not known.
nlohmann::ordered_json to_json(const indicators::WindowReport& report);

}  // namespace vitrion
