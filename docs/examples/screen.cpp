// SPDX-License-Identifier: BSD-3-Clause
// A thousand conductivities and thicknesses of a separator on all cores: screen [CELL]
#include <atomic>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>
#include <vitrion/vitrion.hpp>

using namespace vitrion::api;

int main(int argc, char** argv) try {
  const Cell cell = Cell::load(argc > 1 ? argv[1] : "cells/li-lfp-zif4-glass");
  const Protocol protocol = Protocol::load("Charge at C/5 until 3.8 V; Discharge at 1C until 2.5 V");
  std::vector<double> capacity(1000);  // A h
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < capacity.size(); i = next++) {
      const std::string thickness = std::to_string(20 + 4 * (i % 25)) + " um";
      const std::string conductivity = std::to_string(0.05 * static_cast<double>(1 + i / 25)) + " mS/cm";
      capacity[i] =
          run(cell.with({"separator.0.thickness=" + thickness, "electrolyte.conductivity=" + conductivity}), protocol)
              .cycles.back()
              .charge_out;
    }
  };
  std::vector<std::jthread> threads(std::thread::hardware_concurrency());
  for (std::jthread& thread : threads) thread = std::jthread(work);
  threads.clear();  // waits
  for (std::size_t i = 0; i < capacity.size(); i += 111) std::printf("%4zu %.4f mAh\n", i, 1e3 * capacity[i]);
} catch (const InputError& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 2;
}
