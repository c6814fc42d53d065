// SPDX-License-Identifier: BSD-3-Clause
#include "apps/protocol_check.hpp"

#include "apps/conditions.hpp"

#include <fmt/format.h>

namespace vitrion {
namespace {

/// What imposes a voltage stays between the limits of the cell. An end of a step may lie beyond them: it is then asked
/// for by name, and a step that is free to go there has what else limits the cell in its way.
void check_voltage(const Step& step, const CellFacts& cell) {
  const Control& control = step.control;
  const bool sweeps = control.kind == Control::Kind::voltage_sweep || control.point_of_sweep;
  if (!sweeps && control.kind != Control::Kind::voltage) return;
  const auto [lowest, highest] = cell.voltage_limits;
  for (const double V : {control.from.value_or(control.amount.value), control.amount.value}) {
    if (V >= lowest && V <= highest) continue;
    throw InputError(step.where,
                     fmt::format("the {} {:.4g} V, beyond the {} voltage limit of the cell, {:.4g} V",
                                 sweeps ? "sweep reaches" : "step holds", V, V < lowest ? "lower" : "upper",
                                 V < lowest ? lowest : highest),
                     fmt::format("{} between {:.4g} V and {:.4g} V, or widen `voltage_limits` of the cell",
                                 sweeps ? "sweep" : "hold", lowest, highest));
  }
}

void check(const Block& block, const Protocol& protocol, const Cell& cell) {
  if (block.step) {
    conditions_of(*block.step, protocol, cell);
    check_voltage(*block.step, cell.facts());
  }
  for (const Block& inner : block.blocks) check(inner, protocol, cell);
}

}  // namespace

void check_protocol(const Protocol& protocol, const Cell& cell) { check(protocol.steps, protocol, cell); }

}  // namespace vitrion
