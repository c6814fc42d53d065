// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/indicators/window_monitor.hpp"

#include <span>
#include <string>

namespace vitrion {

/// How a run used the stability window of the electrolyte at each electrode: limits with their reference and the
/// current at which onset was said, smallest margins with time and place, time and charge outside.
std::string window_table(std::span<const indicators::WindowReport> reports);

}  // namespace vitrion
