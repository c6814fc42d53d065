// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/condition.hpp"
#include "model/materials/electrolyte.hpp"
#include "params/documents/table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace vitrion {

/// Ranges that the property `key` of an electrolyte states: `valid: {T: […]}`, or else the temperatures of its table or
/// of the points of its law; and the `measured` of a law of humidity.
/// A law of physics may be extrapolated in temperature; a formula or a table that was fitted may not, and a protonic
/// conductor melts, boils or dries out beyond its range.
std::vector<StatedRange> stated_ranges(const Table& electrolyte, std::string_view key, const std::string& working_ion);

/// That the law of the conductivity ends above T (K), as Vogel's does at T0.
std::optional<Objection> without_conductivity(const Electrolyte& electrolyte, double T);

/// Objections to an electrolyte at T (K) and, where that is known, a relative humidity (NaN where not). Those of
/// humidity are doubtful only, since its law holds its last value.
std::vector<Objection> beyond_stated_ranges(const Electrolyte& electrolyte, double T, double relative_humidity);

}  // namespace vitrion
