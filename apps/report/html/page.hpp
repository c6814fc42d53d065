// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/html/figure.hpp"
#include "apps/results/output_file.hpp"

#include <fmt/format.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrion {

/// Text as it may stand in HTML, between tags and in attributes.
std::string escaped(std::string_view text);
/// The same, with links to what is named as "doi:10.…".
std::string with_links(std::string_view text);

/// The sentence in front of figures.
inline constexpr std::string_view how_to_read_figures =
    "Drag over a figure to zoom, double-click to see everything again; click on a name of the legend to hide its "
    "curve. "
    "With the keyboard: + and − zoom, arrows move, 0 resets.";

/// A table of a page. Texts are escaped, and DOIs in them are links.
struct PageTable {
  struct Column {
    std::string heading;
    bool number = false;  ///< aligned to the right
    std::string style{};  ///< a class of page.css for its cells
  };
  std::string caption;
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};

/// A number that matters, large.
struct KeyNumber {
  std::string name, value, unit;
};

/// One HTML page that needs nothing else: text, tables and figures in the order in which they are added. Every text
/// that is given to it is escaped.
class Page {
 public:
  explicit Page(std::string title);  ///< also its first heading

  void outcome(std::string_view text, bool good);  ///< the one sentence to read
  void key_numbers(std::span<const KeyNumber> numbers);
  void heading(std::string_view text);
  void paragraph(std::string_view text);
  void list(std::span<const std::string> items, bool ordered = false);
  /// Lines that are indented by spaces.
  void lines(std::span<const std::string> lines);
  void table(const PageTable& table);
  /// A table that opens when the reader asks for it.
  void folded_table(std::string_view summary, const PageTable& table);
  /// Figures side by side where the screen is wide enough. Those without a curve are left out.
  void figures(std::vector<Figure> figures);
  void footer(std::string_view text);

  /// Piece by piece, so that it never stands in memory as a whole. @throws OutputError
  void write(OutputFile& to) const;

 private:
  void add(std::string_view html) { body_.append(html.data(), html.data() + html.size()); }

  std::string title_;
  fmt::memory_buffer body_;
  std::vector<Figure> figures_;
};

/// The title of a page, as text.
std::string title_of_page(std::string_view html);

/// The figures in the text of a page. @throws InputError that names `file` when it is no page of vitrion
std::vector<Figure> figures_of_page(std::string_view html, const std::string& file);

}  // namespace vitrion
