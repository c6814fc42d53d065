// SPDX-License-Identifier: BSD-3-Clause
#include "params/text/csv.hpp"

#include "params/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <utility>

namespace vitrion {
namespace {

constexpr std::size_t most_columns = 1000;
constexpr std::uintmax_t largest_file = std::uintmax_t{1} << 30U;

struct Cell {
  std::string_view text;
  int column;  // from 1
};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \r\v\f");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \r\v\f") - first + 1);
}

/// What a message may show of a cell: printable and short.
std::string shown(std::string_view text) {
  std::string result;
  for (const char c : text.substr(0, 40)) result += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
  return text.size() > 40 ? result + "..." : result;
}

char separator_of(std::string_view line) {
  for (const char candidate : {'\t', ';', ','}) {
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') quoted = !quoted;
      if (c == candidate && !quoted) return candidate;
    }
  }
  return ',';
}

std::vector<Cell> split(std::string_view line, char separator) {
  std::vector<Cell> cells;
  std::size_t begin = 0;
  bool quoted = false;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    if (i < line.size() && line[i] == '"') quoted = !quoted;
    if (i < line.size() && (quoted || line[i] != separator)) continue;
    std::string_view text = trimmed(line.substr(begin, i - begin));
    const int column = static_cast<int>(begin) + 1;
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = trimmed(text.substr(1, text.size() - 2));
    cells.push_back({text, column});
    begin = i + 1;
  }
  return cells;
}

std::optional<double> number(std::string_view text) {
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

class Reader {
 public:
  explicit Reader(const std::string& file) { table_.file = file; }

  void read_line(std::string_view line, int line_number) {
    if (trimmed(line).empty() || trimmed(line).front() == '#') return;
    if (table_.columns.empty()) separator_ = separator_of(line);
    const std::vector<Cell> cells = split(line, separator_);
    if (table_.columns.empty()) {
      read_header(cells, line_number);
    } else {
      read_row(cells, line_number);
    }
  }

  CsvTable finish() {
    if (table_.columns.empty()) throw InputError({table_.file}, "the file has no data");
    if (table_.rows() == 0) throw InputError({table_.file}, "the file has a header and no rows");
    return std::move(table_);
  }

 private:
  void read_header(const std::vector<Cell>& cells, int line) {
    if (cells.size() > most_columns) {
      throw InputError({table_.file, line}, fmt::format("{} columns are too many", cells.size()));
    }
    const bool has_names =
        std::none_of(cells.begin(), cells.end(), [](const Cell& c) { return number(c.text).has_value(); });
    std::set<std::string_view> seen;
    for (const Cell& cell : cells) {
      if (!has_names) {
        table_.columns.push_back({std::to_string(table_.columns.size() + 1), {}});
        continue;
      }
      if (cell.text.empty()) {
        throw InputError({table_.file, line, cell.column},
                         fmt::format("column {} has no name", table_.columns.size() + 1));
      }
      if (!seen.insert(cell.text).second) {
        throw InputError({table_.file, line, cell.column},
                         fmt::format("two columns are called '{}'", shown(cell.text)));
      }
      table_.columns.push_back({std::string(cell.text), {}});
    }
    if (!has_names) read_row(cells, line);
  }

  void read_row(const std::vector<Cell>& cells, int line) {
    if (cells.size() != table_.columns.size()) {
      throw InputError(
          {table_.file, line},
          fmt::format("{} cell{} in a table of {} columns", cells.size(), cells.size() == 1 ? "" : "s",
                      table_.columns.size()),
          separator_ == ',' && cells.size() == 2 * table_.columns.size() ? "decimals are written with a point" : "");
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
      table_.columns[i].values.push_back(read_cell(cells[i], table_.columns[i].name, line));
    }
    table_.lines.push_back(line);
  }

  double read_cell(const Cell& cell, const std::string& name, int line) const {
    const SourcePosition where{table_.file, line, cell.column};
    if (cell.text.empty())
      throw InputError(where, fmt::format("column '{}' is empty here", shown(name)), "leave out the row");
    const std::optional<double> value = number(cell.text);
    if (value && std::isfinite(*value)) return *value;
    if (value) throw InputError(where, fmt::format("'{}' is not a finite number", cell.text), "leave out the row");
    if (const auto comma = cell.text.find(','); comma != std::string_view::npos) {
      std::string with_point(cell.text);
      with_point[comma] = '.';
      if (number(with_point)) {
        throw InputError(where, fmt::format("'{}' has a decimal comma", shown(cell.text)),
                         fmt::format("write {}, in the whole file", with_point));
      }
    }
    throw InputError(where, fmt::format("'{}' is not a number", shown(cell.text)));
  }

  CsvTable table_;
  char separator_ = ',';
};

}  // namespace

const CsvTable::Column* CsvTable::find(std::string_view name) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

const CsvTable::Column& CsvTable::column(std::string_view name, const SourcePosition& where) const {
  if (const Column* const found = find(name)) return *found;
  std::vector<std::string> names;
  for (const Column& column : columns) names.push_back(column.name);
  std::string advice = did_you_mean(name, names);
  if (advice.empty()) {
    advice = "it has ";
    for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 20); ++i) {
      advice += (i > 0 ? ", '" : "'") + shown(names[i]) + "'";
    }
  }
  throw InputError(where, fmt::format("{} has no column '{}'", file, name), advice);
}

CsvTable parse_csv(std::string_view text, const std::string& file) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);  // byte-order mark
  Reader reader(file);
  int line = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\n\r"), text.size());
    reader.read_line(text.substr(0, end), ++line);
    const bool two = text.substr(end).starts_with("\r\n");
    text.remove_prefix(std::min(text.size(), end + (two ? 2 : 1)));
  }
  return reader.finish();
}

CsvTable read_csv(const std::filesystem::path& file, const SourcePosition& where) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) {
    throw InputError(where, fmt::format("there is no file {}", file.string()));
  }
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (size > largest_file) {
    throw InputError(where, fmt::format("{} is too large", file.string()), "at most 1 GB");
  }
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  if (size > 0) text << stream.rdbuf();  // to which nothing would be a failure
  if (!stream || !text) throw InputError(where, fmt::format("{} cannot be read", file.string()));
  return parse_csv(std::move(text).str(), file.string());
}

}  // namespace vitrion
