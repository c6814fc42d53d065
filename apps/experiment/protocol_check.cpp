// SPDX-License-Identifier: BSD-3-Clause
#include "apps/experiment/protocol_check.hpp"

#include "apps/experiment/conditions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace vitrion {
namespace {

/// What imposes a voltage stays between the limits of the cell.
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
                     fmt::format("{} between {:.4g} V and {:.4g} V", sweeps ? "sweep" : "hold", lowest, highest));
  }
}

/// An end beyond the limits of the cell is asked for by name and holds in place of the limit, as a test of
/// overdischarge needs it; but a slip looks the same. @param told  voltages that were warned of: a protocol repeats its
/// steps
void doubt_ends(const Step& step, const CellFacts& cell, std::vector<double>& told, Warnings& warnings) {
  const auto [lowest, highest] = cell.voltage_limits;
  for (const Termination& end : step.until) {
    const double V = end.amount.value;
    if (end.quantity != Termination::Quantity::voltage || (V >= lowest && V <= highest)) continue;
    if (std::find(told.begin(), told.end(), V) != told.end()) continue;
    told.push_back(V);
    const double limit = V < lowest ? lowest : highest;
    warnings.push_back({step.where,
                        fmt::format("the step ends at {:.4g} V only, beyond the {} voltage limit of the cell, {:.4g} V",
                                    V, V < lowest ? "lower" : "upper", limit),
                        fmt::format("write 'until {:.4g} V' if that is not meant", limit)});
  }
}

/// The first step is over before it begins where the cell stands at its end already, as one that is charged when full.
/// A control of the voltage, and a step that may go either way, say nothing of it.
void doubt_beginning(const Step& first, Cell& cell, Warnings& warnings) {
  const int direction = first.direction();
  if (direction == 0) return;
  std::vector<double> y(cell.system().layout().size());
  cell.initial_state(y);
  const double V = cell.voltage(y);
  const auto [lowest, highest] = cell.facts().voltage_limits;
  double end = direction > 0 ? highest : lowest;
  for (const Termination& termination : first.until)
    if (termination.quantity == Termination::Quantity::voltage) end = termination.amount.value;
  if (direction > 0 ? V < end : V > end) return;
  warnings.push_back({first.where,
                      fmt::format("the first step {} to {:.4g} V, and the cell begins at {:.4f} V: it is there at once",
                                  direction > 0 ? "charges" : "discharges", end, V),
                      direction > 0 ? "begin with a discharge, or set initial.state_of_charge"
                                    : "begin with a charge, or set initial.state_of_charge"});
}

std::vector<Objection> objections(const Step& step, const Protocol& protocol, const Cell& cell) {
  const double T = step.temperature.value_or(protocol.temperature.value_or(cell.facts().temperature));
  return cell.objections(T, conditions_of(step, protocol, cell));
}

/// Calls f for every step below a block.
void for_each_step(const Block& block, const std::function<void(const Step&)>& f) {
  if (block.step) f(*block.step);
  for (const Block& inner : block.blocks) for_each_step(inner, f);
}

/// Adds what is doubtful to the warnings, once. @throws InputError for the rest
void judge(const std::vector<Objection>& objections, const SourcePosition* step, Warnings& warnings) {
  for (const Objection& objection : objections) {
    if (objection.weight != Objection::Weight::doubtful)
      throw InputError(step ? *step : objection.where, objection.complaint, objection.advice);
    Warning warning{objection.where, objection.complaint, objection.advice};
    const auto same = [&](const Warning& other) { return other.text() == warning.text(); };
    if (std::none_of(warnings.begin(), warnings.end(), same)) warnings.push_back(std::move(warning));
  }
}

}  // namespace

void check_protocol(const Protocol& protocol, const Cell& cell) {
  for_each_step(protocol.steps, [&](const Step& step) {
    for (const Objection& objection : objections(step, protocol, cell))
      if (objection.weight == Objection::Weight::impossible)
        throw InputError(step.where, objection.complaint, objection.advice);
    check_voltage(step, cell.facts());
  });
}

Warnings check_laws(const Cell& cell) {
  Warnings warnings;
  judge(objections({}, {}, cell), nullptr, warnings);
  return warnings;
}

Warnings check_laws(const Protocol& protocol, Cell& cell) {
  Warnings warnings;
  std::vector<double> told;
  for_each_step(protocol.steps, [&](const Step& step) {
    judge(objections(step, protocol, cell), &step.where, warnings);
    doubt_ends(step, cell.facts(), told, warnings);
  });
  if (const auto first = ProtocolOrder(protocol).next()) doubt_beginning(*first->step, cell, warnings);
  return warnings;
}

}  // namespace vitrion
