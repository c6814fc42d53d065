// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/cells/lithium_census.hpp"
#include "tests/cells/running.hpp"

#include <cstddef>

namespace vitrion::test {

/// Largest violations over a recording: of all lithium and of the salt relative to themselves, of the charge relative
/// to what passed, of the sum of the parts of the voltage in V.
struct Errors {
  double total = 0.0, salt = 0.0, charge = 0.0, voltage = 0.0;
};

Errors largest_errors(const Recording& record, const LithiumCensus& census, std::size_t parts_of_voltage);

/// Holds conservation to the bar and the parts of the voltage to 1e-9 V.
void check(const Errors& worst, double bar = 1e-10);

}  // namespace vitrion::test
