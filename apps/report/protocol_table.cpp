// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/protocol_table.hpp"

#include "apps/report/text_table.hpp"
#include "params/constants.hpp"

#include <fmt/format.h>

namespace vitrion {
namespace {

bool has_heading(const Block& block) { return !block.step && (block.times != 1 || !block.name.empty()); }

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
  if (has_heading(block)) {
    std::string heading = block.name;
    if (block.times != 1) heading += fmt::format("{}{} times", heading.empty() ? "" : ", ", block.times);
    lines.push_back(indent + heading + ":");
  }
  for (const Block& inner : block.blocks) append(lines, inner, has_heading(block) ? depth + 1 : depth);
}

void append_amounts(std::vector<std::string>& amounts, const Block& block, const CellScale& scale) {
  if (!block.step) {
    if (has_heading(block)) amounts.emplace_back();
    for (const Block& inner : block.blocks) append_amounts(amounts, inner, scale);
    return;
  }
  const std::string meant = describe(resolve(*block.step, scale));
  amounts.push_back(meant == describe(*block.step) ? "" : meant);
}

}  // namespace

std::vector<std::string> protocol_lines(const Protocol& protocol) {
  std::vector<std::string> lines;
  append(lines, protocol.steps, 0);
  return lines;
}

std::vector<std::string> amounts(const Protocol& protocol, const CellFacts& cell) {
  std::vector<std::string> amounts;
  append_amounts(amounts, protocol.steps, {cell.area, cell.reference_capacity, cell.active_mass});
  return amounts;
}

std::string protocol_table(const Protocol& protocol, const CellFacts* cell) {
  std::string text;
  if (protocol.temperature) text += fmt::format("  temperature {:.6g} degC\n", *protocol.temperature - zero_celsius);
  if (protocol.record_every) text += fmt::format("  a record every {:.6g} s\n", *protocol.record_every);
  const std::vector<std::string> lines = protocol_lines(protocol);
  const std::vector<std::string> meant = cell ? amounts(protocol, *cell) : std::vector<std::string>(lines.size());
  TextTable table;
  table.column("", TextTable::Align::left);
  table.column(cell ? "in this cell" : "", TextTable::Align::left);
  for (std::size_t i = 0; i < lines.size(); ++i) table.row({lines[i], meant[i]});
  text += table.text();
  for (const EndRule& rule : protocol.end_when) text += fmt::format("  ends when {}\n", describe(rule));
  return text + fmt::format("  {:.0f} steps in all\n", ProtocolOrder(protocol).total());
}

}  // namespace vitrion
