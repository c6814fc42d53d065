// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/documents/document.hpp"
#include "params/documents/provenance.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrion {

/// An input that is only estimated, with the range in which the truth is expected.
struct Unknown {
  std::string path;      ///< "electrolyte.diffusivity"
  std::string written;   ///< as in the file
  std::string from, to;  ///< the ends of the range as people write them
  double lo, hi;         ///< the same as numbers, SI
  bool logarithmic;      ///< uniform in the logarithm: the range spans more than a decade
  bool scaled;           ///< a function, of which the range concerns the value at the stated state

  /// The value at a point of the unit interval.
  double value(double u) const;
  /// What Document::set() takes to give the input that value.
  std::string assignment(double u) const;

  double factor;     ///< what is written is the value times this,
  std::string unit;  ///< in this unit,
  std::string key;   ///< at this path

  std::string value_unit;  ///< of value(): SI, "1" for none
};

/// What stands at a path as "separator.0.thickness"; nullptr for nothing.
const Node* node_at(const Node& root, std::string_view path);

/// An estimated input that is left as it is written.
struct LeftAlone {
  std::string path, reason;
};

struct Unknowns {
  std::vector<Unknown> sampled;
  std::vector<LeftAlone> left_alone;
};

/// The estimated inputs among everything that was read of a document. A function is scaled as a whole, so that its
/// value at its stated state (`at`, `reference_temperature`, else the typical arguments) covers the range; quantities
/// inside its map that are estimated themselves count too.
///
/// The area of the cell is left alone: results are per area, and a nominal capacity speaks of one area.
Unknowns find_unknowns(const Document& document, std::span<const ProvenanceEntry> entries);

}  // namespace vitrion
