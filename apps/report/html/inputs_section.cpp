// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/html/inputs_section.hpp"

#include "apps/report/property_tables.hpp"
#include "params/constants.hpp"
#include "params/text/unit_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrion {
namespace {

constexpr std::size_t grid_points = 31;
constexpr double usual_coldest = -20.0 + zero_celsius, usual_hottest = 80.0 + zero_celsius;  // K
constexpr double S_per_m_in_mS_per_cm = 10.0;
constexpr std::size_t most_listed = 12;  ///< estimated inputs that are not folded away

bool was_given(const ProvenanceEntry& entry) { return entry.value || entry.function; }

std::string range_text(const ProvenanceEntry& entry) {
  if (!entry.range) return {};
  return fmt::format("{} to {}", as_written(entry.range->first, entry), as_written(entry.range->second, entry));
}

/// A property over temperature, its other arguments at their typical values; empty when it does not depend on it.
Trace over_temperature(const ProvenanceEntry& entry, double factor) {
  Trace trace;
  std::vector<double> point;
  std::size_t T = entry.arguments.size();
  for (std::size_t i = 0; i < entry.arguments.size(); ++i) {
    point.push_back(entry.arguments[i].typical);
    if (entry.arguments[i].name == "T") T = i;
  }
  if (!entry.function || T == entry.arguments.size() || !entry.function->depends_on(T)) return trace;
  double coldest = usual_coldest, hottest = usual_hottest;
  for (const ValidRange& valid : entry.valid) {
    if (valid.argument != "T") continue;
    coldest = valid.lo;
    hottest = valid.hi;
  }
  for (std::size_t i = 0; i < grid_points; ++i) {
    point[T] = coldest + (hottest - coldest) * static_cast<double>(i) / (grid_points - 1);
    const std::vector<Argument> arguments(point.begin(), point.end());
    double value = 0.0;
    entry.function->evaluate(arguments, std::span(&value, 1));
    trace.x.push_back(point[T] - zero_celsius);
    trace.y.push_back(factor * value);
  }
  return trace;
}

}  // namespace

void add_estimated_inputs(Page& page, std::span<const ProvenanceEntry> entries) {
  PageTable table{"", {{"input", false, "path"}, {"as written"}, {"may be"}, {"because", false, "path"}}, {}};
  for (const ProvenanceEntry& entry : entries) {
    if (entry.status == Status::estimated && was_given(entry))
      table.rows.push_back({entry.path, entry.written, range_text(entry), entry.source});
  }
  if (table.rows.empty()) {
    page.paragraph("No input of it is marked as estimated.");
    return;
  }
  page.paragraph(fmt::format("It rests on {} input{} that nobody has measured; {} estimated, within the range given.",
                             table.rows.size(), table.rows.size() == 1 ? "" : "s",
                             table.rows.size() == 1 ? "it is" : "they are"));
  if (table.rows.size() <= most_listed) {
    page.table(table);
  } else {
    page.folded_table(fmt::format("{} estimated inputs", table.rows.size()), table);
  }
}

void add_inputs(Page& page, std::span<const ProvenanceEntry> entries) {
  constexpr std::array statuses{Status::measured, Status::derived, Status::estimated,
                                Status::user,     Status::assumed, Status::unknown};
  std::array<std::size_t, statuses.size()> count{};
  PageTable table{
      "", {{"input", false, "path"}, {"value"}, {"range"}, {"status", false, "status"}, {"source", false, "path"}}, {}};
  for (const ProvenanceEntry& entry : entries) {
    if (!was_given(entry)) continue;
    const auto at = std::find(statuses.begin(), statuses.end(), entry.status);
    if (at != statuses.end()) ++count[static_cast<std::size_t>(at - statuses.begin())];
    std::string source = entry.source;
    if (!entry.note.empty()) source += (source.empty() ? "" : "; ") + entry.note;
    table.rows.push_back(
        {entry.path, entry.written, range_text(entry), std::string(name_of(entry.status)), std::move(source)});
  }
  std::string sums;
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    if (count[i] > 0) sums += fmt::format("{}{} {}", sums.empty() ? "" : ", ", count[i], name_of(statuses[i]));
  }
  page.paragraph(fmt::format("{} values were read: {}.", table.rows.size(), sums));
  page.folded_table("every input with its source", table);
}

Figure conductivity_figure(std::span<const NamedInputs> inputs) {
  constexpr std::string_view property = "conductivity";
  Figure figure;
  figure.id = property;
  figure.title = "Conductivity over temperature";
  figure.y = "conductivity / mS/cm";
  figure.log_y = true;
  View view{"", {{"temperature / °C", {}}}, {}};
  const Dimension siemens_per_metre = parse_unit("S/m").dimension;
  for (const NamedInputs& owner : inputs) {
    for (const ProvenanceEntry& entry : owner.entries) {
      if (!entry.path.ends_with(property) || !(entry.dimension == siemens_per_metre)) continue;
      Trace trace = over_temperature(entry, S_per_m_in_mS_per_cm);
      const bool drawn = std::any_of(view.traces.begin(), view.traces.end(),
                                     [&](const Trace& other) { return other.x == trace.x && other.y == trace.y; });
      if (trace.y.empty() || drawn) continue;
      const bool own = entry.path == property;
      trace.name = owner.name.empty() ? entry.path : own ? owner.name : owner.name + ": " + entry.path;
      view.traces.push_back(std::move(trace));
    }
  }
  figure.note = "Over the range for which the law is stated, or −20 to 80 °C; at the concentration that is typical.";
  if (!view.traces.empty()) figure.views.push_back(std::move(view));
  return figure;
}

}  // namespace vitrion
