// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/documents/provenance.hpp"

#include <span>
#include <string>
#include <vector>

namespace vitrion {

/// A property over a grid of one or two of its arguments, the others at their typical values; everything in SI.
struct SampledProperty {
  std::string path;
  Dimension dimension;
  std::vector<ArgumentSpec> arguments;      ///< one or two: of the rows, of the columns
  std::vector<std::vector<double>> at;      ///< where each of them was sampled
  std::vector<std::vector<double>> values;  ///< [row][column]; one column where there is one argument
};

/// Every entry that depends on something, on a grid within its range of validity (or a usual one).
std::vector<SampledProperty> sample_properties(std::span<const ProvenanceEntry> entries);

/// The tables of sample_properties() for people.
std::string property_tables(std::span<const ProvenanceEntry> entries);

/// Every value with what is known of it, one a line: path, value in a usual unit, SI value, status, source.
std::string value_table(std::span<const ProvenanceEntry> entries);

}  // namespace vitrion
