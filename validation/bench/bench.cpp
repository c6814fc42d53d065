// SPDX-License-Identifier: BSD-3-Clause
// How fast the program is, on one thread: prints tables for people and writes the same numbers as CSV.
//
//     vitrion_bench [diagrams] [solves] [processes] [--csv FOLDER] [--vitrion PROGRAM] [--seconds S]
//
// All three parts unless some are named. S: measured at most, for each point of a diagram.

#include "tasks.hpp"
#include "work_precision.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace vitrion;
using namespace vitrion::bench;

struct Options {
  std::filesystem::path csv, program = VITRION_PROGRAM;
  double seconds = 0.5;
  std::set<std::string> parts;
};

Options read_options(const std::vector<std::string>& words) {
  Options options;
  const std::set<std::string> parts{"diagrams", "solves", "processes"};
  for (auto word = words.begin(); word != words.end(); ++word) {
    if (parts.contains(*word)) {
      options.parts.insert(*word);
      continue;
    }
    if (word + 1 == words.end()) throw std::invalid_argument("neither a part nor an option with a value: " + *word);
    const std::string& value = *(word + 1);
    if (*word == "--csv") {
      options.csv = value;
    } else if (*word == "--vitrion") {
      options.program = value;
    } else if (*word == "--seconds") {
      options.seconds = std::strtod(value.c_str(), nullptr);
    } else {
      throw std::invalid_argument("unknown option " + *word);
    }
    ++word;
  }
  if (options.parts.empty()) options.parts = parts;
  return options;
}

void write(const Options& options, const std::string& name, const std::string& text) {
  if (options.csv.empty()) return;
  std::filesystem::create_directories(options.csv);
  std::ofstream(options.csv / (name + ".csv")) << text;
}

void diagram(const Options& options, const Problem& problem) {
  const std::vector<MeshSize> meshes{{4, 2, 4, 4},   {5, 3, 5, 4},    {6, 3, 6, 5},    {8, 4, 8, 6},    {10, 5, 10, 6},
                                     {10, 5, 10, 9}, {10, 5, 10, 12}, {14, 7, 14, 12}, {20, 10, 20, 12}};
  std::vector<Tolerances> tolerances;
  for (const bool algebraic : {true, false}) {
    for (const double relative : {1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5})
      tolerances.push_back({relative, 1.0, algebraic});
  }
  const auto points = work_precision(problem, meshes, tolerances, {60, 30, 60, 60}, options.seconds);
  std::cout << "\n### Work–precision: " << problem.name << "\n\nPoints that no other beats in time and error:\n\n"
            << markdown(front(points)) << "\nThe default mesh:\n\n";
  std::vector<WorkPrecision> usual;
  for (const WorkPrecision& point : points)
    if (point.mesh.negative == 10 && point.mesh.shells == 12) usual.push_back(point);
  std::cout << markdown(usual) << std::flush;
  write(options, "work-precision-" + slug(problem.name), csv(points));
}

void table(const Options& options, const std::string& name, const std::vector<Task>& tasks) {
  std::cout << "\n### " << name << "\n\n" << markdown(tasks) << std::flush;
  write(options, slug(name), csv(tasks));
}

void run(const Options& options) {
  const std::string data = std::string(VITRION_SOURCE_DIR) + "/validation/data/bpx/";
  const std::string lfp = data + "lfp_18650_cell_BPX.json", nmc = data + "nmc_pouch_cell_BPX.json";
  // First, while this process is small: its memory counts as that of its children until they become other programs.
  if (options.parts.contains("processes")) table(options, "Processes", process_tasks(options.program));
  if (options.parts.contains("diagrams")) {
    diagram(options, {"DUALFOIL 20 A/m2 for 1 h", "cells/dualfoil-graphite-lco", "Discharge at 20 A/m^2 for 1 h"});
    diagram(options, {"LFP BPX 1C to 2 V", lfp, "Discharge at 1C until 2.0 V"});
  }
  if (options.parts.contains("solves")) table(options, "Solves", solve_tasks(lfp, nmc));
}

}  // namespace

int main(int count, char** words) {
  try {
    run(read_options({words + 1, words + count}));
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 2;
  }
}
