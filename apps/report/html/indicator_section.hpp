// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/html/page.hpp"
#include "model/indicators/foil_monitor.hpp"
#include "model/indicators/window_monitor.hpp"

#include <span>
#include <string>

namespace vitrion {

/// How the stability window was used at each electrode of a cell, a table; nothing for a cell without windows.
/// @param cell  whose that is; empty where there is one cell only
void add_windows(Page& page, std::span<const indicators::WindowReport> reports, const std::string& cell = {});

/// Dendrites and contact at each metal foil of a cell: what decides in words, and a table of indicators that opens when
/// the reader asks for it. Nothing for a cell without foils.
void add_foils(Page& page, std::span<const indicators::FoilReport> reports, const std::string& cell = {});

}  // namespace vitrion
