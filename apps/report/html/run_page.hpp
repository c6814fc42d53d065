// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/html/page.hpp"
#include "apps/report/html/run_curves.hpp"
#include "apps/results/run_record.hpp"

namespace vitrion {

/// `report.html` of a run: what was asked and what came out, in words, figures and tables. The same run gives the same
/// page; there is no time of day in it.
Page run_page(const RunRecord& record, const RunCurves& curves);

}  // namespace vitrion
