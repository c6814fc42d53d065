// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/study/one_run.hpp"
#include "params/documents/document.hpp"

#include <atomic>
#include <string>

namespace vitrion {

/// Between which temperatures a cell works: those at which it still gives half of the capacity that it gives at its own
/// temperature, when it is charged there (if it begins empty) and discharged elsewhere at the same rate.
struct TemperatureRange {
  double reference = not_defined;                ///< K, the temperature of the cell
  double reference_capacity = not_defined;       ///< C m⁻², given there
  double low = not_defined, high = not_defined;  ///< K; not defined when the cell gives nothing at its own temperature
  bool low_open = false, high_open = false;      ///< it works up to the end of what was searched
};

/// How much of its capacity a cell must give to be called working.
inline constexpr double working_share = 0.5;
/// What is searched, K. The ends are found to half a kelvin; in between the capacity is taken to fall away from the
/// temperature of the cell.
inline constexpr double coldest = 173.15, hottest = 393.15, temperature_resolution = 0.5;

/// Finds the range by bisection. Undefined for a cell without a capacity, to which no C-rate can refer.
/// @param rate  as "C/5"
/// @throws InputError for a rate that is none
TemperatureRange temperature_range(const Document& document, double reference, const std::string& rate,
                                   const std::atomic<bool>* stop);

}  // namespace vitrion
