// SPDX-License-Identifier: BSD-3-Clause
#include "apps/study/compare.hpp"

#include "apps/report/compare_report.hpp"
#include "apps/report/html/compare_page.hpp"
#include "apps/report/messages.hpp"
#include "apps/results/compare_files.hpp"
#include "apps/results/locked_folder.hpp"
#include "apps/results/output_file.hpp"
#include "apps/vitrion/commands/commands.hpp"
#include "apps/vitrion/interrupt.hpp"
#include "apps/vitrion/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>

namespace vitrion {
namespace {

using Clock = std::chrono::steady_clock;

/// The files of a comparison. They are begun before hours are spent on what they shall hold, and get their names
/// together, so that an earlier comparison in the same folder is replaced as a whole.
class ComparisonFolder {
 public:
  explicit ComparisonFolder(const std::filesystem::path& folder) : folder_(folder) {}

  /// @return the text of compare.json
  std::string commit(const CompareRequest& request, const Comparison& comparison) {
    table_.write(compare_csv(comparison));
    curves_.write(curves_csv(comparison));
    const std::string samples = samples_csv(comparison);
    samples_.write(samples);
    compare_page(request, comparison).write(report_);
    std::vector<OutputFile*> files{&table_, &curves_, &report_};
    if (!samples.empty()) files.push_back(&samples_);
    std::vector<ResultFile> results;
    std::vector<std::string> names;
    for (OutputFile* file : files) {
      file->finish();
      results.push_back(describe_file(*file));
      names.push_back(results.back().name);
    }
    std::string json = compare_json(request, comparison, results);
    record_.write(json);
    record_.finish();
    folder_.publish(results_of_comparison(), names);
    files.push_back(&record_);
    for (OutputFile* file : files) file->leave_part();
    return json;
  }

  const std::filesystem::path& path() const { return folder_.path(); }

 private:
  std::filesystem::path at(const char* name) const { return path() / name; }

  LockedFolder folder_;
  OutputFile table_{at("compare.csv"), folder_.part("compare.csv")};
  OutputFile curves_{at("curves.csv"), folder_.part("curves.csv")};
  OutputFile samples_{at("samples.csv"), folder_.part("samples.csv")};
  OutputFile record_{at("compare.json"), folder_.part("compare.json").string() + ".part"};
  OutputFile report_{at("report.html"), folder_.part("report.html")};
};

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
      write_control(console.err, "\r\033[K");
      console.err << fmt::format("{} of {} runs", done, all) << std::flush;
      shown = true;
    };
  }
  std::optional<ComparisonFolder> folder;
  const auto begins = [&](const Comparison& begun) {
    const std::string name =
        fmt::format("compare-{}-{}", slug(begun.cell_name), identity(options.request, begun.files));
    folder.emplace(options.folder.empty() ? std::filesystem::path("results") / name
                                          : std::filesystem::path(options.folder));
  };
  const Comparison comparison = compare_electrolytes(options.request, &interrupt(), progress, begins);
  if (shown) write_control(console.err, "\r\033[K");
  tell_warnings(comparison.warnings, console);
  const std::string json = folder->commit(options.request, comparison);

  (options.json ? console.err : console.out) << compare_report(options.request, comparison);
  if (options.json) console.out << json;
  const std::string runs = comparison.interrupted ? fmt::format("interrupted: {} of {} runs were done",
                                                                comparison.runs_done, comparison.runs)
                                                  : fmt::format("{} runs", comparison.runs_done);
  const std::chrono::duration<double> wall = Clock::now() - begin;
  console.err << fmt::format("\n  {} in {}\n  {}: compare.csv, curves.csv, {}compare.json, report.html\n", runs,
                             fmt::format("{:.1f} s", wall.count()), folder->path().string(),
                             comparison.variants.front().samples.empty() ? "" : "samples.csv, ");
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
