// SPDX-License-Identifier: BSD-3-Clause
#include "apps/study/statistics.hpp"
#include "apps/study/sweep.hpp"
#include "params/source.hpp"
#include "tests/apps/command.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace vitrion;
using namespace vitrion::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using Json = nlohmann::json;

namespace {

constexpr const char* glass_cell = "cells/li-lfp-zif4-glass";
constexpr const char* glass = "zif-4-glass-composite";
constexpr const char* crystal = "zif-4-crystal-composite";
constexpr const char* fast = "Charge at C/2 until 3.8 V; Discharge at 1C until 2.5 V";

std::string with_conductivity(const std::string& conductivity) {
  return fmt::format(R"(kind: electrolyte
name: salt
working_ion: Li+
transport: binary
conductivity: {}
diffusivity: 1e-11 m^2/s
transference_number: 0.4
concentration: 1 mol/L
)",
                     conductivity);
}

const std::string salt_text = with_conductivity("1 mS/cm");

/// Two foils of lithium with an electrolyte in between.
std::string foils_text(const std::string& electrolyte, const std::string& thickness) {
  return fmt::format(R"(kind: cell
name: foils
chemistry: lithium
area: 1 cm^2
temperature: 30 degC
electrolyte: {{include: {}}}
negative: {{include: electrodes/lithium-foil}}
separator:
  - thickness: {}
    porosity: 1
positive: {{include: electrodes/lithium-foil}}
voltage_limits: [-1 V, 1 V]
)",
                     electrolyte, thickness);
}

}  // namespace

TEST_CASE("quantiles are linear between the sorted values", "[apps][compare]") {
  const std::vector<double> values{4.0, 1.0, 3.0, 2.0, 5.0};
  CHECK(quantile(values, 0.5) == 3.0);
  CHECK(quantile(values, 0.05) == Approx(1.2));  // 1 + 0.05 * 4 steps of 1
  CHECK(std::isnan(quantile({}, 0.5)));
}

TEST_CASE("a rank correlation sees only the order", "[apps][compare]") {
  const std::vector<double> x{0.1, 0.4, 0.2, 0.9, 0.5};
  std::vector<double> rising, falling;
  for (const double v : x) {
    rising.push_back(std::exp(10.0 * v));
    falling.push_back(-v * v * v);
  }
  CHECK(rank_correlation(x, rising) == Approx(1.0));
  CHECK(rank_correlation(x, falling) == Approx(-1.0));
  // Ranks 1 2 3 4 5 against 2 1 4 3 5: 1 - 6 * (1 + 1 + 1 + 1)/(5 * 24)
  CHECK(rank_correlation(std::vector<double>{1, 2, 3, 4, 5}, std::vector<double>{2, 1, 4, 3, 5}) == Approx(0.8));
  CHECK(std::isnan(rank_correlation(x, std::vector<double>(5, 1.0))));
  CHECK(ranks(std::vector<double>{7.0, 3.0, 7.0}) == std::vector<double>{2.5, 1.0, 2.5});
}

// Of 2^m points of a digitally shifted Sobol sequence, each of the 2^m equal intervals of a coordinate holds at most
// two: the sequence of Boost leaves out the origin, so that the points are no longer one full net.
TEST_CASE("a seed decides the points of the cube, which fill every coordinate evenly", "[apps][compare]") {
  const auto points = unit_cube_points(256, 5, 3);
  CHECK(points == unit_cube_points(256, 5, 3));
  CHECK(points != unit_cube_points(256, 5, 4));
  for (std::size_t k = 0; k < 5; ++k) {
    std::vector<int> count(256, 0);
    for (const auto& point : points) ++count[static_cast<std::size_t>(point[k] * 256.0)];
    CHECK(*std::max_element(count.begin(), count.end()) <= 2);
  }
  CHECK(unit_cube_points(4, 2, 3)[3][1] == unit_cube_points(4, 5, 3)[3][1]);
}

// Of the 780 pairs of 40 coordinates, the largest rank correlation of 128 independent points exceeds 0.36 in one of
// twenty cases.
TEST_CASE("coordinates of the cube do not go with one another", "[apps][compare]") {
  constexpr std::size_t dimensions = 40, points = enough_points;
  const double bound = noise_of_rank_correlation(points, dimensions * (dimensions - 1) / 2);
  CHECK(bound == Approx(0.355).margin(0.01));
  const auto cube = unit_cube_points(points, dimensions, 1);
  double largest = 0.0;
  std::vector<std::vector<double>> coordinate(dimensions);
  for (const auto& point : cube)
    for (std::size_t k = 0; k < dimensions; ++k) coordinate[k].push_back(point[k]);
  for (std::size_t i = 0; i < dimensions; ++i)
    for (std::size_t k = 0; k < i; ++k)
      largest = std::max(largest, std::abs(rank_correlation(coordinate[i], coordinate[k])));
  CHECK(largest < bound);
}

