// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/protocols/protocol.hpp"
#include "params/text/csv.hpp"

#include <memory>
#include <optional>
#include <string>

namespace vitrion {

/// Where a drive cycle stands in a CSV file and what its numbers mean.
struct DriveCycleColumns {
  std::string value;  ///< name of the column; empty for the only one beside the time, or the current of a cycler's file
  std::string unit;   ///< of the values: "A", "C" (a C-rate), "V", "W", "mA/cm^2", …; empty: as the column is named
  std::string time;   ///< name of the column; empty for the one whose name says so (text/measured_columns)
  std::optional<double> time_unit;  ///< s; nothing: as the column is named, else seconds
  double scale = 1.0;               ///< the values are multiplied by it; -1 for files in which a discharge is positive
  bool hold = false;                ///< a value holds until the next row, where else a line leads to it
};

/// A column may be named with its unit: "Current / mA", "time [min]", "Power (W)".
/// @throws InputError at `where` for columns that are not there, a unit that means nothing or is none of that in the
///         name; in the file for times that fall. Two rows at one time are a jump
std::shared_ptr<const DriveCycle> make_drive_cycle(const CsvTable& table, const DriveCycleColumns& columns,
                                                   const SourcePosition& where);

}  // namespace vitrion
