// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/foil_table.hpp"

#include "apps/report/property_tables.hpp"
#include "apps/report/text_table.hpp"
#include "params/unit_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vitrion {
namespace {

using indicators::FoilReport;
using indicators::IndicatorRow;
using indicators::WorstIndicator;

constexpr double hour = 3600.0;

std::string inputs_text(const IndicatorRow& row) {
  std::string text;
  for (const IndicatorRow::InputUsed& used : row.inputs) {
    text += fmt::format("{}{}{}", text.empty() ? "" : ", ", spec_of(used.input).name,
                        used.datum.calibrated ? " (calibrated)" : "");
  }
  return text;
}

std::string time_text(double seconds) {
  return std::isinf(seconds) ? std::string("never") : fmt::format("{:.3g} h", seconds / hour);
}

}  // namespace

std::string indicator_text(const IndicatorRow& row) {
  const double value = row.value.value;
  const std::string_view unit = spec_of(row.indicator).unit;
  if (std::isnan(value)) return "";
  if (std::isinf(value)) return "never";
  if (unit == "1") return fmt::format("{:.3g}", value);
  if (unit == "s" && value >= hour) return fmt::format("{:.3g} h", value / hour);
  if (unit == "m" && value < 1e-3) return fmt::format("{:.3g} µm", value * 1e6);
  if (unit == "m/s") return fmt::format("{:.3g} µm/h", value * 1e6 * hour);
  return fmt::format("{:.3g} {}", value, unit);
}

FoilWords foil_words(const FoilReport& report) {
  FoilWords words;
  std::string calibrated;
  for (const WorstIndicator& worst : report.indicators) {
    const IndicatorRow& row = worst.row;
    const std::string name(spec_of(row.indicator).name);
    std::string missing;
    for (const IndicatorRow::InputUsed& used : row.inputs) {
      const std::string_view input = spec_of(used.input).name;
      if (used.missing) missing += fmt::format("{}{}", missing.empty() ? "" : ", ", input);
      if (used.datum.calibrated && calibrated.find(input) == std::string::npos)
        calibrated += fmt::format("{}{}", calibrated.empty() ? "" : ", ", input);
    }
    if (!missing.empty()) {
      words.not_known.push_back(name + ": " + missing);
      continue;
    }
    const bool applies = row.value.grade != indicators::Grade::not_applicable;
    words.rows.push_back({name, indicator_text(row), applies ? std::string(name_of(row.value.grade)) : "-",
                          std::string(row.value.regime), applies ? time_text(worst.time) : "",
                          fmt::format("{}{}", name_of(row.status), row.calibrated ? ", calibrated" : ""),
                          inputs_text(row)});
  }
  words.sentences.push_back(fmt::format("after {} at a mean local current of {:.3g} mA/cm²; a life of {} is asked for",
                                        time_text(report.duration), report.mean_current * 0.1,
                                        time_text(report.horizon)));
  if (const auto& life = report.time_to_short) {
    words.sentences.push_back(fmt::format(
        "time to short going on like that: median {}, 5 % before {}, 95 % before {}; P(short before {}) = {:.3g}",
        time_text(life->median), time_text(life->p05), time_text(life->p95), time_text(report.horizon),
        life->probability));
  }
  if (!calibrated.empty())
    words.sentences.push_back("calibrated on times to short, so that these are reproduced and not predicted: " +
                              calibrated);
  words.sentences.push_back(report.salt_depletion_alone);
  return words;
}

std::string foil_table(const FoilReport& report) {
  const FoilWords words = foil_words(report);
  TextTable table;
  for (const char* heading : FoilWords::headings) table.column(heading, TextTable::Align::left);
  for (const auto& row : words.rows) table.row({row.begin(), row.end()});
  std::string text = table.text("    ");
  if (!words.not_known.empty()) text += "    not known, for want of these inputs (see `dendrites` in a file):\n";
  for (const std::string& line : words.not_known) text += "      " + line + "\n";
  for (const std::string& line : words.sentences) text += "    " + line + "\n";
  return text;
}

}  // namespace vitrion
