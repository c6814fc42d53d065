// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/foil_table.hpp"

#include "apps/report/property_tables.hpp"
#include "apps/report/text_table.hpp"
#include "params/text/unit_text.hpp"

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

/// What all lives together say, and which of them it does not fit.
std::string calibration_text(const indicators::ShortCalibration& calibration) {
  const auto shorted = std::count_if(calibration.lives.begin(), calibration.lives.end(),
                                     [](const auto& judged) { return judged.life.shorted; });
  std::string text = fmt::format(
      "calibrated on {} lives, {} of which ended in a short: current_scatter {}{:.3g} (95 %: {:.3g} to {:.3g})",
      calibration.lives.size(), shorted, calibration.upper_bound ? "at most about " : "", calibration.best,
      calibration.low, calibration.high);
  if (!calibration.contradictory()) return text + "; none contradicts another";
  for (const auto& judged : calibration.lives)
    if (judged.contradicted)
      text += fmt::format("; contradicted by {}: it {} where {:.2g} of such cells would have shorted",
                          judged.life.source.empty() ? "a life without a source" : judged.life.source,
                          judged.life.shorted ? "shorted" : "lasted", judged.shorted_by_then);
  return text;
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
      if (used.missing) {
        missing += fmt::format("{}{}", missing.empty() ? "" : ", ", input);
        if (std::find(words.wanted.begin(), words.wanted.end(), input) == words.wanted.end())
          words.wanted.emplace_back(input);
      }
      if (used.datum.calibrated && calibrated.find(input) == std::string::npos)
        calibrated += fmt::format("{}{}", calibrated.empty() ? "" : ", ", input);
    }
    if (!missing.empty()) {
      words.not_known.push_back(fmt::format("{}: {}", name, missing));
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
  if (report.calibration) words.sentences.push_back(calibration_text(*report.calibration));
  words.sentences.push_back(report.salt_depletion_alone);
  return words;
}

std::string foil_table(const FoilReport& report) {
  const FoilWords words = foil_words(report);
  constexpr std::size_t columns = FoilWords::headings.size() - 1;  // what each rests on would fill the width
  TextTable table;
  for (std::size_t k = 0; k < columns; ++k) table.column(FoilWords::headings[k], TextTable::Align::left);
  const std::string_view always = spec_of(indicators::Indicator::current_over_limit).name;
  std::size_t left_out = 0;
  for (const auto& row : words.rows) {
    const bool alarming = row[2] == name_of(indicators::Grade::moderate) ||
                          row[2] == name_of(indicators::Grade::high) ||
                          row[2] == name_of(indicators::Grade::undetermined);
    if (alarming || row[0] == always) {
      table.row({row.begin(), row.begin() + columns});
    } else {
      ++left_out;
    }
  }
  std::string text = table.text("    ");
  if (left_out > 0) text += fmt::format("    {} more are low or do not apply here: see the report\n", left_out);
  if (!words.not_known.empty())
    text += fmt::format("    {} more want inputs that no file gives (see `dendrites` in a file): {}\n",
                        words.not_known.size(), fmt::join(words.wanted, ", "));
  for (const std::string& line : words.sentences) text += "    " + line + "\n";
  return text;
}

}  // namespace vitrion
