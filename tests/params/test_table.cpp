// SPDX-License-Identifier: BSD-3-Clause
#include "params/documents/table.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace vitrion;
using namespace vitrion::units;

namespace {

/// A document and the table at its top; reads need both.
struct Cell {
  explicit Cell(const std::string& text) : document(Document::parse(text, "cell.yaml", Library({}))), top(document) {}

  double length(const char* key = "thickness") const { return si(top.read<Length>(key, {1.0 * um, 2.0 * mm})); }

  Document document;
  Table top;
};

double length_of(const std::string& value) { return Cell("thickness: " + value + "\n").length(); }
double fraction_of(const std::string& value) {
  return si(Cell("porosity: " + value + "\n").top.read<Dimensionless>("porosity", {0.0 * one, 1.0 * one}));
}
double temperature_of(const std::string& value) {
  return si(Cell("temperature: " + value + "\n").top.read<Temperature>("temperature", {200.0 * K, 600.0 * K}));
}

}  // namespace

TEST_CASE("a quantity is read in its unit", "[params][table]") {
  CHECK(length_of("85.2 um") == 85.2e-6);
  CHECK(length_of("{value: 0.5 mm, source: a book}") == 0.5e-3);
  CHECK(fraction_of("0.3") == 0.3);
  CHECK(fraction_of("30 %") == Approx(0.3));
  CHECK(temperature_of("30 degC") == Approx(303.15));
  const Cell cell("film_resistance: 0\n");
  CHECK(si(cell.top.read<AreaResistance>("film_resistance")) == 0.0);  // zero is zero in any unit
}

TEST_CASE("a slip of unit is named, with what was probably meant", "[params][table][errors]") {
  CHECK_THROWS_WITH(length_of("85.2 mm"),
                    "cell.yaml:1:12: thickness = 85.2 mm is not plausible\n  did you mean 85.2 um?");
  CHECK_THROWS_WITH(length_of("85.2"), "cell.yaml:1:12: thickness = 85.2 has no unit\n  did you mean 85.2 um?");
  CHECK_THROWS_WITH(fraction_of("30"), "cell.yaml:1:11: porosity = 30 is not plausible\n  did you mean 30 %?");
  CHECK_THROWS_WITH(temperature_of("30 K"),
                    "cell.yaml:1:14: temperature = 30 K is not plausible\n  did you mean 30 degC?");
  CHECK_THROWS_WITH(
      temperature_of("30 C"),
      "cell.yaml:1:14: temperature = 30 C: a temperature is needed, e.g. 30 degC\n  did you mean 30 degC?");
  CHECK_THROWS_WITH(temperature_of("0"),
                    "cell.yaml:1:14: temperature = 0 has no unit\n"
                    "  a temperature is needed, e.g. 30 degC");
}

TEST_CASE("what is not plausible in any unit is held against the plausible range", "[params][table][errors]") {
  CHECK_THROWS_WITH(length_of("7e9 m"),
                    "cell.yaml:1:12: thickness = 7e9 m is not plausible\n  plausible is 1 um to 2 mm");
  CHECK_THROWS_WITH(length_of("-50 um"), "cell.yaml:1:12: thickness = -50 um is negative\n  plausible is 1 um to 2 mm");
  const Cell cell("area: -1 cm^2\nwidth: 1 km\n");
  CHECK_THROWS_WITH(cell.top.read<Area>("area", {.lo = 0.0 * m2}),
                    "cell.yaml:1:7: area = -1 cm^2 is negative\n  plausible is at least 0 cm^2");
  CHECK_THROWS_WITH(cell.top.read<Length>("width", {.hi = 2.0 * mm}),
                    "cell.yaml:2:8: width = 1 km is not plausible\n  plausible is at most 2 mm");
}

