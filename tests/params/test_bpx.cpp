// SPDX-License-Identifier: BSD-3-Clause
#include "params/bpx/bpx.hpp"
#include "params/documents/table.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>

using namespace vitrion;
using namespace vitrion::units;

namespace {

const std::string data = std::string(VITRION_SOURCE_DIR) + "/tests/params/data/";
const std::string nmc_file = data + "nmc_pouch_cell_BPX.json";

std::string text_of(const std::string& file) {
  std::ifstream stream(file);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// The NMC example with one piece of its text replaced.
std::string nmc(const std::string& old_text, const std::string& new_text) {
  std::string text = text_of(nmc_file);
  const auto at = text.find(old_text);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old_text.size(), new_text);
}

Document parse(const std::string& text) { return Document::parse(text, "cell.json", Library({})); }

/// The electrolyte, separator and electrodes of a cell of BPX 1.1, as short as it may be.
const std::string particle =
    R"("Minimum stoichiometry": 0.1, "Maximum stoichiometry": 0.9, "Maximum concentration [mol.m-3]": 30000,
       "Particle radius [m]": 5e-6, "Surface area per unit volume [m-1]": 4e5, "Diffusivity [m2.s-1]": "1e-14 * x",
       "OCP [V]": {"x": [1, 0.5, 0], "y": [0.1, 0.2, 0.6]}, "Reaction rate constant [mol.m-2.s-1]": 5e-6)";
const std::string electrode =
    R"("Thickness [m]": 5e-5, "Porosity": 0.3, "Transport efficiency": 0.16, "Conductivity [S.m-1]": 1.0, )";

std::string cell_1_1(const std::string& negative = electrode + particle, const std::string& state = "",
                     const std::string& extra = "", const std::string& header = R"("BPX": "1.1.0", "Model": "DFN")") {
  return "{\"Header\": {" + header + R"(},
"Parameterisation": {
"Cell": {"Electrode area [m2]": 0.01, "Number of electrode pairs connected in parallel to make a cell": 2,
  "Lower voltage cut-off [V]": 2.5, "Upper voltage cut-off [V]": 4.2, "Nominal cell capacity [A.h]": 1.5},
"Electrolyte": {"Cation transference number": 0.3, "Diffusivity [m2.s-1]": 3e-10, "Conductivity [S.m-1]": "x / 1000"},
"Negative electrode": {)" +
         negative + R"(},
"Positive electrode": {)" +
         electrode + particle + R"(},
"Separator": {"Thickness [m]": 2e-5, "Porosity": 1, "Transport efficiency": 1})" +
         extra + "}" + state + "}";
}

double quantity(const Table& table, const char* key, const Dimension& dimension) {
  return table.read_si(key, dimension);
}

}  // namespace

