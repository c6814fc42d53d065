// SPDX-License-Identifier: BSD-3-Clause
// The library's electrolytes that show a law do what their sources say, see params/library/electrolytes.
#include "model/electrolytes/effective_media.hpp"
#include "model/materials/read_electrolyte.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <string>

using namespace vitrion;

namespace {

Electrolyte electrolyte(const std::string& name, const std::string& assignment = {}, const Surroundings& given = {}) {
  Document document = Document::read(VITRION_SOURCE_DIR "/params/library/electrolytes/" + name + ".yaml",
                                     Library({VITRION_SOURCE_DIR "/params/library"}));
  if (!assignment.empty()) document.set(assignment);
  return read_electrolyte(Table(document), given);
}

double sigma(const Electrolyte& e, double T) { return e.conductivity({e.concentration, T}); }

}  // namespace

TEST_CASE("library: humidity switches the zinc phosphate glass tenfold", "[library][electrolytes]") {
  const double T = 298.15;
  const double dry = sigma(electrolyte("zn-phosphate-glass", {}, {.relative_humidity = 0.25}), T);
  const double wet = sigma(electrolyte("zn-phosphate-glass", {}, {.relative_humidity = 0.98}), T);
  CHECK(wet / dry == Approx(10.0).epsilon(1e-12));
  CHECK(sigma(electrolyte("zn-phosphate-glass", "surroundings.relative_humidity=\"98 %\""), T) ==
        Approx(wet).epsilon(1e-12));
}

TEST_CASE("library: the cadmium phosphate glass conducts a hundred times its crystal", "[library][electrolytes]") {
  CHECK(sigma(electrolyte("cd-phosphate-azolate-glass"), 350.0) /
            sigma(electrolyte("cd-phosphate-azolate-crystal"), 350.0) ==
        Approx(100.0).epsilon(1e-12));
}

TEST_CASE("library: six neighbours of zinc would conduct twenty times 4.6", "[library][electrolytes]") {
  const double now = sigma(electrolyte("dema-zn-phosphate-glass"), 393.15);
  CHECK(now == Approx(1.33).epsilon(1e-12));
  CHECK(sigma(electrolyte("dema-zn-phosphate-glass", "conductivity.number=6"), 393.15) / now ==
        Approx(20.0).epsilon(1e-12));
}

TEST_CASE("library: the CsHSO4 glass conducts ten times better than both parents", "[library][electrolytes]") {
  const std::string name = "cshso4-zn-phosphate-azolate";
  for (const double T : {298.15, 330.0, 380.0}) {
    const double blend = sigma(electrolyte(name), T);
    CHECK(blend >= 10.0 * (1.0 - 1e-12) * sigma(electrolyte(name, "conductivity.fraction=\"100 %\""), T));
    CHECK(blend >= 10.0 * (1.0 - 1e-12) * sigma(electrolyte(name, "conductivity.fraction=\"0 %\""), T));
  }
}

TEST_CASE("library: half-vitrified ZIF-4 conducts between glass and crystal", "[library][electrolytes]") {
  const double glass = sigma(electrolyte("zif-4-glass-composite"), 303.15);
  const double crystal = sigma(electrolyte("zif-4-crystal-composite"), 303.15);
  const double half = sigma(electrolyte("zif-4-crystal-in-glass"), 303.15);
  const auto bounds = conduction::hashin_shtrikman(0.5, glass, crystal);
  CHECK(half > bounds.lower);
  CHECK(half < bounds.upper);
  CHECK(sigma(electrolyte("zif-4-crystal-in-glass", "conductivity.fraction=\"100 %\""), 303.15) ==
        Approx(glass).epsilon(1e-12));
}

// The boundary's conductivity is written with seven digits.
TEST_CASE("library: glass with grain boundaries is the ZIF-4 crystal at both measured temperatures",
          "[library][electrolytes]") {
  const Electrolyte bricks = electrolyte("zif-4-crystal-brick-layer"), crystal = electrolyte("zif-4-crystal-composite");
  for (const double T : {303.15, 216.55}) CHECK(sigma(bricks, T) == Approx(sigma(crystal, T)).epsilon(1e-6));
}

TEST_CASE("library: charged pores prefer lithium, the more dilute the salt the more", "[library][electrolytes]") {
  const Electrolyte charged = electrolyte("zif-4-glass-charged-pores");
  const auto t_plus = [&](double c) { return charged.transference_number({c, 303.15}); };
  CHECK(t_plus(1e6) == Approx(0.6).margin(1e-3));
  CHECK(t_plus(260.0) > 0.6);
  CHECK(t_plus(10.0) > t_plus(260.0));
  CHECK(t_plus(1e-3) == Approx(1.0).margin(1e-6));
  CHECK(charged.transference_number.derivative(0, {260.0, 303.15}) < 0.0);
}

// 0.0071 mS/cm is an eighth of 0.057 mS/cm rounded to two digits.
TEST_CASE("library: 1 % of sodium takes a fifth of the lithium's current on sites of 1 angstrom, none on narrow ones",
          "[library][electrolytes]") {
  const Electrolyte wide = electrolyte("competing-cations-glass");
  const Electrolyte narrow = electrolyte("competing-cations-glass", "transference_number.site_radius=0.8 Å");
  CHECK(wide.transference_number({wide.concentration, 303.15}) == Approx(0.8 * 0.6).epsilon(0.03));
  CHECK(narrow.transference_number({narrow.concentration, 303.15}) == Approx(0.6).epsilon(1e-3));
}

TEST_CASE("library: dead ends explain the disordered Al-Td-MOF-1", "[library][electrolytes]") {
  CHECK(sigma(electrolyte("al-td-mof-1-dead-ends"), 298.15) ==
        Approx(sigma(electrolyte("al-td-mof-1"), 298.15) / 8.0).epsilon(1e-12));
  CHECK(sigma(electrolyte("al-td-mof-1-dead-ends"), 298.15) ==
        Approx(sigma(electrolyte("al-td-mof-1-disordered"), 298.15)).epsilon(5e-3));
}

TEST_CASE("library: light switches a glass threefold", "[library][electrolytes]") {
  const double dark = sigma(electrolyte("light-switched-glass"), 303.15);
  CHECK(dark == Approx(sigma(electrolyte("zif-4-glass-composite"), 303.15)).epsilon(1e-12));
  CHECK(sigma(electrolyte("light-switched-glass", {}, {.light = 1.0}), 303.15) == Approx(3.0 * dark).epsilon(1e-12));
}
