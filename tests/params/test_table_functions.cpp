// SPDX-License-Identifier: BSD-3-Clause
#include "params/documents/table.hpp"
#include "params/functions/temperature_laws.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

using namespace vitrion;
using namespace vitrion::units;

namespace {

const auto of_c_and_T = {argument("c", 1.0 * mol_per_L), argument("T", 298.15 * K)};

struct Electrolyte {
  explicit Electrolyte(const std::string& conductivity)
      : document(Document::parse("conductivity: " + conductivity + "\n", "salt.yaml", Library({}))), top(document) {}

  Function conductivity() const {
    Function f = top.read_function<ElectricConductivity>("conductivity", of_c_and_T, {1e-8 * S_per_m, 100.0 * S_per_m});
    top.finish();
    return f;
  }

  Document document;
  Table top;
};

Function conductivity(const std::string& text) { return Electrolyte(text).conductivity(); }

Function potential(const std::string& text) {
  const Document document = Document::parse("U: " + text + "\n", "lfp.yaml", Library({}));
  return Table(document).read_function<Voltage>("U", {argument("x", 0.5 * one)});
}

double central_difference(const Function& f, double c, double T) {
  const double h = 1e-3;
  return (f({c, T + h}) - f({c, T - h})) / (2.0 * h);
}

}  // namespace

TEST_CASE("a quantity is a constant property", "[params][function]") {
  CHECK(conductivity("1 mS/cm")({1000.0, 300.0}) == Approx(0.1));
  CHECK(conductivity("{value: 1 mS/cm, status: estimated, range: [0.5 mS/cm, 2 mS/cm]}")({1.0, 1.0}) == Approx(0.1));
}

TEST_CASE("an expression takes its arguments in the units it names", "[params][function]") {
  const Function f = conductivity("{expression: 0.0911 + 1.9101*c - 1.052*c**2 + 0.1554*c**3, c: mol/L, unit: S/m}");
  CHECK(f({1000.0, 300.0}) == Approx(0.0911 + 1.9101 - 1.052 + 0.1554).epsilon(1e-14));
  CHECK(f.derivative(0, {1000.0, 300.0}) == Approx((1.9101 - 2.0 * 1.052 + 3.0 * 0.1554) / 1000.0).epsilon(1e-13));
  CHECK(conductivity("{expression: a*T/300, let: {a: 2}, T: K, unit: mS/cm}")({1.0, 300.0}) == Approx(0.2));
  CHECK(potential("{expression: 3.4 - x, unit: V}")({0.25}) == Approx(3.15));
}

TEST_CASE("a table is interpolated in the units it names", "[params][function]") {
  const Function f = conductivity("{table: {T: [0, 50], value: [1, 3]}, T: degC, unit: mS/cm, interpolation: linear}");
  // What heat activates is a straight line in its logarithm over 1/T, unless the file says that the axes are plain.
  const double share = (1.0 / 273.15 - 1.0 / 298.15) / (1.0 / 273.15 - 1.0 / 323.15);
  CHECK(f({1000.0, 298.15}) == Approx(0.1 * std::pow(3.0, share)));
  const Function plain =
      conductivity("{table: {T: [0, 50], value: [1, 3]}, T: degC, unit: mS/cm, interpolation: linear, axes: plain}");
  CHECK(plain({1000.0, 298.15}) == Approx(0.2));
  CHECK(potential("{table: {x: [0, 0.5, 1], value: [4, 3.5, 3]}, unit: V}")({0.75}) == Approx(3.25));
}

