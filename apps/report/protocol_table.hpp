// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/cell_facts.hpp"
#include "params/protocols/protocol.hpp"

#include <string>
#include <vector>

namespace vitrion {

/// The steps of a protocol as sentences, in order, blocks indented below "3 times:".
std::vector<std::string> protocol_lines(const Protocol& protocol);

/// What the steps amount to in one cell, in the order of protocol_lines(): "0.067 mA/cm^2". Empty where a step says it
/// already. @throws InputError at the first step that asks for what the cell does not have
std::vector<std::string> amounts(const Protocol& protocol, const CellFacts& cell);

/// The same with what holds for the whole protocol and how many steps it executes, for people, and what the
/// steps amount to in a cell.
std::string protocol_table(const Protocol& protocol, const CellFacts* cell = nullptr);

}  // namespace vitrion
