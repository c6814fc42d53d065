// SPDX-License-Identifier: BSD-3-Clause
#include "tests/apps/command.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace vitrion::testing;
using Catch::Matchers::Contains;

namespace {
constexpr const char* glass = "cells/li-lfp-zif4-glass";
}

TEST_CASE("a state of rest that a cell cannot have is refused in the name of --at", "[apps][eis][errors]") {
  const auto refused = [](const std::string& at) {
    const Outcome run = vitrion_command({"eis", "cells/li-lfp-zif4-glass", "--at", at});
    CHECK(run.code == 2);
    return run.err;
  };
  CHECK(refused("-5 %") == "error: --at: initial.state_of_charge = -0.05 is negative\n  plausible is 0 to 1\n");
  CHECK(refused("9 V") ==
        "error: --at: an initial voltage of 9 V is out of this cell's reach\n"
        "  its open-circuit voltage goes from 2.721 V at 0 % to 3.519 V at 100 %\n");
}

TEST_CASE("a spectrum is written as the Battery Data Format has it", "[apps][eis]") {
  const TemporaryFolder folder;
  const Outcome eis =
      vitrion_command({"eis", glass, "--at", "50 %", "--frequencies", "10 mHz:1 kHz:6", "--json", "-o", folder / "r"});
  CHECK(eis.code == 0);
  auto columns = columns_of(folder / "r/impedance.bdf.csv");
  const std::vector<double> f = columns["Frequency / Hz"], real = columns["Real Impedance / ohm"],
                            imaginary = columns["Imaginary Impedance / ohm"];
  REQUIRE(f.size() == 6);
  CHECK(f.front() == Approx(1000.0));  // highest first
  CHECK(f.back() == Approx(0.01));
  CHECK(real.back() > real.front());
  for (const double value : imaginary) CHECK(value < 0.0);  // capacitive
  const auto json = nlohmann::json::parse(eis.out);
  CHECK(json["points"].size() == 6);
  CHECK(json["points"][5]["real_ohm_m2"].get<double>() == Approx(real.back() * json["area_m2"].get<double>()));
}

TEST_CASE("what is no state and no frequency is said to be none", "[apps][eis][errors]") {
  CHECK(vitrion_command({"eis", glass, "--at", "3.4 mA"}).err ==
        "error: --at: '3.4 mA' is a current\n  write a state of charge or a voltage\n");
  CHECK(vitrion_command({"eis", glass, "--frequencies", "1 Hz"}).err ==
        "error: --frequencies: '1 Hz' is not a range of frequencies\n"
        "  write lowest:highest:number, e.g. 1 mHz:100 kHz:81\n");
  const Outcome out_of_reach = vitrion_command({"eis", glass, "--at", "9 V"});
  CHECK(out_of_reach.code == 2);
  CHECK_THAT(out_of_reach.err, Contains("an initial voltage of 9 V is out of this cell's reach"));
}
