// SPDX-License-Identifier: BSD-3-Clause
// Cells that were fitted to measured polarisation curves.
#include "tests/cells/running.hpp"
#include "tests/fuel_cell/fuel_cells.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

using namespace vitrion;
using namespace vitrion::test;

namespace {

/// Root mean square of what a cell of the library misses a measured curve by, V, at the given currents.
double misses(const std::string& name, const std::string& id) {
  const auto cell = library_cell(name);
  const std::vector<double> i = worked_inputs(id, "i"), U = worked_outputs(id, "U");
  CHECK(cell->facts().temperature == Approx(worked_input(id, "T")));
  std::string steps;
  for (const double current : i) steps += fmt::format("Discharge at {} A/cm2 until steady; ", current);
  const Recording record = run(*cell, steps.substr(0, steps.size() - 2));
  INFO(record.result.reason);
  REQUIRE(record.steps.size() == i.size());
  double sum = 0.0;
  for (std::size_t k = 0; k < i.size(); ++k) {
    const double V = record.steps[k].V_end;
    INFO(i[k] << " A/cm2: " << V << " V, measured " << U[k] << " V");
    CHECK(record.steps[k].end == StepEnd::limit);
    sum += (V - U[k]) * (V - U[k]);
  }
  return std::sqrt(sum / static_cast<double>(i.size()));
}

}  // namespace

// Fitted, not predicted: what was fitted stands in the files of the cells.
TEST_CASE("fitted cells meet their measured polarisation curves within 20 mV", "[fuel_cell][A14]") {
  CHECK(misses("h2-air-eh31", "A14.measured_EH31") < 20e-3);
  CHECK(misses("h2-air-zsw-genstack", "A14.measured_ZSW_GenStack") < 20e-3);
}
