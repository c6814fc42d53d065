// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/experiment.hpp"
#include "apps/results/locked_folder.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace vitrion {

/// What is kept of a run beside the state of its experiment.
struct KeptRun {
  std::string request;        ///< as request_json() has it
  std::string started;        ///< UTC, ISO 8601
  double wall_seconds = 0.0;  ///< spent so far

  void archive(Archive& a) { a(request, started, wall_seconds); }
};

/// Keeps a run in `.vitrion/checkpoint` of its folder, at most once a minute and when a signal ends it. The file is
/// replaced as a whole, when the parts of the results are on the disk as far as it says.
class CheckpointFile final : public Checkpoints {
 public:
  /// For a new run. `stop` is what a signal raises.
  CheckpointFile(LockedFolder& folder, KeptRun run, const std::atomic<bool>& stop);
  /// For one that goes on. @throws InputError when there is none, or it is damaged
  CheckpointFile(LockedFolder& folder, const std::atomic<bool>& stop);

  const KeptRun& run() const { return run_; }
  bool is_there() const { return is_there_; }  ///< so that the run can go on

  bool due() override;
  void keep(const Archive& experiment) override;  ///< @throws OutputError
  Archive* kept() override { return kept_ ? &*kept_ : nullptr; }

 private:
  using Clock = std::chrono::steady_clock;

  LockedFolder& folder_;
  KeptRun run_;
  const std::atomic<bool>& stop_;
  std::chrono::duration<double> interval_;
  Clock::time_point begun_ = Clock::now(), last_ = begun_;
  std::optional<Archive> kept_;
  double wall_before_ = 0.0;  ///< s, of the processes before this one
  bool is_there_ = false;
};

}  // namespace vitrion
