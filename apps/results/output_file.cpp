// SPDX-License-Identifier: BSD-3-Clause
#include "apps/results/output_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <random>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace vitrion {
namespace {

constexpr std::size_t buffer_size = std::size_t{64} << 10U;

std::string advice_for_error(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      return "free some space, or name another folder with -o";
    case EACCES:
    case EROFS:
    case EPERM:
    case ENOTDIR:
      return "name a folder that can be written with -o";
    default:
      return {};
  }
}

}  // namespace

OutputError::OutputError(const std::filesystem::path& file, const std::string& complaint, const std::string& advice)
    : std::runtime_error(fmt::format("{}: cannot be written: {}{}{}", file.string(), complaint,
                                     advice.empty() ? "" : "\n  ", advice)) {}

OutputError OutputError::of_system(const std::filesystem::path& file, int error) {
  return {file, std::generic_category().message(error), advice_for_error(error)};
}

FileCalls& file_calls() {
  static FileCalls calls{::write, ::fsync, ::rename};
  return calls;
}

int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = file_calls().write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

void rename_file(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (file_calls().rename(from.c_str(), to.c_str()) != 0) throw OutputError::of_system(to, errno);
}

void sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);  // NOLINT: POSIX takes varargs
  if (descriptor < 0) throw OutputError::of_system(folder, errno);
  const int error = file_calls().fsync(descriptor) != 0 ? errno : 0;
  ::close(descriptor);
  // Some file systems have nothing to say about folders.
  if (error != 0 && error != EINVAL) throw OutputError::of_system(folder, error);
}

OutputFolder::OutputFolder(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::error_code error;
  is_new_ = std::filesystem::create_directories(folder_, error);
  if (error) throw OutputError(folder_, error.message(), "name a folder that can be written with -o");
}

OutputFolder::~OutputFolder() {
  std::error_code ignored;
  if (is_new_) std::filesystem::remove(folder_, ignored);  // which a folder with files in it survives
}

OutputFile::OutputFile(std::filesystem::path file) : file_(std::move(file)) {
  std::random_device random;
  do {
    part_ = file_.parent_path() / fmt::format(".{}.{:08x}.part", file_.filename().string(), random());
    descriptor_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);  // NOLINT: varargs
  } while (descriptor_ < 0 && errno == EEXIST);
  if (descriptor_ < 0) {
    part_.clear();
    fail(errno);
  }
}

OutputFile::OutputFile(std::filesystem::path file, std::filesystem::path part, Part how)
    : file_(std::move(file)), part_(std::move(part)) {
  const int flags = how == Part::go_on ? O_RDWR : O_RDWR | O_CREAT | O_TRUNC;
  descriptor_ = ::open(part_.c_str(), flags | O_CLOEXEC, 0666);  // NOLINT: POSIX takes varargs
  if (descriptor_ < 0) fail(errno);
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!part_.empty()) ::unlink(part_.c_str());
}

void OutputFile::fail(int error) const { throw OutputError::of_system(file_, error); }

/// Hashes the bytes that stay and drops what is behind them.
void OutputFile::take_over(std::uint64_t keep) {
  std::array<char, buffer_size> block{};
  while (size_ < keep) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), keep - size_));
    const ssize_t got = ::read(descriptor_, block.data(), wanted);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(errno);
    if (got == 0) throw OutputError(part_, fmt::format("it has lost bytes: {} of {} are there", size_, keep));
    hash_.add({block.data(), static_cast<std::size_t>(got)});
    size_ += static_cast<std::uint64_t>(got);
  }
  if (::ftruncate(descriptor_, static_cast<off_t>(keep)) != 0) fail(errno);
}

void OutputFile::flush_if_full() {
  if (buffer_.size() >= buffer_size) flush();
}

void OutputFile::flush() {
  const std::string_view bytes(buffer_.data(), buffer_.size());
  if (const int error = write_all(descriptor_, bytes); error != 0) fail(error);
  hash_.add(bytes);
  size_ += bytes.size();
  buffer_.clear();
}

void OutputFile::sync() {
  flush();
  if (file_calls().fsync(descriptor_) != 0) fail(errno);
}

void OutputFile::finish() {
  if (descriptor_ < 0) return;
  sync();
  if (::close(std::exchange(descriptor_, -1)) != 0) fail(errno);
}

void OutputFile::commit() {
  finish();
  rename_file(part_, file_);
  part_.clear();
  const std::filesystem::path folder = file_.parent_path();
  sync_folder(folder.empty() ? "." : folder);
}

void OutputFile::archive(Archive& a) {
  if (!a.reading()) sync();
  std::uint64_t size = size_;
  std::string written = digest();
  a(size, written);
  if (!a.reading()) return;
  take_over(size);
  if (digest() != written) throw OutputError(part_, "it is not what the run had written when it was left");
}

void OutputFile::leave_part() { part_.clear(); }

}  // namespace vitrion
