// SPDX-License-Identifier: BSD-3-Clause
#include "params/protocols/protocol.hpp"
#include "params/protocols/protocol_value.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace vitrion {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

EndRule parse_end_rule(std::string_view text, const SourcePosition& where) {
  using Quantity = EndRule::Quantity;
  using Side = Termination::Side;
  const auto fail = [&](const std::string& complaint) {
    return InputError(where, complaint,
                      "write for example \"capacity < 80 %\", \"capacity < 80 % of nominal\", \"cycles > 100\", "
                      "\"time > 100 h\" or \"voltage < 2 V\"");
  };
  const auto comparison = text.find_first_of("<>");
  if (comparison == std::string_view::npos) throw fail(fmt::format("'{}' compares nothing", text));
  const std::string subject = lower_case(trimmed(text.substr(0, comparison)));
  std::string_view limit = trimmed(text.substr(comparison + 1));
  if (limit.starts_with('=')) limit = trimmed(limit.substr(1));
  EndRule rule;
  rule.side = text[comparison] == '<' ? Side::below : Side::above;
  rule.where = where;
  const bool of_nominal = lower_case(limit).ends_with(" of nominal");
  if (of_nominal) limit = trimmed(limit.substr(0, limit.size() - std::string_view(" of nominal").size()));

  const ProtocolValue value = parse_protocol_value(limit, where);
  using Kind = ProtocolValue::Kind;
  if (subject == "capacity" && value.kind == Kind::percent) {
    rule.quantity = of_nominal ? Quantity::capacity_nominal : Quantity::capacity_part;
  } else if (subject == "capacity" && value.kind == Kind::charge) {
    rule.quantity = Quantity::capacity;
  } else if (subject == "voltage" && value.kind == Kind::voltage) {
    rule.quantity = Quantity::voltage;
  } else if (subject == "time" && value.kind == Kind::time) {
    rule.quantity = Quantity::time;
  } else if (subject == "cycles" && value.kind == Kind::number) {
    rule.quantity = Quantity::cycles;
  } else {
    throw fail(fmt::format("'{}' cannot end a test", text));
  }
  const bool must_fall = subject == "capacity", must_rise = subject == "time" || subject == "cycles";
  if (of_nominal && rule.quantity != Quantity::capacity_nominal)
    throw fail(fmt::format("'{}' cannot end a test", text));
  if ((must_fall && rule.side == Side::above) || (must_rise && rule.side == Side::below)) {
    throw fail(fmt::format("'{}' would end the test at once", text));
  }
  rule.amount = value.amount;
  return rule;
}

}  // namespace vitrion
