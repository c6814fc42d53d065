// SPDX-License-Identifier: BSD-3-Clause
#include "apps/results/sha256.hpp"
#include "tests/apps/command.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <utility>
#include <vector>

using namespace vitrion::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Json = nlohmann::json;

TEST_CASE("check says what a cell amounts to", "[apps]") {
  const Outcome check = vitrion_command({"check", "cells/li-lfp-zif4-glass"});
  CHECK(check.code == 0);
  CHECK_THAT(check.err, Contains("negative over positive (N/P)") && Contains("mg/cm^2 of active mass") &&
                            Contains("estimated inputs, with the range in which they may be") &&
                            Contains("li-lfp-zif4-glass.yaml: cell is good\n"));
  const Json cell = Json::parse(vitrion_command({"check", "cells/li-lfp-zif4-glass", "--json"}).out)["cell"];
  // 1C is the capacity in one hour.
  const double capacity = cell["capacity_C_per_m2"], area = cell["area_m2"];
  for (const Json& rate : cell["rates"]) {
    if (rate["rate"] != "1C") continue;
    CHECK(rate["current_density_A_per_m2"].get<double>() == Approx(capacity / 3600.0).epsilon(1e-14));
    CHECK(rate["current_A"].get<double>() == Approx(capacity / 3600.0 * area).epsilon(1e-14));
  }
}

TEST_CASE("a state of charge is told where there is a capacity to which it refers", "[apps]") {
  using Catch::Matchers::EndsWith;
  const auto beginning = [](const std::vector<std::string>& set) {
    std::vector<std::string> arguments{"check"};
    arguments.insert(arguments.end(), set.begin(), set.end());
    const std::string text = vitrion_command(arguments).err;
    const std::size_t at = text.find("begins at");
    return text.substr(at, text.find('\n', at) - at);
  };
  CHECK_THAT(beginning({"cells/graphite-nmc"}), EndsWith(" V at rest, 100 % state of charge"));
  CHECK_THAT(beginning({"cells/li-s-cycling"}), EndsWith(" V at rest, 100 % state of charge"));
  CHECK_THAT(beginning({"cells/li-s-cycling", "--set", "positive.solids={S8: 1e-12, Li2S: 0.2}"}),
             EndsWith(" % state of charge") && !Contains("100 %"));
  for (const char* none : {"cells/li-li-symmetric-zif4-glass", "cells/h2-air-nafion"}) {
    CHECK_THAT(beginning({none}), EndsWith(" V at rest"));
    CHECK_FALSE(
        Json::parse(vitrion_command({"check", none, "--json"}).out)["cell"].contains("initial_state_of_charge"));
  }
}

TEST_CASE("check reads every kind of file", "[apps]") {
  for (const char* file : {"cells/dualfoil-graphite-lco", "electrodes/lfp", "electrodes/lithium-foil", "materials/lfp",
                           "electrolytes/llzo", "electrolytes/zif-4-glass-composite", "protocols/rate-test"}) {
    const Outcome check = vitrion_command({"check", file});
    INFO(check.err);
    CHECK(check.code == 0);
    CHECK_THAT(check.err, Contains(" is good\n"));
  }
  const std::string bpx = VITRION_SOURCE_DIR "/validation/data/bpx/nmc_pouch_cell_BPX.json";
  CHECK(vitrion_command({"check", bpx}).code == 0);
}

TEST_CASE("a host with as much lithium as Li15Si4 is plausible", "[apps]") {
  const std::vector<std::string> host = {"check", "materials/graphite", "--set"};
  const auto with = [&](const char* assignment) {
    std::vector<std::string> arguments = host;
    arguments.emplace_back(assignment);
    return vitrion_command(arguments).code;
  };
  CHECK(with("maximum_concentration=311 mol/L") == 0);
  CHECK(with("maximum_concentration=31.1 mol/cm^3") == 2);
}

