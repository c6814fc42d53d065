// SPDX-License-Identifier: BSD-3-Clause
#include "apps/validation/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace vitrion {
namespace {

/// When the computed curve is wanted: at the rows of the reference and, where an error of time is allowed, at both ends
/// of that allowance. The solver's own steps stand between, so that nothing inside the allowance is missed.
std::vector<double> sample_times(const VoltageCurve& reference, double time_error) {
  std::vector<double> times = reference.t;
  if (time_error > 0.0) {
    for (const double t : reference.t) {
      times.push_back(t - time_error);
      times.push_back(t + time_error);
    }
  }
  std::sort(times.begin(), times.end());
  return times;
}

class CurveRecorder final : public Observer {
 public:
  void on_sample(const Sample& sample) override {
    curve.t.push_back(sample.t);
    curve.V.push_back(sample.V);
  }
  void on_step(const StepReport& step) override { step_begins.push_back(step.t_begin); }

  VoltageCurve curve;
  std::vector<double> step_begins;
};

/// Linear between the points of a curve; at a jump, the value after it. Constant beyond the ends.
double value_at(const VoltageCurve& curve, double t) {
  const auto next = std::upper_bound(curve.t.begin(), curve.t.end(), t);
  if (next == curve.t.begin()) return curve.V.front();
  const auto i = static_cast<std::size_t>(next - curve.t.begin());
  if (next == curve.t.end()) return curve.V.back();
  return curve.V[i - 1] + (t - curve.t[i - 1]) / (curve.t[i] - curve.t[i - 1]) * (curve.V[i] - curve.V[i - 1]);
}

/// How far V is from the voltages that the curve takes between t − dt and t + dt.
double distance(const VoltageCurve& curve, double t, double dt, double V) {
  const double a = value_at(curve, t - dt), b = value_at(curve, t + dt);
  double lowest = std::min(a, b), highest = std::max(a, b);
  const auto first = std::upper_bound(curve.t.begin(), curve.t.end(), t - dt);
  for (auto at = first; at != curve.t.end() && *at < t + dt; ++at) {
    const double inside = curve.V[static_cast<std::size_t>(at - curve.t.begin())];
    lowest = std::min(lowest, inside);
    highest = std::max(highest, inside);
  }
  return std::max({0.0, lowest - V, V - highest});
}

std::string millivolts(double V) { return fmt::format("{:.3g} mV", 1e3 * V); }

std::vector<std::string> failures(const CurveError& error, const Acceptance& accepted) {
  std::vector<std::string> all;
  if (error.rows == 0) all.emplace_back("no row of the reference could be compared");
  if (error.max_error > accepted.max_error) {
    all.push_back(fmt::format("the largest error is {} at {:.6g} s, more than {}", millivolts(error.max_error),
                              error.max_error_at, millivolts(accepted.max_error)));
  }
  if (error.rmse > accepted.rmse) {
    all.push_back(fmt::format("the root mean square error is {}, more than {}", millivolts(error.rmse),
                              millivolts(accepted.rmse)));
  }
  if (std::abs(error.end_time) > accepted.end_time) {
    all.push_back(fmt::format("it ends {:.3g} s {} the reference, more than {:.3g} s", std::abs(error.end_time),
                              error.end_time < 0.0 ? "before" : "after", accepted.end_time));
  }
  if (error.beyond_end > 0 && accepted.end_time == Acceptance::anything)
    all.push_back(fmt::format("it ends before the last {} rows of the reference", error.beyond_end));
  return all;
}

}  // namespace

CurveError compare(const VoltageCurve& computed, std::span<const double> step_begins, const VoltageCurve& reference,
                   double after, double time_error) {
  CurveError result;
  if (computed.t.empty()) {
    result.beyond_end = reference.t.size();
    return result;
  }
  double squares = 0.0, mean = 0.0, weights = 0.0;
  const std::size_t last = reference.t.size() - 1;
  for (std::size_t i = 0; i <= last; ++i) {
    const double t = reference.t[i];
    const double weight = reference.t[std::min(i + 1, last)] - reference.t[i == 0 ? 0 : i - 1];
    const auto next_step = std::upper_bound(step_begins.begin(), step_begins.end(), t);
    const double since = next_step == step_begins.begin() ? t : t - *(next_step - 1);
    if (since < after) continue;
    if (t > computed.t.back()) {
      ++result.beyond_end;
      continue;
    }
    const double error = value_at(computed, t) - reference.V[i];
    const double size = time_error > 0.0 ? distance(computed, t, time_error, reference.V[i]) : std::abs(error);
    if (size > result.max_error || result.rows == 0) {
      result.max_error = size;
      result.max_error_at = t;
    }
    result.strict_max_error = std::max(result.strict_max_error, std::abs(error));
    mean += weight * error;
    squares += weight * error * error;
    weights += weight;
    ++result.rows;
  }
  if (weights > 0.0) {
    result.mean = mean / weights;
    result.rmse = std::sqrt(squares / weights);
  }
  result.end_time = computed.t.back() - reference.t.back();
  return result;
}

ValidationResult judge(ValidationCase& asked, const Tolerances& tolerances) {
  ValidationResult result;
  result.id = asked.id;
  result.name = asked.name;
  result.acceptance = asked.acceptance;
  CurveRecorder recorder;
  ExperimentOptions options;
  options.tolerances = tolerances;
  options.also_at = sample_times(asked.reference, asked.acceptance.time_error);
  Observer* const observers[] = {&recorder};
  const auto begin = std::chrono::steady_clock::now();
  const ExperimentResult run = run_experiment(*asked.cell.cell, asked.protocol, options, observers);
  result.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  result.unknowns = asked.cell.cell->system().layout().size();
  result.statistics = run.statistics;
  result.error = compare(recorder.curve, recorder.step_begins, asked.reference, asked.acceptance.after,
                         asked.acceptance.time_error);
  result.failures = failures(result.error, asked.acceptance);
  if (run.outcome != ExperimentResult::Outcome::finished) result.failures.push_back(run.reason);
  result.passed = result.failures.empty();
  return result;
}

}  // namespace vitrion
