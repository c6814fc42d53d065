// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace vitrion {

/// Results cannot be written: "FOLDER/FILE: No space left on device". The program ends with exit code 2.
class OutputError : public std::runtime_error {
 public:
  OutputError(const std::filesystem::path& file, const std::string& complaint, const std::string& advice = {});
};

/// A folder for output files, made if there is none, and removed again if nothing stays in it.
class OutputFolder {
 public:
  /// @throws OutputError when it cannot be made
  explicit OutputFolder(std::filesystem::path folder);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  const std::filesystem::path& path() const { return folder_; }

 private:
  std::filesystem::path folder_;
  bool is_new_ = false;
};

/// A file that appears under its name only when it is complete: it is written as NAME.part and renamed by commit().
/// Dropping it uncommitted removes the part, and a file that had the name before stays as it was.
class OutputFile {
 public:
  /// @throws OutputError when the part cannot be created
  explicit OutputFile(std::filesystem::path file);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  /// Text to be written; whoever appends to it calls flush_if_full() now and then.
  fmt::memory_buffer& buffer() { return buffer_; }
  void write(std::string_view text) { buffer_.append(text.data(), text.data() + text.size()); }
  /// Writes out what has gathered when it is much. @throws OutputError
  void flush_if_full();
  /// Writes out everything that was appended. @throws OutputError
  void flush();

  /// Flushes and closes; the part is complete but still has its temporary name. @throws OutputError
  void finish();
  /// finish(), then the part takes the name. @throws OutputError
  void commit();

  const std::filesystem::path& path() const { return file_; }
  const std::filesystem::path& part() const { return part_; }

 private:
  [[noreturn]] void fail(int error) const;

  std::filesystem::path file_, part_;
  int descriptor_ = -1;
  fmt::memory_buffer buffer_;
};

/// Gives a part the name of the file it is for. @throws OutputError
void rename_part(const std::filesystem::path& part, const std::filesystem::path& file);

}  // namespace vitrion
