// SPDX-License-Identifier: BSD-3-Clause
// Worked examples of proton insertion materials and of the zinc phosphate-azolate glass, with the files of the library.
#include "model/insertion_cell/read_cell.hpp"
#include "model/materials/read_electrolyte.hpp"
#include "params/constants.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

using namespace vitrion;

namespace {

struct Worked {
  nlohmann::json record;
  double in(const char* name) const { return record["inputs"][name]["value"]; }
  double out(const char* name) const { return record["output"][name]["value"]; }
  double rtol() const { return record["rtol"]; }
};

Worked worked(const std::string& id) {
  std::ifstream file(VITRION_SOURCE_DIR "/tests/data/worked-examples.json");
  for (const auto& record : nlohmann::json::parse(file))
    if (record.at("id") == id) return {record};
  FAIL("no worked example " << id);
  return {};
}

Library library() { return Library({VITRION_SOURCE_DIR "/params/library"}); }

Material material(const std::string& name) {
  const Document document = Document::parse(
      fmt::format("{{kind: electrode, type: porous, thickness: 1 um, porosity: 0.4, bruggeman: 1.5, "
                  "electronic_conductivity: 1 S/m, materials: [{{include: materials/{}, volume_fraction: 0.4, "
                  "particle_radius: 1 um}}]}}",
                  name),
      "electrode.yaml", library());
  return std::get<PorousElectrode>(read_electrode(Table(document), "e", 1000.0).electrode).materials[0].material;
}

Electrolyte glass(const std::string& activation_energy) {
  Document document =
      Document::read(VITRION_SOURCE_DIR "/params/library/electrolytes/zn-phosphate-azolate-glass.yaml", library());
  if (!activation_energy.empty()) document.set("conductivity.activation_energy=" + activation_energy);
  return read_electrolyte(Table(document));
}

/// Capacity of all sites, mA h/g.
double capacity(const Material& m) { return faraday * m.maximum_concentration / m.density / 3600.0; }

}  // namespace

TEST_CASE("worked examples: capacities follow from charge and molar mass", "[model][proton]") {
  for (const char* id : {"A1.capacity_MoO3_1H", "A1.capacity_MoO3_076H", "A1.capacity_WO3_1H",
                         "A1.capacity_anthraquinone_2H", "A1.capacity_chloranil_2H"}) {
    const Worked w = worked(id);
    CHECK(w.in("n") * faraday / (3.6 * w.in("M")) == Approx(w.out("q")).epsilon(w.rtol()));
  }
  const Worked deep = worked("A1.MoO3_362mAhg_to_x");
  CHECK(3.6 * deep.in("q") * deep.in("M") / faraday == Approx(deep.out("n")).epsilon(deep.rtol()));
}

TEST_CASE("worked examples: the oxides of the library hold what their sites hold", "[model][proton]") {
  CHECK(capacity(material("moo3-negative")) == Approx(worked("A1.capacity_MoO3_1H").out("q")).epsilon(1e-4));
  CHECK(material("moo3-negative").maximum_concentration == Approx(worked("A1.cmax_MoO3").out("c_max")).epsilon(1e-4));
  CHECK(capacity(material("moo3-positive")) == Approx(0.5 * worked("A1.capacity_MoO3_1H").out("q")).epsilon(1e-3));
  CHECK(capacity(material("wo3")) == Approx(worked("A1.capacity_WO3_1H").out("q")).epsilon(1e-3));
}

TEST_CASE("MoO3 of the library has its plateaus", "[model][proton]") {
  const Material moo3 = material("moo3-positive");
  CHECK(moo3.open_circuit_potential({0.3, 298.15}) == Approx(0.5).margin(0.02));
  CHECK(moo3.open_circuit_potential({0.8, 298.15}) == Approx(0.4).margin(0.02));
}

TEST_CASE("worked examples: conductivity of the zinc phosphate-azolate glass", "[model][proton]") {
  const Worked asr = worked("A3.ASR_CPglass_120C");
  const double sigma = glass("").conductivity({1000.0, 393.15});
  CHECK(asr.in("L") / sigma * 1e4 == Approx(asr.out("ASR")).epsilon(asr.rtol()));
  for (const char* Ea : {"0.3", "0.4"}) {
    const Worked w = worked(std::string("A3.sigma_25C_if_Ea_") + Ea);
    CHECK(glass(std::string(Ea) + " eV").conductivity({1000.0, w.in("T")}) == Approx(w.out("sigma")).epsilon(w.rtol()));
  }
}

// S12: the glass of a cadmium phosphate-azolate conducts a hundred times better than the crystal.
TEST_CASE("a glass conducts two orders of magnitude better than its crystal", "[model][proton]") {
  const auto sigma = [](const std::string& name) {
    const Document document =
        Document::read(VITRION_SOURCE_DIR "/params/library/electrolytes/" + name + ".yaml", library());
    return read_electrolyte(Table(document)).conductivity({1e4, 398.15});
  };
  CHECK(sigma("cd-phosphate-azolate-glass") / sigma("cd-phosphate-azolate-crystal") == Approx(100.0));
}