TEST_CASE("a sweep is linear in the unit of its first end", "[apps][compare]") {
  CHECK(parse_sweep("separator.0.thickness=20 um:0.1 mm:5").values ==
        std::vector<std::string>{"20 um", "40 um", "60 um", "80 um", "100 um"});
  CHECK(parse_sweep("temperature=0 degC:313.15 K:3").values ==
        std::vector<std::string>{"0 degC", "20 degC", "40 degC"});
  CHECK(combinations({{"a", {"1", "2"}}, {"b", {"3", "4"}}}) ==
        std::vector<std::vector<std::string>>{{"1", "3"}, {"1", "4"}, {"2", "3"}, {"2", "4"}});
  CHECK_THROWS_WITH(parse_sweep("thickness=20 um"),
                    "--vary: 'thickness=20 um' is not a sweep\n"
                    "  write path=lo:hi:n, as separator.0.thickness=\"20 um:100 um:5\"");
  CHECK_THROWS_WITH(parse_sweep("a=1 um:2 V:3"),
                    "--vary: 1 um and 2 V do not measure the same\n  give both ends of the sweep with a unit");
  CHECK_THROWS_WITH(parse_sweep("a=1 um:2 um:1"),
                    "--vary: '1' is not a number of values\n  a whole number from 2 to 1000 is needed");
  CHECK_THROWS_WITH(parse_sweep("a=1 um:1 um:3"),
                    "--vary: 1 um and 1 um are equal\n  a sweep goes from one value to another");
}

TEST_CASE("a comparison is the same to the last bit on one thread and on two", "[apps][compare]") {
  const TemporaryFolder folder;
  for (const char* threads : {"1", "2"}) {
    const Outcome run = vitrion_command({"compare", glass_cell, "-e", glass, crystal, "-p", fast, "--samples", "8",
                                         "--threads", threads, "-o", folder / threads});
    REQUIRE(run.code == 0);
  }
  CHECK(text_of(folder / "1/compare.json") == text_of(folder / "2/compare.json"));
  for (const char* file : {"compare.csv", "curves.csv", "report.html", "samples.csv"})
    CHECK(text_of(folder / ("1/" + std::string(file))) == text_of(folder / ("2/" + std::string(file))));
  CHECK(names_in(folder / "1") ==
        std::vector<std::string>{"compare.csv", "compare.json", "curves.csv", "report.html", "samples.csv"});
}

// The resistance of a layer is proportional to its thickness, here the only thing that is not known: its median is
// that of the middle of the range, and the limiting current falls as it grows.
TEST_CASE("where one input decides, the median is that of its middle", "[apps][compare]") {
  const TemporaryFolder folder;
  const std::string salt = folder.write("salt.yaml", salt_text);
  const std::string cell =
      folder.write("cell.yaml", foils_text(salt, "{value: 50 um, range: [20 um, 100 um], status: estimated}"));
  const Outcome run = vitrion_command({"compare", cell, "-e", salt, "-p", "Discharge at 0.1 mA/cm2 for 1 min",
                                       "--samples", "64", "--json", "-o", folder / "c"});
  INFO(run.err);
  REQUIRE(run.code == 0);
  const Json result = Json::parse(run.out)["results"][0];
  const Json& separator = result["separator"]["Area Resistance / ohm cm^2"];
  CHECK(separator["as_written"].get<double>() == Approx(5.0));
  CHECK(separator["count"] == 64);
  // 64 points lie evenly: the median is off by less than one of 64 intervals of 8 ohm cm^2.
  CHECK(separator["median"].get<double>() == Approx(6.0).margin(8.0 / 64));
  CHECK(separator["p5"].get<double>() == Approx(2.4).margin(8.0 / 64 * 2));
}

