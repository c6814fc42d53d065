// SPDX-License-Identifier: BSD-3-Clause
#include "apps/results/locked_folder.hpp"

#include "apps/results/result_files.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace vitrion {
namespace {

constexpr const char* lock_name = "lock";
constexpr const char* old_name = "old";

std::string who_we_are() {
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '?';
  return fmt::format("process {} on {}, since {:%Y-%m-%d %H:%M:%S} UTC", ::getpid(), host.data(),
                     fmt::gmtime(std::time(nullptr)));
}

bool is_there(const std::filesystem::path& file) {
  std::error_code ignored;
  return std::filesystem::symlink_status(file, ignored).type() > std::filesystem::file_type::not_found;
}

/// Renames that can be taken back.
class Moves {
 public:
  /// @throws OutputError about the file that people know
  void move(const std::filesystem::path& from, const std::filesystem::path& to, const std::filesystem::path& about) {
    if (file_calls().rename(from.c_str(), to.c_str()) != 0) throw OutputError::of_system(about, errno);
    done_.emplace_back(from, to);
  }
  void take_back() {
    for (auto it = done_.rbegin(); it != done_.rend(); ++it) ::rename(it->second.c_str(), it->first.c_str());
    done_.clear();
  }

 private:
  std::vector<std::pair<std::filesystem::path, std::filesystem::path>> done_;
};

}  // namespace

const ResultKind& results_of_run() {
  static const ResultKind kind{"run.json", {"timeseries.bdf.csv", "cycles.csv", "fields.h5", "report.html"}};
  return kind;
}
const ResultKind& results_of_comparison() {
  static const ResultKind kind{"compare.json", {"compare.csv", "curves.csv", "samples.csv", "report.html"}};
  return kind;
}
const ResultKind& results_of_spectrum() {
  static const ResultKind kind{"impedance.bdf.csv", {}};
  return kind;
}

LockedFolder::LockedFolder(const std::filesystem::path& folder, Leftovers leftovers) : folder_(folder) {
  while (!lock()) {
  }
  try {
    complete();
    if (leftovers == Leftovers::drop) drop_leftovers();
  } catch (...) {
    ::close(lock_);
    throw;
  }
}

LockedFolder::~LockedFolder() {
  if (!keep_work_) {
    std::error_code ignored;
    drop_leftovers();
    std::filesystem::remove(work() / lock_name, ignored);
    std::filesystem::remove(work(), ignored);
  }
  ::close(lock_);
}

/// False when the lock that was got is not in the folder any more: who had it has just finished.
bool LockedFolder::lock() {
  const std::filesystem::path file = work() / lock_name;
  std::error_code error;
  std::filesystem::create_directories(work(), error);
  if (error) throw OutputError(path(), error.message(), "name a folder that can be written with -o");
  lock_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);  // NOLINT: POSIX takes varargs
  if (lock_ < 0 && errno == ENOENT) return false;
  if (lock_ < 0) throw OutputError::of_system(path(), errno);
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    std::array<char, 512> who{};
    const ssize_t length = ::read(lock_, who.data(), who.size());
    ::close(lock_);
    throw OutputError(
        path(),
        fmt::format("{} is writing there", length > 0 ? std::string(who.data(), static_cast<std::size_t>(length))
                                                      : std::string("another process")),
        "wait until it has finished, or name another folder with -o");
  }
  // A file system that knows no locks has none to respect.
  struct stat ours {
  }, there{};
  if (::fstat(lock_, &ours) != 0 || ::stat(file.c_str(), &there) != 0 || ours.st_ino != there.st_ino ||
      ours.st_dev != there.st_dev) {
    ::close(lock_);
    return false;
  }
  // Who it is that has it helps people only: a full disk says so where it matters.
  if (::ftruncate(lock_, 0) == 0) write_all(lock_, who_we_are());
  return true;
}

std::filesystem::path LockedFolder::part(const std::string& name) const {
  std::error_code ignored;
  if (std::filesystem::is_directory(path() / name, ignored)) throw OutputError::of_system(path() / name, EISDIR);
  return work() / name;
}

void LockedFolder::drop_leftovers() {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(work(), ignored)) {
    const std::string name = entry.path().filename().string();
    if (name == lock_name) continue;
    dropped_checkpoint_ = dropped_checkpoint_ || name == checkpoint_name;
    std::filesystem::remove_all(entry.path(), ignored);
  }
}

void LockedFolder::publish(const ResultKind& kind, const std::vector<std::string>& files) {
  // With this name in it the work is complete, whatever becomes of the process.
  sync_folder(work());
  const std::filesystem::path record = work() / kind.record;
  if (file_calls().rename((record.string() + ".part").c_str(), record.c_str()) != 0)
    throw OutputError::of_system(path() / kind.record, errno);
  try {
    sync_folder(work());
  } catch (const OutputError&) {
    ::unlink(record.c_str());
    throw;
  }
  give_names(kind, files);
}

/// What was there goes into `.vitrion/old` and comes back if anything fails. The record leaves first and comes last.
void LockedFolder::give_names(const ResultKind& kind, const std::vector<std::string>& files) {
  const std::filesystem::path old = work() / old_name;
  std::error_code error;
  Moves moves;
  try {
    if (!kind.files.empty()) {
      std::filesystem::create_directory(old, error);
      if (error) throw OutputError(path(), error.message());
      std::vector<std::string> leaving{kind.record};
      leaving.insert(leaving.end(), kind.files.begin(), kind.files.end());
      for (const std::string& name : leaving) {
        // What has its new name already, from a process that was killed here, stays.
        const bool is_new = name != kind.record && std::find(files.begin(), files.end(), name) != files.end() &&
                            !is_there(work() / name);
        if (!is_new && is_there(path() / name)) moves.move(path() / name, old / name, path() / name);
      }
    }
    for (const std::string& name : files)
      if (is_there(work() / name)) moves.move(work() / name, path() / name, path() / name);
    moves.move(work() / kind.record, path() / kind.record, path() / kind.record);
    sync_folder(path());
  } catch (const OutputError&) {
    moves.take_back();
    ::unlink((work() / kind.record).c_str());
    throw;
  }
  std::filesystem::remove_all(old, error);
}

/// Ends what a process did not come to do between its first and its last renaming.
void LockedFolder::complete() {
  for (const ResultKind* kind : {&results_of_run(), &results_of_comparison(), &results_of_spectrum()}) {
    const std::filesystem::path record = work() / kind->record;
    if (!is_there(record)) continue;
    std::vector<std::string> files;
    if (!kind->files.empty())
      for (const ResultFile& file : read_result_files(record)) files.push_back(file.name);
    give_names(*kind, files);
    completed_ = true;
  }
}

}  // namespace vitrion
