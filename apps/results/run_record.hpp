// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/experiment.hpp"
#include "apps/experiment/inputs.hpp"
#include "apps/results/result_files.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace vitrion {

/// What was asked of a run, as far as the results depend on it.
struct RunRequest {
  std::filesystem::path cell;
  CellChanges changes;
  std::string protocol;  ///< a file or sentences; empty for the default
  double relative_tolerance = Tolerances{}.relative;
  std::string solver = "automatic";  ///< automatic, klu or condensed
  bool fields = false;
};

/// A file and what was in it.
struct FileHash {
  std::string path;
  std::string sha256;
};
std::vector<FileHash> hashes(const std::vector<SourceFile>& files);

/// Remembers what became of every step and cycle.
class RunHistory final : public Observer {
 public:
  void on_step(const StepReport& step) override { steps.push_back(step); }
  void on_cycle(const CycleReport& cycle) override { cycles.push_back(cycle); }
  void archive(Archive& a) override { a(steps, cycles); }

  std::vector<StepReport> steps;
  std::vector<CycleReport> cycles;
};

/// Everything that `run.json` tells.
struct RunRecord {
  const RunRequest& request;
  const CellInput& input;
  const ProtocolInput& protocol;
  const RunHistory& history;
  const ExperimentResult& result;
  int exit_code = 0;
  double wall_seconds = 0.0;
  std::string started;  ///< UTC, ISO 8601
};

std::string_view name_of(ExperimentResult::Outcome outcome);  ///< "finished", "ended by rule", …
std::string_view name_of(StepEnd end);

/// The text of `run.json`, which tells of the files beside it what they are.
std::string to_json(const RunRecord& record, const std::vector<ResultFile>& results);

/// Eight letters that differ for runs with different inputs: other files, other contents, other wishes.
std::string identity(const RunRequest& request, const CellInput& input, const ProtocolInput& protocol);

/// What a checkpoint has of the record: what was asked, of which files, and by which program.
std::string request_json(const RunRequest& request, const CellInput& input, const ProtocolInput& protocol);
/// The request in it. @throws InputError when an input file is not any more what it was then, or this is another build:
/// only the same one goes on to the same results
RunRequest read_kept_request(const std::string& json, const std::string& file);

/// The request in a `run.json`, given itself or by its folder, for the same run again.
/// @throws InputError when the file is not one, or when an input file is not any more what it was then
RunRequest read_request(const std::filesystem::path& run_json, Warnings& warnings);

}  // namespace vitrion
