// SPDX-License-Identifier: BSD-3-Clause
#include "model/materials/consistency.hpp"
#include "model/materials/read_electrolyte.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace vitrion;

namespace {

std::vector<Objection> questions(const std::string& properties) {
  const Document document =
      Document::parse("{kind: electrolyte, name: salt, working_ion: Li+, concentration: 1 mol/L, " + properties + "}",
                      "salt.yaml", Library({}));
  return questions_to(read_electrolyte(Table(document)));
}

}  // namespace

TEST_CASE("properties that do not go together are questioned, those that do are not", "[model][consistency]") {
  // 1 mS/cm and t+ 0.3 make 1.11e-11 m²/s at 30 °C.
  const std::string binary = "transport: binary, conductivity: 1 mS/cm, transference_number: 0.3, diffusivity: ";
  CHECK(questions(binary + "1.1e-11 m^2/s").empty());
  CHECK(questions(binary + "4e-11 m^2/s").empty());  // ions that pair
  const auto wrong_unit = questions(binary + "1.1e-7 m^2/s");
  REQUIRE(wrong_unit.size() >= 1);
  CHECK(wrong_unit[0].complaint.find("Nernst and Einstein") != std::string::npos);
  // The steady current of a cell at t+ 0.9 whose salt hardly diffuses is not 0.9 of the first.
  const auto slow = questions(
      "transport: binary, conductivity: 1 mS/cm, transference_number: 0.9, "
      "thermodynamic_factor: 20, diffusivity: 4e-12 m^2/s");
  REQUIRE(slow.size() == 1);
  CHECK(slow[0].complaint.find("Bruce-Vincent") != std::string::npos);
  const auto falling = questions(
      "transport: single-ion, conductivity: {law: arrhenius, value: 1 mS/cm, at: 30 degC, "
      "activation_energy: -0.3 eV}");
  REQUIRE(falling.size() == 1);
  CHECK(falling[0].complaint.find("activation energy of -0.3 eV") != std::string::npos);
}
