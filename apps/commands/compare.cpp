// SPDX-License-Identifier: BSD-3-Clause
#include "apps/compare/compare.hpp"

#include "apps/commands/commands.hpp"
#include "apps/compare/compare_report.hpp"
#include "apps/interrupt.hpp"
#include "apps/progress.hpp"
#include "apps/report/html/compare_page.hpp"
#include "apps/report/messages.hpp"
#include "apps/results/output_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

namespace vitrion {
namespace {

using Clock = std::chrono::steady_clock;

void write(const std::filesystem::path& file, const std::string& text) {
  OutputFile output(file);
  output.write(text);
  output.commit();
}

ExitCode exit_code(const Comparison& comparison) {
  if (comparison.interrupted) return ExitCode::interrupted;
  bool any_charge = false;
  for (const Variant& variant : comparison.variants) {
    if (!variant.nominal.computed) return ExitCode::solve_failed;
    for (const CycleValues& cycle : variant.nominal.cycles)
      any_charge = any_charge || cycle.values[discharge_capacity] > 0.0;
    any_charge = any_charge || variant.nominal.cut.empty();
  }
  return any_charge ? ExitCode::done : ExitCode::infeasible_protocol;
}

}  // namespace

ExitCode compare(const CompareOptions& options, Console& console) {
  const Clock::time_point begin = Clock::now();
  CompareProgress progress;
  bool shown = false;
  if (console.err_is_terminal) {
    progress = [&](std::size_t done, std::size_t all) {
      console.err << fmt::format("\r\033[K{} of {} runs", done, all) << std::flush;
      shown = true;
    };
  }
  const Comparison comparison = compare_electrolytes(options.request, &interrupt(), progress);
  if (shown) console.err << "\r\033[K";
  tell_warnings(comparison.warnings, console);

  const std::filesystem::path folder =
      options.folder.empty() ? std::filesystem::path("results") / ("compare-" + slug(comparison.cell_name))
                             : std::filesystem::path(options.folder);
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw OutputError(folder, error.message());
  const std::string json = compare_json(options.request, comparison);
  write(folder / "compare.csv", compare_csv(comparison));
  write(folder / "curves.csv", curves_csv(comparison));
  const std::string samples = samples_csv(comparison);
  if (!samples.empty()) write(folder / "samples.csv", samples);
  write(folder / "compare.json", json);
  OutputFile report(folder / "report.html");
  compare_page(options.request, comparison).write(report);
  report.commit();

  (options.json ? console.err : console.out) << compare_report(options.request, comparison);
  if (options.json) console.out << json;
  const std::size_t runs = comparison.variants.size() * (1 + comparison.variants.front().samples.size());
  const std::chrono::duration<double> wall = Clock::now() - begin;
  console.err << fmt::format("\n  {} runs in {}\n  {}: compare.csv, curves.csv, {}compare.json, report.html\n", runs,
                             fmt::format("{:.1f} s", wall.count()), folder.string(),
                             samples.empty() ? "" : "samples.csv, ");
  const ExitCode code = exit_code(comparison);
  if (code == ExitCode::solve_failed || code == ExitCode::interrupted)
    for (const Variant& variant : comparison.variants)
      if (!variant.nominal.computed)
        console.err << "  "
                    << console.red(comparison.electrolytes[variant.electrolyte].label + ": " + variant.nominal.reason)
                    << "\n";
  return code;
}

}  // namespace vitrion
