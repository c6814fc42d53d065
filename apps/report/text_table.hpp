// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vitrion {

/// A table for people to read: a heading, rows of text, columns as wide as they need to be.
class TextTable {
 public:
  enum class Align { left, right };

  void column(std::string heading, Align align = Align::right);
  void row(std::vector<std::string> cells);  ///< missing cells at the end are empty
  bool empty() const { return rows_.empty(); }

  /// The whole table, each line behind `indent`. Columns whose cells are all empty are left out.
  std::string text(std::string_view indent = "  ") const;

 private:
  struct Column {
    std::string heading;
    Align align;
  };
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

/// How many letters a UTF-8 text shows.
std::size_t letters(std::string_view text);

}  // namespace vitrion
