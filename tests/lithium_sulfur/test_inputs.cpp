// SPDX-License-Identifier: BSD-3-Clause
// What the reader says of files that cannot be meant.
#include "params/documents/document.hpp"
#include "tests/cells/running.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

using namespace vitrion;
using namespace vitrion::test;

namespace {

std::string complaint(const std::vector<std::string>& set, const std::string& cell = "li-s-cycling") {
  try {
    library_cell(cell, set);
  } catch (const InputError& error) {
    const std::string what = error.what();
    const auto place = what.find(": ", what.find(".yaml") == std::string::npos ? 0 : what.find(".yaml"));
    return what.substr(place + 2);
  }
  return "";
}

}  // namespace

TEST_CASE("a solution that carries a charge is refused, with the ion that would mend it", "[lithium_sulfur][errors]") {
  CHECK(complaint({"solution.species.Li+.concentration=990 mol/m^3"}) ==
        "solution.species.Li+ leaves the solution with a charge of -11.04 mol/m^3\n"
        "  Li+ at 1001.044 mol/m^3 would make it neutral, or A- at 988.956 mol/m^3");
}

TEST_CASE("volume fractions above one are refused", "[lithium_sulfur][errors]") {
  CHECK(complaint({"positive.porosity=0.9"}) ==
        "positive.porosity and the solids fill 1.06 of the cathode\n"
        "  porosity is that with the initial solids in place; together they must leave room for carbon");
  CHECK(complaint({"separator.0.porosity=0.9", "separator.0.solids={S8: 0.2}"}) ==
        "separator.0.porosity and the solids fill 1.1 of the layer\n  volume fractions must not exceed 1 together");
}

TEST_CASE("a solubility product in the wrong unit shows by what would fall out", "[lithium_sulfur][errors]") {
  const std::string product = "solution.precipitates.Li2S8.solubility_product=38.09 mol^3/m^9",
                    rate = "solution.precipitates.Li2S8.rate_constant=";
  CHECK(
      complaint({product, rate + "1e-4 m^6/(mol^2 s)"}, "li-s-kumaresan") ==
      "solution.precipitates.Li2S8.solubility_product is exceeded 4.68e+03 times by the initial solution: Li2S8 would "
      "fall out at once, by a factor e in 4.1e+02 s\n  was it printed in mol^3/L^3? then write 38.09 mol^3/L^3, and "
      "the "
      "rate constant in L^2/(mol^2 s)");
  // The same product with the rate constant in its own unit: nothing falls out before the cell is long empty.
  CHECK(complaint({product, rate + "1e-11 m^6/(mol^2 s)"}, "li-s-kumaresan").empty());
}

TEST_CASE("a layer must say how every species passes", "[lithium_sulfur][errors]") {
  CHECK(
      complaint({"separator=[{name: glass, thickness: 10 um, porosity: 0.4}]"}) ==
      "separator.0.permeability is missing: nothing says how S8, S8^2-, S6^2-, S4^2-, S2^2-, S^2-, A-, Li+ pass\n"
      "  write permeability: liquid for pores that hold nothing but the liquid, or a number for every species relative "
      "to it, e.g. {Li+: 1, A-: 1, S8: 1e-3, polysulfides: 1e-3}");
  CHECK(complaint({"separator.0.permeability=1e-3"}) ==
        "separator.0.permeability = 1e-3 does not say which species it is of\n"
        "  write liquid, or a number for every species: {Li+: 1, A-: 1, S8: 1e-3, polysulfides: 1e-3}");
  CHECK(
      complaint({"separator.0.permeability={Li+: 1, S8: 1e-3, polysulfides: 1e-3}"}) ==
      "separator.0.permeability.A- is missing\n  a layer says for every species how it passes, e.g. A-: 1, or for all "
      "sulfur species together with polysulfides: 1e-3");
}

TEST_CASE("a layer without a permeability is found by file and line", "[lithium_sulfur][errors]") {
  std::ifstream file(VITRION_SOURCE_DIR "/params/library/cells/li-s-zhang.yaml");
  std::string text((std::istreambuf_iterator<char>(file)), {});
  const std::string key = "permeability: liquid, ";
  const std::size_t at = text.find(key);
  REQUIRE(at != std::string::npos);
  text.erase(at, key.size());
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  CHECK_THROWS_WITH(cell_from(text),
                    Catch::StartsWith(fmt::format("test.yaml:{}:5: separator.0.permeability is missing: "
                                                  "nothing says how S8, S8^2-,",
                                                  line)));
}

TEST_CASE("a solid that the solution does not know is refused", "[lithium_sulfur][errors]") {
  CHECK(complaint({"positive.solids={S8: 0.1, Li2S4: 0.1}"}) ==
        "positive.solids.Li2S4 is no precipitate of the solution\n"
        "  say in solution.precipitates.Li2S4 how it forms and dissolves");
}

TEST_CASE("every value of the library's lithium-sulfur cells has a source", "[lithium_sulfur]") {
  for (const char* name :
       {"li-s-cycling", "li-s-kumaresan", "li-s-zhang", "li-s-mil-88b-glass", "li-s-mil-88b-crystal"}) {
    const Document document = Document::read(fmt::format("{}/params/library/cells/{}.yaml", VITRION_SOURCE_DIR, name));
    const Table table(document);
    make_cell(table);
    for (const ProvenanceEntry& entry : table.provenance().entries()) {
      INFO(name << ": " << entry.path);
      const bool of_mesh = entry.path.ends_with(".nodes") || entry.path.starts_with("mesh.");
      const bool physical = (entry.value || entry.function) && !of_mesh;
      CHECK((!physical || entry.status == Status::assumed || !entry.source.empty()));
    }
  }
}
