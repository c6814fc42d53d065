// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/html/page.hpp"

#include "apps/report/html/assets.hpp"
#include "apps/report/html/figure_json.hpp"
#include "apps/results/build_info.hpp"
#include "params/source.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace vitrion {
namespace {

constexpr std::string_view figures_begin = R"(<script type="application/json" id="figures">)";

std::string_view entity(char letter) {
  switch (letter) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

/// Whether a trace has a point to show.
bool shows(const Trace& trace) {
  return std::any_of(trace.y.begin(), trace.y.end(), [](double y) { return y == y; });
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string html;
  html.reserve(text.size());
  for (const char letter : text) {
    const std::string_view instead = entity(letter);
    if (!instead.empty()) {
      html += instead;
    } else if (static_cast<unsigned char>(letter) >= 0x20 || letter == '\n' || letter == '\t') {
      html += letter;
    }
  }
  return html;
}

std::string with_links(std::string_view text) {
  constexpr std::string_view mark = "doi:10.";
  std::string html;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t found = text.find(mark, at);
    html += escaped(text.substr(at, found - at));
    if (found == std::string_view::npos) break;
    std::size_t end = found;
    while (end < text.size() && !std::isspace(static_cast<unsigned char>(text[end])) && text[end] != ';') ++end;
    while (end > found && std::string_view(".,)").find(text[end - 1]) != std::string_view::npos) --end;
    const std::string doi = escaped(text.substr(found + 4, end - found - 4));
    html += fmt::format(R"(<a href="https://doi.org/{0}">doi:{0}</a>)", doi);
    at = end;
  }
  return html;
}

Page::Page(std::string title) : title_(std::move(title)) { add(fmt::format("<h1>{}</h1>\n", escaped(title_))); }

void Page::outcome(std::string_view text, bool good) {
  add(fmt::format("<p class=\"outcome{}\">{}</p>\n", good ? "" : " bad", with_links(text)));
}

void Page::key_numbers(std::span<const KeyNumber> numbers) {
  if (numbers.empty()) return;
  add("<dl class=\"numbers\">\n");
  for (const KeyNumber& number : numbers)
    add(fmt::format("<div><dt>{}</dt><dd>{} <span>{}</span></dd></div>\n", escaped(number.name), escaped(number.value),
                    escaped(number.unit)));
  add("</dl>\n");
}

void Page::heading(std::string_view text) { add(fmt::format("<h2>{}</h2>\n", escaped(text))); }

void Page::paragraph(std::string_view text) { add(fmt::format("<p>{}</p>\n", with_links(text))); }

void Page::list(std::span<const std::string> items, bool ordered) {
  if (items.empty()) return;
  const char* tag = ordered ? "ol" : "ul";
  add(fmt::format("<{}>\n", tag));
  for (const std::string& item : items) add(fmt::format("<li>{}</li>\n", with_links(item)));
  add(fmt::format("</{}>\n", tag));
}

void Page::lines(std::span<const std::string> lines) {
  constexpr std::size_t one_column = 10;
  add(lines.size() > one_column ? "<ul class=\"lines many\">\n" : "<ul class=\"lines\">\n");
  for (const std::string& line : lines) add(fmt::format("<li>{}</li>\n", with_links(line)));
  add("</ul>\n");
}

void Page::table(const PageTable& table) {
  add("<div class=\"scroll\" tabindex=\"0\"><table>\n");
  if (!table.caption.empty()) add(fmt::format("<caption>{}</caption>\n", with_links(table.caption)));
  add("<thead><tr>");
  for (const PageTable::Column& column : table.columns)
    add(fmt::format("<th scope=\"col\"{}>{}</th>", column.number ? " class=\"number\"" : "", escaped(column.heading)));
  add("</tr></thead>\n<tbody>\n");
  for (const std::vector<std::string>& row : table.rows) {
    add("<tr>");
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const PageTable::Column& column = table.columns[i];
      const std::string cell = i < row.size() ? with_links(row[i]) : std::string{};
      if (column.style == "status" || column.style == "grade") {
        add(fmt::format("<td><span class=\"{0} {1}\">{1}</span></td>", column.style, cell));
      } else if (column.number || !column.style.empty()) {
        add(fmt::format("<td class=\"{}\">{}</td>", column.number ? "number" : column.style, cell));
      } else {
        add(fmt::format("<td>{}</td>", cell));
      }
    }
    add("</tr>\n");
  }
  add("</tbody></table></div>\n");
}

void Page::folded_table(std::string_view summary, const PageTable& table) {
  add(fmt::format("<details><summary>{}</summary>\n", escaped(summary)));
  this->table(table);
  add("</details>\n");
}

void Page::figures(std::vector<Figure> figures) {
  add("<div class=\"figures\">\n");
  for (Figure& figure : figures) {
    for (View& view : figure.views) std::erase_if(view.traces, [](const Trace& trace) { return !shows(trace); });
    std::erase_if(figure.views, [](const View& view) { return view.traces.empty(); });
    if (figure.views.empty()) continue;
    const std::string title = escaped(figure.title);
    add(
        fmt::format("<figure id=\"figure-{}\"><h3>{}</h3>\n"
                    "<div class=\"plot\"><canvas role=\"img\" tabindex=\"0\" aria-label=\"{}\"></canvas></div>\n",
                    escaped(figure.id), title, title));
    if (!figure.note.empty()) add(fmt::format("<figcaption>{}</figcaption>\n", with_links(figure.note)));
    add(fmt::format("<details><summary>{} as a table</summary></details></figure>\n", title));
    figures_.push_back(std::move(figure));
  }
  add("</div>\n");
}

void Page::footer(std::string_view text) { add(fmt::format("<footer>{}</footer>\n", with_links(text))); }

void Page::write(OutputFile& to) const {
  const BuildInfo build = build_info();
  const auto append = [&](std::string_view text) {
    to.write(text);
    to.flush_if_full();
  };
  const auto append_figures = [&] {
    append("[");
    for (const Figure& figure : figures_) {
      if (&figure != &figures_.front()) append(",");
      append_figure(to.buffer(), figure);
    }
    append("]");
  };
  std::string_view rest = assets::page_html;
  while (true) {
    const std::size_t open = rest.find("{{");
    append(rest.substr(0, open));
    if (open == std::string_view::npos) break;
    const std::size_t close = rest.find("}}", open);
    const std::string_view place = rest.substr(open + 2, close - open - 2);
    rest.remove_prefix(close + 2);
    if (place == "title") append(escaped(title_));
    if (place == "generator") append(escaped(fmt::format("vitrion {} ({})", build.version, build.revision)));
    if (place == "style") append(assets::page_css);
    if (place == "body") append({body_.data(), body_.size()});
    if (place == "figures") append_figures();
    if (place == "library") append(assets::chart_js);
    if (place == "script") append(assets::drawing_js);
    if (place == "script") append(assets::page_js);
  }
}

std::string title_of_page(std::string_view html) {
  constexpr std::string_view open = "<title>";
  const std::size_t begin = html.find(open), end = html.find("</title>");
  if (begin == std::string_view::npos || end == std::string_view::npos) return {};
  std::string text(html.substr(begin + open.size(), end - begin - open.size()));
  for (const char letter : {'<', '>', '"', '\'', '&'}) {  // the ampersand last: it begins all of them
    const std::string_view written = entity(letter);
    for (std::size_t at = 0; (at = text.find(written, at)) != std::string::npos; ++at)
      text.replace(at, written.size(), 1, letter);
  }
  return text;
}

std::vector<Figure> figures_of_page(std::string_view html, const std::string& file) {
  const std::size_t begin = html.find(figures_begin);
  const std::size_t end = html.find("</script>", begin);
  if (begin == std::string_view::npos || end == std::string_view::npos)
    throw InputError({file}, "there are no figures of vitrion in it",
                     "name a folder of results, or the report.html in it");
  const std::size_t from = begin + figures_begin.size();
  return read_figures(std::string(html.substr(from, end - from)), file);
}

}  // namespace vitrion
