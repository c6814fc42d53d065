// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/protocol.hpp"

#include <string>
#include <vector>

namespace vitrion {

/// The steps of a protocol as sentences, in order, blocks indented below "3 times:".
std::vector<std::string> protocol_lines(const Protocol& protocol);

/// The same with what holds for the whole protocol and how many steps it executes, for people.
std::string protocol_table(const Protocol& protocol);

}  // namespace vitrion