TEST_CASE("a value of another kind is refused, with an example", "[params][table][errors]") {
  CHECK_THROWS_WITH(length_of("5 V"), "cell.yaml:1:12: thickness = 5 V: a length is needed, e.g. 50 um");
  CHECK_THROWS_WITH(length_of("true"), "cell.yaml:1:12: thickness = true: a length is needed, e.g. 50 um");
  CHECK_THROWS_WITH(length_of("thick"), "cell.yaml:1:12: thickness = thick: a length is needed, e.g. 50 um");
  CHECK_THROWS_WITH(length_of("nan"),
                    "cell.yaml:1:12: thickness = nan is not a finite number\n"
                    "  a length is needed, e.g. 50 um");
  CHECK_THROWS_WITH(length_of("inf m"),
                    "cell.yaml:1:12: thickness = inf m is not a finite number\n"
                    "  a length is needed, e.g. 50 um");
  CHECK_THROWS_WITH(length_of(""), "cell.yaml:1:1: thickness is empty: a length is needed, e.g. 50 um");
  CHECK_THROWS_WITH(length_of("\"\""), "cell.yaml:1:12: thickness = : a length is needed, e.g. 50 um");
  CHECK_THROWS_WITH(length_of("[50 um]"), "cell.yaml:1:12: thickness is a list: a length is needed, e.g. 50 um");
  CHECK_THROWS_WITH(length_of("{v: 50 um}"), "cell.yaml:1:12: thickness is a map: a length is needed, e.g. 50 um");
  CHECK_THROWS_WITH(length_of("{source: a guess}"),
                    "cell.yaml:1:12: thickness has no 'value': a length is needed, e.g. 50 um");
  CHECK_THROWS_WITH(length_of("{value: 50 um, sauce: a book}"),
                    "cell.yaml:1:27: 'thickness.sauce' is not known here\n  did you mean source?");
  CHECK_THROWS_WITH(length_of("85.2 umm"),
                    "cell.yaml:1:12: thickness = 85.2 umm: 'umm' is not a known unit\n"
                    "  did you mean 85.2 um?");
  CHECK_THROWS_WITH(length_of("10^-5 m"),
                    "cell.yaml:1:12: thickness = 10^-5 m: a length is needed, e.g. 50 um\n"
                    "  write 1e-5 m");
  CHECK_THROWS_WITH(fraction_of("0.3 um"), "cell.yaml:1:11: porosity = 0.3 um: a number is needed, e.g. 0.5");
  const Cell cell("kappa: 5 ms/cm\nk: 2 V\nE: 17 kJ\n");
  CHECK_THROWS_WITH(cell.top.read<ElectricConductivity>("kappa"),
                    "cell.yaml:1:8: kappa = 5 ms/cm: a conductivity is needed, e.g. 1 mS/cm\n  did you mean 5 mS/cm?");
  CHECK_THROWS_WITH(cell.top.read_si("k", parse_unit("m^2.5 mol^-0.5 s^-1").dimension),
                    "cell.yaml:2:4: k = 2 V: a quantity in m^2.5 s^-1 mol^-0.5 is needed");
  CHECK_THROWS_WITH(
      cell.top.read<MolarEnergy>("E"),
      "cell.yaml:3:4: E = 17 kJ: a molar energy is needed, e.g. 30 kJ/mol or 0.3 eV\n  did you mean 17 kJ/mol?");
}

TEST_CASE("a missing key is asked for, a misspelt one is pointed at", "[params][table][errors]") {
  const Cell cell("name: x\npositive:\n  thicknes: 50 um\n  at_100_percent: 0.5\n");
  CHECK_THROWS_WITH(cell.length(), "cell.yaml:1:1: thickness is missing\n  a length is needed, e.g. thickness: 50 um");
  const Table positive = cell.top.child("positive");
  CHECK_THROWS_WITH(positive.read<Length>("thickness"),
                    "cell.yaml:3:3: 'positive.thicknes' is not known here\n  did you mean thickness?");
  CHECK_THROWS_WITH(positive.read<Dimensionless>("at_0_percent"),
                    "cell.yaml:3:3: positive.at_0_percent is missing\n  a number is needed, e.g. at_0_percent: 0.5");
  CHECK_THROWS_WITH(cell.top.child("negative"),
                    "cell.yaml:1:1: negative is missing\n  a map of keys and values is needed");
}

TEST_CASE("finish() complains about keys that nobody asked for, at any depth", "[params][table][errors]") {
  const Cell cell("name: x\nlayers:\n  - {thickness: 50 um, porousity: 1}\nnote: free text\nsource: a book\n");
  const auto layers = cell.top.children("layers");
  layers[0].read<Length>("thickness");
  CHECK(layers[0].read_or<Dimensionless>("porosity", 1.0 * one) == 1.0 * one);
  CHECK_THROWS_WITH(cell.top.finish(),
                    "cell.yaml:3:24: 'layers.0.porousity' is not known here\n  did you mean porosity?");

  const Cell strange("colour: blue\n");
  CHECK(strange.top.has("thickness") == false);
  CHECK(strange.top.has("area") == false);
  CHECK_THROWS_WITH(strange.top.finish(), "cell.yaml:1:1: 'colour' is not known here\n  known are area, thickness");
  CHECK_NOTHROW(Cell("name: x\nkind: cell\nnote: y\nstatus: measured\n").top.finish());
}