TEST_CASE("a BPX 0.1 file is read as a native cell", "[params][bpx]") {
  const Document document = Document::read(nmc_file);
  const Table cell(document);
  cell.expect_kind("cell");
  CHECK(cell.read_text("chemistry") == "lithium");
  CHECK(quantity(cell, "area", dimension_of<Area>()) == 0.016808);
  CHECK(cell.read_count("pairs_in_parallel", 1, 100) == 34);
  CHECK(quantity(cell, "temperature", dimension_of<Temperature>()) == 298.15);
  CHECK(quantity(cell, "nominal_capacity", dimension_of<Charge>()) == 12.5 * 3600.0);
  CHECK(si(cell.read_interval<Voltage>("voltage_limits").hi) == 4.2);
  CHECK(cell.child("initial").read_si("state_of_charge", {}) == 1.0);

  const Table salt = cell.child("electrolyte");
  CHECK(quantity(salt, "concentration", dimension_of<Concentration>()) == 1000.0);
  CHECK(quantity(salt, "transference_number", {}) == 0.2594);
  const auto c_and_T = {argument("c", 1.0 * mol_per_L), argument("T", 298.15 * K)};
  const Function kappa = salt.read_function<ElectricConductivity>("conductivity", c_and_T);
  CHECK(kappa({1000.0, 298.15}) == Approx(0.1297 - 2.51 + 3.329).epsilon(1e-13));
  CHECK(kappa({1000.0, 310.0}) / kappa({1000.0, 298.15}) ==
        Approx(std::exp(17100.0 / gas_constant * (1.0 / 298.15 - 1.0 / 310.0))).epsilon(1e-13));

  const Table negative = cell.child("negative");
  CHECK(quantity(negative, "thickness", dimension_of<Length>()) == 5.62e-5);
  CHECK(quantity(negative, "transport_efficiency", {}) == 0.128);
  CHECK(quantity(negative, "electronic_conductivity", dimension_of<ElectricConductivity>()) == 0.222);
  const Table graphite = negative.children("materials").at(0);
  CHECK(quantity(graphite, "surface_area", dimension_of<InverseLength>()) == 499522.0);
  CHECK(graphite.child("stoichiometry").read_si("at_0_percent", {}) == 0.005504);
  CHECK(graphite.child("stoichiometry").read_si("at_100_percent", {}) == 0.75668);
  const auto x_and_T = {argument("x", 0.5 * one), argument("T", 298.15 * K)};
  const Function U = graphite.read_function<Voltage>("open_circuit_potential", x_and_T);
  CHECK(U({0.5, 298.15}) > 0.05);
  CHECK(U({0.5, 298.15}) < 0.2);
  const Function k = graphite.read_function<MolarFlux>("rate_constant", {argument("T", 298.15 * K)});
  CHECK(k({298.15}) == Approx(5.199e-6).epsilon(1e-14));
  CHECK(k({308.15}) ==
        Approx(5.199e-6 * std::exp(55000.0 / gas_constant * (1.0 / 298.15 - 1.0 / 308.15))).epsilon(1e-13));
  const Table nmc111 = cell.child("positive").children("materials").at(0);
  CHECK(nmc111.child("stoichiometry").read_si("at_0_percent", {}) ==
        0.96210);  // empty: the positive is full of lithium
  CHECK(nmc111.child("stoichiometry").read_si("at_100_percent", {}) == 0.42424);
  CHECK(cell.children("separator").at(0).read_si("porosity", {}) == 0.47);
}

TEST_CASE("what was read from BPX knows its line there, and cites the file", "[params][bpx][provenance]") {
  const Document document = Document::read(nmc_file);
  const Table cell(document);
  const Table negative = cell.child("negative");
  negative.read<Length>("thickness");
  const ProvenanceEntry& entry = *cell.provenance().find("negative.thickness");
  CHECK(entry.position.text() == nmc_file + ":34:36");
  CHECK_THAT(entry.source, Catch::StartsWith("BPX: NMC111|graphite 12.5 Ah pouch cell."));
  CHECK_THROWS_WITH(negative.read<Length>("thickness", {1.0 * nm, 1.0 * um}),
                    nmc_file + ":34:36: negative.thickness = 5.62e-05 m is not plausible\n  did you mean 5.62e-05 mm?");
}

TEST_CASE("tables of BPX are linear and may be written in any order", "[params][bpx]") {
  const Document document = parse(cell_1_1());
  const Table graphite = Table(document).child("negative").children("materials").at(0);
  const Function U = graphite.read_function<Voltage>("open_circuit_potential", {argument("x", 0.5 * one)});
  CHECK(U({0.25}) == Approx(0.4));
  CHECK(U({0.75}) == Approx(0.15));
  const Function D = graphite.read_function<Diffusivity>("diffusivity", {argument("x", 0.5 * one)});
  CHECK(D({0.5}) == Approx(5e-15));
  const Document lfp = Document::read(data + "lfp_18650_cell_BPX.json");
  const Function dUdT = Table(lfp)
                            .child("positive")
                            .children("materials")
                            .at(0)
                            .read_function<EntropicCoefficient>("entropic_coefficient", {argument("x", 0.5 * one)});
  CHECK(dUdT({0.025}) == Approx(0.5 * (0.0001 + 4.7145e-05)).epsilon(1e-12));
}

