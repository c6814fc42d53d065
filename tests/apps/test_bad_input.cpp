// SPDX-License-Identifier: BSD-3-Clause
// What people get wrong in files, and the whole answer that they get: where, what, and what would be right. Nothing is
// written.
#include "tests/apps/command.hpp"

#include <catch2/catch.hpp>

using namespace vitrion::testing;
using Catch::Matchers::Contains;

namespace {

/// What `vitrion run` says of a cell file that changes the LFP cell of the library in its second line, without the
/// path.
std::string answer_to(const std::string& change) {
  const TemporaryFolder folder;
  const std::string file = folder.write("cell.yaml", "include: cells/li-lfp-zif4-glass\n" + change + "\n");
  const Outcome run = vitrion_command({"run", file, "-o", folder / "results"});
  CHECK(run.code == 2);
  CHECK(run.out.empty());
  CHECK(names_in(folder.path()) == std::vector<std::string>{"cell.yaml"});
  const std::string begin = "error: " + file;
  return run.err.starts_with(begin) ? run.err.substr(begin.size()) : run.err;
}

/// The same of a file with this text.
std::string answer_to_file(const std::string& name, const std::string& text) {
  const TemporaryFolder folder;
  const std::string file = folder.write(name, text);
  const Outcome run = vitrion_command({"run", file, "-o", folder / "results"});
  CHECK(run.code == 2);
  CHECK(names_in(folder.path()) == std::vector<std::string>{name});
  const std::string begin = "error: " + file;
  return run.err.starts_with(begin) ? run.err.substr(begin.size()) : run.err;
}

std::string answer_to_protocol(const std::string& protocol, int code) {
  const TemporaryFolder folder;
  const Outcome run =
      vitrion_command({"run", "cells/li-lfp-zif4-glass", "-q", "-p", protocol, "-o", folder / "results"});
  CHECK(run.code == code);
  return run.err;
}

}  // namespace

TEST_CASE("a value that cannot be meant is answered with what would be right", "[apps][errors]") {
  CHECK(answer_to("positive: {thickness: 85.2 mm}") ==
        ":2:23: positive.thickness = 85.2 mm is not plausible\n  did you mean 85.2 um?\n");
  CHECK(answer_to("separator: [{name: electrolyte, thickness: 85.2 mm}]") ==
        ":2:44: separator.0.thickness = 85.2 mm is not plausible\n  did you mean 85.2 um?\n");
  CHECK(answer_to("positive: {thickness: 3 V}") == ":2:23: positive.thickness = 3 V: a length is needed, e.g. 50 um\n");
  CHECK(answer_to("positive: {thickness: nan um}") ==
        ":2:23: positive.thickness = nan um is not a finite number\n  a length is needed, e.g. 50 um\n");
  CHECK(answer_to("positive: {thickness: -30 um}") ==
        ":2:23: positive.thickness = -30 um is negative\n  plausible is 5 nm to 2 mm\n");
  const std::string too_full = answer_to("positive: {porosity: 0.9}");
  CHECK_THAT(too_full, Catch::Matchers::EndsWith(
                           "positive.materials.0.volume_fraction makes the active material and the pores fill 1.3 of "
                           "the electrode\n  volume fraction and porosity must not exceed 1 together\n"));
}

TEST_CASE("a file that is broken is answered with where and how", "[apps][errors]") {
  CHECK(answer_to_file("cell.yaml", "kind: cell\nkind: cell\n") ==
        ":2:1: 'kind' is given twice\n  it is also in line 1: keep one of them\n");
  CHECK_THAT(answer_to_file("cell.yaml", "include: cell.yaml\n"),
             Catch::Matchers::StartsWith(":1:10: files include each other in a circle\n  ") &&
                 Catch::Matchers::EndsWith("/cell.yaml\n"));
  CHECK(answer_to_file("cell.json", "") == ": the file is empty\n  a JSON object is needed\n");
  const std::string bpx = text_of(VITRION_SOURCE_DIR "/tests/params/data/nmc_pouch_cell_BPX.json");
  CHECK(answer_to_file("cell.json", bpx.substr(0, 4000)) ==
        ":59:9: the JSON text ends in the middle\n  the file seems to be cut off: fetch it again\n");
}

