// SPDX-License-Identifier: BSD-3-Clause
// The parameter library: every file is readable, says where its numbers are from, and holds the numbers of its sources.
#include "model/insertion_cell/read_cell.hpp"
#include "model/materials/read_electrolyte.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

using namespace vitrion;

namespace {

Library library() { return Library({VITRION_SOURCE_DIR "/params/library"}); }

Document document(const std::string& name) {
  return Document::read(VITRION_SOURCE_DIR "/params/library/" + name + ".yaml", library());
}

std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  for (const std::string& name : library().names())
    if (name.starts_with(folder + "/") && !name.ends_with("README")) names.push_back(name);
  return names;
}

Electrolyte electrolyte(const std::string& name) {
  const Document file = document("electrolytes/" + name);
  return read_electrolyte(Table(file));
}

/// Numbers without which a file would claim more than is known.
void check_provenance(const Table& table) {
  const std::vector<std::string> choices = {"temperature", "initial.state_of_charge", "surroundings.relative_humidity",
                                            "surroundings.light"};
  for (const ProvenanceEntry& entry : table.provenance().entries()) {
    if ((!entry.value && !entry.function) || entry.status == Status::assumed) continue;
    if (std::find(choices.begin(), choices.end(), entry.path) != choices.end()) continue;
    if (entry.path.ends_with(".nodes")) continue;  // of the mesh
    INFO(entry.path << " = " << entry.written);
    CHECK(entry.status != Status::unknown);
    CHECK_FALSE(entry.source.empty());
    if (entry.status != Status::estimated) continue;
    CHECK(entry.range);
    if (entry.range && entry.value) {
      CHECK(entry.range->first <= *entry.value);
      CHECK(*entry.value <= entry.range->second);
    }
  }
}

}  // namespace

TEST_CASE("every electrolyte of the library is readable and says where its numbers are from", "[library]") {
  REQUIRE(names_in("electrolytes").size() >= 9);
  for (const std::string& name : names_in("electrolytes")) {
    INFO(name);
    const Document file = document(name);
    const Table table(file);
    CHECK_NOTHROW(read_electrolyte(table));
    table.read_text("kind");
    CHECK_NOTHROW(table.finish());
    CHECK(table.warnings().empty());
    check_provenance(table);
  }
}

TEST_CASE("every cell of insertion electrodes in the library is readable and says where its numbers are from",
          "[library]") {
  REQUIRE(names_in("cells").size() >= 8);
  for (const std::string& name : names_in("cells")) {
    INFO(name);
    const Document file = document(name);
    const Table table(file);
    const std::string chemistry = table.read_text("chemistry");
    if (chemistry != "lithium" && chemistry != "proton_battery") continue;
    CHECK_NOTHROW(read_insertion_cell(table, chemistry, chemistry == "lithium" ? "Li+" : "H+"));
    table.read_text("kind");
    CHECK_NOTHROW(table.finish());
    // The reference cells of DUALFOIL have limits beyond what their tables reach, as their papers do.
    if (!name.starts_with("cells/dualfoil")) CHECK(table.warnings().empty());
    check_provenance(table);
  }
}

TEST_CASE("every electrode of the library is readable", "[library]") {
  for (const std::string& name : names_in("electrodes")) {
    INFO(name);
    const Document file = document(name);
    const Table table(file);
    CHECK_NOTHROW(read_electrode(table, "electrode", 1000.0));
    table.read_text("kind");
    CHECK_NOTHROW(table.finish());
  }
}

// Points at which the fit of Landesfeind and Gasteiger was evaluated independently, to six digits;
// doi:10.1149/2.0571912jes.
TEST_CASE("the carbonate electrolytes have the published transport functions", "[library]") {
  struct Point {
    const char* name;
    double c, T, conductivity, diffusivity, factor, t_plus;
  };
  const Point points[] = {
      {"lipf6-ec-dmc-landesfeind", 1000.0, 283.15, 0.870352, 1.94664e-10, 1.84644, 0.17651},
      {"lipf6-ec-dmc-landesfeind", 2000.0, 303.15, 0.839076, 1.94233e-10, 4.16915, 0.241924},
      {"lipf6-ec-emc-landesfeind", 1000.0, 283.15, 0.695252, 2.01038e-10, 1.82671, 0.0118815},
      {"lipf6-ec-emc-landesfeind", 2000.0, 303.15, 0.668677, 1.78391e-10, 3.9218, 0.151879},
  };
  for (const Point& p : points) {
    INFO(p.name << " at " << p.c << " mol/m3, " << p.T << " K");
    const Electrolyte e = electrolyte(p.name);
    CHECK(e.conductivity({p.c, p.T}) == Approx(p.conductivity).epsilon(1e-5));
    CHECK(e.diffusivity({p.c, p.T}) == Approx(p.diffusivity).epsilon(1e-5));
    CHECK(e.thermodynamic_factor({p.c, p.T}) == Approx(p.factor).epsilon(1e-5));
    CHECK(e.transference_number({p.c, p.T}) == Approx(p.t_plus).epsilon(1e-5));
  }
}

TEST_CASE("the ZIF-4 composites conduct as published at both temperatures", "[library]") {
  const Electrolyte glass = electrolyte("zif-4-glass-composite"), crystal = electrolyte("zif-4-crystal-composite");
  const double c = glass.concentration;
  CHECK(glass.conductivity({c, 303.15}) == Approx(1.61e-2).epsilon(1e-12));
  CHECK(glass.conductivity({c, 216.55}) == Approx(5.96e-4).epsilon(1e-12));
  CHECK(crystal.conductivity({c, 303.15}) == Approx(8.21e-3).epsilon(1e-12));
  CHECK(crystal.conductivity({c, 216.55}) == Approx(4.51e-5).epsilon(1e-12));
}

