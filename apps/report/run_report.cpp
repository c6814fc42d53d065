// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/run_report.hpp"

#include "apps/experiment/cycle_sums.hpp"
#include "apps/report/property_tables.hpp"
#include "apps/report/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace vitrion {
namespace {

constexpr double mAh_per_cm2 = 3.6e4;    // C m⁻²
constexpr double mAh_per_g = 3.6e3;      // C kg⁻¹
constexpr double mWh_per_cm2 = 3.6e4;    // J m⁻²
constexpr std::size_t most_cycles = 12;  ///< that are all shown; of more, the first and the last ones

std::string number(double value, const char* format) {
  return std::isfinite(value) ? fmt::format(fmt::runtime(format), value) : std::string{};
}

/// A quantity of a cycle that is nothing unless charge has passed.
std::string where(double charge, double value, const char* format) { return charge > 0.0 ? number(value, format) : ""; }

std::string label(const CycleReport& cycle) {
  return cycle.name.empty() ? fmt::format("{}", cycle.cycle) : fmt::format("{} {}", cycle.cycle, cycle.name);
}

/// Calls for the cycles that are shown, in order, the cells of one cycle next to each other; nullptr stands for those
/// left out.
void for_each_cycle(std::span<const ReportedRun> runs,
                    const std::function<void(const ReportedRun*, const CycleReport*)>& show) {
  std::size_t count = 0;
  for (const ReportedRun& run : runs) count = std::max(count, run.history.cycles.size());
  for (std::size_t i = 0; i < count; ++i) {
    if (count > most_cycles && i == most_cycles / 2) {
      show(nullptr, nullptr);
      i = count - most_cycles / 2;
    }
    for (const ReportedRun& run : runs)
      if (i < run.history.cycles.size()) show(&run, &run.history.cycles[i]);
  }
}

std::string part_name(const OutputName& output) {
  constexpr std::string_view prefix = "Voltage Part ";
  return output.name.starts_with(prefix) ? output.name.substr(prefix.size()) : output.name;
}

std::string lower_case_text(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
  return text;
}

}  // namespace

std::string cycle_tables(std::span<const ReportedRun> runs) {
  const bool several = runs.size() > 1;
  const auto cell_name = [&](const ReportedRun& run) { return several ? run.input.cell->facts().name : std::string{}; };

  TextTable sums;
  for (const char* heading : {"cycle", "cell"}) sums.column(heading, TextTable::Align::left);
  for (const char* heading :
       {"charge", "discharge", "discharge", "mean charge", "mean discharge", "discharge", "coulombic", "energy"})
    sums.column(heading);
  sums.row({"", "", "mA h/cm²", "mA h/cm²", "mA h/g", "V", "V", "mW h/cm²", "eff. %", "eff. %"});
  for_each_cycle(runs, [&](const ReportedRun* run, const CycleReport* cycle) {
    if (!cycle) return sums.row({"…"});
    const CellFacts& facts = run->input.cell->facts();
    sums.row(
        {label(*cycle), cell_name(*run), where(cycle->charge_in, cycle->charge_in / mAh_per_cm2, "{:.4f}"),
         where(cycle->charge_out, cycle->charge_out / mAh_per_cm2, "{:.4f}"),
         where(facts.active_mass * cycle->charge_out, cycle->charge_out / (facts.active_mass * mAh_per_g), "{:.2f}"),
         where(cycle->charge_in, cycle->energy_in / cycle->charge_in, "{:.4f}"),
         where(cycle->charge_out, cycle->energy_out / cycle->charge_out, "{:.4f}"),
         where(cycle->charge_out, cycle->energy_out / mWh_per_cm2, "{:.4f}"),
         number(100.0 * coulombic_efficiency(*cycle), "{:.2f}"), number(100.0 * energy_efficiency(*cycle), "{:.2f}")});
  });

  TextTable losses;
  for (const char* heading : {"cycle", "cell"}) losses.column(heading, TextTable::Align::left);
  const Cell& first = *runs.front().input.cell;
  for (const OutputName& output : first.output_names().first(first.loss_terms()))
    losses.column(lower_case_text(part_name(output)));
  bool any = false;
  for_each_cycle(runs, [&](const ReportedRun* run, const CycleReport* cycle) {
    if (!cycle) return losses.row({"…"});
    if (!(cycle->charge_out > 0.0)) return;
    any = true;
    std::vector<std::string> row{label(*cycle), cell_name(*run)};
    for (const double loss : cycle->losses_out) row.push_back(number(1e3 * loss, "{:.1f}"));
    losses.row(std::move(row));
  });

  std::string text = sums.text();
  if (any) text += "\n  what the mean discharge voltage is made of, mV:\n" + losses.text();
  return text;
}

std::string estimated_inputs(std::span<const ProvenanceEntry> entries) {
  TextTable table;
  for (int i = 0; i < 3; ++i) table.column("", TextTable::Align::left);
  for (const ProvenanceEntry& entry : entries) {
    if (entry.status != Status::estimated || (!entry.value && !entry.function)) continue;
    const std::string range = entry.range ? fmt::format("({} to {})", as_written(entry.range->first, entry),
                                                        as_written(entry.range->second, entry))
                                          : "";
    table.row({entry.path, entry.written, range});
  }
  return table.empty() ? "" : table.text("    ");
}

}  // namespace vitrion