TEST_CASE("a command that lacks something says what", "[apps][errors]") {
  const TemporaryFolder folder;
  const auto answer = [](const std::vector<std::string>& arguments) {
    const Outcome outcome = vitrion_command(arguments);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    return outcome.err;
  };
  CHECK(answer({"show"}) == "error: which file?\n  vitrion show --list lists the library\n");
  CHECK_THAT(answer({"check", "materials/lfp", "-p", "Rest for 1 h"}),
             Catch::Matchers::StartsWith("error: --protocol goes with a cell, and ") &&
                 Catch::Matchers::EndsWith("lfp.yaml is none\n  leave it out, or check the protocol alone\n"));
  CHECK_THAT(answer({"schema", "nonsense"}), Catch::Matchers::StartsWith("error: there is no schema of 'nonsense'\n"
                                                                         "  there are: cell, common, electrode, "));
  CHECK_THAT(answer({"validate", "nonsense", "--cases", VITRION_SOURCE_DIR "/validation"}),
             Catch::Matchers::Contains("there is no case 'nonsense'") &&
                 Catch::Matchers::Contains("\n  there are: dualfoil-20Am2, dualfoil-24Am2, "));
  CHECK(answer({"validate", "--cases", folder.path().string()}) ==
        "error: " + folder.path().string() + " holds no cases\n  a case is a folder in it with a case.yaml\n");
}