// S/m at the temperatures of their sources. Jiao and Li's fit at RH 0: worked out by hand, 0.0216 and 0.0327 S/cm.
TEST_CASE("the proton conductors conduct as published", "[library]") {
  const auto sigma = [](const std::string& name, double celsius) {
    return electrolyte(name).conductivity({1000.0, celsius + 273.15});
  };
  CHECK(sigma("hof-glass", 30.0) == Approx(1.2));
  CHECK(sigma("hof-glass", 100.0) == Approx(5.62));
  CHECK(sigma("acid-in-clay", 25.0) == Approx(1.5));
  CHECK(sigma("acid-in-clay", -82.0) == Approx(2.3e-3));
  CHECK(sigma("pa-pbi", 120.0) == Approx(2.1634812).epsilon(1e-7));
  CHECK(sigma("pa-pbi", 160.0) == Approx(3.2682466).epsilon(1e-7));
}

// In an ideal binary electrolyte D = 2 t₊ (1 − t₊) κ R T/(F² c). The files round it to three digits.
TEST_CASE("the estimated diffusivity of the ZIF-4 composites is that of an ideal electrolyte", "[library]") {
  for (const char* name : {"zif-4-glass-composite", "zif-4-crystal-composite"}) {
    const Electrolyte e = electrolyte(name);
    const double T = 303.15, c = e.concentration, t = e.transference_number({c, T});
    const double D = 2.0 * t * (1.0 - t) * e.conductivity({c, T}) * 8.31446262 * T / (96485.3321 * 96485.3321 * c);
    CHECK(e.diffusivity({c, T}) == Approx(D).epsilon(2e-3));
  }
}

// The rest voltage of the reference, and i0 = F k sqrt(c_e c_s (c_max − c_s)) with F = 96487 C/mol as it has it.
TEST_CASE("the DUALFOIL cell has the potentials and exchange currents of its reference", "[library]") {
  const Document file = document("cells/dualfoil-graphite-lco");
  const CellParameters cell = read_insertion_cell(Table(file), "lithium", "Li+");
  const Material graphite = std::get<PorousElectrode>(cell.negative).materials.front().material;
  const Material lco = std::get<PorousElectrode>(cell.positive).materials.front().material;
  CHECK(graphite.open_circuit_potential({0.6, 298.0}) == Approx(0.1789782938).margin(1e-10));
  CHECK(lco.open_circuit_potential({0.5, 298.0}) == Approx(4.2416519547).margin(1e-10));
  const auto i0 = [](double k, double c_max, double x) {
    return 96487.0 * k * std::sqrt(1000.0 * x * c_max * (1.0 - x) * c_max);
  };
  CHECK((*graphite.exchange_current_density)({1000.0, 0.6, 298.0}) == Approx(i0(1e-5, 24983.26, 0.6)).epsilon(1e-12));
  CHECK((*lco.exchange_current_density)({1000.0, 0.5, 298.0}) == Approx(i0(3e-11, 51217.93, 0.5)).epsilon(1e-12));
}

// 3600 q ρ is the charge that a volume of particles holds; the reference prints c_max = 3600 q ρ/F to seven digits.
TEST_CASE("the DUALFOIL particles hold the charge of their reference", "[library]") {
  const Document file = document("cells/dualfoil-graphite-lco");
  const CellParameters cell = read_insertion_cell(Table(file), "lithium", "Li+");
  const double F = 96485.33212;
  const auto charge = [&](const Electrode& electrode) {
    return F * std::get<PorousElectrode>(electrode).materials.front().material.maximum_concentration;
  };
  CHECK(charge(cell.negative) == Approx(3600.0 * 372.0 * 1800.0).epsilon(2e-7));
  CHECK(charge(cell.positive) == Approx(3600.0 * 274.0 * 5010.0).epsilon(2e-7));
}

// A DOI is 10.registrant/suffix; a measured value says where in its source it stands.
TEST_CASE("DOIs of the library have the form of DOIs, and measured values name where they stand", "[library]") {
  const std::regex doi(R"(doi:(10\.\d{4,9}/[^\s,;}"']*[A-Za-z0-9)]))"),
      place(R"(abstract|text|table|figure|section|page|\brows?\b|\.json|\.csv|\.py|\.m\b|input file|as others quote)",
            std::regex::icase);
  std::size_t found = 0, measured = 0;
  for (const char* folder : {"electrolytes", "electrodes", "cells", "materials", "solutions", "separators"}) {
    for (const std::string& name : names_in(folder)) {
      INFO(name);
      std::ifstream file(VITRION_SOURCE_DIR "/params/library/" + name + ".yaml");
      const std::string text{std::istreambuf_iterator<char>(file), {}};
      for (std::size_t at = text.find("doi:"); at != std::string::npos; at = text.find("doi:", at + 4), ++found) {
        INFO(text.substr(at, 60));
        CHECK(std::regex_search(text.substr(at, 120), doi, std::regex_constants::match_continuous));
      }
    }
  }
  CHECK(found > 100);
  for (const std::string& name : names_in("electrolytes")) {
    const Document file = document(name);
    const Table table(file);
    read_electrolyte(table);
    for (const ProvenanceEntry& entry : table.provenance().entries()) {
      if (entry.status != Status::measured) continue;
      INFO(name << ": " << entry.path << ", " << entry.source);
      CHECK(std::regex_search(entry.source, place));
      ++measured;
    }
  }
  CHECK(measured > 20);
}
