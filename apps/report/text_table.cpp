// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/text_table.hpp"

#include <algorithm>
#include <utility>

namespace vitrion {

std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

void TextTable::column(std::string heading, Align align) { columns_.push_back({std::move(heading), align}); }

void TextTable::row(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  rows_.push_back(std::move(cells));
}

std::string TextTable::text(std::string_view indent) const {
  std::vector<std::size_t> width(columns_.size(), 0);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    for (const auto& row : rows_) width[i] = std::max(width[i], letters(row[i]));
    if (width[i] > 0) width[i] = std::max(width[i], letters(columns_[i].heading));
  }
  std::string text;
  const auto line = [&](const auto& cell_of) {
    std::string out(indent);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (width[i] == 0) continue;
      const std::string& cell = cell_of(i);
      const std::string gap(width[i] - letters(cell), ' ');
      out += columns_[i].align == Align::right ? gap + cell : cell + gap;
      out += "  ";
    }
    out.erase(out.find_last_not_of(' ') + 1);
    text += out + "\n";
  };
  if (std::any_of(columns_.begin(), columns_.end(), [](const Column& column) { return !column.heading.empty(); }))
    line([&](std::size_t i) -> const std::string& { return columns_[i].heading; });
  for (const auto& row : rows_) line([&](std::size_t i) -> const std::string& { return row[i]; });
  return text;
}

}  // namespace vitrion
