// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/source.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrion {

/// The columns of a table in a text file, all of one length, as numbers. Columns that nobody asks for may hold
/// anything.
struct CsvTable {
  struct Column {
    enum class Kind {
      numbers,
      durations,  ///< h:mm, h:mm:ss, with a fraction or days in front, in s
      dates       ///< with a time of day, in s since 1970 without regard to time zones
    };
    /// The first cell that is no finite number.
    struct Flaw {
      SourcePosition where;
      std::string complaint, advice;
    };

    std::string name;            ///< from the header; "1", "2", … when the file has none
    std::vector<double> values;  ///< NaN where a cell is none
    Kind kind = Kind::numbers;
    std::optional<Flaw> flaw;
  };

  std::string file;
  std::vector<Column> columns;
  std::vector<int> lines;  ///< where each row stood

  std::size_t rows() const { return lines.size(); }
  /// The first column of that name, or null. Its cells may be no numbers.
  const Column* find(std::string_view name) const;
  /// A column all of whose cells are numbers. @throws InputError at `where` that names the columns there are or says
  /// that several have that name; in the file at the first cell that is no finite number
  const Column& column(std::string_view name, const SourcePosition& where) const;
  /// The same for a column that was found. @throws InputError
  const Column& sound(const Column& column) const;
};

/// Reads the table in a text as cyclers, potentiostats and people write it. The table begins at the first line of names
/// that is followed by as many cells with a number among them, or at the first row of numbers; what stands before it is
/// a preamble, and lines that begin with '#' are comments. Cells are separated by tabs, semicolons or commas; with
/// another separator than the comma, numbers may have a decimal comma. Text in UTF-8, UTF-16 with a byte-order mark, or
/// else Latin-1. `file` names it in messages. @throws InputError where there is no table, or a row of another length
CsvTable parse_csv(std::string_view text, const std::string& file);

/// The same from a file; `where` is the place that asked for it. @throws InputError, for binary formats with the tool
/// that turns them into text
CsvTable read_csv(const std::filesystem::path& file, const SourcePosition& where);

}  // namespace vitrion
