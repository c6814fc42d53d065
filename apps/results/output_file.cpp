// SPDX-License-Identifier: BSD-3-Clause
#include "apps/results/output_file.hpp"

#include <cerrno>
#include <fcntl.h>
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

[[noreturn]] void fail_with(const std::filesystem::path& file, int error) {
  throw OutputError(file, std::generic_category().message(error), advice_for_error(error));
}

}  // namespace

OutputError::OutputError(const std::filesystem::path& file, const std::string& complaint, const std::string& advice)
    : std::runtime_error(fmt::format("{}: cannot be written: {}{}{}", file.string(), complaint,
                                     advice.empty() ? "" : "\n  ", advice)) {}

OutputFolder::OutputFolder(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::error_code error;
  is_new_ = std::filesystem::create_directories(folder_, error);
  if (error) throw OutputError(folder_, error.message(), "name a folder that can be written with -o");
}

OutputFolder::~OutputFolder() {
  std::error_code ignored;
  if (is_new_) std::filesystem::remove(folder_, ignored);  // which a folder with files in it survives
}

OutputFile::OutputFile(std::filesystem::path file) : file_(std::move(file)), part_(file_.string() + ".part") {
  descriptor_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);  // NOLINT: POSIX takes varargs
  if (descriptor_ < 0) fail(errno);
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!part_.empty()) ::unlink(part_.c_str());
}

void OutputFile::fail(int error) const { fail_with(file_, error); }

void OutputFile::flush_if_full() {
  if (buffer_.size() >= buffer_size) flush();
}

void OutputFile::flush() {
  const char* at = buffer_.data();
  std::size_t left = buffer_.size();
  while (left > 0) {
    const ssize_t written = ::write(descriptor_, at, left);
    if (written < 0) {
      if (errno == EINTR) continue;
      fail(errno);
    }
    at += written;
    left -= static_cast<std::size_t>(written);
  }
  buffer_.clear();
}

void OutputFile::finish() {
  if (descriptor_ < 0) return;
  flush();
  if (::close(std::exchange(descriptor_, -1)) != 0) fail(errno);
}

void OutputFile::commit() {
  finish();
  rename_part(part_, file_);
  part_.clear();
}

void rename_part(const std::filesystem::path& part, const std::filesystem::path& file) {
  std::error_code error;
  std::filesystem::rename(part, file, error);
  if (error) fail_with(file, error.value());
}

}  // namespace vitrion