TEST_CASE("a table may stand in a CSV file beside the file that names it", "[params][function]") {
  const auto folder = std::filesystem::temp_directory_path() / ("vitrion-table-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "ocp.csv") << "x,value\n0,4\n1,3\n";
  std::ofstream(folder / "other.csv") << "x,voltage\n0,4\n1,3\n";
  std::ofstream(folder / "wide.csv") << "x,rising,falling\n0,4,4\n1,3,3\n";
  const auto read = [&](const std::string& text) {
    const Document document = Document::parse("U: " + text + "\n", (folder / "lfp.yaml").string(), Library({}));
    return Table(document).read_function<Voltage>("U", {argument("x", 0.5 * one)});
  };
  const std::string lfp = (folder / "lfp.yaml").string();
  CHECK(read("{table: ocp.csv, unit: V}")({0.25}) == Approx(3.75));
  CHECK(read("{table: other.csv, unit: V}")({0.25}) == Approx(3.75));  // the only other column
  CHECK_THROWS_WITH(read("{table: wide.csv, unit: V}"),
                    lfp +
                        ":1:12: U.table = wide.csv has the columns x, rising, falling\n"
                        "  a table needs the columns x and value");
  CHECK_THROWS_WITH(read("{table: none.csv, unit: V}"), Catch::StartsWith(lfp + ":1:12: there is no file "));
  std::filesystem::remove_all(folder);
}

TEST_CASE("a table says how it is ordered and what holds outside of it", "[params][function]") {
  const Function f = potential("{table: {x: [0.5, 0, 1], value: [2, 1, 4]}, unit: V, order: sort, outside: clamp}");
  CHECK(f({0.5}) == Approx(2.0));
  CHECK(f({1.5}) == 4.0);
  CHECK(std::isnan(potential("{table: {x: [0, 1], value: [1, 2]}, unit: V, outside: nan}")({1.5})));
}

TEST_CASE("any property may carry an activation energy", "[params][function]") {
  const Function f = conductivity(
      "{expression: 2*c, c: mol/L, unit: S/m, activation_energy: 17.1 kJ/mol, reference_temperature: 25 degC}");
  CHECK(f({1000.0, 298.15}) == Approx(2.0).epsilon(1e-14));
  CHECK(f({1000.0, 310.0}) ==
        Approx(2.0 * std::exp(17100.0 / gas_constant * (1.0 / 298.15 - 1.0 / 310.0))).epsilon(1e-13));
  CHECK(f.derivative(1, {1000.0, 310.0}) == Approx(central_difference(f, 1000.0, 310.0)).epsilon(1e-7));
  CHECK(conductivity("{value: 1 S/m, activation_energy: 0.2 eV, reference_temperature: 300 K}")({1.0, 300.0}) ==
        Approx(1.0));
}

TEST_CASE("Arrhenius' law is given by two points, a prefactor, or one value", "[params][function]") {
  // physics: 0.161 mS/cm at 30 degC and 5.96e-3 mS/cm at -56.6 degC are E = 0.215 eV and a prefactor of 0.61 S/cm
  const Function points =
      conductivity("{law: arrhenius, points: [[30 degC, 0.161 mS/cm], [-56.6 degC, 5.96e-3 mS/cm]]}");
  CHECK(points({1.0, 303.15}) == Approx(0.0161).epsilon(1e-12));
  CHECK(points({1.0, 216.55}) == Approx(5.96e-4).epsilon(1e-12));
  const double barrier = std::log(0.0161 / 5.96e-4) / (1.0 / 216.55 - 1.0 / 303.15);
  CHECK(barrier * boltzmann / elementary_charge == Approx(0.215).margin(5e-4));
  const Function prefactor = conductivity("{law: arrhenius, prefactor: 0.61 S/cm, activation_energy: 0.215 eV}");
  CHECK(prefactor({1.0, 303.15}) ==
        Approx(61.0 * std::exp(-0.215 * elementary_charge / boltzmann / 303.15)).epsilon(1e-12));
  const Function value = conductivity("{law: arrhenius, value: 0.161 mS/cm, at: 30 degC, activation_energy: 0.215 eV}");
  CHECK(value({1.0, 303.15}) == Approx(0.0161).epsilon(1e-14));
  CHECK(value.derivative(1, {1.0, 280.0}) == Approx(central_difference(value, 1.0, 280.0)).epsilon(1e-7));
}

TEST_CASE("arrhenius-T is Arrhenius' law of conductivity times temperature", "[params][function]") {
  const Function f = conductivity("{law: arrhenius-T, prefactor: 1e5 S K/m, activation_energy: 0.3 eV}");
  CHECK(f({1.0, 300.0}) == Approx(1e5 / 300.0 * std::exp(-0.3 * elementary_charge / boltzmann / 300.0)).epsilon(1e-12));
  const Function value = conductivity("{law: arrhenius-T, value: 2 S/m, at: 300 K, activation_energy: 0.3 eV}");
  CHECK(value({1.0, 300.0}) == Approx(2.0).epsilon(1e-14));
  CHECK(value.derivative(1, {1.0, 320.0}) == Approx(central_difference(value, 1.0, 320.0)).epsilon(1e-7));
  const Function points = conductivity("{law: arrhenius-T, points: [[300 K, 1 S/m], [400 K, 5 S/m]]}");
  CHECK(points({1.0, 400.0}) == Approx(5.0).epsilon(1e-12));
}

TEST_CASE("the VTF law of PEO-LiTFSI gives the conductivities it was fitted to", "[params][function]") {
  // EO/Li 25: log10 of S/cm is -3.48 at 50 and -2.70 at 110 degC, fitted within 0.001 decades (published-data)
  const Function f =
      conductivity("{law: vtf, prefactor: 4.36 S K^0.5/cm, pseudo_activation_energy: 0.0853 eV, T0: 173 K}");
  CHECK(std::log10(f({1.0, 323.15}) / 100.0) == Approx(-3.48).margin(0.01));
  CHECK(std::log10(f({1.0, 383.15}) / 100.0) == Approx(-2.70).margin(0.01));
  CHECK(std::isnan(f({1.0, 173.0})));
  CHECK(f.derivative(1, {1.0, 350.0}) == Approx(central_difference(f, 1.0, 350.0)).epsilon(1e-7));
}

TEST_CASE("a thermal law is evaluated alike for one temperature and for many", "[params][function]") {
  const Function f = thermal_law({.value = 2.0, .barrier = 1000.0, .reference = 300.0, .power = -1.0}, 1);
  const std::vector<double> T = {290.0, 300.0, 310.0};
  std::vector<double> values(3), slope(3), none(3, 1.0);
  std::array<double*, 2> wanted{none.data(), slope.data()};
  f.evaluate(std::vector<Argument>{0.0, std::span<const double>(T)}, values, wanted);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(values[i] == f({0.0, T[i]}));
    CHECK(slope[i] == f.derivative(1, {0.0, T[i]}));
    CHECK(none[i] == 0.0);
  }
  f.evaluate(std::vector<Argument>{0.0, 310.0}, values, wanted);
  CHECK(values == std::vector<double>(3, f({0.0, 310.0})));
  CHECK(slope == std::vector<double>(3, f.derivative(1, {0.0, 310.0})));
}