TEST_CASE("check tells what a protocol means in a cell", "[apps]") {
  const Outcome check = vitrion_command({"check", "cells/li-lfp-zif4-glass", "-p", "Discharge at C/10 until 2.5 V"});
  CHECK_THAT(check.err, Contains("Discharge at C/10 until 2.5 V  Discharge at 0.067 mA/cm^2 until 2.5 V\n"));
  const Outcome none = vitrion_command({"check", "cells/li-li-symmetric-zif4-glass", "-p", "Charge at C/10 for 1 h"});
  CHECK(none.code == 2);
}

TEST_CASE("a file that does not say what it is, is refused", "[apps][errors]") {
  const TemporaryFolder folder;
  const std::string native =
      "write kind: cell, or kind: electrode, or kind: electrolyte, or kind: material, or kind: protocol; a part of a "
      "cell has none and is read with the cell that includes it\n";
  const std::string yaml = folder.write("a.yaml", "name: x\n"), json = folder.write("a.json", "{\"name\": \"x\"}\n");
  CHECK(vitrion_command({"check", yaml}).err == "error: " + yaml + ": does not say what it is\n  " + native);
  CHECK(vitrion_command({"show", json}).err ==
        "error: " + json + ": does not say what it is\n  a BPX file has a Header and a Parameterisation; else " +
            native);
  const std::string wrong = folder.write("b.yaml", "kind: electrolite\n");
  CHECK(vitrion_command({"check", wrong}).err ==
        "error: " + wrong + ":1:7: kind: electrolite is not a kind of file\n  did you mean electrolyte?\n");
}

TEST_CASE("show tells sources, properties and layers of an electrolyte", "[apps]") {
  const Outcome show = vitrion_command({"show", "electrolytes/zif-4-glass-composite"});
  CHECK(show.code == 0);
  CHECK(show.err.empty());
  CHECK_THAT(show.out, Contains("doi:10.1002/adfm.202104300") && Contains("conductivity / mS/cm\n  T / degC\n"));
  CHECK_THAT(show.out, Contains("with 0.26 mol/L of salt; * outside the temperatures of the measurement\n"));
  CHECK_THAT(show.out, Contains("\nmeasured:  conductivity, stability_window.oxidation"));
  // 1.06 mS/cm at 120 degC, the first column, and 6e-3 mS/cm at -57 degC, the last: half a decade a line.
  CHECK_THAT(show.out, Contains("conductivity / mS/cm over 1/T; . outside the temperatures of the measurement\n"
                                "    1e+1 |\n         |\n    1e+0 |........\n"));
  CHECK_THAT(show.out, Contains("o\n         |\n    1e-3 |\n         +----"));
  CHECK_THAT(show.out, Contains("    degC  120  90      60  45   30   15     0       -20       -40       -57\n"));
  const Json json = Json::parse(vitrion_command({"show", "electrolytes/zif-4-glass-composite", "--json"}).out);
  CHECK(json["kind"] == "electrolyte");
  CHECK(json["properties"].size() >= 2);
  // 50 µm / 0.0161 S/m, and 2 F D c/((1 − t₊) L) with D = 8.05e-12 m²/s, c = 260 mol/m³, t₊ = 0.6.
  const Json& layer = json["electrolyte"]["over_thickness"][2];
  CHECK(layer["area resistance / ohm m^2"].get<double>() == Approx(50e-6 / 0.0161).epsilon(1e-6));
  CHECK(layer["limiting current / A/m^2"].get<double>() ==
        Approx(2.0 * 96485.33212 * 8.05e-12 * 260.0 / (0.4 * 50e-6)).epsilon(1e-6));
  // √(ε₀ R T/(2 F² c))
  CHECK(json["electrolyte"]["Debye length over sqrt(relative permittivity) / m"].get<double>() ==
        Approx(std::sqrt(8.8541878128e-12 * 8.314462618 * 303.15 / (2.0 * 96485.33212 * 96485.33212 * 260.0))));
}

