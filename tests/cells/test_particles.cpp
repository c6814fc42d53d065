// SPDX-License-Identifier: BSD-3-Clause
// What a user gets of the inside of particles, on the default mesh and with the default tolerances, against the same
// cell with five times as many nodes along the radius.
#include "tests/cells/running.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

using namespace vitrion;
using namespace vitrion::test;

namespace {

constexpr const char* fine = "mesh={shells: 60}";

std::vector<std::string> with(std::vector<std::string> assignments, const std::string& more) {
  assignments.push_back(more);
  return assignments;
}

/// D falls by a hundred in the middle of the window, as where a material orders.
const std::string steep =
    "positive.materials.0.diffusivity={expression: '1e-14*(1 - 0.99*exp(-((x-0.6)/0.08)**2))', "
    "unit: m^2/s}";

}  // namespace

TEST_CASE("the drop of a pulse is right from ten milliseconds on", "[cells][particles]") {
  const std::string pulse = GENERATE("Discharge at 1C for 10 s (10 ms period)", "Charge at 1C for 10 s (10 ms period)");
  const std::string charge = GENERATE("10 %", "50 %", "90 %");
  const std::vector<std::string> start{fmt::format("initial={{state_of_charge: {}}}", charge)};
  const auto usual = library_cell("graphite-nmc", start), resolved = library_cell("graphite-nmc", with(start, fine));
  const Recording found = run(*usual, pulse), expected = run(*resolved, pulse, tight());
  const auto at_rest = library_cell("graphite-nmc", start);
  const double V_0 = run(*at_rest, "Rest for 1 s").rows.front().V;
  for (const double t : {0.01, 0.1, 1.0, 10.0}) {
    INFO(pulse << " at " << charge << ", after " << t << " s");
    CHECK(found.at(t).V - V_0 == Approx(expected.at(t).V - V_0).epsilon(0.01));
  }
}

TEST_CASE("the end of a fast discharge is right, and of one into slow particles", "[cells][particles]") {
  using Case = std::pair<std::string, std::string>;
  const auto [rate, change] =
      GENERATE(Case{"5C", ""}, Case{"10C", ""}, Case{"1C", "positive.materials.0.diffusivity=1e-16 m^2/s"},
               Case{"1C", "positive.materials.0.diffusivity=1e-17 m^2/s"}, Case{"1C", steep});
  INFO(rate << " " << change);
  std::vector<std::string> changes;
  if (!change.empty()) changes.push_back(change);
  const auto usual = library_cell("graphite-nmc", changes),
             resolved = library_cell("graphite-nmc", with(changes, fine));
  const Recording found = run(*usual, fmt::format("Discharge at {} until 2.5 V", rate)),
                  expected = run(*resolved, fmt::format("Discharge at {} until 2.5 V", rate), tight(1e-6));
  REQUIRE(!found.rows.empty());
  CHECK(found.last().t == Approx(expected.last().t).epsilon(0.01));
  for (const Recording::Row& row : found.rows) {
    for (const char* side : {"Negative", "Positive"}) {
      CHECK(found.output(row, fmt::format("{} Surface Stoichiometry Minimum", side)) > -1e-4);
      CHECK(found.output(row, fmt::format("{} Surface Stoichiometry Maximum", side)) < 1.0 + 1e-4);
    }
  }
}
