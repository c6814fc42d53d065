// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/indicators/dendrite_inputs.hpp"
#include "params/documents/table.hpp"

#include <optional>
#include <string_view>

namespace vitrion::indicators {

/// Reads a map of inputs by their names, beside which may stand
///
///     horizon: 1000 h                   # life that is asked for
///     calibrated: [current_scatter]     # inputs that were fitted to times to short: what they give is no prediction
///     lives:                            # how cells ended; current_scatter follows from all of them (calibrate())
///       - {throughput: 21.7 mA h/cm^2, thickness: 50 um, area: 1 cm^2, shorted: yes}
///
/// @throws InputError
DendriteData read_dendrites(const Table& table);

/// One input that a table gives under its own name or another, with its status; nothing when it is not there.
std::optional<Datum> find_input(const Table& table, Input input);

/// The status of what a table says of a key; `unknown` when it says nothing.
Status status_of(const Table& table, std::string_view key);

}  // namespace vitrion::indicators