// The voltage while discharging two foils falls with L/κ. κ of one electrolyte is anywhere in a range of which a
// quarter lies above that of the other; of 128 points of the cube, 32 lie there, but for one at the border. Those that
// are equal to half a percent count for neither.
TEST_CASE("who wins how probably, and which unknown decides", "[apps][compare]") {
  const TemporaryFolder folder;
  const std::string known = folder.write("known.yaml", with_conductivity("1.25 mS/cm"));
  const std::string guessed = folder.write(
      "guessed.yaml", with_conductivity("{value: 1 mS/cm, range: [0.5 mS/cm, 1.5 mS/cm], status: estimated}"));
  const std::string cell = folder.write("cell.yaml", foils_text(known, "50 um"));
  const Outcome run =
      vitrion_command({"compare", cell, "-e", guessed, known, "-p", "Discharge at 0.1 mA/cm2 for 1 min", "--target",
                       "Mean Discharge Voltage", "--samples", "128", "--json", "-o", folder / "c"});
  INFO(run.err);
  REQUIRE(run.code == 0);
  const Json result = Json::parse(run.out);
  const Json& duel = result["duels"][0];
  const int wins = duel["first_wins"], ties = duel["equal"], losses = duel["second_wins"];
  CHECK(wins + ties + losses == 128);
  CHECK(wins <= 33);
  CHECK(wins + ties >= 31);
  CHECK(ties < 8);
  CHECK(duel["probability_that_first_wins"] == wins / 128.0);
  const Json& first = result["results"][0]["inputs"][0];
  CHECK(first["path"] == "electrolyte.conductivity");
  CHECK(first["rank_correlation"].get<double>() == Approx(1.0));
}

TEST_CASE("the target stands in the table of the cycles", "[apps][compare]") {
  const TemporaryFolder folder;
  const Outcome run = vitrion_command({"compare", "cells/h2-o2-dema-glass", "-e", "dema-zn-phosphate-glass", "-p",
                                       "protocols/polarisation", "--set", "separator.0.thickness=120 um", "--target",
                                       "Peak Power", "--samples", "0", "-o", folder / "c"});
  CHECK(run.code == 0);
  CHECK_THAT(run.out, Contains("energy  peak power"));
  CHECK_THAT(run.out, Contains("W/cm^2"));
  CHECK_THAT(run.out, Contains("0.15\n"));
}

// 50 um of foil at 0.5 g/cm^3, 20 um of separator with 40 % of electrolyte at 1.25 g/cm^3 and 60 % of 1 g/cm^3, 30 um
// of electrode with 30 % of electrolyte, 50 % of LFP at 3.6 g/cm^3 and 20 % of binder and carbon at 2 g/cm^3, and 10 um
// of collector at 2.7 g/cm^3: 25 + 22 + (11.25 + 54 + 12) + 27 = 151.25 g/m^2 and 110 um.
TEST_CASE("energies of a stack are those of its layers", "[apps][compare]") {
  const TemporaryFolder folder;
  const std::string salt = folder.write("salt.yaml", salt_text + "density: 1.25 g/cm^3\n");
  const std::string cell = folder.write("cell.yaml", R"(kind: cell
name: stack
chemistry: lithium
area: 1 cm^2
temperature: 30 degC
electrolyte: {include: salt.yaml}
negative: {include: electrodes/lithium-foil, thickness: 50 um, density: 0.5 g/cm^3}
separator:
  - {thickness: 20 um, porosity: 0.4, bruggeman: 1.5, inert_density: 1 g/cm^3}
positive:
  type: porous
  thickness: 30 um
  porosity: 0.3
  bruggeman: 1.5
  electronic_conductivity: 1 S/m
  inert_density: 2 g/cm^3
  collector: {thickness: 10 um, density: 2.7 g/cm^3}
  materials: [{include: materials/lfp, volume_fraction: 0.5, particle_radius: 50 nm, density: 3.6 g/cm^3}]
voltage_limits: [2.5 V, 3.8 V]
initial: {state_of_charge: 100 %}
)");
  const Outcome run = vitrion_command({"compare", cell, "-e", salt, "-p", "Discharge at 0.1 mA/cm2 for 2 h",
                                       "--samples", "0", "--range-rate", "none", "--json", "-o", folder / "c"});
  INFO(run.err);
  REQUIRE(run.code == 0);
  CHECK_THAT(run.err, Contains("(stack: electrodes, separator and electrolyte, with current collectors, no housing)"));
  const Json result = Json::parse(run.out)["results"][0];
  CHECK(result["stack"]["Thickness / m"].get<double>() == Approx(110e-6).epsilon(1e-12));
  CHECK(result["stack"]["Mass / kg/m^2"].get<double>() == Approx(0.15125).epsilon(1e-12));
  CHECK(result["works_between"].is_null());
  const Json& cycle = result["cycles"][0];
  const double energy = cycle["Discharge Energy / mWh/cm^2"]["as_written"];  // 1 mW h/cm^2 is 10 W h/m^2
  CHECK(cycle["Energy Per Mass / Wh/kg"]["as_written"].get<double>() == Approx(10.0 * energy / 0.15125).epsilon(1e-12));
  CHECK(cycle["Energy Per Volume / Wh/L"]["as_written"].get<double>() == Approx(0.01 * energy / 110e-6).epsilon(1e-12));

  const Outcome without = vitrion_command({"compare", cell, "-e", folder.write("light.yaml", salt_text), "-p",
                                           "Discharge at 0.1 mA/cm2 for 2 h", "--samples", "0", "-o", folder / "c"});
  CHECK_THAT(without.out, Contains("no W h/kg of light: density of electrolyte salt not given"));
}

