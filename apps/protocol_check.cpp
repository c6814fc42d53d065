// SPDX-License-Identifier: BSD-3-Clause
#include "apps/protocol_check.hpp"

#include "apps/conditions.hpp"

#include <fmt/format.h>

namespace vitrion {
namespace {

void check_sweep(const Step& step, const CellFacts& cell) {
  const Control& control = step.control;
  const bool sweeps = control.kind == Control::Kind::voltage_sweep || control.point_of_sweep;
  if (!sweeps) return;
  const auto [lowest, highest] = cell.voltage_limits;
  for (const double V : {control.from.value_or(control.amount.value), control.amount.value}) {
    if (V >= lowest && V <= highest) continue;
    throw InputError(step.where,
                     fmt::format("the sweep reaches {:.4g} V, beyond the {} voltage limit of the cell, {:.4g} V", V,
                                 V < lowest ? "lower" : "upper", V < lowest ? lowest : highest),
                     fmt::format("sweep between {:.4g} V and {:.4g} V", lowest, highest));
  }
}

void check(const Block& block, const Protocol& protocol, const Cell& cell) {
  if (block.step) {
    conditions_of(*block.step, protocol, cell);
    check_sweep(*block.step, cell.facts());
  }
  for (const Block& inner : block.blocks) check(inner, protocol, cell);
}

}  // namespace

void check_protocol(const Protocol& protocol, const Cell& cell) { check(protocol.steps, protocol, cell); }

}  // namespace vitrion
