// SPDX-License-Identifier: BSD-3-Clause
#include "params/protocols/protocol.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

using namespace vitrion;

namespace {

Protocol read(const std::string& yaml) {
  const Node root = read_yaml(yaml, "test.yaml");
  return root.is_list() ? read_protocol(root) : read_protocol(Document::parse(yaml, "test.yaml"));
}

std::string message(const std::string& yaml) {
  try {
    read(yaml);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

/// The cycle number of every executed step.
std::vector<int> cycles(const Protocol& protocol) {
  std::vector<int> numbers;
  ProtocolOrder order(protocol);
  while (const auto step = order.next()) numbers.push_back(step->cycle);
  return numbers;
}

const std::string charge = "Charge at 1C until 4 V", discharge = "Discharge at 1C until 3 V", rest = "Rest for 1 h";
std::string list(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences) text += "- " + sentence + "\n";
  return text;
}

}  // namespace

TEST_CASE("a protocol is a list of sentences or a map with steps", "[params][protocol]") {
  CHECK(read(list({charge, rest})).steps.blocks.size() == 2);
  const Protocol protocol = read(R"(
kind: protocol
name: formation
temperature: 30 degC
record_every: 60 s
steps:
  - Charge at C/10 until 3.8 V
  - {charge: 0.5 mA/cm^2, until: [3.8 V, 10 h], temperature: 40 degC, on_infeasible: skip, name: slow}
  - {discharge: 5 W, for: 1 h, until: voltage < 2.5 V or 20 % SOC}
  - {hold: 3.8 V, until: C/50, record_every: 1 s}
  - {rest: 10 min}
  - {step: Rest for 1 h, temperature: 50 degC}
  - {sweep: {from: 1 V, to: 0.3 V, rate: 10 mV/s}}
  - repeat: 3
    name: rate C/5
    steps: [Discharge at C/5 until 2.5 V]
end_when: [capacity < 80 %, time > 1000 h]
)");
  CHECK(protocol.name == "formation");
  CHECK(protocol.temperature == Approx(303.15));
  CHECK(protocol.record_every == 60.0);
  REQUIRE(protocol.steps.blocks.size() == 8);
  const Step& slow = *protocol.steps.blocks[1].step;
  CHECK(describe(slow) == "Charge at 0.5 mA/cm^2 for 10 h or until 3.8 V at 40 degC");
  CHECK(slow.on_infeasible == Infeasible::skip);
  CHECK(slow.name == "slow");
  CHECK(slow.where.text() == "test.yaml:8:5");
  CHECK(describe(*protocol.steps.blocks[2].step) == "Discharge at 5 W for 1 h or until 2.5 V or 20 % SOC");
  CHECK(describe(*protocol.steps.blocks[3].step) == "Hold at 3.8 V until C/50 (1 s period)");
  CHECK(describe(*protocol.steps.blocks[4].step) == "Rest for 10 min");
  CHECK(describe(*protocol.steps.blocks[5].step) == "Rest for 1 h at 50 degC");
  CHECK(describe(*protocol.steps.blocks[6].step) == "Sweep voltage from 1 V to 0.3 V at 10 mV/s");
  CHECK(protocol.steps.blocks[7].times == 3);
  REQUIRE(protocol.end_when.size() == 2);
  CHECK(describe(protocol.end_when[0]) == "capacity < 80 %");
  CHECK(describe(protocol.end_when[1]) == "time > 1000 h");
}

TEST_CASE("sentences on the command line are separated by semicolons", "[params][protocol]") {
  const Protocol protocol =
      parse_protocol("Discharge at 1C until 2.5 V; Rest for 1 h;\nCharge at 1C until 4 V", "--protocol");
  REQUIRE(protocol.steps.blocks.size() == 3);
  CHECK(protocol.steps.blocks[1].step->where.text() == "--protocol:1:30");
  CHECK(protocol.steps.blocks[2].step->where.text() == "--protocol:2:1");
  CHECK_THROWS_WITH(parse_protocol("Rest for 1 h; Rest until 3 V", "--protocol"),
                    "--protocol:1:26: a rest ends after a time, and '3 V' is a voltage\n"
                    "  did you mean \"Discharge at C/10 until 3 V\", or \"Rest for 1 h\"?");
  CHECK_THROWS_WITH(parse_protocol(" ; ", "--protocol"),
                    "--protocol: the protocol has no steps\n"
                    "  write for example \"Discharge at 1C until 2.5 V; Rest for 1 h\"");
}

TEST_CASE("a repeated block that charges and discharges is a cycle each time", "[params][protocol]") {
  const Protocol protocol = read("- " + rest + "\n- repeat: 3\n  name: rate\n  steps: [" + charge + ", " + rest + ", " +
                                 discharge + "]\n- " + rest + "\n- " + charge + "\n");
  CHECK(cycles(protocol) == std::vector<int>{1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4});
  ProtocolOrder order(protocol);
  CHECK(order.next()->cycle_name.empty());
  const auto second = order.next();
  CHECK(second->cycle_name == "rate");
  CHECK(second->number == 2);
  CHECK(order.total() == 12.0);
}

TEST_CASE("without such a block a cycle ends when the first direction returns", "[params][protocol]") {
  CHECK(cycles(read(list({charge, rest, discharge, rest, charge, charge, discharge}))) ==
        std::vector<int>{1, 1, 1, 1, 2, 2, 2});
  CHECK(cycles(read(list({discharge, charge, discharge, charge}))) == std::vector<int>{1, 1, 2, 2});
  CHECK(cycles(read("- repeat: 3\n  steps: [" + discharge + ", " + rest + "]\n- " + charge)) ==
        std::vector<int>{1, 1, 1, 1, 1, 1, 1});
}

TEST_CASE("of nested blocks the innermost that charges and discharges is the cycle", "[params][protocol]") {
  const Protocol protocol = read("- repeat: 2\n  steps:\n    - repeat: 2\n      steps: [" + charge + ", " + discharge +
                                 "]\n    - " + charge + "\n    - " + discharge + "\n");
  CHECK(cycles(protocol) == std::vector<int>{1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6});
}

TEST_CASE("a million repeats cost nothing until they are executed", "[params][protocol]") {
  const Protocol protocol =
      read("- repeat: 1000000\n  steps:\n    - repeat: 1000000\n      steps: [" + charge + ", " + discharge + "]\n");
  ProtocolOrder order(protocol);
  CHECK(order.total() == 2e12);
  for (int i = 0; i < 9; ++i) order.next();
  CHECK(order.next()->cycle == 5);
}

TEST_CASE("amounts are resolved per electrode area of a cell", "[params][protocol]") {
  const CellScale cell{.area = 2e-4, .capacity = 36.0, .active_mass = 0.05};
  const auto resolved = [&](const char* sentence) { return resolve(parse_step(sentence, {"p", 1, 1}), cell); };
  CHECK(resolved("Charge at 1C until 4 V").control.amount == Amount{0.01, Basis::areal});
  CHECK(resolved("Charge at 1 mA until 4 V").control.amount.value == Approx(5.0));
  CHECK(resolved("Discharge at 10 mA/g until 3 V").control.amount.value == Approx(-0.5));
  CHECK(resolved("Discharge at 1 mA/cm2 until 3 V").control.amount.value == Approx(-10.0));
  CHECK(resolved("Discharge at 10 ohm until 3 V").control.amount.value == Approx(2e-3));
  CHECK(resolved("Hold at 4 V until C/50").until[0].amount.value == Approx(2e-4));
  CHECK(resolved("Charge at 1C until 150 mA h/g or 4 V").until[0].amount.value == Approx(540e3 * 0.05));
  CHECK(resolved("Charge at 1C until 150 mA h/g or 4 V").until[1].amount == Amount{4.0, Basis::total});
  CHECK(resolve(parse_end_rule("capacity < 1 mA h", {}), cell).amount.value == Approx(3.6 / 2e-4));
}

TEST_CASE("an amount that a cell cannot resolve is refused", "[params][protocol][errors]") {
  const Step by_mass = parse_step("Charge at 20 mA/g until 4 V", {"p.yaml", 3, 5});
  CHECK_THROWS_WITH(resolve(by_mass, {.area = 1.0, .capacity = 1.0}),
                    "p.yaml:3:5: an amount here refers to the active mass, but no density of the active material is "
                    "given\n  give its density, or write mA/cm^2 or a C-rate");
  const Step by_rate = parse_step("Charge at 1C until 4 V", {"p.yaml", 3, 5});
  CHECK_THROWS_WITH(resolve(by_rate, {.area = 1.0}),
                    "p.yaml:3:5: an amount here is a C-rate, but the cell has no nominal capacity\n"
                    "  give nominal_capacity in the cell file, or write mA/cm^2");
}

TEST_CASE("a drive cycle is read from the file beside its protocol", "[params][protocol]") {
  const auto folder = std::filesystem::temp_directory_path() / ("vitrion-drive-cycle-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "us06.csv") << "time,power\n10,1\n11,-2\n13,0\n";
  std::ofstream(folder / "wrong.csv") << "time,power\n0,1\n2,2\n1,3\n";
  const auto from_file = [&](const std::string& text) {
    std::ofstream(folder / "p.yaml") << text;
    return read_protocol(folder / "p.yaml");
  };
  const Protocol protocol =
      from_file("- {drive_cycle: us06.csv, column: power, unit: mW/cm^2, scale: -0.5, time_unit: min, until: 2.5 V}\n");
  const Step& step = *protocol.steps.blocks[0].step;
  CHECK(step.control.cycle->quantity == DriveCycle::Quantity::power);
  CHECK(step.control.cycle->basis == Basis::areal);
  CHECK(step.control.cycle->time == std::vector<double>{0.0, 60.0, 180.0});
  CHECK(step.control.cycle->value == std::vector<double>{-5.0, 10.0, 0.0});
  CHECK(step.until[0].side == Termination::Side::below);
  CHECK(describe(step) == "Drive cycle us06.csv of 3 min until 2.5 V");
  const Step total = *from_file("- {drive_cycle: us06.csv, unit: W}").steps.blocks[0].step;
  CHECK(resolve(total, {.area = 2.0}).control.cycle->value == std::vector<double>{0.5, -1.0, 0.0});
  CHECK_THROWS_WITH(
      from_file("- {drive_cycle: us07.csv, unit: W}"),
      Catch::Matchers::Contains("p.yaml:1:17: there is no file ") && Catch::Matchers::EndsWith("us07.csv"));
  CHECK_THROWS_WITH(from_file("- {drive_cycle: wrong.csv, unit: W}"),
                    Catch::Matchers::EndsWith("wrong.csv:4: the time 1 comes before 2\n"
                                              "  time must not fall from row to row; where a counter restarts, name "
                                              "another column: \"time: …\""));
  CHECK_THROWS_WITH(from_file("- {drive_cycle: us06.csv, unit: kg}"),
                    Catch::Matchers::EndsWith("p.yaml:1:33: '1 kg' means nothing in a protocol\n  there are currents, "
                                              "voltages, powers, resistances, charges, times and temperatures"));
  // A column may be named with its unit; saying another one is a slip.
  std::ofstream(folder / "measured.csv") << "Time / min,Current / mA,Power (net)\n0,1,1\n2,-3,1\n";
  const Step named = *from_file("- {drive_cycle: measured.csv, column: Current / mA}").steps.blocks[0].step;
  CHECK(named.control.cycle->time == std::vector<double>{0.0, 120.0});
  CHECK(named.control.cycle->value == std::vector<double>{1e-3, -3e-3});
  CHECK_THROWS_WITH(from_file("- {drive_cycle: measured.csv, column: Current / mA, unit: A}"),
                    Catch::Matchers::EndsWith("p.yaml:1:59: the unit of the column 'Current / mA' is not A\n"
                                              "  leave the unit out, or write that of the column"));
  CHECK_THROWS_WITH(from_file("- {drive_cycle: measured.csv, column: Current / mA, unit: mA, time_unit: s}"),
                    Catch::Matchers::EndsWith("the unit of the column 'Time / min' is not what time_unit says\n"
                                              "  leave time_unit out, or write that of the column"));
  CHECK_NOTHROW(from_file("- {drive_cycle: measured.csv, column: Power (net), unit: mW}"));
  std::ofstream(folder / "empty.csv") << "";
  CHECK_THROWS_WITH(from_file("- {drive_cycle: empty.csv, unit: W}"),
                    Catch::Matchers::EndsWith("empty.csv: the file has no data"));
  CHECK_THROWS_WITH(from_file("- {drive_cycle: us06.csv}"),
                    Catch::Matchers::EndsWith("p.yaml:1:3: a drive cycle needs the unit of its values\n"
                                              "  add for example \"unit: W\""));
  std::ofstream(folder / "clockless.csv") << "elapsed,power\n0,1\n1,2\n";
  std::ofstream(folder / "wide.csv") << "time,net,gross\n0,1,1\n1,2,2\n";
  std::ofstream(folder / "short.csv") << "time,power\n0,1\n";
  const auto refused = [&](const std::string& text, const std::string& complaint) {
    CHECK_THROWS_WITH(from_file("- {drive_cycle: " + text + "}"), Catch::Matchers::EndsWith(complaint));
  };
  // Two rows at one time are a jump; held values are steps; a cycler's file is its current, whatever else is in it.
  std::ofstream(folder / "jump.csv") << "time,current\n0,-5\n60,-5\n60,2.5\n120,2.5\n";
  const Step jump = *from_file("- {drive_cycle: jump.csv, unit: A}").steps.blocks[0].step;
  const auto times = [](const Step& read) {
    std::vector<double> rounded;
    for (const double t : read.control.cycle->time) rounded.push_back(std::round(1e6 * t) * 1e-6);
    return rounded;
  };
  CHECK(times(jump) == std::vector<double>{0.0, 60.0, 60.0, 120.0});
  CHECK(jump.control.cycle->time[1] < jump.control.cycle->time[2]);
  const Step held = *from_file("- {drive_cycle: us06.csv, unit: W, between: hold}").steps.blocks[0].step;
  CHECK(times(held) == std::vector<double>{0.0, 1.0, 1.0, 3.0, 3.0});
  CHECK(held.control.cycle->value == std::vector<double>{1.0, 1.0, -2.0, -2.0, 0.0});
  std::ofstream(folder / "neware.csv") << "DataPoint,Step Type,Time,Total Time,Current(mA),Voltage(V)\n"
                                          "1,CC DChg,00:00:00,00:01:00,-5,3.6\n2,CC DChg,00:00:30,00:01:30,-7,3.5\n";
  const Step cycler = *from_file("- {drive_cycle: neware.csv}").steps.blocks[0].step;
  CHECK(cycler.control.cycle->time == std::vector<double>{0.0, 30.0});
  CHECK(cycler.control.cycle->value == std::vector<double>{-5e-3, -7e-3});
  const Step driven = *from_file("- {drive_cycle: neware.csv, unit: V}").steps.blocks[0].step;
  CHECK(driven.control.cycle->value == std::vector<double>{3.6, 3.5});
  refused(
      "us06.csv, unit: W, between: steps",
      "p.yaml:1:45: 'steps' is no way between two rows\n  write line, or hold for values that stay until the next row");
  refused("clockless.csv, unit: W", "clockless.csv is called time\n  name it: \"time: elapsed\"");
  refused("wide.csv, unit: W", "wide.csv has 3 columns, and none is chosen\n  name one: \"column: power\"");
  refused("short.csv, unit: W", "short.csv has one row only\n  a course has two or more");
  refused("us06.csv, unit: s",
          "p.yaml:1:33: 's' is not a unit of current, voltage or power\n  write for example \"unit: W\"");
  refused("us06.csv, unit: W, scale: 0",
          "p.yaml:1:43: '0' cannot scale a drive cycle\n"
          "  write a number, -1 for a file in which a discharge is positive");
  std::filesystem::remove_all(folder);
}

TEST_CASE("a protocol that cannot be read is refused where it goes wrong", "[params][protocol][errors]") {
  CHECK(message("- {chrage: 1C, until: 4 V}") ==
        "test.yaml:1:4: unknown key 'chrage' in a protocol\n  did you mean charge?");
  CHECK(message("- {charge: 1C, untill: 4 V}") ==
        "test.yaml:1:16: unknown key 'untill' in a protocol\n  did you mean until?");
  CHECK(message("- {charge: 4.2 V, until: 50 mA}") ==
        "test.yaml:1:12: a charge is at a current or a power, and '4.2 V' is a voltage\n"
        "  did you mean \"Hold at 4.2 V until 50 mA\"?");
  CHECK(message("- repeat: 0\n  steps: [Rest for 1 h]") ==
        "test.yaml:1:11: '0' is not how often to repeat\n  write a whole number from 1 to 10000000");
  CHECK(message("- repeat: 2") ==
        "test.yaml:1:3: it is not said what to repeat\n  add \"steps:\" with a list of steps");
  CHECK(message("kind: protocol") == "test.yaml:1:1: the protocol has no steps\n  add \"steps:\" with a list");
  CHECK(message("kind: cell\nsteps: [Rest for 1 h]") == "test.yaml:1:7: this is a file of kind 'cell', not a protocol");
  CHECK(message("steps: []") == "test.yaml:1:8: the list of steps is empty");
  CHECK(message("- [Rest for 1 h]") == "test.yaml:1:3: a step is a sentence or a map, not a list");
  CHECK(message("- 'Rest until 3 V'") ==
        "test.yaml:1:15: a rest ends after a time, and '3 V' is a voltage\n"
        "  did you mean \"Discharge at C/10 until 3 V\", or \"Rest for 1 h\"?");
  CHECK(message("- {rest: 1 h, on_infeasible: ignore}") ==
        "test.yaml:1:30: 'ignore' is not an answer to an infeasible step\n  write error, skip or stop");
  CHECK(message("- {rest: [1 h]}") == "test.yaml:1:10: a quantity is expected here, not a list");
  CHECK(message("- {rest: 1 h, conditions: light}") ==
        "test.yaml:1:27: conditions are a map\n  write for example conditions: {relative_humidity: 60 %, light: 0}");
  CHECK(message("- {rest: 1 h, temperature: 1 h}") ==
        "test.yaml:1:28: '1 h' is a time, not a temperature\n  write for example 30 degC");
  CHECK(message("- {sweep: 1 V}") ==
        "test.yaml:1:11: a sweep is a map here\n"
        "  write {sweep: {from: 1 V, to: 0.3 V, rate: 10 mV/s}}, or points: 30 in place of the rate");
  CHECK(message("- {sweep: {from: 1 V, to: 0.3 V, points: 2.5}}") ==
        "test.yaml:1:42: '2.5' is not a number of points\n  write a whole number from 2 to 10000");
  CHECK(message("- {sweep: {from: 1 V, to: 0.3 V, rate: 1 mV/s, hold_each_for: 1 min}}") ==
        "test.yaml:1:63: a sweep at a rate holds nothing\n"
        "  say in how many points it is done, e.g. points: 30");
  CHECK(message("steps: Rest for 1 h") == "test.yaml:1:8: a list of steps is expected here, not text");
  CHECK(message("- {}") == "test.yaml:1:3: the step is empty");
  std::string deep = "Rest for 1 h";
  for (int i = 0; i < 25; ++i) deep = "{repeat: 1, steps: [" + deep + "]}";
  CHECK_THAT(message("- " + deep), Catch::Matchers::EndsWith(": blocks are nested too deeply"));
  const std::string advice =
      "\n  write for example \"capacity < 80 %\", \"capacity < 80 % of nominal\", \"cycles > 100\", \"time > 100 h\" "
      "or "
      "\"voltage < 2 V\"";
  const auto rule = [&](const std::string& text) { return message("steps: [Rest for 1 h]\nend_when: " + text); };
  CHECK(rule("capacity 80 %") == "test.yaml:2:11: 'capacity 80 %' compares nothing" + advice);
  CHECK(rule("resistance > 3 ohm") == "test.yaml:2:11: 'resistance > 3 ohm' cannot end a test" + advice);
  CHECK(rule("cycles < 100") == "test.yaml:2:11: 'cycles < 100' would end the test at once" + advice);
  CHECK(rule("capacity < 80 % of nominal") == "accepted");
}

TEST_CASE("every protocol of the library can be read", "[params][protocol]") {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(VITRION_SOURCE_DIR "/params/library/protocols")) {
    if (entry.path().extension() != ".yaml") continue;
    INFO(entry.path());
    const Protocol protocol = read_protocol(entry.path());
    CHECK_FALSE(protocol.name.empty());
    ProtocolOrder order(protocol);
    while (const auto step = order.next()) CHECK_FALSE(describe(*step->step).empty());
    ++count;
  }
  CHECK(count >= 6);
}
