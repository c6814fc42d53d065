// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/html/page.hpp"
#include "apps/study/compare.hpp"

#include <vector>

namespace vitrion {

/// Voltage curves, capacities and energies with their spread, what is lost where, separators, influences, sweeps.
std::vector<Figure> compare_figures(const Comparison& comparison);

/// "2 formation": number and name of a cycle of a comparison.
std::string cycle_label(const Comparison& comparison, std::size_t cycle);
/// The label of what is compared, with the values of the sweeps.
std::string variant_label(const Comparison& comparison, const Variant& variant);

/// `report.html` of a comparison. The same request gives the same page. Reads the compared files once more, for their
/// sources. @throws InputError
Page compare_page(const CompareRequest& request, const Comparison& comparison);

}  // namespace vitrion