TEST_CASE("laws of other rooms can be added by name", "[params][function]") {
  const LawBook book = {
      {"constant-of-two", [](const Table& law, const Dimension& result, std::span<const ArgumentSpec>) {
         return Function(2.0 * law.read_si("half", result));
       }}};
  const Electrolyte salt("{law: constant-of-two, half: 1 S/m}");
  CHECK(salt.top.read_function<ElectricConductivity>("conductivity", of_c_and_T, {}, book)({1.0, 1.0}) == 2.0);
}

TEST_CASE("a property remembers where it holds and what it rests on", "[params][function][provenance]") {
  const Electrolyte salt(
      "{expression: 2*c, c: mol/L, unit: S/m, valid: {c: [0.1 mol/L, 3 mol/L], T: [0 degC, 50 degC]}, "
      "status: estimated, range: [1 S/m, 4 S/m], source: a book}");
  salt.conductivity();
  REQUIRE(salt.top.provenance().entries().size() == 1);
  const ProvenanceEntry& entry = salt.top.provenance().entries()[0];
  CHECK(entry.status == Status::estimated);
  CHECK(entry.source == "a book");
  CHECK(entry.range->second == 4.0);
  REQUIRE(entry.valid.size() == 2);
  CHECK(entry.valid[0].argument == "c");
  CHECK(entry.valid[0].hi == Approx(3000.0));
  CHECK(entry.valid[1].lo == Approx(273.15));
  CHECK((*entry.function)({500.0, 300.0}) == Approx(1.0));
}

