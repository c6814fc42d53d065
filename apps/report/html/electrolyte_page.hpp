// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/electrolyte_report.hpp"
#include "apps/report/html/page.hpp"

#include <span>
#include <string>

namespace vitrion {

/// What `vitrion show` says of an electrolyte, as a page: its properties over temperature, dense layers of it over
/// their thickness, and its sources.
Page electrolyte_page(const std::string& name, const ElectrolyteReport& report,
                      std::span<const ProvenanceEntry> entries);

}  // namespace vitrion
