// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/inputs.hpp"
#include "params/protocols/protocol.hpp"

#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace vitrion {

/// A voltage over time.
struct VoltageCurve {
  std::vector<double> t;  ///< s, never decreasing
  std::vector<double> V;  ///< V
};

/// How near to its reference a case must come. An infinite bound is no bound.
struct Acceptance {
  static constexpr double anything = std::numeric_limits<double>::infinity();

  double max_error = anything;  ///< of any row, V
  double rmse = anything;       ///< root mean square over time, V
  double end_time = anything;   ///< between the ends of the two curves, s
  double after = 0.0;           ///< rows earlier than this after the begin of a step are left out, s
  double time_error = 0.0;      ///< a row is also right when the program has its voltage within this time, s
  std::string reason;           ///< why these numbers
};

/// One comparison of the program with a curve that others computed or measured: a folder with a case.yaml.
struct ValidationCase {
  std::string id;    ///< name of its folder
  std::string name;  ///< for people
  CellInput cell;
  Protocol protocol;
  VoltageCurve reference;
  Acceptance acceptance;
};

/// Reads a case.yaml with the cell, the protocol and the reference that it names. @throws InputError
ValidationCase read_validation_case(const std::filesystem::path& file);

/// The case.yaml files in the folders of a folder, by name. @throws InputError when there are none
std::vector<std::filesystem::path> validation_cases(const std::filesystem::path& folder);

}  // namespace vitrion