TEST_CASE("a table over T and the points of a law say themselves where they hold", "[params][function][provenance]") {
  const auto valid = [](const std::string& text) {
    const Electrolyte salt(text);
    salt.conductivity();
    return salt.top.provenance().entries()[0].valid;
  };
  const std::string measured = "table: {T: [60, 20, -20], value: [12, 4, 0.8]}, T: degC, unit: mS/cm";
  for (const auto& [text, lo] :
       {std::pair{"{" + measured + "}", 253.15},
        {"{" + measured + ", valid: {T: [-30 degC, 60 degC]}}", 243.15},
        {std::string("{law: arrhenius, points: [[60 degC, 3 S/m], [0 degC, 1 S/m]]}"), 273.15}}) {
    INFO(text);
    const auto ranges = valid(text);
    REQUIRE(ranges.size() == 1);
    CHECK(ranges[0].argument == "T");
    CHECK(ranges[0].lo == Approx(lo));
    CHECK(ranges[0].hi == Approx(333.15));
  }
  CHECK(valid("{" + measured + ", outside: extend}").empty());
  CHECK(valid("{table: {c: [0, 1], value: [1, 3]}, c: mol/L, unit: mS/cm}").empty());
}

TEST_CASE("inside a property, a number with a status or range of its own is remembered singly",
          "[params][function][provenance]") {
  const Electrolyte salt(
      "{law: arrhenius, value: {value: 1 mS/cm, source: a paper, status: measured}, at: 300 K, activation_energy: "
      "{value: 0.3 eV, range: [0.2 eV, 0.5 eV]}, status: estimated, source: a guess}");
  salt.conductivity();
  const Provenance& provenance = salt.top.provenance();
  REQUIRE(provenance.entries().size() == 3);
  const ProvenanceEntry& sigma = *provenance.find("conductivity.value");
  CHECK(sigma.status == Status::measured);
  CHECK(sigma.source == "a paper");
  CHECK(*sigma.value == Approx(0.1));
  const ProvenanceEntry& energy = *provenance.find("conductivity.activation_energy");
  CHECK(energy.status == Status::estimated);  // as the property around it
  CHECK(energy.source == "a guess");
  CHECK(energy.written == "0.3 eV");
  CHECK(energy.range->first == Approx(0.2 * 96485.33212));
  CHECK(provenance.find("conductivity")->function);

  const Electrolyte constant(
      "{expression: a*c, let: {a: {value: 2, range: [1, 3], status: estimated}}, c: mol/L, unit: S/m}");
  constant.conductivity();
  CHECK(constant.top.provenance().find("conductivity.let.a")->range->second == 3.0);
  CHECK_THROWS_WITH(
      conductivity("{law: arrhenius, value: 1 mS/cm, at: 300 K, activation_energy: {value: 0.3 eV, range: "
                   "[0.4 eV, 0.5 eV]}}"),
      Catch::Contains("conductivity.activation_energy = 0.3 eV lies outside its own range"));
}

