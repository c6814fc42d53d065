// SPDX-License-Identifier: BSD-3-Clause
#include "tests/cells/errors.hpp"

#include "params/constants.hpp"
#include "tests/support/worse.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

namespace vitrion::test {

Errors largest_errors(const Recording& record, const LithiumCensus& census, std::size_t parts_of_voltage) {
  if (record.rows.empty()) return {};
  double throughput = 0.0;
  for (const StepReport& step : record.steps) throughput += std::abs(step.charge) / faraday;
  const Census before = census(record.rows.front().y);
  // Of what hardly passes, the rounding of all that is there (1e-14 of it over hundreds of steps) hides more than
  // 1e-10.
  throughput = std::max(throughput, 1e-4 * before.total());
  Errors worst;
  for (const Recording::Row& row : record.rows) {
    const Census now = census(row.y);
    const double passed = (row.Q - record.rows.front().Q) / faraday;
    worst.total = worse(worst.total, std::abs(now.total() / before.total() - 1.0));
    worst.salt = worse(worst.salt, std::abs(now.salt / before.salt - 1.0));
    worst.charge = worse(worst.charge, std::abs(now.positive - before.positive + passed) / throughput);
    worst.charge = worse(worst.charge, std::abs(now.negative - before.negative - passed) / throughput);
    double V = 0.0;
    for (std::size_t i = 0; i < parts_of_voltage; ++i) V += row.outputs[i];
    worst.voltage = worse(worst.voltage, std::abs(V - row.V));
  }
  return worst;
}

void check(const Errors& worst, double bar) {
  CHECK(worst.total < bar);
  CHECK(worst.salt < bar);
  CHECK(worst.charge < bar);
  CHECK(worst.voltage < 1e-9);
}

}  // namespace vitrion::test