TEST_CASE("a key added on the command line is refused when the reader does not know it", "[params][table][errors]") {
  Cell cell("thickness: 50 um\n");
  cell.document.set("thicknes=60 um");
  CHECK(cell.length() == 50e-6);
  CHECK_THROWS_WITH(cell.top.finish(), "--set: 'thicknes' is not known here\n  did you mean thickness?");
}

TEST_CASE("words, choices and counts are read with their own advice", "[params][table]") {
  const Cell cell(
      "name: glass\nkind: electrode\ntype: porus\ntransport: ionic\nshells: 8.5\nmany: 1e9\nof: {}\nlist: [a, b]\n");
  CHECK(cell.top.read_text("name") == "glass");
  CHECK(cell.top.read_text_or("formula", "-") == "-");
  CHECK(cell.top.read_texts("list") == std::vector<std::string>{"a", "b"});
  CHECK_THROWS_WITH(cell.top.read_choice("type", {"foil", "porous"}),
                    "cell.yaml:3:7: type = porus is not known\n  did you mean porous?");
  CHECK_THROWS_WITH(cell.top.read_choice("transport", {"foil", "porous"}),
                    "cell.yaml:4:12: transport = ionic is not known\n  write one of foil, porous");
  CHECK(cell.top.read_choice_or("shape", {"flat", "round"}, "flat") == "flat");
  CHECK_THROWS_WITH(cell.top.read_choice("shape", {"flat", "round"}),
                    "cell.yaml:1:1: shape is missing\n  write one of flat, round");
  CHECK_THROWS_WITH(cell.top.read_count("shells", 1, 100),
                    "cell.yaml:5:9: shells = 8.5: a whole number from 1 to 100 is needed");
  CHECK_THROWS_WITH(cell.top.read_count("many", 1, 100),
                    "cell.yaml:6:7: many = 1e9: a whole number from 1 to 100 is needed");
  CHECK(cell.top.read_count_or("nodes", 5, 1, 100) == 5);
  CHECK_THROWS_WITH(cell.top.read_text("of"), "cell.yaml:7:5: of is a map: a text is needed");
  CHECK_THROWS_WITH(cell.top.read_texts("name"), "cell.yaml:1:7: name is text: a list of texts is needed, as [a, b]");
  CHECK_THROWS_WITH(cell.top.expect_kind("electrolyte"),
                    "cell.yaml:2:7: kind = electrode: an electrolyte is needed here");
  CHECK_NOTHROW(cell.top.expect_kind("electrode"));
}

TEST_CASE("maps, lists of maps and intervals have their shape checked", "[params][table][errors]") {
  const Cell cell(
      "a: {x: 1}\nb: [1, 2]\nlimits: [2.5 V, 3.8 V]\ndown: [3 V, 2 V]\nthree: [1 V, 2 V, 3 V]\nempty: []\nslip: [2.5 "
      "V, 3.8 m]\n");
  CHECK_THROWS_WITH(cell.top.children("a"),
                    "cell.yaml:1:4: a is a map: a list of maps is needed, each beginning with '-'");
  CHECK_THROWS_WITH(cell.top.children("b"), "cell.yaml:2:5: b.0 is text: a map of keys and values is needed");
  CHECK_THROWS_WITH(cell.top.children("empty"),
                    "cell.yaml:6:8: empty is an empty list\n  at least one map is needed in it");
  CHECK_THROWS_WITH(cell.top.child("b"), "cell.yaml:2:4: b is a list: a map of keys and values is needed");
  CHECK_THROWS_WITH(Cell("electrolyte: electrolytes/llzo\n").top.child("electrolyte"),
                    "cell.yaml:1:14: electrolyte is text: a map of keys and values is needed\n"
                    "  if it names a file, write {include: electrolytes/llzo}");
  const auto limits = cell.top.read_interval<Voltage>("limits");
  CHECK(si(limits.lo) == 2.5);
  CHECK(si(limits.hi) == 3.8);
  CHECK_THROWS_WITH(cell.top.read_interval<Voltage>("down"),
                    "cell.yaml:4:7: down does not go upwards\n  write [low, high]");
  CHECK_THROWS_WITH(cell.top.read_interval<Voltage>("three"),
                    "cell.yaml:5:8: three has 3 values: two are needed, as [low, high]");
  CHECK_THROWS_WITH(cell.top.read_interval<Voltage>("slip"),
                    "cell.yaml:7:15: slip.1 = 3.8 m: a voltage is needed, e.g. 3.8 V");
  CHECK_THROWS_WITH(cell.top.read_interval<Voltage>("a"),
                    "cell.yaml:1:4: a is a map: a list is needed, as [3.8 V, 3.8 V]");
}