// Arrhenius: the same everywhere, ln(0.161/5.96e-3)/(1/kT₂ − 1/kT₁). Vogel: B T²/(T − T₀)² − k T/2, the last term for
// 1/√T.
TEST_CASE("show tells the local activation energy of a conductivity", "[apps]") {
  constexpr double k = 8.617333262e-5, eV = 96485.33212;
  const auto energies = [&](const char* name) {
    const Json json = Json::parse(vitrion_command({"show", name, "--json"}).out);
    std::vector<std::pair<double, double>> result;
    for (const Json& at : json["electrolyte"]["over_temperature"])
      result.emplace_back(at["T / K"], at["local activation energy / J/mol"].get<double>() / eV);
    return result;
  };
  const double arrhenius = std::log(0.161 / 5.96e-3) * k / (1.0 / 216.55 - 1.0 / 303.15);
  for (const auto& [T, energy] : energies("electrolytes/zif-4-glass-composite")) CHECK(energy == Approx(arrhenius));
  for (const auto& [T, energy] : energies("electrolytes/peo-litfsi"))
    CHECK(energy == Approx(0.0853 * std::pow(T / (T - 173.0), 2) - 0.5 * k * T).epsilon(1e-6));
}

TEST_CASE("show lists the library", "[apps]") {
  CHECK_THAT(vitrion_command({"show", "--list"}).out, Contains("cells/li-lfp-zif4-glass\n"));
}

TEST_CASE("every schema that is listed is printed as JSON", "[apps]") {
  const Outcome list = vitrion_command({"schema"});
  CHECK_THAT(list.out, Contains("cell.json\n"));
  for (const char* kind : {"cell", "electrode", "electrolyte", "fuel_cell", "material", "protocol"})
    CHECK_NOTHROW(Json::parse(vitrion_command({"schema", kind}).out));
  CHECK(vitrion_command({"schema", "cel"}).err == "error: there is no schema of 'cel'\n  did you mean cell?\n");
}

TEST_CASE("cite names each source with the values that rest on it", "[apps]") {
  CHECK_THAT(vitrion_command({"cite", "protocols/rate-test"}).err, EndsWith("there are no values in it\n"));
  CHECK_THAT(vitrion_command({"cite", "cells/li-lfp-zif4-glass"}).out,
             Contains("doi:10.1002/adfm.202104300 (abstract)\n    electrolyte.conductivity"));
}

TEST_CASE("validate compares with a reference and fails when the bar is not met", "[apps]") {
  const Outcome good =
      vitrion_command({"validate", "dualfoil-20Am2", "--cases", VITRION_SOURCE_DIR "/validation", "--json"});
  const Json result = Json::parse(good.out);
  REQUIRE(result.size() == 1);
  CHECK(result[0]["case"] == "dualfoil-20Am2");
  CHECK(result[0]["rows"].get<int>() > 100);

  const TemporaryFolder folder;
  std::filesystem::copy(VITRION_SOURCE_DIR "/validation/dualfoil-20Am2", folder / "strict",
                        std::filesystem::copy_options::recursive);
  std::string text = text_of(folder / "strict/case.yaml");
  const std::size_t at = text.find("max_error: ");
  REQUIRE(at != std::string::npos);
  text.replace(at, text.find("mV", at) - at, "max_error: 1e-5 ");
  folder.write("strict/case.yaml", text);
  const Outcome bad = vitrion_command({"validate", "--cases", folder.path().string()});
  CHECK(bad.code == 1);
  CHECK_THAT(bad.err, Contains("FAIL") && Contains("error: strict: the largest error is"));

  CHECK_THAT(vitrion_command({"validate", "dualfoil-20Am", "--cases", VITRION_SOURCE_DIR "/validation"}).err,
             Contains("there is no case 'dualfoil-20Am'") && Contains("did you mean dualfoil-20Am2?"));
}

// FIPS 180-4, examples of the one-block message "abc" and of the empty message.
TEST_CASE("hashes are those of the standard", "[apps]") {
  CHECK(vitrion::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(vitrion::sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
