// SPDX-License-Identifier: BSD-3-Clause
#include "tasks.hpp"

#include "process.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <numbers>
#include <stdexcept>

namespace vitrion::bench {
namespace {

constexpr const char* dualfoil = "cells/dualfoil-graphite-lco";
constexpr MeshSize default_mesh{10, 5, 10, 12}, medium_mesh{20, 9, 20, 20};

Task solve_task(std::string name, std::string bar, const CellInput& input, const Protocol& protocol,
                const Tolerances& tolerances = {}, double seconds = 2.0) {
  const Solve solve = time_solve(*input.cell, protocol, tolerances, seconds);
  return {std::move(name), solve.unknowns, solve.statistics.steps, solve.time.median, solve.time.fastest, 0.0,
          std::move(bar)};
}

Protocol sentences(const std::string& text) { return load_protocol(text).protocol; }

Protocol driven(bool rough) {
  Protocol protocol;
  Step step;
  step.control.kind = Control::Kind::drive_cycle;
  step.control.cycle = drive_cycle(rough);
  Block block;
  block.step = step;
  protocol.steps.blocks.push_back(block);
  return protocol;
}

Task process_task(std::string name, std::string bar, const std::vector<std::string>& command, std::size_t runs) {
  std::vector<double> seconds;
  Task task{std::move(name), 0, 0, 0.0, 0.0, 0.0, std::move(bar)};
  for (std::size_t i = 0; i < runs; ++i) {
    const Process process = execute(command);
    if (process.exit_code != 0) throw std::runtime_error(command.front() + " failed");
    seconds.push_back(process.seconds);
    task.megabytes = std::max(task.megabytes, process.megabytes);
  }
  std::sort(seconds.begin(), seconds.end());
  task.median = seconds[seconds.size() / 2];
  task.fastest = seconds.front();
  return task;
}

}  // namespace

std::shared_ptr<const DriveCycle> drive_cycle(bool rough) {
  auto cycle = std::make_shared<DriveCycle>();
  cycle->name = rough ? "rough.csv" : "smooth.csv";
  cycle->basis = Basis::rate;
  std::uint32_t random = 1;
  for (int t = 0; t < 3600; ++t) {
    const auto wave = [&](double period) { return std::sin(2.0 * std::numbers::pi * t / period); };
    random = (1103515245U * random + 12345U) & 0x7fffffffU;
    const double noise = static_cast<double>(random) / 0x1p31 - 0.5;
    cycle->time.push_back(t);
    cycle->value.push_back(-0.25 + 0.5 * wave(97.0) + 0.3 * wave(31.0) + (rough ? 1.0 * noise : 0.0));
  }
  return cycle;
}

std::vector<Task> solve_tasks(const std::string& lfp, const std::string& nmc) {
  const std::string to_3_V = "Discharge at 24 A/m^2 until 3.0 V";
  const CellInput usual = load(dualfoil, default_mesh), medium = load(dualfoil, medium_mesh),
                  large = load(dualfoil, {150, 20, 150, 160});
  const CellInput lfp_cell = load(lfp, default_mesh), nmc_cell = load(nmc, default_mesh),
                  foil = load("cells/dualfoil-lifoil-lco", default_mesh);
  std::vector<Task> tasks;
  tasks.push_back(solve_task("DUALFOIL, 24 A/m² to 3.0 V, defaults", "", usual, sentences(to_3_V)));
  tasks.push_back(solve_task("DUALFOIL, 24 A/m² to 3.0 V, about 980 unknowns, rtol 1e-4", "3 ms", medium,
                             sentences(to_3_V), {1e-4}));
  tasks.push_back(solve_task("LFP BPX, 1C to 2.0 V, as many, rtol 1e-4", "3 ms", load(lfp, medium_mesh),
                             sentences("Discharge at 1C until 2.0 V"), {1e-4}));
  tasks.push_back(solve_task("NMC BPX, 1C to 2.7 V, as many, rtol 1e-4", "3 ms", load(nmc, medium_mesh),
                             sentences("Discharge at 1C until 2.7 V"), {1e-4}));
  tasks.push_back(solve_task("DUALFOIL, 24 A/m² to 3.0 V, about 50,000 unknowns, rtol 1e-4", "1 s", large,
                             sentences(to_3_V), {1e-4}));
  tasks.push_back(solve_task("Li-foil cell, 20 A/m² for 1 h", "", foil, sentences("Discharge at 20 A/m^2 for 1 h")));
  tasks.push_back(solve_task("LFP BPX, 1C to 2.0 V", "", lfp_cell, sentences("Discharge at 1C until 2.0 V")));
  tasks.push_back(
      solve_task("NMC BPX, CC-CV cycle: 1C to 2.7 V, 1C to 4.2 V, hold until C/20", "", nmc_cell,
                 sentences("Discharge at 1C until 2.7 V; Charge at 1C until 4.2 V; Hold at 4.2 V until C/20")));
  const CellInput half_full = load(lfp, default_mesh, {"initial={state_of_charge: 0.6}"});
  tasks.push_back(solve_task("LFP BPX, drive cycle of 3600 points, smooth", "60 ms", half_full, driven(false)));
  tasks.push_back(solve_task("LFP BPX, drive cycle of 3600 points, rough", "60 ms", half_full, driven(true)));
  return tasks;
}

std::vector<Task> process_tasks(const std::filesystem::path& vitrion) {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "vitrion-bench";
  const auto run = [&](const std::string& cell, const std::string& protocol) {
    return std::vector<std::string>{vitrion.string(), "run",    cell, "--protocol", protocol, "-o",
                                    folder.string(),  "--quiet"};
  };
  const std::string cycle = "Discharge at 1C until 2.5 V; Charge at 1C until 3.8 V";
  const auto cycles = [&](int count) {
    std::string text = cycle;
    for (int i = 1; i < count; ++i) text += "; " + cycle;
    return text;
  };
  const std::string glass = "cells/li-lfp-zif4-glass";
  if (!std::filesystem::exists(vitrion)) throw std::invalid_argument(vitrion.string() + " is not built");
  std::vector<Task> tasks;
  tasks.push_back(process_task("vitrion run: glass cell, 1C discharge, all default files", "12 ms, 32 MB",
                               run(glass, "Charge at 1C until 3.8 V; Discharge at 1C until 2.5 V"), 40));
  tasks.push_back(process_task("vitrion run: DUALFOIL, 1C discharge, all default files", "12 ms, 32 MB",
                               run(dualfoil, "Discharge at 1C until 3.0 V"), 40));
  tasks.push_back(process_task("vitrion run: glass cell, 20 cycles at 1C", "32 MB", run(glass, cycles(20)), 3));
  tasks.push_back(process_task("vitrion run: glass cell, 200 cycles at 1C", "32 MB", run(glass, cycles(200)), 1));
  std::filesystem::remove_all(folder);
  return tasks;
}

std::string markdown(const std::vector<Task>& tasks) {
  std::string text =
      "| task | unknowns | steps | median / ms | fastest / ms | peak / MB | bar |\n|---|---|---|---|---|---|---|\n";
  const auto or_nothing = [](std::size_t number) { return number > 0 ? fmt::format("{}", number) : std::string{}; };
  for (const Task& task : tasks) {
    text += fmt::format("| {} | {} | {} | {:.2f} | {:.2f} | {} | {} |\n", task.name, or_nothing(task.unknowns),
                        or_nothing(task.steps), 1e3 * task.median, 1e3 * task.fastest,
                        task.megabytes > 0.0 ? fmt::format("{:.1f}", task.megabytes) : "", task.bar);
  }
  return text;
}

std::string csv(const std::vector<Task>& tasks) {
  std::string text = "task,unknowns,steps,median_s,fastest_s,peak_MB\n";
  for (const Task& task : tasks) {
    text += fmt::format("\"{}\",{},{},{:.6g},{:.6g},{:.4g}\n", task.name, task.unknowns, task.steps, task.median,
                        task.fastest, task.megabytes);
  }
  return text;
}

}  // namespace vitrion::bench