TEST_CASE("the State of BPX 1.x says how the cell begins", "[params][bpx]") {
  const Document document = parse(cell_1_1(electrode + particle, R"(, "State": {
    "Initial conditions": {"Initial state-of-charge": 0.5, "Initial temperature [K]": 300,
                           "Initial electrolyte concentration [mol.m-3]": 1200},
    "Thermal environment": {"Ambient temperature [K]": 310, "Heat transfer coefficient [W.m-2.K-1]": 10}})"));
  const Table cell(document);
  CHECK(cell.child("initial").read_si("state_of_charge", {}) == 0.5);
  CHECK(cell.child("electrolyte").read_si("concentration", dimension_of<Concentration>()) == 1200.0);
  CHECK(cell.read_si("temperature", dimension_of<Temperature>()) == 310.0);
  REQUIRE(document.warnings().size() == 1);
  CHECK(document.warnings()[0].text() == "cell.json:13:87: the cell is kept at the ambient temperature of 310 K");
}

TEST_CASE("a blended electrode has several materials", "[params][bpx]") {
  const Document document =
      parse(cell_1_1(electrode + R"("Particle": {"graphite": {)" + particle + R"(}, "silicon": {)" + particle + "}}"));
  const auto materials = Table(document).child("negative").children("materials");
  REQUIRE(materials.size() == 2);
  CHECK(materials[1].read_text("name") == "silicon");
  CHECK(materials[1].read_si("particle_radius", dimension_of<Length>()) == 5e-6);
}

TEST_CASE("degradation of nothing is none, also material by material", "[params][bpx]") {
  const std::string blend =
      electrode + R"("Particle": {"graphite": {)" + particle + R"(}, "silicon": {)" + particle + "}}";
  const auto with_loss = [&](const std::string& loss) {
    return parse(cell_1_1(blend, R"(, "State": {
"Degradation": {"LLI": 0, "LAM: Positive electrode": 0.0, "LAM: Negative electrode": {"graphite": 0, "silicon": )" +
                                     loss + "}}}"));
  };
  CHECK_NOTHROW(with_loss("0.0"));
  CHECK_THROWS_WITH(with_loss("0.2"), Catch::Contains("State > Degradation > LAM: Negative electrode: degradation is "
                                                      "not modelled"));
}

// YAML needs no quotes around a text; the file is the same.
TEST_CASE("BPX may be written as YAML", "[params][bpx]") {
  const std::string text = R"(Header: {BPX: 1.1.0, Title: A cell of mine, Model: DFN}
Parameterisation:
  Cell:
    Electrode area [m2]: 0.01
    Number of electrode pairs connected in parallel to make a cell: 2
    Lower voltage cut-off [V]: 2.5
    Upper voltage cut-off [V]: 4.2
    Nominal cell capacity [A.h]: 1.5
  Electrolyte:
    Cation transference number: 0.3
    Diffusivity [m2.s-1]: 3e-10
    Conductivity [S.m-1]: 1.2 *
      tanh(x / 1000)
  Separator: {"Thickness [m]": 2e-5, Porosity: 1, Transport efficiency: 1}
  Negative electrode: &electrode {)" +
                           electrode + particle + R"(}
  Positive electrode: *electrode
)";
  const auto read = [](const std::string& yaml) { return Document::parse(yaml, "cell.yaml", Library({})); };
  const Document document = read(text);
  const Table cell(document);
  CHECK(cell.read_text("name") == "A cell of mine");
  const Function kappa =
      cell.child("electrolyte").read_function<ElectricConductivity>("conductivity", {argument("c", 1.0 * mol_per_L)});
  CHECK(kappa({500.0}) == Approx(1.2 * std::tanh(0.5)).epsilon(1e-14));
  REQUIRE(document.warnings().size() == 1);
  CHECK_THAT(document.warnings()[0].text(), Catch::Contains("no initial electrolyte concentration is given"));
  std::string wrong = text;
  wrong.replace(wrong.find("3e-10"), 5, "3e-10 * y");
  CHECK_THROWS_WITH(read(wrong), Catch::StartsWith("cell.yaml:11:35: unknown name 'y'"));
}

