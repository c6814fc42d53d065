// SPDX-License-Identifier: BSD-3-Clause
#include "apps/experiment/data_folders.hpp"
#include "apps/report/messages.hpp"
#include "apps/report/text_table.hpp"
#include "apps/validation/comparison.hpp"
#include "apps/vitrion/commands/commands.hpp"
#include "params/suggestion.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace vitrion {
namespace {

using Json = nlohmann::ordered_json;

/// The case.yaml files of the cases that were asked for: all of the folder, or those with the given names.
std::vector<std::filesystem::path> chosen_cases(const ValidateOptions& options) {
  const std::filesystem::path folder =
      options.folder.empty() ? validation_folder() : std::filesystem::path(options.folder);
  std::vector<std::filesystem::path> all = validation_cases(folder);
  if (options.cases.empty()) return all;
  std::vector<std::string> names;
  names.reserve(all.size());
  for (const auto& file : all) names.push_back(file.parent_path().filename().string());
  std::vector<std::filesystem::path> chosen;
  for (const std::string& asked : options.cases) {
    const std::string name = std::filesystem::path(asked + "/").parent_path().filename().string();
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      const std::string advice = did_you_mean(name, names);
      throw InputError({}, fmt::format("there is no case '{}' in {}", asked, folder.string()),
                       advice.empty() ? fmt::format("there are: {}", fmt::join(names, ", ")) : advice);
    }
    chosen.push_back(all[static_cast<std::size_t>(found - names.begin())]);
  }
  return chosen;
}

/// One bound of a case: what was found and what is allowed.
struct Criterion {
  const char* what;
  double found, bound;
  const char* unit;
};

std::vector<Criterion> criteria(const ValidationResult& result) {
  std::vector<Criterion> all;
  const Acceptance& accepted = result.acceptance;
  if (accepted.max_error < Acceptance::anything)
    all.push_back({"largest error", 1e3 * result.error.max_error, 1e3 * accepted.max_error, "mV"});
  if (accepted.rmse < Acceptance::anything)
    all.push_back({"rms error", 1e3 * result.error.rmse, 1e3 * accepted.rmse, "mV"});
  if (accepted.end_time < Acceptance::anything)
    all.push_back({"end time", std::abs(result.error.end_time), accepted.end_time, "s"});
  return all;
}

Json to_json(const ValidationResult& result) {
  const auto bound = [](double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); };
  return {{"case", result.id},
          {"name", result.name},
          {"passed", result.passed},
          {"failures", result.failures},
          {"rows", result.error.rows},
          {"max_error_V", result.error.max_error},
          {"max_error_at_s", result.error.max_error_at},
          {"max_error_without_time_error_V", result.error.strict_max_error},
          {"rmse_V", result.error.rmse},
          {"mean_error_V", result.error.mean},
          {"end_time_error_s", result.error.end_time},
          {"bound_max_error_V", bound(result.acceptance.max_error)},
          {"bound_rmse_V", bound(result.acceptance.rmse)},
          {"bound_end_time_s", bound(result.acceptance.end_time)},
          {"unknowns", result.unknowns},
          {"steps", result.statistics.steps},
          {"wall_time_s", result.wall_seconds}};
}

}  // namespace

ExitCode validate(const ValidateOptions& options, Console& console) {
  TextTable table;
  table.column("case", TextTable::Align::left);
  table.column("what", TextTable::Align::left);
  table.column("found");
  table.column("bar");
  table.column("", TextTable::Align::left);
  table.column("", TextTable::Align::left);

  Json json = Json::array();
  std::vector<std::string> failures;
  for (const auto& file : chosen_cases(options)) {
    ValidationCase asked = read_validation_case(file);
    const ValidationResult result = judge(asked);
    json.push_back(to_json(result));
    for (const std::string& failure : result.failures) failures.push_back(fmt::format("{}: {}", result.id, failure));
    std::string id = result.id;
    for (const Criterion& criterion : criteria(result)) {
      const bool good = criterion.found <= criterion.bound;
      table.row({std::exchange(id, ""), criterion.what, fmt::format("{:.3g}", criterion.found),
                 fmt::format("{:.3g}", criterion.bound), criterion.unit, good ? "pass" : "FAIL"});
    }
  }
  console.err << table.text("");
  for (const std::string& failure : failures) tell_error(failure.c_str(), console);
  if (failures.empty()) console.err << fmt::format("all {} cases are within their bars\n", json.size());
  if (options.json) console.out << json.dump(1, ' ', false, Json::error_handler_t::replace) << "\n";
  return failures.empty() ? ExitCode::done : ExitCode::criterion_failed;
}

}  // namespace vitrion