TEST_CASE("a property that cannot be understood is refused", "[params][function][errors]") {
  CHECK_THROWS_WITH(conductivity("{expression: 2*c, unit: S/m}"),
                    "salt.yaml:1:15: conductivity: the unit of c is missing\n  add c: mol/L");
  CHECK_THROWS_WITH(conductivity("{expression: 2*c, c: mol/L}"),
                    "salt.yaml:1:15: conductivity: the unit of the result is missing\n  add unit: mS/cm");
  CHECK_THROWS_WITH(conductivity("{expression: 2*c, c: V, unit: S/m}"),
                    "salt.yaml:1:36: conductivity.c = V: a unit of a concentration is needed\n  e.g. mol/L");
  CHECK_THROWS_WITH(conductivity("{expression: 2*c, c: mol/l, unit: mS/cn}"),
                    "salt.yaml:1:49: 'cn' in 'mS/cn' is not a known unit\n  did you mean mS/cm?");
  CHECK_THROWS_WITH(conductivity("{expression: 2, let: {c: 2}, unit: S/m}"),
                    "salt.yaml:1:40: conductivity.let.c has the name of an argument\n"
                    "  choose another name for the constant");
  CHECK_THROWS_WITH(conductivity("{expression: 2*c, c: mol/L, unit: S/m, vaild: {c: [0, 1]}}"),
                    "salt.yaml:1:54: 'conductivity.vaild' is not known here\n  did you mean valid?");
  CHECK_THROWS_WITH(conductivity("{unit: S/m}"),
                    "salt.yaml:1:15: conductivity: one of value, expression, table, law is missing\n"
                    "  give exactly one of them");
  CHECK_THROWS_WITH(conductivity("{law: arhenius, prefactor: 1 S/m}"),
                    "salt.yaml:1:21: conductivity.law = arhenius is not known\n  did you mean arrhenius?");
  CHECK_THROWS_WITH(conductivity("{law: VFT}"),
                    "salt.yaml:1:21: conductivity.law = VFT is not known\n  did you mean vtf?");
  CHECK_THROWS_WITH(conductivity("{law: ohm}"),
                    "salt.yaml:1:21: conductivity.law = ohm is not known\n"
                    "  known laws are arrhenius, arrhenius-T, vtf");
  CHECK_THROWS_WITH(conductivity("{law: arrhenius, points: [[30 degC, 1 S/m]]}"),
                    "salt.yaml:1:40: conductivity.points has too few points\n"
                    "  two are needed, as [[30 degC, 1 mS/cm], [60 degC, 3 mS/cm]]");
  CHECK_THROWS_WITH(
      conductivity("{law: arrhenius, points: [[30 degC, 1 S/m], [30 degC, 2 S/m]]}"),
      "salt.yaml:1:40: conductivity.points lie at one temperature\n  points at two temperatures are needed");
  CHECK_THROWS_WITH(conductivity("{law: arrhenius, points: [[30 degC, 1 S/m], [40 degC, -2 S/m]]}"),
                    "salt.yaml:1:40: conductivity.points has a value that is not positive\n"
                    "  the law gives positive values only");
  CHECK_THROWS_WITH(conductivity("{law: arrhenius, points: [[30 degC, 1 S/m], 3]}"),
                    "salt.yaml:1:59: conductivity.points.1: pairs are needed, as [[30 degC, 1 mS/cm], ...]");
  CHECK_THROWS_WITH(
      conductivity("{law: arrhenius, points: [[3000 degC, 1 S/m], [40 degC, 2 S/m]]}"),
      "salt.yaml:1:40: conductivity.points has the temperature 3000 degC\n  plausible is -223.15 degC to 1726.85 degC");
  CHECK_THROWS_WITH(potential("{law: arrhenius, prefactor: 1 V, activation_energy: 1 eV}"),
                    "lfp.yaml:1:4: U does not depend on temperature\n"
                    "  leave out the activation energy, or write an expression or a table");
  CHECK_THROWS_WITH(conductivity("{table: {T: [0, 50], value: [1, 3]}, T: degC, unit: mS/cm, interpolation: cubic}"),
                    "salt.yaml:1:89: conductivity.interpolation = cubic is not known\n  write one of monotone, linear");
  CHECK_THROWS_WITH(conductivity("{table: {x: [0, 50], value: [1, 3]}, unit: mS/cm}"),
                    "salt.yaml:1:23: conductivity.table has no argument\n  a table needs the columns c or T and value");
  CHECK_THROWS_WITH(
      conductivity("{table: {c: [0, 1], T: [0, 50], value: [1, 3]}, unit: mS/cm}"),
      "salt.yaml:1:23: conductivity.table has several arguments\n  a table of one argument and value is needed");
  CHECK_THROWS_WITH(conductivity("[1 S/m]"),
                    "salt.yaml:1:15: conductivity is a list: a conductivity is needed, e.g. 1 mS/cm");
  CHECK_THROWS_WITH(conductivity("{law: vtf, expression: 2*c}"),
                    "salt.yaml:1:38: conductivity.law and conductivity.expression exclude each other\n"
                    "  give exactly one of law, expression, table");
  CHECK_THROWS_WITH(conductivity("{value: 1 S/m, activation_energy: 0.2 eV}"),
                    "salt.yaml:1:15: conductivity.reference_temperature is missing\n"
                    "  a temperature is needed, e.g. reference_temperature: 30 degC");
  CHECK_THROWS_WITH(
      conductivity("{value: 1 S/m, activation_energy: 0.2 eV, reference_temperature: 25 K}"),
      "salt.yaml:1:80: conductivity.reference_temperature = 25 K is not plausible\n  did you mean 25 degC?");
  CHECK_THROWS_WITH(
      conductivity("{value: 1 S/m, activation_energy: 20 kJ, reference_temperature: 25 degC}"),
      "salt.yaml:1:49: conductivity.activation_energy = 20 kJ: a molar energy is needed, e.g. 30 kJ/mol or "
      "0.3 eV\n  did you mean 20 kJ/mol?");
  const Electrolyte empty("1 S/m");
  CHECK_THROWS_WITH(empty.top.read_function<Diffusivity>("diffusivity", of_c_and_T),
                    "salt.yaml:1:1: diffusivity is missing\n"
                    "  a diffusivity is needed, or a function of c, T, e.g. diffusivity: 1e-10 m^2/s");
}

