// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/html/figure.hpp"
#include "apps/report/html/run_curves.hpp"
#include "apps/results/run_record.hpp"

#include <span>
#include <string>
#include <vector>

namespace vitrion {

/// Whether a cell stores nothing and lives from what it is fed: what matters is its voltage over the current.
bool is_fed(const Cell& cell);

/// Voltage over capacity, or the polarisation and power curves of a cell that is fed.
Figure voltage_figure(const RunCurves& curves, const RunHistory& history);
/// Voltage and current over time.
Figure time_figure(const RunCurves& curves);
/// What the voltage is made of, a view for each cycle that was kept.
Figure loss_figure(const RunCurves& curves, const RunHistory& history);
/// Rate capability, Ragone diagram, capacities and efficiencies over cycles: those that this run can say anything on.
std::vector<Figure> cycle_figures(const RunCurves& curves, const RunHistory& history);
/// The fields along the stack, of the step with the largest current.
std::vector<Figure> profile_figures(const RunCurves& curves);
/// The other outputs, a figure for each group and unit; without those of indicator_figures().
std::vector<Figure> output_figures(const RunCurves& curves);
/// Dendrites and contact: the indicators that change with the state, by what they speak of, a view for each foil; then
/// the distribution of times to short.
std::vector<Figure> indicator_figures(const RunCurves& curves, std::span<const indicators::FoilReport> foils);
/// How probably a foil has shorted before a time, going on as it did; without a trace where that is not known.
Trace short_trace(const indicators::FoilReport& foil, const std::string& name);

/// "cycle 3, rate C/2"
std::string cycle_title(std::size_t cycle, const RunHistory& history);

}  // namespace vitrion
