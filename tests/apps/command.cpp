// SPDX-License-Identifier: BSD-3-Clause
#include "tests/apps/command.hpp"

#include "apps/vitrion/cli.hpp"

#include <algorithm>
#include <fstream>
#include <limits>
#include <sstream>
#include <stdexcept>
#include <stdlib.h>

namespace vitrion::testing {

Outcome vitrion_command(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  Console console{out, err};
  const ExitCode code = run_cli(arguments, console);
  return {static_cast<int>(code), out.str(), err.str()};
}

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "vitrion-test-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::write(const std::string& name, const std::string& text) const {
  std::ofstream(path_ / name) << text;
  return (path_ / name).string();
}

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

Columns columns_of(const std::filesystem::path& file) {
  Columns columns;
  std::ifstream stream(file);
  std::string line;
  while (std::getline(stream, line)) {
    if (line.starts_with('#')) continue;
    std::vector<std::string> cells(1);
    for (const char letter : line) {
      if (letter == ',') {
        cells.emplace_back();
      } else {
        cells.back() += letter;
      }
    }
    if (columns.names.empty()) {
      columns.names = cells;
      continue;
    }
    if (cells.size() != columns.names.size()) throw std::runtime_error("a row of another length: " + line);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool number =
          cells[i] == "inf" || (!cells[i].empty() && cells[i].find_first_not_of("0123456789.e+-") == std::string::npos);
      columns.values[columns.names[i]].push_back(number ? std::strtod(cells[i].c_str(), nullptr)
                                                        : std::numeric_limits<double>::quiet_NaN());
    }
  }
  return columns;
}

}  // namespace vitrion::testing
