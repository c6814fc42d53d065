// SPDX-License-Identifier: BSD-3-Clause
#include "apps/results/checkpoint.hpp"

#include "apps/results/sha256.hpp"
#include "params/source.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace vitrion {
namespace {

constexpr std::string_view first_line = "vitrion checkpoint 1\n";
constexpr std::size_t length_of_hash = 64;

/// A minute; tests say less.
double seconds_between() {
  const char* asked = std::getenv("VITRION_CHECKPOINT_SECONDS");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  return asked ? std::atof(asked) : 60.0;                         // NOLINT(cert-err34-c): anything else is 0
}

}  // namespace

CheckpointFile::CheckpointFile(LockedFolder& folder, KeptRun run, const std::atomic<bool>& stop)
    : folder_(folder), run_(std::move(run)), stop_(stop), interval_(seconds_between()) {}

CheckpointFile::CheckpointFile(LockedFolder& folder, const std::atomic<bool>& stop)
    : folder_(folder), stop_(stop), interval_(seconds_between()) {
  const std::filesystem::path file = folder.work() / LockedFolder::checkpoint_name;
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored))
    throw InputError({folder.path().string()}, "holds no run that was left before its end",
                     "a run is kept once a minute, and when a signal ends it");
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  const std::string text = bytes.str();
  const std::string_view all = text;
  const std::size_t size = all.size() < first_line.size() + length_of_hash ? 0 : all.size() - length_of_hash;
  if (size == 0 || !all.starts_with(first_line) || sha256(all.substr(0, size)) != all.substr(size))
    throw InputError({file.string()}, "is damaged, or of another version", "run it from the beginning");
  kept_.emplace(std::string(all.substr(first_line.size(), size - first_line.size())));
  (*kept_)(run_);
  wall_before_ = run_.wall_seconds;
  is_there_ = true;
}

bool CheckpointFile::due() { return stop_.load(std::memory_order_relaxed) || Clock::now() - last_ >= interval_; }

void CheckpointFile::keep(const Archive& experiment) {
  run_.wall_seconds = wall_before_ + std::chrono::duration<double>(Clock::now() - begun_).count();
  Archive head;
  head(run_);
  const std::filesystem::path name = folder_.work() / LockedFolder::checkpoint_name;
  OutputFile file(name, name.string() + ".part");
  file.write(first_line);
  file.write(head.bytes());
  file.write(experiment.bytes());
  file.flush();
  file.write(file.digest());
  file.commit();
  is_there_ = true;
  last_ = Clock::now();
}

}  // namespace vitrion
