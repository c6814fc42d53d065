// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/html/run_page.hpp"

#include "apps/experiment/cycle_sums.hpp"
#include "apps/report/html/display.hpp"
#include "apps/report/html/indicator_section.hpp"
#include "apps/report/html/inputs_section.hpp"
#include "apps/report/html/run_figures.hpp"
#include "apps/report/protocol_table.hpp"
#include "apps/results/build_info.hpp"
#include "params/constants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace vitrion {
namespace {

constexpr double mAh_per_cm2 = 3.6e4;     // C m⁻²; also mW h cm⁻² in J m⁻²
constexpr double mA_per_cm2 = 10.0;       // A m⁻²; also mW cm⁻² in W m⁻²
constexpr double mAh_per_g = 3.6e3;       // C kg⁻¹
constexpr double cm2 = 1e-4;              // m²
constexpr std::size_t most_rows = 40;     ///< of cycles and steps; of more, the first and the last ones
constexpr std::size_t most_reasons = 20;  ///< of steps that ended otherwise than meant

std::string number(double value, const char* format) {
  return std::isfinite(value) ? fmt::format(fmt::runtime(format), value) : std::string{};
}

bool good(ExperimentResult::Outcome outcome) {
  return outcome == ExperimentResult::Outcome::finished || outcome == ExperimentResult::Outcome::ended_by_rule;
}

/// Calls for the indices of at most `most_rows` of `count` items; npos stands for those left out.
template <class Each>
void for_some(std::size_t count, const Each& each) {
  constexpr std::size_t none = std::string::npos;
  for (std::size_t i = 0; i < count; ++i) {
    if (count > most_rows && i == most_rows / 2) {
      each(none);
      i = count - most_rows / 2;
    }
    each(i);
  }
}

std::vector<KeyNumber> key_numbers(const RunRecord& record, const RunCurves& curves) {
  const CellFacts& facts = record.input.cell->facts();
  std::vector<KeyNumber> numbers;
  if (is_fed(curves.cell())) {
    double power = 0.0, at = 0.0, highest = 0.0;
    // As drawn: without the transient with which a sweep begins.
    const Figure figure = voltage_figure(curves, record.history);
    const std::vector<Trace>& traces = figure.views.at(0).traces;
    for (std::size_t k = 0; k + 1 < traces.size(); k += 2) {
      const Trace &V = traces[k], &P = traces[k + 1];
      for (std::size_t i = 0; i < V.y.size(); ++i) {
        if (std::isnan(V.x[i])) continue;
        highest = std::max(highest, V.y[i]);
        if (P.y[i] > power) std::tie(power, at) = std::pair(P.y[i], V.y[i]);
      }
    }
    if (highest > 0.0) numbers.push_back({"highest voltage", number(highest, "{:.3f}"), "V"});
    if (power > 0.0) numbers.push_back({"highest power", number(power, "{:.4g}"), "mW/cm²"});
    if (power > 0.0) numbers.push_back({"voltage there", number(at, "{:.3f}"), "V"});
    return numbers;
  }
  const std::vector<CycleReport>& cycles = record.history.cycles;
  const auto discharges = [](const CycleReport& cycle) { return cycle.charge_out > 0.0; };
  const auto first = std::find_if(cycles.begin(), cycles.end(), discharges);
  if (first == cycles.end()) return numbers;
  const auto last = std::find_if(cycles.rbegin(), cycles.rend(), discharges);
  const auto capacity = [&](const CycleReport& cycle) {
    numbers.push_back({"discharge capacity, " + cycle_title(cycle.cycle, record.history),
                       number(cycle.charge_out / mAh_per_cm2, "{:.4g}"), "mA h/cm²"});
  };
  capacity(*first);
  if (facts.active_mass > 0.0)
    numbers.push_back(
        {"per active mass", number(first->charge_out / (facts.active_mass * mAh_per_g), "{:.4g}"), "mA h/g"});
  numbers.push_back({"mean discharge voltage", number(first->energy_out / first->charge_out, "{:.4g}"), "V"});
  numbers.push_back({"discharge energy", number(first->energy_out / mAh_per_cm2, "{:.4g}"), "mW h/cm²"});
  if (last->cycle != first->cycle) capacity(*last);
  return numbers;
}

void add_question(Page& page, const RunRecord& record) {
  const CellFacts& facts = record.input.cell->facts();
  const double celsius = record.protocol.protocol.temperature.value_or(facts.temperature) - zero_celsius;
  page.heading("What was asked");
  std::string text = fmt::format("The cell “{}” ({}), {:.4g} cm² of electrode, at {:.4g} °C", facts.name,
                                 record.request.cell.filename().string(), facts.area / cm2, celsius);
  if (facts.reference_capacity > 0.0)
    text += fmt::format("; 1C is {:.4g} mA/cm²", facts.reference_capacity / 3600.0 / mA_per_cm2);
  page.paragraph(text + ".");
  for (const std::string& change : record.request.changes.set) page.paragraph("Changed on the command line: " + change);
  page.paragraph(record.protocol.by_default ? "No protocol was given; what is done then:" : "It was put through:");
  page.lines(protocol_lines(record.protocol.protocol));
}

void add_answer(Page& page, const RunRecord& record) {
  page.heading("What came out");
  std::vector<std::string> reasons;
  std::size_t other = 0;
  for (const StepReport& step : record.history.steps) {
    if (step.end == StepEnd::duration || step.end == StepEnd::limit) continue;
    ++other;
    if (reasons.size() < most_reasons)
      reasons.push_back(fmt::format("step {} of cycle {}, {}: {} ({})", step.count.step, step.count.cycle,
                                    step.description, step.reason, name_of(step.end)));
  }
  const std::size_t steps = record.history.steps.size();
  if (other == 0) {
    page.paragraph(steps == 1 ? "The step ended as the protocol means it."
                              : fmt::format("All {} steps ended as the protocol means them.", steps));
  } else {
    page.paragraph(fmt::format("{} of {} steps met a limit or could not be done:", other, steps));
    page.list(reasons);
    if (other > reasons.size()) page.paragraph(fmt::format("… and {} more.", other - reasons.size()));
  }
  for (const Warning& warning : record.input.warnings()) page.paragraph("Warning: " + warning.text());
  add_estimated_inputs(page, record.input.table.provenance().entries());
}

void add_cycles(Page& page, const RunRecord& record) {
  const std::vector<CycleReport>& cycles = record.history.cycles;
  if (cycles.empty()) return;
  const CellFacts& facts = record.input.cell->facts();
  PageTable table{std::string("Means are weighted by charge; ") + efficiency_definition + ".",
                  {{"cycle"},
                   {"charge, mA h/cm²", true},
                   {"discharge, mA h/cm²", true},
                   {"discharge, mA h/g", true},
                   {"mean charge voltage, V", true},
                   {"mean discharge voltage, V", true},
                   {"discharge energy, mW h/cm²", true},
                   {"coulombic efficiency, %", true},
                   {"energy efficiency, %", true}},
                  {}};
  for_some(cycles.size(), [&](std::size_t i) {
    if (i >= cycles.size()) return table.rows.push_back({"…"});
    const CycleReport& cycle = cycles[i];
    const auto where = [](double charge, double value, const char* format) {
      return charge > 0.0 ? number(value, format) : "";
    };
    table.rows.push_back(
        {cycle.name.empty() ? fmt::format("{}", cycle.cycle) : fmt::format("{} {}", cycle.cycle, cycle.name),
         where(cycle.charge_in, cycle.charge_in / mAh_per_cm2, "{:.4f}"),
         where(cycle.charge_out, cycle.charge_out / mAh_per_cm2, "{:.4f}"),
         where(facts.active_mass * cycle.charge_out, cycle.charge_out / (facts.active_mass * mAh_per_g), "{:.2f}"),
         where(cycle.charge_in, cycle.energy_in / cycle.charge_in, "{:.4f}"),
         where(cycle.charge_out, cycle.energy_out / cycle.charge_out, "{:.4f}"),
         where(cycle.charge_out, cycle.energy_out / mAh_per_cm2, "{:.4f}"),
         number(100.0 * coulombic_efficiency(cycle), "{:.2f}"), number(100.0 * energy_efficiency(cycle), "{:.2f}")});
  });
  page.heading("Cycles");
  page.table(table);
}

void add_steps(Page& page, const RunRecord& record) {
  const std::vector<StepReport>& steps = record.history.steps;
  PageTable table{"",
                  {{"step", true},
                   {"cycle", true},
                   {"what"},
                   {"from, s", true},
                   {"to, s", true},
                   {"voltage at the end, V", true},
                   {"passed, mA h/cm²", true},
                   {"ended because"}},
                  {}};
  for_some(steps.size(), [&](std::size_t i) {
    if (i >= steps.size()) return table.rows.push_back({"…"});
    const StepReport& step = steps[i];
    table.rows.push_back({fmt::format("{}", step.count.step), fmt::format("{}", step.count.cycle), step.description,
                          fmt::format("{:.6g}", step.t_begin), fmt::format("{:.6g}", step.t_end),
                          fmt::format("{:.4f}", step.V_end), fmt::format("{:+.4f}", step.charge / mAh_per_cm2),
                          step.reason});
  });
  page.folded_table(fmt::format("{} step{} and why each ended", steps.size(), steps.size() == 1 ? "" : "s"), table);
}

}  // namespace

