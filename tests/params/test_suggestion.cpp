// SPDX-License-Identifier: BSD-3-Clause
#include "params/suggestion.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace vitrion;

TEST_CASE("slips are counted as a typist makes them", "[params][suggestion]") {
  CHECK(slips_between("thickness", "thickness", 3.0) == 0.0);
  CHECK(slips_between("thicknes", "thickness", 3.0) == 1.0);
  CHECK(slips_between("thikcness", "thickness", 3.0) == 1.0);  // a swap is one slip
  CHECK(slips_between("Thickness", "thickness", 3.0) == 0.5);
  CHECK(slips_between("porosity", "thickness", 3.0) == 4.0);  // beyond the limit: not counted further
}

TEST_CASE("only a near word is suggested, and of two equally near ones the first", "[params][suggestion]") {
  const std::vector<std::string> words = {"thickness", "porosity", "tortuosity"};
  CHECK(closest("thicknes", words) == "thickness");
  CHECK(closest("porousity", words) == "porosity");
  CHECK(closest("colour", words).empty());
  CHECK(closest("x", std::vector<std::string>{"T"}).empty());
  CHECK(did_you_mean("tortousity", words) == "did you mean tortuosity?");
  CHECK(did_you_mean("colour", words).empty());
  CHECK(closest("cut", std::vector<std::string>{"cat", "cup"}) == "cat");
}