TEST_CASE("hysteresis is refused until it is modelled", "[params][bpx][errors]") {
  const std::string user_defined = data + "nmc_pouch_cell_BPX_user-defined_hysteresis.json";
  CHECK_THROWS_WITH(Document::read(user_defined),
                    user_defined +
                        ":49:19: User-defined > Negative electrode delithiation OCP [V]: hysteresis of the "
                        "open-circuit potential is not modelled yet\n"
                        "  give the mean curve as 'OCP [V]' of the electrode and remove this field");
  CHECK_THROWS_WITH(parse(cell_1_1(electrode + particle + R"(, "OCP (lithiation) [V]": 0.1)")),
                    "cell.json:8:131: Parameterisation > Negative electrode > OCP (lithiation) [V]: hysteresis of the "
                    "open-circuit potential is not modelled yet\n"
                    "  leave the hysteresis fields out and give the mean curve as 'OCP [V]'");
}

TEST_CASE("a BPX file of a version or model that is not known is refused", "[params][bpx][errors]") {
  const auto with_header = [](const std::string& header) {
    return parse(cell_1_1(electrode + particle, "", "", header));
  };
  CHECK_THROWS_WITH(with_header(R"("BPX": "2.0.0", "Model": "DFN")"),
                    "cell.json:1:20: BPX version 2.0.0 is not known\n  versions 0.x and 1.x are read");
  CHECK_THROWS_WITH(with_header(R"("BPX": "new", "Model": "DFN")"),
                    "cell.json:1:20: Header > BPX = new is not a version\n  write it as \"1.0.0\"");
  CHECK_THROWS_WITH(with_header(R"("BPX": "1.0", "Model": "SPM")"),
                    "cell.json:1:36: Header > Model = SPM lacks what a full cell needs\n"
                    "  a file for the model DFN is needed, with electrolyte, separator and both electrodes");
  CHECK_THROWS_WITH(with_header(R"("BPX": "1.0", "Model": "P2D")"),
                    "cell.json:1:36: Header > Model = P2D is not known\n  write DFN, SPMe, SPM or Partial");
  CHECK_THROWS_WITH(with_header(R"("BPX": "1.0", "Modell": "DFN")"),
                    "cell.json:1:27: Header has no field 'Modell'\n  did you mean Model?");
  const Document spme = with_header(R"("BPX": 1.0, "Model": "SPMe")");
  REQUIRE(spme.warnings().size() == 3);
  CHECK(spme.warnings()[0].text() == "cell.json:1:20: Header > BPX is a number\n  write it as \"1.0\"");
  CHECK(spme.warnings()[1].text() == "cell.json:1:34: Header > Model = SPMe is solved as the full DFN model");
}