TEST_CASE("a property is tried at typical arguments", "[params][function][errors]") {
  CHECK_THROWS_WITH(conductivity("1 kS/cm"),
                    "salt.yaml:1:15: conductivity = 1 kS/cm is not plausible\n  did you mean 1 mS/cm?");
  CHECK_THROWS_WITH(conductivity("{expression: 0.95*c, c: mol/m^3, unit: S/m}"),
                    "salt.yaml:1:15: conductivity = 950 S/m at c = 1 mol/L is not plausible\n"
                    "  plausible is 0.0001 uS/cm to 1000 mS/cm: check its units");
  CHECK_THROWS_WITH(conductivity("{expression: log(c - 2) + 0*T, c: mol/L, T: K, unit: S/m}"),
                    Catch::StartsWith("salt.yaml:1:15: conductivity is not a number at c = 1 mol/L"));
}

TEST_CASE("a scale multiplies a property in any of its forms", "[params][function]") {
  const std::vector<std::string> forms = {
      "{value: 1 S/m, activation_energy: 0.2 eV, reference_temperature: 25 degC",
      "{expression: 0.9*c*exp(-c), c: mol/L, unit: S/m",
      "{table: {T: [0, 50], value: [1, 3]}, T: degC, unit: mS/cm",
      "{law: arrhenius, value: 0.161 mS/cm, at: 30 degC, activation_energy: 0.215 eV",
  };
  for (const std::string& form : forms) {
    const Function plain = conductivity(form + "}"), scaled = conductivity(form + ", scale: 1.5}");
    CHECK(scaled({800.0, 310.0}) == Approx(1.5 * plain({800.0, 310.0})).epsilon(1e-15));
    CHECK(scaled.derivative(1, {800.0, 310.0}) == Approx(1.5 * plain.derivative(1, {800.0, 310.0})).epsilon(1e-15));
  }
  CHECK_THROWS_WITH(conductivity(forms[1] + ", scale: -1}"),
                    "salt.yaml:1:71: conductivity.scale = -1 is negative\n  plausible is 1e-09 to 1e+09");
}
