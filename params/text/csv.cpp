// SPDX-License-Identifier: BSD-3-Clause
#include "params/text/csv.hpp"

#include "params/suggestion.hpp"
#include "params/text/cell_value.hpp"
#include "params/text/text_encoding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fstream>
#include <limits>
#include <optional>
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

void split(std::string_view line, char separator, std::vector<Cell>& cells) {
  cells.clear();
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
}

bool is_number(std::string_view text, char separator) {
  return decimal_number(text) || (separator != ',' && comma_number(text)) || clock_time(text) || date_time(text);
}

/// A line of a file that is neither empty nor a comment.
struct Line {
  std::string_view text;
  int number;
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (int number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find_first_of("\n\r"), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    if (!line.empty() && line.front() != '#') lines.push_back({text.substr(0, end), number});
    const bool two = text.substr(end).starts_with("\r\n");
    text.remove_prefix(std::min(text.size(), end + (two ? 2 : 1)));
  }
  return lines;
}

/// Where the table of a file begins.
struct Beginning {
  std::size_t header = 0;  ///< line of the names, or of the first row where there are none
  bool has_names = false;
  bool has_units = false;  ///< in a line of their own below the names
  char separator = ',';
};

/// Goes through what may be the beginning of a table in a file.
class TableFinder {
 public:
  explicit TableFinder(const std::vector<Line>& lines) : lines_(lines) {}

  /// The first line of names above as many cells with a number among them, or of numbers alone, whose table reaches to
  /// the last line; or else the first such line; or else the first line, of which it is then said what is wrong.
  Beginning find() {
    constexpr std::size_t longest_preamble = 500;
    std::optional<Beginning> first;
    for (std::size_t i = 0; i < std::min(lines_.size(), longest_preamble); ++i) {
      const std::optional<Beginning> here = at(i);
      if (!here) continue;
      split(lines_.back().text, here->separator, below_);
      if (below_.size() >= cells_.size()) return *here;
      if (!first) first = here;
    }
    if (first) return *first;
    Beginning any;
    any.separator = separator_of(lines_.front().text);
    split(lines_.front().text, any.separator, cells_);
    any.has_names = !has_numbers(cells_, any.separator);
    return any;
  }

 private:
  static bool has_numbers(const std::vector<Cell>& cells, char separator) {
    return std::any_of(cells.begin(), cells.end(), [&](const Cell& c) { return is_number(c.text, separator); });
  }
  static bool is_unit(const Cell& cell) {
    return cell.text.empty() || (cell.text.size() > 2 && (cell.text.front() == '(' || cell.text.front() == '['));
  }

  std::optional<Beginning> at(std::size_t i) {
    const char separator = separator_of(lines_[i].text);
    split(lines_[i].text, separator, cells_);
    const auto as_many = [&](std::size_t line) {
      if (line >= lines_.size()) return false;
      split(lines_[line].text, separator, below_);
      return below_.size() == cells_.size();
    };
    if (has_numbers(cells_, separator)) {
      const bool row =
          std::all_of(cells_.begin(), cells_.end(), [&](const Cell& c) { return is_number(c.text, separator); });
      if (!row || (i + 1 < lines_.size() && !as_many(i + 1))) return std::nullopt;
      if (i > 0) split(lines_[i - 1].text, separator, below_);
      if (i > 0 && below_.size() > 1) return std::nullopt;  // names, of another number
      return Beginning{i, false, false, separator};
    }
    const bool named = std::any_of(cells_.begin(), cells_.end(), [](const Cell& c) { return !c.text.empty(); });
    if (!named || !as_many(i + 1)) return std::nullopt;
    if (has_numbers(below_, separator)) return Beginning{i, true, false, separator};
    const bool units = std::all_of(below_.begin(), below_.end(), is_unit);
    if (!units || !as_many(i + 2) || !has_numbers(below_, separator)) return std::nullopt;
    return Beginning{i, true, true, separator};
  }

  const std::vector<Line>& lines_;
  std::vector<Cell> cells_, below_;
};

class Reader {
 public:
  explicit Reader(const std::string& file) { table_.file = file; }

  CsvTable read(std::string_view text) {
    const std::vector<Line> lines = lines_of(text);
    if (lines.empty()) throw InputError({table_.file}, "the file has no data");
    const Beginning table = TableFinder(lines).find();
    separator_ = table.separator;
    split(lines[table.header].text, separator_, cells_);
    read_header(lines[table.header].number, table.has_names);
    std::size_t next = table.header + (table.has_names ? 1 : 0);
    if (table.has_units) read_units(lines[next++]);
    for (; next < lines.size(); ++next) {
      split(lines[next].text, separator_, cells_);
      read_row(lines[next].number);
    }
    if (table_.rows() == 0) throw InputError({table_.file}, "the file has a header and no rows");
    return std::move(table_);
  }