TEST_CASE("numbers of BPX must be numbers, of the right sign", "[params][bpx][errors]") {
  CHECK_THROWS_WITH(
      parse(nmc("\"Thickness [m]\": 5.62e-05", "\"Thickness [m]\": -5.62e-05")),
      "cell.json:34:36: Parameterisation > Negative electrode > Thickness [m] = -5.62e-05 is not positive");
  CHECK_THROWS_WITH(parse(nmc("\"Porosity\": 0.253991", "\"Porosity\": 1.2")),
                    "cell.json:40:31: Parameterisation > Negative electrode > Porosity = 1.2 is not between 0 and 1");
  CHECK_THROWS_WITH(parse(nmc("\"Porosity\": 0.253991", "\"Porosity\": true")),
                    "cell.json:40:31: Parameterisation > Negative electrode > Porosity = true: a number is needed");
  CHECK_THROWS_WITH(parse(nmc("\"Porosity\": 0.253991", "\"Porosity\": [1]")),
                    "cell.json:40:31: Parameterisation > Negative electrode > Porosity is a list: a number is needed");
  CHECK_THROWS_WITH(parse(nmc("\"Porosity\": 0.253991", "\"Porosity\": NaN")),
                    Catch::StartsWith("cell.json:40:31: not valid JSON: syntax error"));
  CHECK_THROWS_WITH(
      parse(nmc("\"Minimum stoichiometry\": 0.005504", "\"Minimum stoichiometry\": 0.9")),
      "cell.json:43:44: Parameterisation > Negative electrode: the minimum stoichiometry 0.9 is not below "
      "the maximum 0.75668\n  are they exchanged?");
  const Document quoted = parse(nmc("\"Porosity\": 0.253991", "\"Porosity\": \"0.253991\""));
  REQUIRE(quoted.warnings().size() == 1);
  CHECK(quoted.warnings()[0].text() ==
        "cell.json:40:31: Parameterisation > Negative electrode > Porosity is a number in "
        "quotes\n  write it without them");
}

TEST_CASE("fields of BPX are checked by name", "[params][bpx][errors]") {
  CHECK_THROWS_WITH(parse(nmc("\"Porosity\": 0.253991", "\"Porousity\": 0.253991")),
                    "cell.json:40:19: Parameterisation > Negative electrode has no field 'Porousity'\n"
                    "  did you mean Porosity?");
  CHECK_THROWS_WITH(parse(nmc("\"Porosity\": 0.253991,", "")),
                    "cell.json:32:35: Parameterisation > Negative electrode lacks 'Porosity'\n"
                    "  BPX needs this field for a DFN model");
  CHECK_THROWS_WITH(parse(nmc("\"Porosity\": 0.253991,", "\"Porosity\": 0.253991, \"Colour\": 1,")),
                    "cell.json:40:41: Parameterisation > Negative electrode has no field 'Colour'\n"
                    "  own data belong into Parameterisation > User-defined");
  CHECK_THROWS_WITH(parse(nmc("\"Header\": {", "\"Header\": 1, \"Headers\": {")),
                    "cell.json:2:17: Header is text: an object is needed");
  CHECK_THROWS_WITH(parse(cell_1_1(electrode + R"("Particle": {})")),
                    "cell.json:6:135: Parameterisation > Negative electrode > Particle names no material");
  CHECK_THROWS_WITH(parse(nmc("\"Model\": \"DFN\"", "\"Model\": 5")),
                    "cell.json:6:22: Header > Model: a text in quotes is needed");
  CHECK_THROWS_WITH(parse(cell_1_1(electrode + particle, R"(, "State": {})", "", R"("BPX": "0.4", "Model": "DFN")")),
                    "cell.json:12:91: State: BPX 0.x has no State\n  set Header > BPX to \"1.0.0\"");
  const std::string area = "\"Electrode area [m2]\": 0.01";
  std::string conducting = cell_1_1();
  conducting.replace(conducting.find(area), area.size(), area + ", \"Thermal conductivity [W.m-1.K-1]\": 1");
  CHECK_THROWS_WITH(parse(conducting),
                    "cell.json:3:75: Parameterisation > Cell > Thermal conductivity [W.m-1.K-1]: is not part of BPX "
                    "1.x\n  move it to User-defined");
  const Document diluted = parse(cell_1_1());
  REQUIRE(diluted.warnings().size() == 1);
  CHECK(diluted.warnings()[0].text() ==
        "cell.json:5:16: no initial electrolyte concentration is given: 1 mol/L is taken");
  CHECK_THROWS_WITH(parse(cell_1_1(electrode + particle, "", R"(, "Separators": 1)")),
                    Catch::Contains("Parameterisation has no field 'Separators'"));
  CHECK_THROWS_WITH(
      parse(nmc("\"0.1.0\"", "\"1.0.0\"")),
      "cell.json:10:46: Parameterisation > Cell > Ambient temperature [K]: BPX 1.x has this field in State\n"
      "  move it there");
  CHECK_THROWS_WITH(parse(cell_1_1(electrode + particle, R"(, "State": {"Degradation": {"LLI": 0.1}})")),
                    "cell.json:12:115: State > Degradation > LLI: degradation is not modelled\n"
                    "  leave State > Degradation out");
  CHECK_THROWS_WITH(parse(R"({"Header": {"BPX": "1.0.0", "Model": "DFN"}})"),
                    "cell.json:1:1: the file lacks 'Parameterisation'\n  BPX needs this field for a DFN model");
  CHECK_THROWS_WITH(parse(text_of(nmc_file).substr(0, 4000)),
                    "cell.json:59:9: the JSON text ends in the middle\n  the file seems to be cut off: fetch it again");
}

