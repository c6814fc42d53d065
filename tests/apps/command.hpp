// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/console.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace vitrion::testing {

/// What a command said and how it ended.
struct Outcome {
  int code = 0;
  std::string out, err;
};

/// Runs one command line of vitrion in this process.
Outcome vitrion_command(const std::vector<std::string>& arguments);

/// A new folder that vanishes with this object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  /// Writes a text file in it and gives its path.
  std::string write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path path_;
};

std::string text_of(const std::filesystem::path& file);
/// Names in a folder, sorted.
std::vector<std::string> names_in(const std::filesystem::path& folder);

/// A CSV file with a header, after lines that begin with '#': columns by name, NaN for an empty cell.
struct Columns {
  std::vector<std::string> names;
  std::map<std::string, std::vector<double>> values;

  const std::vector<double>& operator[](const std::string& name) const { return values.at(name); }
};
Columns columns_of(const std::filesystem::path& file);

}  // namespace vitrion::testing
