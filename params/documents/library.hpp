// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/source.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vitrion {

/// The folders in which files are looked up by name, as "electrolytes/zif-4-glass-composite".
class Library {
 public:
  /// A library of these folders, the first one that has a file wins.
  explicit Library(std::vector<std::filesystem::path> folders) : folders_(std::move(folders)) {}

  /// The folders of the environment variable VITRION_LIBRARY (separated by ':'), then the one that came with the
  /// program.
  static Library standard();

  /// The file that `name` means: relative to `folder` first, then in the library, each with and without an extension
  /// (.yaml, .yml, .json). `where` is the place that names it. @throws InputError with the nearest name
  std::filesystem::path find(const std::string& name, const std::filesystem::path& folder,
                             const SourcePosition& where) const;

  /// Names of all files, sorted, without extension.
  std::vector<std::string> names() const;

 private:
  std::vector<std::filesystem::path> folders_;
};

/// The text of a file. @throws InputError when it cannot be read, is larger than ReadLimits, or is not UTF-8 text
std::string read_text_file(const std::filesystem::path& file, const SourcePosition& where);

/// The bytes of a file of any kind. @throws InputError when it cannot be read or is larger than `most` bytes
std::string read_file(const std::filesystem::path& file, const SourcePosition& where,
                      std::size_t most = std::size_t{1} << 30U);

/// Throws InputError at the first byte that is not UTF-8 text.
void require_text(std::string_view text, const std::string& file);

}  // namespace vitrion
