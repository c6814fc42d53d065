// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/source.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vitrion {

/// Columns of numbers with names, all of one length.
struct CsvTable {
  struct Column {
    std::string name;  ///< from the header; "1", "2", … when the file has none
    std::vector<double> values;
  };

  std::string file;
  std::vector<Column> columns;
  std::vector<int> lines;  ///< where each row stood

  std::size_t rows() const { return lines.size(); }
  const Column* find(std::string_view name) const;  ///< or null
  /// @throws InputError at `where` that names the columns there are
  const Column& column(std::string_view name, const SourcePosition& where) const;
};

/// Reads numbers separated by commas, semicolons or tabs (found from the first line), with an optional header and
/// comments after '#' at the start of a line. Every cell must be a finite number with a decimal point. `file` names the
/// text in messages. @throws InputError at line and column of the first cell that is not
CsvTable parse_csv(std::string_view text, const std::string& file);

/// The same from a file; `where` is the place that asked for it. @throws InputError
CsvTable read_csv(const std::filesystem::path& file, const SourcePosition& where);

}  // namespace vitrion
