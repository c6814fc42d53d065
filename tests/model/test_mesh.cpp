// SPDX-License-Identifier: BSD-3-Clause
#include "model/mesh.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace vitrion;

TEST_CASE("a stack is cut into equal volumes region by region", "[model][mesh]") {
  const std::vector<Region> regions{{"a", 10e-6, 2, 0.3, 0.1, 0}, {"b", 30e-6, 3, 1.0, 1.0, 1}};
  const Mesh mesh(regions);
  REQUIRE(mesh.size() == 5);
  CHECK(mesh.width[0] == Approx(5e-6));
  CHECK(mesh.width[2] == Approx(10e-6));
  CHECK(mesh.x[2] == Approx(15e-6));
  CHECK(mesh.to_left[0] == Approx(25e-6));  // half of 5 um over an efficiency of 0.1
  CHECK(mesh.to_right[0] == Approx(25e-6));
  CHECK(mesh.thickness == Approx(40e-6));
  CHECK(mesh.first_of_region == std::vector<std::size_t>{0, 2, 5});
}
