// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/window_table.hpp"

#include "apps/report/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vitrion {
namespace {

constexpr double hour = 3600.0;        // s
constexpr double mAh_per_cm2 = 3.6e4;  // C m⁻²
constexpr double micrometre = 1e-6, mV = 1e-3;

}  // namespace

WindowWords window_words(std::span<const indicators::WindowReport> reports) {
  WindowWords words;
  for (const indicators::WindowReport& report : reports) {
    const indicators::WindowUse::Summary& use = report.use;
    const auto row = [&](const char* which, double limit, double margin, double t, double x, double outside, bool rate,
                         const std::string& consumed) {
      if (!std::isfinite(limit)) return;
      words.rows.push_back({fmt::format("{}, {}", report.place, which), fmt::format("{:.3f}", limit),
                            fmt::format("{:.0f}", margin / mV), fmt::format("{:.3g}", t / hour),
                            fmt::format("{:.1f}", x / micrometre), fmt::format("{:.3g}", outside / hour),
                            fmt::format("{:.4g}", use.charge_outside / mAh_per_cm2),
                            rate ? fmt::format("{:.4g}{}", use.parasitic_charge / mAh_per_cm2, consumed) : "unknown"});
    };
    const auto& range = report.window.range;
    const std::string& against = report.window.against;
    const double onset = report.window.onset_current;
    row("oxidation", range.highest, use.margin_oxidation, use.t_oxidation, use.x_oxidation, use.time_above,
        report.window.oxidation_rate,
        report.window.oxidation_consumes.empty() ? "" : fmt::format(", of the {}", report.window.oxidation_consumes));
    row("reduction", range.lowest, use.margin_reduction, use.t_reduction, use.x_reduction, use.time_below,
        report.window.reduction_rate, "");
    if (!std::isfinite(range.highest) && !std::isfinite(range.lowest)) continue;
    std::string stated =
        fmt::format("against {}; onset {}", against,
                    std::isnan(onset) ? "at a current that is not stated" : fmt::format("at {:.3g} A/m^2", onset));
    if (std::find(words.sentences.begin(), words.sentences.end(), stated) == words.sentences.end())
      words.sentences.push_back(std::move(stated));
  }
  return words;
}

std::string window_table(std::span<const indicators::WindowReport> reports) {
  const WindowWords words = window_words(reports);
  TextTable table;
  std::vector<std::string> units;
  for (const auto& [heading, unit] : WindowWords::columns) {
    table.column(heading, units.empty() ? TextTable::Align::left : TextTable::Align::right);
    units.emplace_back(unit);
  }
  table.row(units);
  for (const auto& row : words.rows) table.row({row.begin(), row.end()});
  std::string text = table.text("    ");
  for (const std::string& line : words.sentences) text += "    " + line + "\n";
  return text;
}

}  // namespace vitrion
