// SPDX-License-Identifier: BSD-3-Clause
// What a comparison says of windows and foils. compare.csv, compare.json and report.html have all indicators; here
// stand those that decide.
#include "apps/report/compare_report_parts.hpp"
#include "apps/report/foil_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace vitrion::compare_text {
namespace {

using indicators::FoilReport;
using indicators::Indicator;
using indicators::WindowReport;
using indicators::WorstIndicator;

constexpr double hour = 3600.0;        // s
constexpr double mAh_per_cm2 = 3.6e4;  // C m⁻²

/// The spread of a quantity at a place in the cycle with the highest rate.
std::string spread(const Group& group, const Variant& variant, std::string_view quantity, const std::string& place,
                   double factor = 1.0) {
  const Comparison& all = group.comparison;
  const std::string name = fmt::format("{} At {}", quantity, place);
  const auto metric =
      std::find_if(all.metrics.begin(), all.metrics.end(), [&](const Metric& m) { return m.name == name; });
  if (metric == all.metrics.end() || all.hardest >= variant.cycles.size()) return {};
  return short_between(variant.cycles[all.hardest][static_cast<std::size_t>(metric - all.metrics.begin())], factor);
}

/// What the columns are, behind the heading of a section.
std::string how_measured(const Group& group) {
  return fmt::format(" (worst of the run as written{}):\n",
                     group.sampled() ? fmt::format("; median, 5 to 95 % of the samples in cycle {}",
                                                   cycle_name(group.comparison, group.comparison.hardest))
                                     : "");
}

constexpr const char* between = "median (5 to 95 %)";

const WorstIndicator& of(const FoilReport& foil, Indicator indicator) {
  return foil.indicators[static_cast<std::size_t>(indicator)];
}

bool is_known(const WorstIndicator& worst) {
  return std::none_of(worst.row.inputs.begin(), worst.row.inputs.end(), [](const auto& used) { return used.missing; });
}

std::string in_list(std::string list, std::string_view item) {
  if (!list.empty()) list += ", ";
  return list += item;
}

/// What is graded high at a foil, what of it was calibrated, and what is not known.
std::string remarks(const FoilReport& foil) {
  std::string high, calibrated, missing;
  for (const WorstIndicator& worst : foil.indicators) {
    if (is_known(worst) && worst.row.value.grade == indicators::Grade::high)
      high = in_list(high, lower_case(std::string(spec_of(worst.row.indicator).name)));
    for (const auto& used : worst.row.inputs)
      if (used.datum.calibrated && calibrated.find(spec_of(used.input).name) == std::string::npos)
        calibrated = in_list(calibrated, spec_of(used.input).name);
  }
  for (const auto& used : of(foil, Indicator::median_time_to_short).row.inputs)
    if (used.missing) missing = in_list(missing, spec_of(used.input).name);
  std::string text = fmt::format("graded high: {}", high.empty() ? "nothing" : high);
  if (!calibrated.empty()) text += fmt::format("; calibrated on times to short: {}", calibrated);
  if (!missing.empty()) text += fmt::format("; no time to short, for want of {}", missing);
  return text + "; " + foil.salt_depletion_alone;
}

}  // namespace

std::string windows(const Group& group) {
  TextTable table = table_with({"at", "electrolyte"}, {"to oxidation", between, "to reduction", between, "outside",
                                                       between, "decomposed", between});
  const auto unit = [&](const char* text) { return std::string(group.sampled() ? text : ""); };
  table.row({"", "", "V", unit("V"), "V", unit("V"), "h", unit("h"), "mA h/cm²", unit("mA h/cm²")});
  bool any = false;
  for (const Variant& variant : group.variants) {
    for (const WindowReport& report : variant.nominal.windows) {
      const bool above = std::isfinite(report.window.range.highest), below = std::isfinite(report.window.range.lowest);
      if (!above && !below) continue;
      any = true;
      const auto& use = report.use;
      const auto samples = [&](std::string_view quantity, double factor = 1.0) {
        return spread(group, variant, quantity, report.place, factor);
      };
      const bool known = report.window.oxidation_rate || report.window.reduction_rate;
      const bool decomposes = known && use.parasitic_charge > 0.0;
      table.row({lower_case(report.place), group.label(variant), above ? short_number(use.margin_oxidation) : "",
                 samples("Smallest Margin To Oxidation"), below ? short_number(use.margin_reduction) : "",
                 samples("Smallest Margin To Reduction"), short_number(use.time_outside / hour),
                 samples("Time Outside Window", 1.0 / hour),
                 decomposes ? short_number(use.parasitic_charge / mAh_per_cm2)
                 : known    ? ""
                            : "unknown",
                 decomposes ? samples("Parasitic Charge", 1.0 / mAh_per_cm2) : ""});
    }
  }
  return any ? "\n  smallest margins to the ends of the stability window" + how_measured(group) + table.text() : "";
}

std::string foils(const Group& group) {
  TextTable table = table_with({"at", "electrolyte"}, {});
  for (const char* heading : {"J/J_lim", "grade"}) table.column(heading, TextTable::Align::left);
  for (const char* heading : {between, "time to short", between, "P(short)", between}) table.column(heading);
  for (const char* heading : {"before", "grade", "regime"}) table.column(heading, TextTable::Align::left);
  table.row({"", "", "", "", "", "h", group.sampled() ? "h" : "", "", ""});
  std::string text;
  for (const Variant& variant : group.variants) {
    std::string said;
    for (const FoilReport& foil : variant.nominal.foils) {
      const auto samples = [&](std::string_view quantity, double factor = 1.0) {
        return spread(group, variant, quantity, foil.foil, factor);
      };
      const auto grade = [](const WorstIndicator& worst) {
        const bool applies = is_known(worst) && worst.row.value.grade != indicators::Grade::not_applicable;
        return applies ? std::string(name_of(worst.row.value.grade)) : "-";
      };
      const WorstIndicator &limit = of(foil, Indicator::current_over_limit),
                           &life = of(foil, Indicator::median_time_to_short);
      const auto& times = foil.time_to_short;
      table.row({lower_case(foil.foil), group.label(variant), indicator_text(limit.row), grade(limit),
                 samples("Worst Current Over Limiting Current"), times ? short_number(times->median / hour) : "",
                 samples("50 % Time To Short", 1.0 / hour), times ? short_number(times->probability) : "",
                 samples("Probability Of Short Before Horizon By Mean Current"),
                 times ? fmt::format("{:.3g} h", foil.horizon / hour) : "", grade(life),
                 std::string(times ? life.row.value.regime : "")});
      const std::string more = remarks(foil);
      text += fmt::format("    {}, {}: {}\n", group.label(variant), lower_case(foil.foil),
                          more == said ? "the same" : more);
      said = more;
    }
  }
  if (text.empty()) return {};
  return "\n  dendrites and contact" + how_measured(group) + table.text() + text +
         "    (compare.json and report.html have every indicator, with criterion and inputs)\n";
}

}  // namespace vitrion::compare_text