Page run_page(const RunRecord& record, const RunCurves& curves) {
  const std::vector<ProvenanceEntry>& inputs = record.input.table.provenance().entries();
  Page page(record.input.cell->facts().name);
  const double hours = record.result.t_end / 3600.0;
  const std::string simulated = hours > 48.0   ? fmt::format("{:.4g} days", hours / 24.0)
                                : hours >= 2.0 ? fmt::format("{:.4g} h", hours)
                                               : fmt::format("{:.4g} min", hours * 60.0);
  page.outcome(fmt::format("Simulated for {}: {}.", simulated, record.result.reason), good(record.result.outcome));
  page.key_numbers(key_numbers(record, curves));
  add_question(page, record);
  add_answer(page, record);

  const auto foils = record.input.cell->foil_reports();
  page.heading("Figures");
  page.paragraph(how_to_read_figures);
  std::vector<Figure> figures{voltage_figure(curves, record.history), loss_figure(curves, record.history)};
  const auto add = [&](std::vector<Figure> more) { std::move(more.begin(), more.end(), std::back_inserter(figures)); };
  add(cycle_figures(curves, record.history));
  figures.push_back(time_figure(curves));
  add(profile_figures(curves));
  add(output_figures(curves));
  add(indicator_figures(curves, foils));
  const NamedInputs named{"", inputs};
  figures.push_back(conductivity_figure(std::span(&named, 1)));
  page.figures(std::move(figures));

  add_cycles(page, record);
  add_steps(page, record);
  const auto windows = record.input.cell->window_reports();
  if (!windows.empty()) page.heading("Stability window");
  add_windows(page, windows);
  if (!foils.empty()) page.heading("Dendrites and contact");
  add_foils(page, foils);
  page.heading("Inputs");
  add_inputs(page, inputs);
  const BuildInfo build = build_info();
  page.footer(fmt::format(
      "vitrion {} ({}); relative tolerance {:g}; {} unknowns. run.json has every input, file hash "
      "and solver count, and repeats the run: vitrion run --from run.json",
      build.version, build.revision, record.request.relative_tolerance, record.input.cell->system().layout().size()));
  return page;
}

}  // namespace vitrion