// The range is what its definition says: at its lower end the cell gives half of what it gives at its own temperature.
TEST_CASE("a cell works down to the temperature at which it gives half", "[apps][compare]") {
  const TemporaryFolder folder;
  const Outcome run = vitrion_command({"compare", glass_cell, "-e", glass, "-p", "Rest for 1 min", "--samples", "0",
                                       "--range-rate", "C/5", "--json", "-o", folder / "c"});
  REQUIRE(run.code == 0);
  const Json range = Json::parse(run.out)["results"][0]["works_between"];
  CHECK(range["high_is_end_of_search"] == true);
  CHECK(range["low_is_end_of_search"] == false);
  CHECK(range["Conductivity Measured Between / K"][0].get<double>() == Approx(216.55));
  const double whole = range["Capacity There / C/m^2"], low = range["Low / K"];
  const auto given = [&](double T) {
    const std::string protocol = folder.write("p.yaml", fmt::format(R"(kind: protocol
temperature: 30 degC
steps: [Charge at C/5 until 3.8 V, {{step: Discharge at C/5 until 2.5 V, temperature: {} K, on_infeasible: skip}}]
)",
                                                                    T));
    const Outcome at = vitrion_command({"run", glass_cell, "-p", protocol, "--json", "-q", "-o", folder / "r"});
    REQUIRE(at.code == 0);
    return 36.0 * 1e3 * columns_of(folder / "r/cycles.csv").values.at("Discharging Capacity / mAh/cm^2").at(0);
  };
  CHECK(given(303.15) == Approx(whole).epsilon(2e-3));
  CHECK(given(low) > 0.499 * whole);
  CHECK(given(low - 1.0) < 0.5 * whole);
}

// Charged to 1 V at 100 °C, this cell rests above 1 V when it is hotter: it must be discharged all the same.
TEST_CASE("a full cell that is warmed works", "[apps][compare]") {
  const TemporaryFolder folder;
  const Outcome run =
      vitrion_command({"compare", "cells/proton-moo3-glass", "-e", "cshso4-zn-phosphate-azolate", "--temperature",
                       "100 degC", "-p", "Rest for 1 min", "--samples", "0", "--json", "-o", folder / "c"});
  REQUIRE(run.code == 0);
  CHECK(Json::parse(run.out)["results"][0]["works_between"]["high_is_end_of_search"] == true);
}

TEST_CASE("a cell does not work where the law of its electrolyte ends", "[apps][compare]") {
  const TemporaryFolder folder;
  const Outcome run =
      vitrion_command({"compare", glass_cell, "-e", "peo-litfsi", "-p", "Charge at C/10 until 3.8 V", "--temperature",
                       "60 degC", "--samples", "0", "--range-rate", "C/50", "--json", "-o", folder / "c"});
  INFO(run.err);
  REQUIRE(run.code == 0);
  const Json works = Json::parse(run.out)["results"][0]["works_between"];
  CHECK(works["Low / K"].get<double>() > 173.0);  // T0 of its law
  CHECK(works["Low / K"].get<double>() < 333.15);
  CHECK(works["low_is_end_of_search"] == false);
}

