// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/foil_monitor.hpp"

#include <fmt/format.h>

#include <limits>
#include <utility>

namespace vitrion::indicators {
namespace {

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

/// Whether an indicator at one time is worse than what was kept so far.
bool is_worse(const IndicatorValue& a, const IndicatorValue& b, const Criterion& criterion) {
  if (b.regime.empty() && b.grade == Grade::not_applicable) return true;  // nothing was kept yet
  if (a.grade != b.grade) return a.grade > b.grade;
  return a.grade != Grade::not_applicable && criterion.worse_of(a.value, b.value);
}

}  // namespace

FoilMonitor::FoilMonitor(std::string foil, const DendriteKnowledge& known)
    : foil_(std::move(foil)),
      assessment_(std::make_unique<DendriteAssessment>(known.inputs(), known.horizon())),
      history_(*assessment_) {
  for (std::size_t i = 0; i < indicator_count; ++i) {
    const auto indicator = static_cast<Indicator>(i);
    if (assessment_->inputs().known().covers(spec_of(indicator).inputs)) shown_.push_back(indicator);
  }
}

void FoilMonitor::append_names(std::vector<OutputName>& names) const {
  for (const Indicator indicator : shown_) {
    const IndicatorSpec& spec = spec_of(indicator);
    names.push_back({fmt::format("{} At {}", spec.name, foil_), std::string(spec.unit), OutputGroup::dendrite});
  }
}

void FoilMonitor::append_summary_names(std::vector<OutputName>& names) const {
  const auto add = [&](std::string_view what, std::string_view unit) {
    names.push_back({fmt::format("{} At {}", what, foil_), std::string(unit), OutputGroup::dendrite});
  };
  for (const Indicator indicator : shown_) {
    add(fmt::format("Worst {}", spec_of(indicator).name), spec_of(indicator).unit);
  }
  add("Throughput In Cycle", "C/m^2");
  add("Throughput So Far", "C/m^2");
  add("5 % Time To Short", "s");
  add("50 % Time To Short", "s");
  add("95 % Time To Short", "s");
  add("Probability Of Short Before Horizon By Mean Current", "1");
}

void FoilMonitor::evaluate(double t, const FoilState& state, std::span<double> out) {
  if (t < t_last_) restart();
  t_last_ = t;
  last_ = state;
  const Assessment& now = history_.add(t, state);
  for (std::size_t i = 0; i < shown_.size(); ++i) out[i] = now[shown_[i]].value;
}

void FoilMonitor::restart() {
  history_ = DendriteHistory(*assessment_);
  run_ = {};
  throughput_at_last_take_ = 0.0;
}

/// Adds a cycle to the summary of the run.
void FoilMonitor::keep(DendriteHistory::Summary& run, const DendriteHistory::Summary& cycle) const {
  for (std::size_t i = 0; i < indicator_count; ++i) {
    run.time_high[i] += cycle.time_high[i];
    if (!is_worse(cycle.worst.values[i], run.worst.values[i], assessment_->criterion(static_cast<Indicator>(i))))
      continue;
    run.worst.values[i] = cycle.worst.values[i];
    run.t_worst[i] = cycle.t_worst[i];
  }
}

void FoilMonitor::take_summary(std::span<double> out) {
  const DendriteHistory::Summary cycle = history_.take();
  keep(run_, cycle);
  std::size_t k = 0;
  for (const Indicator indicator : shown_) out[k++] = cycle.worst[indicator].value;
  out[k++] = cycle.throughput - std::exchange(throughput_at_last_take_, cycle.throughput);
  out[k++] = cycle.throughput;
  const bool known = cycle.time_to_short.has_value();
  out[k++] = known ? cycle.time_to_short->p05 : not_known;
  out[k++] = known ? cycle.time_to_short->median : not_known;
  out[k++] = known ? cycle.time_to_short->p95 : not_known;
  out[k++] = known ? cycle.time_to_short->probability : not_known;
}

FoilReport FoilMonitor::report() const {
  const DendriteHistory::Summary open = history_.summary();  // what no cycle has taken yet
  DendriteHistory::Summary run = run_;
  keep(run, open);
  FoilReport report{.foil = foil_,
                    .indicators = {},
                    .throughput = open.throughput,
                    .mean_current = open.mean_current,
                    .duration = open.duration,
                    .horizon = assessment_->horizon(),
                    .time_to_short = open.time_to_short,
                    .race = assessment_->race(),
                    .salt_depletion_alone = assessment_->salt_depletion_alone(run.worst, last_),
                    .calibration = assessment_->inputs().calibration()};
  for (IndicatorRow& row : assessment_->table(run.worst)) {
    const auto i = static_cast<std::size_t>(row.indicator);
    report.indicators.push_back({std::move(row), run.t_worst[i], run.time_high[i]});
  }
  return report;
}

}  // namespace vitrion::indicators
