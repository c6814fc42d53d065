// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/html/indicator_section.hpp"

#include "apps/report/foil_table.hpp"
#include "apps/report/html/display.hpp"
#include "apps/report/window_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace vitrion {

void add_windows(Page& page, std::span<const indicators::WindowReport> reports, const std::string& cell) {
  const WindowWords words = window_words(reports);
  if (words.rows.empty()) return;
  PageTable table{fmt::format("{}{}Smallest margins of the local potentials of the electrodes; a negative one is "
                              "outside. Limits {}.",
                              cell, cell.empty() ? "" : ": ", fmt::join(words.sentences, "; and ")),
                  {},
                  {}};
  for (const auto& [heading, unit] : WindowWords::columns)
    table.columns.push_back({*unit == '\0' ? heading : fmt::format("{}, {}", heading, unit), !table.columns.empty()});
  for (const auto& row : words.rows) {
    table.rows.emplace_back(row.begin(), row.end());
    const std::size_t comma = row.front().find(',');  // "Positive Electrode, oxidation"
    table.rows.back().front() = in_sentence(row.front().substr(0, comma)) + row.front().substr(comma);
  }
  page.table(table);
}

void add_foils(Page& page, std::span<const indicators::FoilReport> reports, const std::string& cell) {
  for (const indicators::FoilReport& report : reports) {
    const FoilWords words = foil_words(report);
    const std::string foil = fmt::format("{}{}{}", cell, cell.empty() ? "" : ", ", in_sentence(report.foil));
    page.paragraph(foil + ":");
    page.list(words.sentences);
    PageTable table{"The worst of the run. There is no verdict: each theory leaves out what others describe.", {}, {}};
    for (const std::string_view heading : FoilWords::headings)
      table.columns.push_back({std::string(heading), heading == "worst", heading == "grade" ? "grade" : ""});
    for (const auto& row : words.rows) {
      table.rows.emplace_back(row.begin(), row.end());
      table.rows.back().front() = in_sentence(row.front());
    }
    for (const std::string& missing : words.not_known) {
      const std::size_t colon = missing.find(": ");
      table.rows.push_back({in_sentence(missing.substr(0, colon)), "", "", "not known", "", "",
                            fmt::format("inputs that nobody gave: {}", missing.substr(colon + 2))});
    }
    page.folded_table(foil + ": every indicator with its inputs", table);
  }
}

}  // namespace vitrion
