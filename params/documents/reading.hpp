// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/documents/table.hpp"

#include <array>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace vitrion {

/// What is remembered of one map while it is read. Not for users of Table.
struct Table::State {
  const Node* node;
  std::string path;
  const State* parent;
  bool silent = false;             // its values are details of one that is recorded as a whole
  std::vector<std::string> asked;  // keys that a reader knows

  bool knows(std::string_view key) const;
};

/// Shared by all Tables of one document.
struct Table::Reading {
  Provenance provenance;
  Warnings warnings;
  std::vector<std::filesystem::path> files;
  std::unordered_map<const Node*, std::unique_ptr<State>> states;
};

/// Keys that may stand in any map.
inline constexpr std::array<std::string_view, 5> keys_of_every_map = {"kind", "name", "note", "source", "status"};

/// The advice for a number that is not plausible: the unit that was probably meant, or else the plausible range.
std::string advice_for(double number, const Dimension& dimension, double lo, double hi);

/// "at least 1 um", "1 um to 2 mm".
std::string range_text(const Dimension& dimension, double lo, double hi);

}  // namespace vitrion