TEST_CASE("any part of a cell can be replaced", "[apps][compare]") {
  const TemporaryFolder folder;
  const std::string thin = folder.write("thin.yaml", "{name: glass, thickness: 20 um, porosity: 1}\n");
  const std::string thick = folder.write("thick.yaml", "{name: glass, thickness: 60 um, porosity: 1}\n");
  const Outcome run = vitrion_command({"compare", glass_cell, "--replace", "separator.0", "--with", thin, thick, "-p",
                                       fast, "--samples", "0", "--json", "-o", folder / "c"});
  INFO(run.err);
  REQUIRE(run.code == 0);
  const Json results = Json::parse(run.out)["results"];
  const auto resistance = [&](std::size_t i) {
    return results[i]["separator"]["Area Resistance / ohm cm^2"]["as_written"].get<double>();
  };
  CHECK(resistance(1) == Approx(3.0 * resistance(0)).epsilon(1e-12));
  CHECK(vitrion_command({"compare", glass_cell, "--replace", "separater", "--with", thin, "-o", folder / "d"}).err ==
        "error: --replace: this cell has no separater\n  name a part of the cell file, as separator.0, positive or "
        "solution\n");
}

// Resistance is thickness over conductivity: 50 um at 0.161 mS/cm and at 1 mS/cm.
TEST_CASE("what is set of an electrolyte holds for each that is put in", "[apps][compare]") {
  const TemporaryFolder folder;
  const Outcome run =
      vitrion_command({"compare", glass_cell, "-e", glass, crystal, "--set", "electrolyte.conductivity=1 mS/cm", "-p",
                       "Rest for 1 min", "--samples", "0", "--range-rate", "none", "--json", "-o", folder / "c"});
  INFO(run.err);
  REQUIRE(run.code == 0);
  const Json json = Json::parse(run.out);
  for (const Json& result : json["results"])
    CHECK(result["separator"]["Area Resistance / ohm cm^2"]["as_written"].get<double>() == Approx(5.0));
}

TEST_CASE("an estimate inside a law is named as what a comparison rests on", "[apps][compare]") {
  const TemporaryFolder folder;
  const Outcome run = vitrion_command({"compare", "cells/proton-moo3-glass", "-e", "zn-phosphate-azolate-glass", "-p",
                                       "Rest for 1 min", "--samples", "0", "--range-rate", "none", "-o", folder / "c"});
  REQUIRE(run.code == 0);
  CHECK_THAT(run.out, Contains("it rests on estimated inputs:"));
  CHECK_THAT(run.out, Contains("electrolyte.conductivity.activation_energy"));
  CHECK_THAT(run.out, Contains("0.3 eV to 0.4 eV"));
}

TEST_CASE("the salt of a conductor of single ions, which cannot change, is left out", "[apps][compare]") {
  const TemporaryFolder folder;
  const auto told = [&](const std::string& electrolyte) {
    return vitrion_command({"compare", glass_cell, "-e", electrolyte, "-p", fast, "--samples", "0", "--range-rate",
                            "none", "-o", folder / "c"})
        .out;
  };
  CHECK_THAT(told("llzo"), !Contains("salt at negative foil"));
  CHECK_THAT(told(glass), Contains("lowest salt at negative foil"));
}

TEST_CASE("a comparison says of each foil what decides, and what of it was calibrated", "[apps][compare]") {
  const TemporaryFolder folder;
  const Outcome run = vitrion_command({"compare", "cells/li-li-symmetric-zif4-glass", "-e", glass, crystal, "-p",
                                       "Charge at 0.1 mA/cm2 for 1 h; Discharge at 0.1 mA/cm2 for 1 h", "--samples",
                                       "0", "-o", folder / "c"});
  REQUIRE(run.code == 0);
  CHECK_THAT(run.out, Contains("dendrites and contact (worst of the run as written):"));
  CHECK_THAT(run.out, Contains("zif-4-crystal-composite, positive foil: the same"));
  CHECK_THAT(run.out, Contains("calibrated on times to short: current_scatter; salt depletion alone: no short, at "
                               "0.097 of the limiting current"));
  CHECK_THAT(run.out, !Contains("tip radius"));
}

TEST_CASE("a sweep beyond what was measured is clamped with a warning", "[apps][compare]") {
  const TemporaryFolder folder;
  for (const std::string option : {"--vary", "--set"}) {
    const std::string value = option == "--vary" ? "5 %:98 %:2" : "5 %";
    const Outcome run = vitrion_command({"compare", "cells/proton-moo3-glass", "-e", "zn-phosphate-glass", option,
                                         "electrolyte.surroundings.relative_humidity=" + value, "-p", "Rest for 1 min",
                                         "--samples", "0", "--range-rate", "none", "-o", folder / "c"});
    CHECK(run.code == 0);
    CHECK_THAT(run.err, Contains("electrolyte.conductivity.measured = 25 to 98 % does not reach the relative humidity "
                                 "of 5 %\n  the value at 25 % is used\n"));
  }
}

