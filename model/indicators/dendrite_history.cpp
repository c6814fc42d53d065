// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/dendrite_history.hpp"

#include "model/indicators/piecewise_linear.hpp"

namespace vitrion::indicators {

const Assessment& DendriteHistory::add(double t, FoilState state) {
  const double J = state.local_current(), dt = started_ ? t - t_last_ : 0.0;
  if (started_) {
    passed_ += dt * mean_magnitude(J_last_, J);
    // Half of the step belongs to the grade at its beginning, half to that at its end.
    for (std::size_t i = 0; i < indicator_count; ++i)
      if (now_.values[i].grade == Grade::high) summary_.time_high[i] += 0.5 * dt;
  } else {
    t_first_ = summary_.t_begin = t;
  }
  state.throughput = throughput_ + passed_;
  assessment_->evaluate(state, now_);
  for (std::size_t i = 0; i < indicator_count; ++i)
    if (now_.values[i].grade == Grade::high) summary_.time_high[i] += 0.5 * dt;
  keep_worst(t);
  started_ = true;
  t_last_ = summary_.t_end = t;
  J_last_ = J;
  return now_;
}

void DendriteHistory::keep_worst(double t) {
  for (std::size_t i = 0; i < indicator_count; ++i) {
    const IndicatorValue& now = now_.values[i];
    IndicatorValue& worst = summary_.worst.values[i];
    const bool first = worst.regime.empty() && worst.grade == Grade::not_applicable;
    const bool worse =
        now.grade > worst.grade || (now.grade == worst.grade && now.grade != Grade::not_applicable &&
                                    assessment_->criterion(static_cast<Indicator>(i)).worse_of(now.value, worst.value));
    if (!first && !worse) continue;
    worst = now;
    summary_.t_worst[i] = t;
  }
}

DendriteHistory::Summary DendriteHistory::summary() const {
  Summary summary = summary_;
  summary.throughput = throughput_ + passed_;
  summary.duration = t_last_ - t_first_;
  if (summary.duration > 0.0) summary.mean_current = passed_ / summary.duration;
  summary.time_to_short = assessment_->time_to_short(summary.mean_current);
  return summary;
}

DendriteHistory::Summary DendriteHistory::take() {
  const Summary taken = summary();
  summary_ = {};
  summary_.t_begin = summary_.t_end = t_last_;
  if (started_) keep_worst(t_last_);
  return taken;
}

}  // namespace vitrion::indicators
