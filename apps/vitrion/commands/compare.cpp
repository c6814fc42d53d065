// SPDX-License-Identifier: BSD-3-Clause
#include "apps/study/compare.hpp"

#include "apps/report/compare_report.hpp"
#include "apps/report/html/compare_page.hpp"
#include "apps/report/messages.hpp"
#include "apps/results/compare_files.hpp"
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

/// What a comparison leaves. The files are begun before hours are spent on what they shall hold, and get their names
/// together, so that an earlier comparison in the same folder is replaced as a whole.
class ComparisonFolder {
 public:
  explicit ComparisonFolder(const std::filesystem::path& folder) : folder_(folder) {}

  void commit(const CompareRequest& request, const Comparison& comparison, const std::string& json) {
    table_.write(compare_csv(comparison));
    curves_.write(curves_csv(comparison));
    const std::string samples = samples_csv(comparison);
    samples_.write(samples);
    record_.write(json);
    compare_page(request, comparison).write(report_);
    for (OutputFile* file : {&table_, &curves_, &samples_, &record_, &report_}) file->finish();

    for (OutputFile* file : {&table_, &curves_, &record_, &report_}) file->commit();
    std::error_code ignored;
    if (samples.empty()) {
      std::filesystem::remove(samples_.path(), ignored);  // of an earlier comparison
    } else {
      samples_.commit();
    }
  }

  const std::filesystem::path& path() const { return folder_.path(); }

 private:
  OutputFolder folder_;
  OutputFile table_{path() / "compare.csv"}, curves_{path() / "curves.csv"}, samples_{path() / "samples.csv"},
      record_{path() / "compare.json"}, report_{path() / "report.html"};
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
      console.err << fmt::format("\r\033[K{} of {} runs", done, all) << std::flush;
      shown = true;
    };
  }
  std::optional<ComparisonFolder> folder;
  const auto begins = [&](const std::string& cell_name) {
    folder.emplace(options.folder.empty() ? std::filesystem::path("results") / ("compare-" + slug(cell_name))
                                          : std::filesystem::path(options.folder));
  };
  const Comparison comparison = compare_electrolytes(options.request, &interrupt(), progress, begins);
  if (shown) console.err << "\r\033[K";
  tell_warnings(comparison.warnings, console);
  const std::string json = compare_json(options.request, comparison);
  folder->commit(options.request, comparison, json);

  (options.json ? console.err : console.out) << compare_report(options.request, comparison);
  if (options.json) console.out << json;
  const std::size_t runs = comparison.variants.size() * (1 + comparison.variants.front().samples.size());
  const std::chrono::duration<double> wall = Clock::now() - begin;
  console.err << fmt::format("\n  {} runs in {}\n  {}: compare.csv, curves.csv, {}compare.json, report.html\n", runs,
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