TEST_CASE("functions and tables of BPX are checked where they stand", "[params][bpx][errors]") {
  CHECK_THROWS_WITH(parse(nmc("\"Diffusivity [m2.s-1]\": 2.728e-14", "\"Diffusivity [m2.s-1]\": \"1e-14 * T\"")),
                    Catch::StartsWith("cell.json:35:52: "));
  CHECK_THROWS_WITH(parse(nmc("\"Diffusivity [m2.s-1]\": 2.728e-14", "\"Diffusivity [m2.s-1]\": \"1e-14 * x^2\"")),
                    Catch::StartsWith("cell.json:35:53: "));
  CHECK_THROWS_WITH(parse(nmc("\"Diffusivity [m2.s-1]\": 2.728e-14", "\"Diffusivity [m2.s-1]\": \"foo(x)\"")),
                    Catch::StartsWith("cell.json:35:44: "));
  const auto table = [](const std::string& text) {
    return parse(nmc("\"Diffusivity [m2.s-1]\": 2.728e-14", "\"Diffusivity [m2.s-1]\": " + text));
  };
  const std::string at = "cell.json:35:43: Parameterisation > Negative electrode > Diffusivity [m2.s-1]";
  CHECK_THROWS_WITH(table(R"({"x": [0, 1], "y": [1e-14]})"),
                    at + ": x has 2 values, y has 1\n  one y is needed for each x");
  CHECK_THROWS_WITH(table(R"({"x": [0, 1]})"), at + " is not a table\n  a table is {\"x\": [...], \"y\": [...]}");
  CHECK_THROWS_WITH(table("[1, 2]"), at + " is a list: a number, a function or a table is needed");
  CHECK_THROWS_WITH(
      table(R"({"x": [0, "a"], "y": [1, 2]})"),
      "cell.json:35:53: Parameterisation > Negative electrode > Diffusivity [m2.s-1]: 'a' is not a number");
  CHECK_THROWS_WITH(table(R"({"x": [0, 1], "y": [1, 2], "z": 1})"),
                    "cell.json:35:70: Parameterisation > Negative electrode > Diffusivity [m2.s-1] has no field 'z'\n"
                    "  a table is {\"x\": [...], \"y\": [...]}");
}

TEST_CASE("user-defined entries are checked and reported as unused", "[params][bpx]") {
  const Document document =
      parse(cell_1_1(electrode + particle, "", R"(, "User-defined": {"Glass": {"description": "a", "T [K]": 565}})"));
  REQUIRE(document.warnings().size() == 2);
  CHECK(document.warnings()[1].text() == "cell.json:12:98: User-defined > Glass is not used");
  CHECK_THROWS_WITH(parse(cell_1_1(electrode + particle, "", R"(, "User-defined": {"a": [1]})")),
                    "cell.json:12:103: User-defined > a: a number, a function, a table, a description or an object is "
                    "needed");
}
