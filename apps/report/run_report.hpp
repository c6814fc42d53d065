// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/experiment.hpp"
#include "apps/experiment/inputs.hpp"
#include "apps/report/console.hpp"
#include "apps/results/run_record.hpp"

#include <span>
#include <string>

namespace vitrion {

/// One finished run, as the report needs it.
struct ReportedRun {
  const CellInput& input;
  const RunHistory& history;
};

/// The cycles of one run, or of several side by side: capacities, mean voltages, energies and efficiencies, and below
/// it what the voltage lost while discharging.
std::string cycle_tables(std::span<const ReportedRun> runs);

/// The estimated ones of the inputs, a line each; empty when there is none.
std::string estimated_inputs(std::span<const ProvenanceEntry> entries);

}  // namespace vitrion
