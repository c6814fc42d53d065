// SPDX-License-Identifier: BSD-3-Clause
#include "params/protocols/protocol.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace vitrion;
using Kind = Control::Kind;
using Quantity = Termination::Quantity;
using Side = Termination::Side;

namespace {

Step read(const std::string& sentence) { return parse_step(sentence, {"test.yaml", 5, 5}); }

std::string message(const std::string& sentence) {
  try {
    read(sentence);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

void check_control(const std::string& sentence, Kind kind, double value, Basis basis = Basis::total) {
  INFO(sentence);
  const Step step = read(sentence);
  CHECK(step.control.kind == kind);
  CHECK(step.control.amount.value == Approx(value).epsilon(1e-12));
  CHECK(step.control.amount.basis == basis);
}

void check_end(const std::string& sentence, std::size_t which, Quantity quantity, Side side, double value,
               Basis basis = Basis::total) {
  INFO(sentence);
  const Step step = read(sentence);
  REQUIRE(step.until.size() > which);
  const Termination& end = step.until[which];
  CHECK(end.quantity == quantity);
  CHECK(end.side == side);
  CHECK(end.amount.value == Approx(value).epsilon(1e-12));
  CHECK(end.amount.basis == basis);
}

}  // namespace

TEST_CASE("currents may be absolute, per area, per mass and C-rates, and discharge is negative", "[params][protocol]") {
  check_control("Charge at 1 A for 1 h", Kind::current, 1.0);
  check_control("Discharge at 20 mA for 1 h", Kind::current, -0.02);
  check_control("Discharge at 20uA for 1 h", Kind::current, -20e-6);
  check_control("charge at 0.1 mA/cm2 until 4.0 V", Kind::current, 1.0, Basis::areal);
  check_control("CHARGE AT 0.1 mA/cm^2 UNTIL 4.0 V", Kind::current, 1.0, Basis::areal);
  check_control("Charge at 2 A/m2 until 4 V", Kind::current, 2.0, Basis::areal);
  check_control("Charge at 20 mA/g until 4 V", Kind::current, 20.0, Basis::specific);
  check_control("Discharge at C/10 until 2.5 V", Kind::current, -0.1, Basis::rate);
  check_control("Discharge at 2C/3 until 2.5 V", Kind::current, -2.0 / 3.0, Basis::rate);
  check_control("Charge at 0.5C until 4 V", Kind::current, 0.5, Basis::rate);
  check_control("Charge at 1 C until 4 V", Kind::current, 1.0, Basis::rate);
}

TEST_CASE("voltages, powers, loads, rests and sweeps are controls", "[params][protocol]") {
  check_control("Hold at 4.2 V until C/50", Kind::voltage, 4.2);
  check_control("Hold at -100 mV for 1 h", Kind::voltage, -0.1);
  check_control("Discharge at 80 W/m2 for 40 min", Kind::power, -80.0, Basis::areal);
  check_control("Discharge at 8 mW/cm2 for 40 min", Kind::power, -80.0, Basis::areal);
  check_control("Charge at 5 W until 4 V", Kind::power, 5.0);
  check_control("Discharge at 10 Ohm until 2 V", Kind::resistance, 10.0);
  check_control("Rest for 1 hour", Kind::rest, 0.0);
  const Step sweep = read("Sweep voltage from 1.0 V to 0.3 V at 10 mV/s");
  CHECK(sweep.control.kind == Kind::voltage_sweep);
  CHECK(sweep.control.from == 1.0);
  CHECK(sweep.control.amount.value == 0.3);
  CHECK(sweep.control.sweep_rate == Approx(0.01));
  CHECK_FALSE(read("Sweep to 0.3 V at 10 mV/s").control.from.has_value());
}

TEST_CASE("a step ends at the first of several ends", "[params][protocol]") {
  const std::string all = "Charge at C/10 for 10 hours or until 4.2 V or 1 mA h/cm^2 or until 80 % SOC";
  check_end(all, 0, Quantity::time, Side::above, 36000.0);
  check_end(all, 1, Quantity::voltage, Side::above, 4.2);
  check_end(all, 2, Quantity::charge, Side::above, 36000.0, Basis::areal);
  check_end(all, 3, Quantity::state_of_charge, Side::above, 0.8);
  check_end("Discharge at 1C until 2.5 V or 150 mAh/g", 0, Quantity::voltage, Side::below, 2.5);
  check_end("Discharge at 1C until 2.5 V or 150 mAh/g", 1, Quantity::charge, Side::above, 540e3, Basis::specific);
  check_end("Discharge at 1C until SOC < 20 %", 0, Quantity::state_of_charge, Side::below, 0.2);
  check_end("Discharge at 1C until state of charge below 20 %", 0, Quantity::state_of_charge, Side::below, 0.2);
  check_end("Hold at 4.0 V until C/50", 0, Quantity::current, Side::below, 0.02, Basis::rate);
  check_end("Hold at 4.0 V until 50 mA or 1 h", 0, Quantity::current, Side::below, 0.05);
  check_end("Hold at 4.0 V until 50 mA or 1 h", 1, Quantity::time, Side::above, 3600.0);
  check_end("Hold at 4.0 V until |I| > 1 A", 0, Quantity::current, Side::above, 1.0);
  check_end("Discharge at 1C until voltage <2.5V", 0, Quantity::voltage, Side::below, 2.5);
  check_end("Discharge at 5 W until current > 3 A", 0, Quantity::current, Side::above, 3.0);
  check_end("Rest for 10 m", 0, Quantity::time, Side::above, 600.0);
  check_end("Rest for 1 day", 0, Quantity::time, Side::above, 86400.0);
}

TEST_CASE("period and temperature of a step may be in the sentence", "[params][protocol]") {
  const Step step = read("Rest for 1 hour (1 minute period) at 40 degC");
  CHECK(step.record_every == 60.0);
  CHECK(step.temperature == Approx(313.15));
  CHECK(read("Rest for 1 h [25 oC]").temperature == Approx(298.15));
  CHECK(read("Rest at 300 K for 1 h").temperature == Approx(300.0));
  CHECK(read("Charge at 1C until 4.2 V (every 10 s)").record_every == 10.0);
  CHECK_FALSE(read("Rest for 1 h").temperature.has_value());
  CHECK(step.where.text() == "test.yaml:5:5");
}

TEST_CASE("the sentences of PyBaMM are understood as they are", "[params][protocol]") {
  for (const char* const sentence :
       {"Discharge at 1C for 0.5 hours", "Discharge at C/20 for 0.5 hours", "Charge at 0.5 C for 45 minutes",
        "Discharge at 1 A for 0.5 hours", "Charge at 200 mA for 45 minutes (1 minute period)",
        "Discharge at 1W for 0.5 hours", "Charge at 200mW for 45 minutes", "Rest for 10 minutes (5 minute period)",
        "Hold at 1V for 20 seconds", "Charge at 1 C until 4.1V", "Hold at 4.1 V until 50mA", "Hold at 3V until C/50",
        "Discharge at C/3 for 2 hours or until 2.5 V", "Discharge at 4 A until < 2.5 V", "Rest for 10 sec",
        "Discharge at 5 Ohm for 1 hr or until 2 V"}) {
    CHECK_NOTHROW(read(sentence));
  }
}

TEST_CASE("a described step is read again as the same step", "[params][protocol]") {
  for (const char* const sentence :
       {"Charge at C/10 for 10 h or until 4.2 V", "Discharge at 0.1 mA/cm^2 until 2.5 V or 1 mA h/cm^2",
        "Hold at 4.2 V until C/50", "Rest for 10 min (1 min period)", "Discharge at 80 W/m^2 for 40 min at 30 degC",
        "Discharge at 1.5C until 20 % SOC", "Discharge at 10 ohm until 2 V", "Charge at 20 mA/g until 4 V",
        "Sweep voltage from 1 V to 0.3 V at 10 mV/s", "Hold at 0 V until current > 1 A", "Rest for 90 s",
        "Charge at 50 mA until 10 mA h", "Discharge at 2 W until 3 A", "Charge at 2 W until 50 mA"}) {
    CHECK(describe(read(sentence)) == sentence);
  }
  CHECK(describe(read("discharge at 0.1C for 600 minutes or until 2500 mV")) ==
        "Discharge at C/10 for 10 h or until 2.5 V");
  CHECK(describe(read("Rest for 1.5 s").until[0]) == "time > 1.5 s");
}

TEST_CASE("a sentence that cannot be meant is refused with its likely meaning", "[params][protocol][errors]") {
  CHECK(message("Charge at 4.2 V until 50 mA") ==
        "test.yaml:5:15: a charge is at a current or a power, and '4.2 V' is a voltage\n"
        "  did you mean \"Hold at 4.2 V until 50 mA\"?");
  CHECK(message("Hold at 1 A for 1 h") ==
        "test.yaml:5:13: a hold keeps a voltage, and '1 A' is a current\n"
        "  did you mean \"Charge at 1 A for 1 h\" or \"Discharge at 1 A for 1 h\"?");
  CHECK(message("Rest until 3 V") ==
        "test.yaml:5:16: a rest ends after a time, and '3 V' is a voltage\n"
        "  did you mean \"Discharge at C/10 until 3 V\", or \"Rest for 1 h\"?");
  CHECK(message("Discharge at -1 A until 2.5 V") ==
        "test.yaml:5:18: the word Discharge already says the direction, and '-1 A' reverses it\n"
        "  did you mean \"Discharge at 1 A until 2.5 V\" or \"Charge at 1 A until 2.5 V\"?");
  CHECK(message("Charge at 10 mC until 4.2 V") ==
        "test.yaml:5:15: '10 mC' is not a rate\n  write 10C for the rate, or 10 mA for a current");
  CHECK(message("Rest for 0 s") == "test.yaml:5:14: a time of 0 s is no time\n  it must be more than zero");
  CHECK(message("Rest until 0 s") == "test.yaml:5:16: a time of 0 s is no time\n  it must be more than zero");
  CHECK(message("Rest for 1e9 h") == "test.yaml:5:14: a time of 1e9 h is not plausible\n  it is more than 300 years");
  CHECK(message("Discharge until 2.5 V") ==
        "test.yaml:5:5: it is not said at what current to discharge\n"
        "  write for example \"Discharge at 1C until 2.5 V\"");
  CHECK(message("Charge at 1C until < 4.2 V") ==
        "test.yaml:5:26: a charge raises the voltage, so it cannot end below 4.2 V\n"
        "  did you mean \"Discharge at 1C until 4.2 V\"?");
  CHECK(message("Discharge at 1C until > 90 % SOC") ==
        "test.yaml:5:29: a discharge lowers the state of charge, so it cannot end above 90 % SOC\n"
        "  did you mean \"Charge at 1C until 90 % SOC\"?");
  CHECK(message("Discharge at 1C") ==
        "test.yaml:5:5: the step has no end\n  add for example \"for 1 h\" or \"until 2.5 V\"");
  CHECK(message("Rest") == "test.yaml:5:5: the step has no end\n  add how long it lasts: \"Rest for 1 h\"");
  CHECK(message("Charge at 1C until 50 mA") ==
        "test.yaml:5:24: the current is constant, so 50 mA cannot end the step\n"
        "  end it at a voltage and add the step \"Hold at 4.2 V until 50 mA\"");
  CHECK(message("Hold at 4.2 V until 3 V") ==
        "test.yaml:5:25: a hold keeps its voltage, so 3 V cannot end it\n  end it by a current or a time");
  CHECK(message("Charge at 0 A for 1 h") == "test.yaml:5:15: '0 A' is a rest\n  did you mean \"Rest for 1 h\"?");
  CHECK(message("Charge at 10 Ohm until 4 V") ==
        "test.yaml:5:15: a resistance cannot charge a cell\n  did you mean \"Discharge at 10 Ohm until 4 V\"?");
  CHECK(message("Charge at 1 until 4 V") == "test.yaml:5:15: '1' has no unit\n  did you mean 1C or 1 A?");
  CHECK(message("Charge at 1C untl 4 V") == "test.yaml:5:18: 'untl' is not expected here\n  did you mean until?");
  CHECK(message("Charge at 1C until 4 V, discharge at 1C until 3 V") ==
        "test.yaml:5:29: 'discharge' is not expected here\n"
        "  write a step of its own, behind a ';' on the command line");
  CHECK(message("Charge at 1C until 4.2") == "test.yaml:5:24: '4.2' has no unit\n  did you mean 4.2 V?");
  CHECK(message("Discharge at 1C until 50 %") ==
        "test.yaml:5:27: '50 %' does not say of what\n  did you mean 50 % SOC?");
  CHECK(message("Hold at 4 V until 50 % SOC") ==
        "test.yaml:5:23: it is not said whether the step ends below or above 50 % SOC\n"
        "  write \"until > 50 % SOC\" or \"until < 50 % SOC\"");
  CHECK(message("Hold at 4 V until -50 mA") ==
        "test.yaml:5:23: '-50 mA' is not an end that can be reached\n  it counts without a sign and is more than zero");
  CHECK(message("Rest at 1 A for 1 h") ==
        "test.yaml:5:13: a rest has no current, and '1 A' is a current\n"
        "  did you mean \"Discharge at 1 A for 1 h\"?");
  CHECK(message("Sweep to 0.3 V at 10 mV") ==
        "test.yaml:5:23: a sweep has a rate in voltage over time, and '10 mV' is a voltage\n"
        "  write for example \"Sweep voltage from 1.0 V to 0.3 V at 10 mV/s\"");
  CHECK(message("Discharge at 1C until SOC < 120 %") ==
        "test.yaml:5:33: '120 % SOC' is not a state of charge\n  it lies between 0 % and 100 %");
  CHECK(message("Charge at 2 mA h until 4 V") ==
        "test.yaml:5:15: a charge is at a current or a power, and '2 mA h' is a charge\n"
        "  write a C-rate as 1C or C/10, a current as 1 A or 0.1 mA/cm2");
  CHECK(message("Discharge at 50 % until 3 V") ==
        "test.yaml:5:18: a discharge is at a current or a power, and '50 %' is a percentage\n"
        "  write for example 1C, 1 A, 0.1 mA/cm2 or 5 W");
  CHECK(message("Hold for 1 h") ==
        "test.yaml:5:5: it is not said what voltage to hold\n  write for example \"Hold at 4.2 V for 1 h\"");
  CHECK(message("Hold") ==
        "test.yaml:5:5: it is not said what voltage to hold\n  write for example \"Hold at 4.2 V until C/50\"");
  CHECK(message("Hold at 3 ohm for 1 h") ==
        "test.yaml:5:13: a hold keeps a voltage, and '3 ohm' is a resistance\n"
        "  write for example \"Hold at 4.2 V until C/50\"");
  CHECK(message("Rest until 1 A") ==
        "test.yaml:5:16: a rest ends after a time, and '1 A' is a current\n  write for example \"Rest for 1 h\"");
  CHECK(message("Charge at 1C until 5 W") ==
        "test.yaml:5:24: a power cannot end a step, and '5 W' is one\n"
        "  a step ends at a voltage, a current, a time, a charge or a state of charge");
  CHECK(message("Charge at 1C until time < 1 h") ==
        "test.yaml:5:31: time and charge grow, so a step cannot end below 1 h\n  write \"until 1 h\"");
  CHECK(message("Rest for 1 h at 30") ==
        "test.yaml:5:21: a rest has no current, and '30' is a number without a unit\n  did you mean 30 degC?");
}

TEST_CASE("a sweep that cannot be meant is refused", "[params][protocol][errors]") {
  const std::string example = "\n  write for example \"Sweep voltage from 1.0 V to 0.3 V at 10 mV/s\"";
  CHECK(message("Sweep voltage from 1 V at 10 mV/s") ==
        "test.yaml:5:5: a sweep needs the voltage at its end" + example);
  CHECK(message("Sweep voltage to 0.3 V") == "test.yaml:5:5: a sweep needs its rate" + example);
  CHECK(message("Sweep from 1 A to 0.3 V at 10 mV/s") ==
        "test.yaml:5:16: a sweep runs between voltages, and '1 A' is a current" + example);
  CHECK(message("Sweep from 1 V to 0.3 V at -10 mV/s") ==
        "test.yaml:5:32: a sweep at '-10 mV/s' goes nowhere\n  the rate is positive; from and to say the direction");
  CHECK(message("Sweep from 1 V to 1 V at 10 mV/s") ==
        "test.yaml:5:23: the sweep begins where it ends\n  write \"Hold at ...\" to stay at a voltage");
  CHECK(message("Sweep from 1 V from 2 V to 0.3 V at 10 mV/s") == "test.yaml:5:20: 'from' stands here twice");
  CHECK(message("Sweep voltage from 1 V to 0.3 V in 8 points") ==
        "test.yaml:5:5: a sweep in points is more than one step\n  write it into a protocol");
}

TEST_CASE("a sentence that cannot be read is refused where it goes wrong", "[params][protocol][errors]") {
  CHECK(message("Chrage at 1C until 4.2 V") == "test.yaml:5:5: 'Chrage' begins no step\n  did you mean Charge?");
  CHECK(message("Run US06 (A)") ==
        "test.yaml:5:5: 'Run' begins no step\n"
        "  a drive cycle is written {drive_cycle: file.csv, column: power, unit: W}");
  CHECK(message("Discharge 1C until 2.5 V") ==
        "test.yaml:5:15: '1C' is not expected here\n  did you mean \"Discharge at 1C until 2.5 V\"?");
  CHECK(message("Charge to 3.8 V quickly") ==
        "test.yaml:5:12: 'to' is not expected here\n  a step reads as \"Discharge at 1C until 2.5 V or 2 h\"");
  CHECK(message("") == "test.yaml:5:5: a step is empty\n  a step begins with Charge, Discharge, Hold, Rest or Sweep");
  CHECK(message("Charge at 1C until") ==
        "test.yaml:5:23: a value is missing\n  write for example 1C, 0.1 mA/cm2, 4.2 V or 1 h");
  CHECK(message("Charge at 1C until 4.2 volt") == "test.yaml:5:24: 'volt' is not a known unit");
  CHECK(message("Rest for 1 h (1 minute period") == "test.yaml:5:18: '(' is never closed");
  CHECK(message("Rest for 5 V") ==
        "test.yaml:5:14: '5 V' is a voltage, not a time\n  write for example 30 s, 10 min or 1 h");
  CHECK(message("Charge at 1C at 2C until 4 V") == "test.yaml:5:21: the step is already at 1C\n  write two steps");
  CHECK(message("Rest for 1 h at 30 K") ==
        "test.yaml:5:21: a temperature of 30 K is not plausible\n  did you mean 30 degC?");
  CHECK(message("Rest for 1 h at -200 degC") ==
        "test.yaml:5:21: a temperature of -200 degC is not plausible\n  it lies between 150 K and 1000 K");
  CHECK(message("Charge at 3 kg until 4 V") ==
        "test.yaml:5:15: '3 kg' means nothing in a protocol\n"
        "  there are currents, voltages, powers, resistances, charges, times and temperatures");
  CHECK(message(std::string(2000, 'x')) == "test.yaml:5:5: a step cannot be this long");
  CHECK(message("Rest for " + std::string(300, '1') + " s") == "test.yaml:5:14: a value cannot be this long");
  CHECK(message("Rest for 1 h with light " + std::string(300, '1')) == "test.yaml:5:23: a value cannot be this long");
}

TEST_CASE("a sentence sets conditions beside the temperature", "[params][protocol]") {
  const auto only = [](const std::string& sentence) {
    const Step step = read(sentence);
    REQUIRE(step.conditions.size() == 1);
    return step.conditions[0].name + " = " + step.conditions[0].text;
  };
  CHECK(only("Discharge at 1 mA/cm2 for 1 h at 60 % RH") == "relative_humidity = 60 %");
  CHECK(only("Discharge at 1 mA/cm2 at RH 60 % for 1 h") == "relative_humidity = 60 %");
  CHECK(only("Rest for 1 h at 0.6 relative humidity") == "relative_humidity = 0.6");
  CHECK(only("Rest for 1 h at light 0.5") == "light = 0.5");
  CHECK(only("Rest in the dark for 1 h") == "light = 0");
  CHECK(only("Rest for 1 h in light") == "light = 1");
  CHECK(only("Rest for 1 h with cathode_pressure = 2 bar") == "cathode_pressure = 2 bar");

  const Step two = read("Hold at 0.6 V for 1 h at 80 degC with relative_humidity 50 % and cathode_pressure 2 bar");
  CHECK(two.temperature == Approx(353.15));
  REQUIRE(two.conditions.size() == 2);
  CHECK(two.conditions[1].value.number == 2.0);
  CHECK(two.conditions[1].value.unit.text == "bar");
  CHECK(read(describe(two)).conditions[1].text == "2 bar");
  CHECK(describe(two) == "Hold at 0.6 V for 1 h at 80 degC with relative_humidity 50 % and cathode_pressure 2 bar");
}

TEST_CASE("conditions that make no sense are refused", "[params][protocol][errors]") {
  CHECK(
      message("Rest for 1 h with") ==
      "test.yaml:5:22: it is not said what the step is done with\n  write for example \"with relative_humidity 60 %\"");
  CHECK(message("Rest for 1 h with light") ==
        "test.yaml:5:23: 'light' is set to nothing\n  write for example relative_humidity 60 %");
  CHECK(message("Rest for 1 h in light in the dark") ==
        "test.yaml:5:27: 'light' is set twice in one step\n  set it once");
  CHECK(message("Discharge at 1C in 2 h") ==
        "test.yaml:5:21: 'in 2 h' is not expected here\n"
        "  a step may be \"in the dark\" or \"in light\"; how long it lasts is said by \"for 1 h\"");
}

TEST_CASE("a sweep may be done in points", "[params][protocol]") {
  const Protocol steady = parse_protocol("Sweep voltage from 1.0 V to 0.3 V in 8 points", "p");
  REQUIRE(steady.steps.blocks.size() == 1);
  REQUIRE(steady.steps.blocks[0].blocks.size() == 8);
  CHECK(describe(*steady.steps.blocks[0].blocks[1].step) == "Hold at 0.9 V until steady");
  const Protocol timed = parse_protocol("Sweep voltage from 1 V to 0.5 V in 2 steps of 10 min at 80 degC", "p");
  CHECK(describe(*timed.steps.blocks[0].blocks[1].step) == "Hold at 0.5 V for 10 min at 80 degC");
  CHECK(describe(read("Hold at 0.6 V until steady")) == "Hold at 0.6 V until steady");
  CHECK(describe(read("Rest for 1 h or until steady")) == "Rest for 1 h or until steady");
}

TEST_CASE("a sweep in points that cannot be meant is refused", "[params][protocol][errors]") {
  const auto refused = [](const std::string& sentence) {
    try {
      parse_protocol(sentence, "p");
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  CHECK(refused("Sweep voltage from 1 V to 0.3 V in 1 points") ==
        "p:1:36: 'in 1 points' does not say in how many points to sweep\n"
        "  write for example \"in 30 points\", each until steady, or \"in 30 points of 10 min\"");
  CHECK(refused("Sweep voltage to 0.3 V in 5 points") ==
        "p:1:1: a sweep in points needs the voltages of its first and its last point\n"
        "  write for example \"Sweep voltage from 1.0 V to 0.3 V in 30 points\"");
  CHECK(refused("Sweep voltage from 1 V to 0.3 V at 1 mV/s in 5 points") ==
        "p:1:36: a sweep in points has no rate, and '1 mV/s' is one\n"
        "  say how long each point is held: \"in 30 points of 10 min\"");
  CHECK(refused("Sweep voltage from 1 V to 0.3 V in 5 points until 1 mA") ==
        "p:1:51: a sweep in points ends at its last point\n  leave other ends out");
  CHECK(refused("Sweep voltage from 1 V to 1 A in 5 points") ==
        "p:1:27: a sweep runs between voltages, and '1 A' is a current");
}
