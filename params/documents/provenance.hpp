// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/functions/function.hpp"
#include "params/source.hpp"
#include "params/text/dimension.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace vitrion {

/// How far a value can be trusted.
enum class Status {
  measured,
  derived,    ///< computed or fitted from measured values
  estimated,  ///< carries a range
  user,       ///< set on the command line
  assumed,    ///< nobody wrote it: the program's default
  unknown,    ///< written without a status
};
std::string_view name_of(Status status);

/// One argument of a function: its name in the file and what it measures. A function is tried at the typical value when
/// it is read; NaN means that nothing is typical.
struct ArgumentSpec {
  std::string name;
  Dimension dimension;
  double typical;  ///< SI
};

/// The range of an argument in which a function is known to hold.
struct ValidRange {
  std::string argument;
  double lo, hi;  ///< SI
};

/// What is known about one value that was read.
struct ProvenanceEntry {
  std::string path;             ///< "separator.0.thickness"
  std::string written;          ///< as in the file: "85.2 um"; for a function, what it is
  std::optional<double> value;  ///< SI, of a single number
  Dimension dimension;
  Status status = Status::unknown;
  std::string source;                              ///< "doi:…", empty when not given
  std::string note;                                ///< empty when not given
  std::optional<std::pair<double, double>> range;  ///< SI
  std::optional<Function> function;                ///< of arguments, SI
  std::vector<ArgumentSpec> arguments;
  std::vector<ValidRange> valid;
  SourcePosition position;
};

/// An SI value of the same dimension as an entry, in the unit in which the entry is written.
std::string as_written(double si_value, const ProvenanceEntry& entry);

/// Every value that was read, in the order of reading; a value read twice stands once.
class Provenance {
 public:
  void record(ProvenanceEntry entry);
  const std::vector<ProvenanceEntry>& entries() const { return entries_; }
  const ProvenanceEntry* find(std::string_view path) const;

 private:
  std::vector<ProvenanceEntry> entries_;
  std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace vitrion