TEST_CASE("exactly one of several keys may be given", "[params][table][errors]") {
  const Cell cell("one: {bruggeman: 1.5}\nnone: {x: 1}\ntwo: {bruggeman: 1.5, tortuosity: 2}\n");
  const auto choose = [&](const char* key) {
    return cell.top.child(key).exactly_one_of({"bruggeman", "tortuosity", "transport_efficiency"});
  };
  CHECK(choose("one") == "bruggeman");
  CHECK_THROWS_WITH(choose("none"),
                    "cell.yaml:2:7: none: one of bruggeman, tortuosity, transport_efficiency is missing\n"
                    "  give exactly one of them");
  CHECK_THROWS_WITH(choose("two"),
                    "cell.yaml:3:35: two.bruggeman and two.tortuosity exclude each other\n"
                    "  give exactly one of bruggeman, tortuosity, transport_efficiency");
}

TEST_CASE("the reader's own complaints carry place and path", "[params][table][errors]") {
  const Cell cell("cell:\n  area: 1 cm^2\n");
  const Table table = cell.top.child("cell");
  CHECK(std::string(table.error("area", "is too small", "take a bigger one").what()) ==
        "cell.yaml:2:9: cell.area is too small\n  take a bigger one");
  table.warn("area", "is small");
  REQUIRE(table.warnings().size() == 1);
  CHECK(table.warnings()[0].text() == "cell.yaml:2:9: cell.area is small");
}

TEST_CASE("a value's range must hold it", "[params][table][errors]") {
  const auto value_of = [](const std::string& text) {
    return si(Cell("t: " + text + "\n").top.read<Dimensionless>("t"));
  };
  CHECK(value_of("{value: 0.6, range: [0.3, 0.9], status: estimated}") == 0.6);
  CHECK_THROWS_WITH(value_of("{value: 0.2, range: [0.3, 0.9]}"),
                    "cell.yaml:1:24: t = 0.2 lies outside its own range\n"
                    "  the range says between which values the truth is expected");
  CHECK_THROWS_WITH(value_of("{value: 0.6, range: [0.9, 0.3]}"),
                    "cell.yaml:1:24: t.range runs downwards\n  write [low, high]");
  CHECK_THROWS_WITH(value_of("{value: 0.6, range: 0.3}"),
                    "cell.yaml:1:24: t.range: two values are needed, as [low, high]");
  CHECK_THROWS_WITH(value_of("{value: 0.6, status: mesured}"),
                    "cell.yaml:1:25: 'mesured' is not a status\n  did you mean measured?");
  CHECK_THROWS_WITH(value_of("{value: 0.6, status: certain}"),
                    "cell.yaml:1:25: 'certain' is not a status\n  write measured, derived or estimated");
}

TEST_CASE("every value that was read is known with its source and status", "[params][table][provenance]") {
  Cell cell(
      "source: the book\nstatus: measured\narea: 1 cm^2\n"
      "thickness: {value: 50 um, range: [20 um, 150 um], status: estimated, source: a guess, note: thin}\n"
      "electrolyte: {status: derived, density: 1.5 g/cm^3}\n");
  cell.document.set("area=2 cm^2");
  cell.top.read<Area>("area");
  cell.length();
  cell.top.child("electrolyte").read<Density>("density");
  cell.top.read_or<Dimensionless>("pairs", 1.0 * one);
  const Provenance& provenance = cell.top.provenance();
  REQUIRE(provenance.entries().size() == 4);

  const ProvenanceEntry& area = *provenance.find("area");
  CHECK(area.written == "2 cm^2");
  CHECK(*area.value == Approx(2e-4));
  CHECK(area.status == Status::user);
  CHECK(area.source == "--set");
  const ProvenanceEntry& thickness = *provenance.find("thickness");
  CHECK(thickness.status == Status::estimated);
  CHECK(thickness.source == "a guess");
  CHECK(thickness.note == "thin");
  CHECK(thickness.range->first == 20e-6);
  CHECK(thickness.position.text() == "cell.yaml:4:12");
  const ProvenanceEntry& density = *provenance.find("electrolyte.density");
  CHECK(density.status == Status::derived);
  CHECK(density.source == "the book");
  CHECK(name_of(provenance.find("pairs")->status) == "default");
}
