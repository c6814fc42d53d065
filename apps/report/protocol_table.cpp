// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/protocol_table.hpp"

#include "params/constants.hpp"

#include <fmt/format.h>

namespace vitrion {
namespace {

void append(std::vector<std::string>& lines, const Block& block, int depth) {
  const std::string indent(static_cast<std::size_t>(2 * depth), ' ');
  if (block.step) {
    std::string line = indent + describe(*block.step);
    if (!block.step->name.empty()) line += fmt::format("  ({})", block.step->name);
    if (block.step->on_infeasible == Infeasible::skip) line += "  (skipped when infeasible)";
    if (block.step->on_infeasible == Infeasible::stop) line += "  (stops the test when infeasible)";
    lines.push_back(std::move(line));
    return;
  }
  const bool has_heading = block.times != 1 || !block.name.empty();
  if (has_heading) {
    std::string heading = block.name;
    if (block.times != 1) heading += fmt::format("{}{} times", heading.empty() ? "" : ", ", block.times);
    lines.push_back(indent + heading + ":");
  }
  for (const Block& inner : block.blocks) append(lines, inner, has_heading ? depth + 1 : depth);
}

}  // namespace

std::vector<std::string> protocol_lines(const Protocol& protocol) {
  std::vector<std::string> lines;
  append(lines, protocol.steps, 0);
  return lines;
}

std::string protocol_table(const Protocol& protocol) {
  std::string text;
  if (protocol.temperature) text += fmt::format("  temperature {:.6g} degC\n", *protocol.temperature - zero_celsius);
  if (protocol.record_every) text += fmt::format("  a record every {:.6g} s\n", *protocol.record_every);
  for (const std::string& line : protocol_lines(protocol)) text += "  " + line + "\n";
  for (const EndRule& rule : protocol.end_when) text += fmt::format("  ends when {}\n", describe(rule));
  return text + fmt::format("  {:.0f} steps in all\n", ProtocolOrder(protocol).total());
}

}  // namespace vitrion
