// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/documents/provenance.hpp"

#include <nlohmann/json.hpp>

namespace vitrion {

/// All that is known of one value; numbers in SI.
nlohmann::ordered_json to_json(const ProvenanceEntry& entry);

}  // namespace vitrion
