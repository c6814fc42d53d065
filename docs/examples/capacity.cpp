// SPDX-License-Identifier: BSD-3-Clause
// Charges and discharges a cell and prints what it gave: capacity [CELL [PROTOCOL]]
#include <cstdio>
#include <vitrion/vitrion.hpp>

using namespace vitrion::api;

int main(int argc, char** argv) try {
  const Cell cell = Cell::load(argc > 1 ? argv[1] : "cells/li-lfp-zif4-glass");
  const Protocol protocol =
      Protocol::load(argc > 2 ? argv[2] : "Charge at C/10 until 3.8 V; Rest for 10 min; Discharge at 1C until 2.5 V");
  const Recording recording = run(cell, protocol);
  for (const Step& step : recording.steps)
    std::printf("%-30s %9.4f mAh  %s\n", step.description.c_str(), 1e3 * step.charge, step.reason.c_str());
  std::printf("%s; lowest voltage %.3f V\n", recording.reason.c_str(), recording["Voltage"].back());
} catch (const InputError& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 2;
}
