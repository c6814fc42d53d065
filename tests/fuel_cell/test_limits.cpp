// SPDX-License-Identifier: BSD-3-Clause
// Dead ends have names: what a fuel cell runs out of, or drowns in.
#include "tests/fuel_cell/balance.hpp"
#include "tests/fuel_cell/fuel_cells.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace vitrion;
using namespace vitrion::test;

namespace {

/// How a protocol ends for h2-air-nafion with these changes: a physical limit by its name, or what else.
std::string end_of(std::vector<std::string> changes, const std::string& protocol) {
  changes.insert(changes.begin(), coarse.begin(), coarse.end());
  const auto cell = library_cell("h2-air-nafion", changes);
  const Recording record = run(*cell, protocol);
  CHECK(record.rows.size() > 1);  // it went on for a while
  return record.result.outcome == ExperimentResult::Outcome::physical_limit ? record.steps.back().reason
                                                                            : record.result.reason;
}

}  // namespace

TEST_CASE("a current that its hydrogen cannot feed ends with hydrogen starvation", "[fuel_cell][limits]") {
  CHECK(end_of({"negative.gas.composition={H2: 0.01, N2: 0.99}"}, "Discharge at 2 A/cm2 for 100 s") ==
        "hydrogen starvation");
}

TEST_CASE("a current that its oxygen cannot feed ends with oxygen starvation", "[fuel_cell][limits]") {
  CHECK(end_of({"positive.gas.composition={O2: 0.01, N2: 0.99}"}, "Discharge at 2 A/cm2 for 100 s") ==
        "oxygen starvation");
}

TEST_CASE("a cell under gases that become dry ends with a dry membrane", "[fuel_cell][limits]") {
  CHECK(end_of({}, "Rest for 10 s; Rest for 1 h at 90 degC with relative_humidity 0 %") == "the membrane dries out");
}

TEST_CASE("a cell whose pores let no liquid out ends flooded", "[fuel_cell][limits]") {
  CHECK(end_of({"positive.gas_diffusion_layer.permeability=1e-19 m2", "positive.catalyst_layer.permeability=1e-19 m2",
                "positive.gas.relative_humidity=100 %", "negative.gas.relative_humidity=100 %"},
               "Discharge at 0.1 A/cm2 for 10 h") == "liquid water floods the pores");
}
