// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/text/csv.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace vitrion {

/// What a column of measured data holds.
enum class Measured {
  test_time,
  step_time,
  current,
  voltage,
  power,
  temperature,
  charging_capacity,
  discharging_capacity,
  cycle,
  step,
  frequency,
  real_impedance,
  imaginary_impedance
};

/// What the name of a column says: "Current(A)", "<I>/mA", "Test Time / s", "current_ampere", "Voltage [V]".
struct ColumnMeaning {
  std::optional<Measured> what;  ///< nothing for a name that is in no list
  std::string unit;              ///< as written, "mA"; empty where the name has none
};
ColumnMeaning meaning_of(std::string_view name);

/// The column of a table that holds a quantity, or null; of several, the one whose name stands first in the list of
/// names that cyclers and potentiostats use (measured_columns.cpp: add to it what is missing).
const CsvTable::Column* find_measured(const CsvTable& table, Measured what);

}  // namespace vitrion
