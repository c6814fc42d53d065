// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/results/sha256.hpp"
#include "model/archive.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace vitrion {

/// Results cannot be written: "FOLDER/FILE: No space left on device". The program ends with exit code 2.
class OutputError : public std::runtime_error {
 public:
  OutputError(const std::filesystem::path& file, const std::string& complaint, const std::string& advice = {});
  /// What the system said, with the advice that goes with it.
  static OutputError of_system(const std::filesystem::path& file, int error);
};

/// The calls to the system by which results get onto a disk, each of which may fail. Tests put others in their place.
struct FileCalls {
  ssize_t (*write)(int descriptor, const void* bytes, std::size_t count);
  int (*fsync)(int descriptor);
  int (*rename)(const char* from, const char* to);
};
FileCalls& file_calls();

/// Writes all of it, however many calls that takes. @return 0, or what errno said
int write_all(int descriptor, std::string_view bytes);
/// Gives a file another name, in place of any file that has it. @throws OutputError about `to`
void rename_file(const std::filesystem::path& from, const std::filesystem::path& to);
/// Makes the names in a folder lasting. @throws OutputError
void sync_folder(const std::filesystem::path& folder);

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

/// A file that appears under its name only when it is complete and on the disk: until then it is a part with another
/// name. Dropping it uncommitted removes the part, and a file that had the name before stays as it was.
class OutputFile {
 public:
  /// The part is a hidden file beside it with a name that nobody else has. @throws OutputError when it cannot be made
  explicit OutputFile(std::filesystem::path file);
  /// Whether a part is begun, or one that is there is gone on with once archive() has said where.
  enum class Part { begin, go_on };
  /// The part has a name of its own, and nobody else writes it: its folder is locked. @throws OutputError
  OutputFile(std::filesystem::path file, std::filesystem::path part, Part how = Part::begin);
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
  /// flush(), and waits until it is on the disk. @throws OutputError
  void sync();

  /// sync() and close; the part is complete but still has its temporary name. @throws OutputError
  void finish();
  /// finish(), then the part takes the name. @throws OutputError
  void commit();
  /// How far it has come; what it has is on the disk then. Reading drops what is behind that place.
  /// @throws OutputError, also when what stands before it is not what it was
  void archive(Archive& a);
  /// The part stays where it is, for whoever goes on with it.
  void leave_part();

  const std::filesystem::path& path() const { return file_; }
  const std::filesystem::path& part() const { return part_; }
  std::uint64_t size() const { return size_; }         ///< bytes written out
  std::string digest() const { return hash_.text(); }  ///< SHA-256 of them

 private:
  [[noreturn]] void fail(int error) const;
  void take_over(std::uint64_t keep);

  std::filesystem::path file_, part_;
  int descriptor_ = -1;
  fmt::memory_buffer buffer_;
  std::uint64_t size_ = 0;
  Sha256 hash_;
};

}  // namespace vitrion
