// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/bpx/bpx_section.hpp"

#include <string>
#include <utility>
#include <vector>

namespace vitrion {

// Native nodes, each at the place in the BPX file that it comes from.
using NativeField = std::pair<const char*, Node>;

/// A map whose keys stand where their values stand.
Node map_of(const Place& place, std::vector<NativeField> fields);
Node text_at(const Place& place, std::string text);
void put(Node& map, const char* key, Node value);

/// What the variable x of a BPX function is in native terms.
struct BpxVariable {
  const char* name;
  const char* unit;  ///< empty for a stoichiometry
};

/// A field of BPX that may be a number, a function or a table.
struct BpxProperty {
  std::string key;
  std::string activation_key;  ///< of the activation energy; empty when BPX has none
  const char* unit;
  BpxVariable variable;
  Sign sign;
  const char* outside;  ///< what a table is beyond its ends: "clamp" or "extend"
};

/// The native form of such a field, with its activation energy if the section has it. Functions are checked here, in
/// the words of BPX. @throws InputError
Node bpx_property(BpxSection& section, const BpxProperty& property, const Node& reference_temperature);

}  // namespace vitrion
