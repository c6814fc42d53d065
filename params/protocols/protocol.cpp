// SPDX-License-Identifier: BSD-3-Clause
#include "params/protocols/protocol.hpp"

#include <string>
#include <utility>

namespace vitrion {

int Step::direction() const {
  switch (control.kind) {
    case Control::Kind::current:
    case Control::Kind::power:
      return control.amount.value > 0.0 ? 1 : -1;
    case Control::Kind::resistance:
      return -1;
    default:
      return 0;
  }
}

ProtocolOrder::ProtocolOrder(const Protocol& protocol) {
  levels_.push_back({&protocol.steps});
  begin_pass(protocol.steps);
}

void ProtocolOrder::begin_pass(const Block& block) {
  if (!block.is_cycle) return;
  if (first_direction_ != 0) ++cycle_;
  first_direction_ = 0;
  has_turned_ = is_closed_ = false;
  cycle_levels_ = levels_.size();
}

void ProtocolOrder::count_direction(int direction) {
  if (direction == 0) return;
  const bool returns = has_turned_ && direction == first_direction_;
  if (cycle_levels_ == 0 && (is_closed_ || returns)) {
    ++cycle_;
    first_direction_ = 0;
    has_turned_ = is_closed_ = false;
  }
  if (first_direction_ == 0) first_direction_ = direction;
  if (direction != first_direction_) has_turned_ = true;
}

std::optional<ExecutedStep> ProtocolOrder::next() {
  while (!levels_.empty()) {
    Level& level = levels_.back();
    const Block& block = *level.block;
    if (level.at < block.blocks.size()) {
      const Block& inner = block.blocks[level.at++];
      if (!inner.step) {
        levels_.push_back({&inner});
        begin_pass(inner);
        continue;
      }
      count_direction(inner.step->direction());
      std::string_view name;
      for (const Level& outer : levels_) {
        if (!outer.block->name.empty()) name = outer.block->name;
      }
      return ExecutedStep{&*inner.step, ++number_, cycle_, name};
    }
    if (level.pass < block.times && !block.blocks.empty()) {
      ++level.pass;
      level.at = 0;
      begin_pass(block);
      continue;
    }
    if (cycle_levels_ == levels_.size()) {
      is_closed_ = true;
      cycle_levels_ = 0;
    }
    levels_.pop_back();
  }
  return std::nullopt;
}

namespace {

double executions(const Block& block) {
  if (block.step) return 1.0;
  double sum = 0.0;
  for (const Block& inner : block.blocks) sum += executions(inner);
  return sum * block.times;
}

/// Amounts of one place in a protocol, per area.
class Resolver {
 public:
  Resolver(const CellScale& cell, SourcePosition where) : cell_(cell), where_(std::move(where)) {}

  Amount operator()(const Amount& amount) const { return {amount.value * factor(amount.basis), Basis::areal}; }

  double factor(Basis basis) const {
    switch (basis) {
      case Basis::areal:
        return 1.0;
      case Basis::total:
        need(cell_.area, "refers to the whole cell", "the area of the cell is not known", "write mA/cm^2");
        return 1.0 / cell_.area;
      case Basis::specific:
        need(cell_.active_mass, "refers to the active mass", "no density of the active material is given",
             "give its density, or write mA/cm^2 or a C-rate");
        return cell_.active_mass;
      case Basis::rate:
        need(cell_.capacity, "is a C-rate", "the cell has no nominal capacity",
             "give nominal_capacity in the cell file, or write mA/cm^2");
        return cell_.capacity / 3600.0;
    }
    return 1.0;
  }

  /// Ω of the cell to Ω m².
  Amount resistance(const Amount& amount) const {
    need(cell_.area, "is of the whole cell", "the area of the cell is not known", "");
    return {amount.value * cell_.area, Basis::areal};
  }

 private:
  void need(double known, const char* what, const char* lacking, const char* advice) const {
    if (known > 0.0) return;
    throw InputError(where_, std::string("an amount here ") + what + ", but " + lacking, advice);
  }

  const CellScale& cell_;
  SourcePosition where_;
};

}  // namespace

double ProtocolOrder::total() const { return levels_.empty() ? 0.0 : executions(*levels_.front().block); }

Step resolve(const Step& step, const CellScale& cell) {
  const Resolver per_area(cell, step.where);
  Step resolved = step;
  Control& control = resolved.control;
  switch (control.kind) {
    case Control::Kind::current:
    case Control::Kind::power:
      control.amount = per_area(control.amount);
      break;
    case Control::Kind::resistance:
      control.amount = per_area.resistance(control.amount);
      break;
    case Control::Kind::drive_cycle: {
      if (control.cycle->quantity == DriveCycle::Quantity::voltage) break;
      const double factor = per_area.factor(control.cycle->basis);
      auto scaled = std::make_shared<DriveCycle>(*control.cycle);
      scaled->basis = Basis::areal;
      for (double& value : scaled->value) value *= factor;
      control.cycle = std::move(scaled);
      break;
    }
    default:
      break;
  }
  for (Termination& termination : resolved.until) {
    const bool scales =
        termination.quantity == Termination::Quantity::current || termination.quantity == Termination::Quantity::charge;
    if (scales) termination.amount = per_area(termination.amount);
  }
  return resolved;
}

EndRule resolve(const EndRule& rule, const CellScale& cell) {
  EndRule resolved = rule;
  if (rule.quantity == EndRule::Quantity::capacity) resolved.amount = Resolver(cell, rule.where)(rule.amount);
  return resolved;
}

}  // namespace vitrion