 private:
  void read_header(int line, bool has_names) {
    if (cells_.size() > most_columns)
      throw InputError({table_.file, line}, fmt::format("{} columns are too many", cells_.size()));
    for (const Cell& cell : cells_) {
      const bool named = has_names && !cell.text.empty();
      table_.columns.emplace_back().name = named ? std::string(cell.text) : std::to_string(table_.columns.size() + 1);
    }
  }

  void read_units(const Line& line) {
    split(line.text, separator_, cells_);
    for (std::size_t i = 0; i < cells_.size(); ++i)
      if (!cells_[i].text.empty()) table_.columns[i].name += " " + std::string(cells_[i].text);
  }

  void read_row(int line) {
    while (cells_.size() > table_.columns.size() && cells_.back().text.empty()) cells_.pop_back();
    if (cells_.size() != table_.columns.size()) {
      throw InputError(
          {table_.file, line},
          fmt::format("{} cell{} in a table of {} columns", cells_.size(), cells_.size() == 1 ? "" : "s",
                      table_.columns.size()),
          separator_ == ',' && cells_.size() == 2 * table_.columns.size() ? "decimals are written with a point" : "");
    }
    for (std::size_t i = 0; i < cells_.size(); ++i) read_cell(cells_[i], table_.columns[i], line);
    table_.lines.push_back(line);
  }

  void read_cell(const Cell& cell, CsvTable::Column& column, int line) const {
    using Kind = CsvTable::Column::Kind;
    std::optional<double> value = decimal_number(cell.text);
    if (!value && separator_ != ',') value = comma_number(cell.text);
    if (!value && (value = clock_time(cell.text))) column.kind = Kind::durations;
    if (!value && (value = date_time(cell.text))) column.kind = Kind::dates;
    const bool finite = value && std::isfinite(*value);
    column.values.push_back(finite ? *value : std::numeric_limits<double>::quiet_NaN());
    if (finite || column.flaw) return;
    column.flaw = CsvTable::Column::Flaw{{table_.file, line, cell.column}, {}, "leave out the row"};
    if (cell.text.empty()) {
      column.flaw->complaint = fmt::format("column '{}' is empty here", shown(column.name));
    } else if (value) {
      column.flaw->complaint = fmt::format("'{}' is not a finite number", shown(cell.text));
    } else {
      column.flaw->complaint = fmt::format("'{}' is not a number", shown(cell.text));
      column.flaw->advice.clear();
    }
  }

  CsvTable table_;
  char separator_ = ',';
  std::vector<Cell> cells_;
};

/// What turns a binary file into text, by how its name ends.
std::string text_from(const std::filesystem::path& file) {
  std::string ending = file.extension().string();
  for (char& c : ending) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (ending == ".mpr") return "turn it into text: export it as .mpt in EC-Lab, or use the Python package galvani";
  if (ending == ".res") return "turn it into text: export it as CSV in MITS Pro, or use the Python package galvani";
  if (ending == ".nda" || ending == ".ndax")
    return "turn it into text: export it as CSV in BTSDA, or use the Python package fastnda";
  if (ending == ".xls" || ending == ".xlsx") return "save it as CSV";
  return "turn it into text first, for example with `bdf convert` of the Python package batterydf";
}

}  // namespace

const CsvTable::Column* CsvTable::find(std::string_view name) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

const CsvTable::Column& CsvTable::sound(const Column& column) const {
  if (column.flaw) throw InputError(column.flaw->where, column.flaw->complaint, column.flaw->advice);
  return column;
}

const CsvTable::Column& CsvTable::column(std::string_view name, const SourcePosition& where) const {
  const auto named = [&](const Column& candidate) { return candidate.name == name; };
  if (std::count_if(columns.begin(), columns.end(), named) > 1)
    throw InputError(where, fmt::format("two columns of {} are called '{}'", file, shown(name)),
                     "give one of them another name");
  if (const Column* const found = find(name)) return sound(*found);
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
  const std::string utf8 = as_utf8(text);
  return Reader(file).read(utf8);
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
  const std::string bytes = std::move(text).str();
  if (is_binary(bytes)) throw InputError(where, fmt::format("{} is not text", file.string()), text_from(file));
  return parse_csv(bytes, file.string());
}

}  // namespace vitrion