TEST_CASE("a comparison that cannot be meant is answered with what can", "[apps][compare][errors]") {
  const auto answer = [](const std::string& cell, const std::vector<std::string>& more) {
    std::vector<std::string> arguments{"compare", cell, "-e", "zif-4-glass-composite"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Outcome outcome = vitrion_command(arguments);
    CHECK(outcome.code == 2);
    return outcome.err;
  };
  const std::string glass = "cells/li-lfp-zif4-glass";
  CHECK(answer(glass, {"--in", "middle"}) ==
        "error: --in: 'middle' is no region of a cell\n  shared, negative, positive, a layer as separator.0, or all\n");
  CHECK(answer(glass, {"--replace", "positive", "--in", "all"}) ==
        "error: --replace: goes without --in\n  it says itself where the files go\n");
  CHECK(answer("cells/li-s-mil-88b-glass", {"--thickness", "30 um"}) ==
        "error: --thickness: the separator of this cell has 2 layers\n"
        "  say which one, as --set separator.0.thickness=\"30 um\"\n");
  CHECK_THAT(answer("cells/li-s-zhang", {}),
             Catch::Matchers::EndsWith("li-s-zhang.yaml:4:1: this cell has no electrolyte that could be replaced\n"
                                       "  say where it goes, as --in separator.0\n"));
}

TEST_CASE("a nominal capacity that the electrodes cannot hold is told", "[apps][errors]") {
  const TemporaryFolder folder;
  const std::string file = folder.write("cell.yaml", "include: cells/li-lfp-zif4-glass\nnominal_capacity: 670 mA h\n");
  const Outcome slip = vitrion_command({"check", file});
  CHECK(slip.code == 0);
  CHECK_THAT(slip.err,
             Catch::Matchers::StartsWith("warning: " + file +
                                         ":2:19: nominal_capacity is 670 mA h/cm^2, 999 times what the positive "
                                         "electrode holds (0.6709 mA h/cm^2)\n"
                                         "  a C-rate refers to it: check it and the area\n"));
  CHECK_THAT(vitrion_command({"check", "cells/li-lfp-zif4-glass", "--set", "area=1 m^2"}).err,
             Catch::Matchers::Contains("nominal_capacity is 6.7e-05 mA h/cm^2, 9.99e-05 times what the positive"));
}

TEST_CASE("a cell without a known chemistry is answered with those there are", "[apps][errors]") {
  const TemporaryFolder folder;
  const std::string yaml = folder.write("a.yaml", "name: x\n");
  CHECK(vitrion_command({"run", yaml}).err ==
        "error: " + yaml +
            ":1:1: chemistry is missing\n"
            "  it is one of fuel_cell, lithium, lithium_sulfur, lithium_sulfur_0d, proton_battery, sodium, zinc\n");
  const std::string slip = folder.write("b.yaml", "chemistry: lithum\n");
  CHECK(vitrion_command({"run", slip}).err ==
        "error: " + slip + ":1:12: chemistry = lithum is not a chemistry of this program\n  did you mean lithium?\n");
}

TEST_CASE("a step that ends beyond the voltage limits of the cell runs there with a warning", "[apps][errors]") {
  const TemporaryFolder folder;
  const Outcome run = vitrion_command(
      {"run", "cells/li-lfp-zif4-glass", "-o", folder / "r", "-p",
       "Charge at 1C for 10 min; Discharge at 1C until 2.4 V; Charge at 1C for 1 min; Discharge at 1C until 2.4 V"});
  CHECK(run.code == 0);
  CHECK_THAT(run.err,
             Catch::Matchers::StartsWith(
                 "warning: --protocol:1:26: the step ends at 2.4 V only, beyond the lower voltage limit of the "
                 "cell, 2.5 V\n  write 'until 2.5 V' if that is not meant\nLi | ZIF-4"));
  CHECK_THAT(run.err, Catch::Matchers::Contains("ended because the voltage fell to 2.4 V"));
}

TEST_CASE("a value of the command line is complained about under the name of its option", "[apps][errors]") {
  const auto answer = [](const std::string& T) {
    return vitrion_command({"check", "cells/li-lfp-zif4-glass", "--temperature", T}).err;
  };
  CHECK(answer("25") == "error: --temperature: temperature = 25 has no unit\n  did you mean 25 degC?\n");
  CHECK(answer("25 C") ==
        "error: --temperature: temperature = 25 C: a temperature is needed, e.g. 30 degC\n  did you mean 25 degC?\n");
  CHECK(answer("-300 degC") ==
        "error: --temperature: temperature = -300 degC is below absolute zero\n"
        "  plausible is -123.15 degC to 426.85 degC\n");
}

TEST_CASE("a protocol that cannot be meant or begun is answered with its likely meaning", "[apps][errors]") {
  CHECK(answer_to_protocol("Charge at 4.2 V", 2) ==
        "error: --protocol:1:11: a charge is at a current or a power, and '4.2 V' is a voltage\n"
        "  did you mean \"Hold at 4.2 V\"?\n");
  CHECK(answer_to_protocol("Rest until 3 V", 2) ==
        "error: --protocol:1:12: a rest ends after a time, and '3 V' is a voltage\n"
        "  did you mean \"Discharge at C/10 until 3 V\", or \"Rest for 1 h\"?\n");
  CHECK(answer_to_protocol("Charge at 1C until 2.0 V", 4) ==
        "Li | ZIF-4 glass composite | LFP\n"
        "  step 1 (Charge at 1C until 2 V) cannot begin: the voltage rose to 2 V at once: V = 2.7663 V, "
        "I = 0.67 mA/cm^2\n");
  CHECK(answer_to_protocol("Discharge at 200C until 2.5 V", 4) ==
        "Li | ZIF-4 glass composite | LFP\n"
        "  step 1 (Discharge at 200C until 2.5 V) cannot begin: the voltage fell to 2.5 V at once: "
        "V = -2.6010 V, I = -134 mA/cm^2\n");
}

TEST_CASE("names are printed without what a terminal would obey", "[apps][errors]") {
  const TemporaryFolder folder;
  const std::string file = folder.write("a\033[31m\r\u009b\xff\u202e.yaml",
                                        "include: cells/li-lfp-zif4-glass\nname: \"b\\e]0;owned\\a\\x9b\"\n");
  for (const auto& arguments : {std::vector<std::string>{"check", file},
                                {"show", file},
                                {"run", file, "-p", "x\033[2J"},
                                {"run", file + "\033[2J"},
                                {"\033[2J"},
                                {"run", file, "-p", "Rest for 1 s", "-o", folder / "r"}}) {
    const Outcome said = vitrion_command(arguments);
    for (const std::string& text : {said.out, said.err})
      for (const char* bad : {"\033", "\r", "\a", "\u009b", "\xff", "\u202e"}) CHECK_THAT(text, !Contains(bad));
  }
  CHECK_THAT(vitrion_command({"check", file}).err,
             Contains("b\\u001b]0;owned\\u0007\\u009b") && Contains("a\\u001b[31m\\u000d\\u009b\\xff\\u202e.yaml"));
}

TEST_CASE("a material is checked by itself, whatever its path", "[apps]") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "a \"b\" \\c\t#{}");
  const std::string file = folder.write("a \"b\" \\c\t#{}/lfp.yaml", "include: materials/lfp\n");
  const Outcome check = vitrion_command({"check", file});
  CHECK(check.err.substr(0, 6) != "error:");
  CHECK(check.code == 0);
  CHECK_THAT(check.err, Contains("material is good"));
}

TEST_CASE("a text of 63 MB in a cell file is refused before it is parsed", "[apps][errors]") {
  const TemporaryFolder folder;
  const std::string file =
      folder.write("cell.yaml", "include: cells/li-lfp-zif4-glass\nname: \"" + std::string(63'000'000, 'a') + "\"\n");
  CHECK(vitrion_command({"check", file}).err == "error: " + file +
                                                    ": is larger than 8 MB, which YAML is too slow for\n"
                                                    "  put long tables into CSV files, which a value can name\n");
}
