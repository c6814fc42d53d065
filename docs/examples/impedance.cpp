// SPDX-License-Identifier: BSD-3-Clause
// Impedance of a cell at rest as CSV: impedance [CELL]
#include <cstdio>
#include <vitrion/vitrion.hpp>

using namespace vitrion::api;

int main(int argc, char** argv) try {
  const Cell cell = Cell::load(argc > 1 ? argv[1] : "cells/li-li-symmetric-zif4-glass");
  std::printf("Frequency / Hz,Real / ohm,Imaginary / ohm\n");
  for (const auto& [frequency, Z] : spectrum(cell, 1e-3, 1e5, 41))
    std::printf("%.6g,%.6g,%.6g\n", frequency, Z.real(), Z.imag());
} catch (const InputError& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 2;
}