TEST_CASE("what cannot be compared is refused in words", "[apps][compare][errors]") {
  const TemporaryFolder folder;
  const auto message = [&](std::initializer_list<std::string> electrolytes) {
    std::vector<std::string> names(electrolytes);
    names.resize(2, crystal);
    const Outcome run =
        vitrion_command({"compare", glass_cell, "-e", names[0], names[1], "--samples", "0", "-o", folder / "c"});
    CHECK(run.code == 2);
    return run.err;
  };
  CHECK_THAT(message({glass, "electrolytes/zif-4-glass-composite"}), Contains("is named twice\n  name each one once"));
  CHECK_THAT(message({"zif-4-glass-compost"}), Contains("zif-4-glass-composite"));
  CHECK_THAT(message({"zif-8-na"}), Contains("zif-8-na conducts Na+, but cells/li-lfp-zif4-glass works with Li+\n"
                                             "  compare electrolytes of the ion of the cell"));
  CHECK_THAT(message({glass_cell}), Contains("this is a file of kind cell\n  compare needs electrolytes"));
  CHECK_THAT(message({folder.write("no-reference.yaml", salt_text + "stability_window: {oxidation: 4 V}\n")}),
             Contains("no-reference.yaml:9:19: electrolyte.stability_window.against is missing"));
  const auto refused = [&](const std::string& cell, const std::string& electrolyte, std::vector<std::string> options) {
    std::vector<std::string> all{"compare", cell, "-e", electrolyte, "--samples", "0", "-o", folder / "c"};
    all.insert(all.end(), options.begin(), options.end());
    const Outcome run = vitrion_command(all);
    CHECK(run.code == 2);
    return run.err;
  };
  const std::string blend = "cshso4-zn-phosphate-azolate", proton = "cells/proton-moo3-glass";
  CHECK(refused(proton, blend, {"--set", "electrolyte.conductivity.fraction=1.5"}) ==
        "error: --set: electrolyte.conductivity.fraction = 1.5 is not plausible\n  plausible is 0 to 1\n");
  CHECK(refused(proton, blend, {"--vary", "electrolyte.conductivity.fraction=0:1.5:4"}) ==
        "error: --vary: electrolyte.conductivity.fraction = 1.5 is not plausible\n  plausible is 0 to 1\n");
  CHECK(refused(glass_cell, glass, {"--vary", "separater.0.thickness=20 um:50 um:2"}) ==
        "error: --vary: there is no 'separater'\n  did you mean separator?\n");
  CHECK(refused(glass_cell, glass, {"--vary", "separator.0.thicknes=20 um:50 um:2"}) ==
        "error: --vary: 'separator.0.thicknes' is not known here\n  did you mean thickness?\n");
  CHECK(refused(glass_cell, glass, {"--thickness", "30"}) ==
        "error: --thickness: separator.0.thickness = 30 has no unit\n  did you mean 30 um?\n");
  CHECK_THAT(refused(glass_cell, glass, {"--in", "negative"}),
             StartsWith("error: --in: 'negative.electrolyte' is not known here\n"));
  CHECK(refused(glass_cell, glass, {"-p", "Hold at 9 V for 1 h"}) ==
        "error: --protocol:1:1: the step holds 9 V, beyond the upper voltage limit of the cell, 3.8 V\n"
        "  hold between 2.5 V and 3.8 V\n");
  CHECK_THAT(refused(glass_cell, "peo-litfsi", {"--temperature", "-110 degC"}),  // T0 is 173 K
             Contains("temperature = -110 degC leaves PEO-LiTFSI, EO/Li = 25 without conductivity\n"));
  CHECK(names_in(folder.path()) == std::vector<std::string>{"no-reference.yaml"});
  folder.write("c", "a file that is in the way");
  CHECK_THAT(refused(glass_cell, glass, {}), Contains("c: cannot be written: "));
  CHECK(text_of(folder / "c") == "a file that is in the way");
}

TEST_CASE("a target that is mistyped is answered with what was meant", "[apps][compare][errors]") {
  CHECK_THAT(vitrion_command({"compare", glass_cell, "-e", glass, "--target", "Discharge Capacitie"}).err,
             Contains("error: --target: 'Discharge Capacitie' is nothing that is known of a cycle\n"
                      "  did you mean Discharge Capacity?\n"));
}
