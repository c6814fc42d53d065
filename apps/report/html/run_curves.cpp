// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/html/run_curves.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace vitrion {
namespace {

constexpr std::size_t most_rows = 1000, most_points = 8000;  ///< of one cycle: all columns, the curve of its voltage
constexpr std::size_t most_cycles = 12;
constexpr std::size_t most_profiles = 12;

}  // namespace

int direction_of(double current) {
  constexpr double no_current = 1e-9;  // A m⁻²
  return std::abs(current) < no_current ? 0 : current > 0.0 ? 1 : -1;
}

RunCurves::RunCurves(Cell& cell)
    : cell_(cell), row_(first_output + cell.output_names().size()), running_(new_cycle(0)) {
  for (const Field& field : cell.system().layout().fields())
    if (field.x.size() > 1) fields_.push_back(&field);
}

Deviation RunCurves::deviation(std::size_t column) const {
  if (column == voltage) return Deviation::of_volts();
  if (column < first_output) return Deviation::of_span();
  return cell_.output_names()[column - first_output].unit == "V" ? Deviation::of_volts() : Deviation::of_span();
}

RunCurves::Cycle RunCurves::new_cycle(std::size_t number) const {
  std::vector<RowChoice::Curve> curves{{passed, voltage, deviation(voltage)}};
  for (std::size_t column = passed; column < first_output; ++column)
    curves.push_back({time, column, deviation(column)});
  ThinnedRows curve(first_output, curves, most_points);
  for (std::size_t column = first_output; column < row_.size(); ++column)
    curves.push_back({time, column, deviation(column)});
  return {number, std::move(curve), ThinnedRows(row_.size(), std::move(curves), most_rows)};
}

void RunCurves::begin_cycle(std::size_t number) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const std::size_t outputs = row_.size() - first_output;
  running_ = new_cycle(number);
  present_extremes_ = {number, std::vector<double>(outputs, infinity), std::vector<double>(outputs, -infinity)};
}

void RunCurves::on_sample(const Sample& sample) {
  if (running_.number != sample.count.cycle) begin_cycle(sample.count.cycle);
  row_[time] = sample.t;
  row_[passed] = sample.Q;
  row_[voltage] = sample.V;
  row_[current] = sample.I;
  std::copy(sample.outputs.begin(), sample.outputs.end(), row_.begin() + first_output);
  const int direction = direction_of(sample.I);
  const bool turns = direction != std::exchange(direction_, direction);  // a curve over charge ends, another begins
  running_.curve.add(std::span(row_).first(first_output), turns);
  running_.rows.add(row_, turns);
  for (std::size_t i = 0; i < sample.outputs.size(); ++i) {
    present_extremes_.lowest[i] = std::min(present_extremes_.lowest[i], sample.outputs[i]);
    present_extremes_.highest[i] = std::max(present_extremes_.highest[i], sample.outputs[i]);
  }
  add_profile(sample);
}

void RunCurves::on_cycle(const CycleReport& cycle) {
  if (running_.number != cycle.cycle) begin_cycle(cycle.cycle);  // no state of it could be found
  extremes_.push_back(std::move(present_extremes_));
  // The last one kept so far stays for its place in the stride only.
  if (!cycles_.empty() && (cycles_.back().number - 1) % stride_ != 0) cycles_.pop_back();
  cycles_.push_back(std::move(running_));
  cycles_.back().curve.pack();
  cycles_.back().rows.pack();
  begin_cycle(0);
  if (cycles_.size() <= most_cycles) return;
  stride_ *= 2;
  const std::size_t last = cycles_.back().number;
  std::erase_if(cycles_, [&](const Cycle& kept) { return kept.number != last && (kept.number - 1) % stride_ != 0; });
}

void RunCurves::archive(Archive& a) {
  const auto archive_cycle = [&](Cycle& cycle) { a(cycle.number, cycle.curve, cycle.rows); };
  std::size_t count = cycles_.size();
  a(count);
  while (cycles_.size() < count) cycles_.push_back(new_cycle(0));
  for (Cycle& cycle : cycles_) archive_cycle(cycle);
  archive_cycle(running_);
  a(direction_, extremes_, present_extremes_, stride_, profiles_, present_, spacing_);
}

void RunCurves::add_profile(const Sample& sample) {
  if (fields_.empty()) return;
  if (present_.t.size() >= 2 * most_profiles) space_out(present_, sample.step_t / most_profiles);
  // The newest one takes the place of one that is too close to those before it.
  const std::size_t n = present_.t.size();
  if (n >= 2 && present_.t[n - 1] - present_.t[n - 2] < spacing_) {
    present_.t.pop_back();
    present_.states.pop_back();
  }
  present_.t.push_back(sample.step_t);
  std::vector<double>& state = present_.states.emplace_back();
  for (const Field* field : fields_) {
    const auto first = sample.y.begin() + static_cast<std::ptrdiff_t>(field->index(0, field->shells() - 1));
    state.insert(state.end(), first, first + static_cast<std::ptrdiff_t>(field->columns()));
  }
}

/// Keeps the first, the last and those in between that are `spacing` apart.
void RunCurves::space_out(Profiles& profiles, double spacing) {
  spacing_ = spacing;
  std::size_t kept = 1;
  for (std::size_t i = 1; i < profiles.t.size(); ++i) {
    const bool last = i + 1 == profiles.t.size();
    if (!last && profiles.t[i] - profiles.t[kept - 1] < spacing) continue;
    profiles.t[kept] = profiles.t[i];
    std::swap(profiles.states[kept], profiles.states[i]);
    ++kept;
  }
  profiles.t.resize(kept);
  profiles.states.resize(kept);
}

void RunCurves::on_step(const StepReport& step) {
  const double duration = step.t_end - step.t_begin;
  present_.mean_current = duration > 0.0 ? std::abs(step.charge) / duration : 0.0;
  // Of steps with the same current, round-off must not choose.
  constexpr double clearly = 1.0 + 1e-6;
  if (present_.states.size() > 1 && present_.mean_current > clearly * profiles_.mean_current) {
    present_.step = step.description;
    present_.count = step.count;
    if (present_.t.size() > most_profiles) space_out(present_, duration / (most_profiles - 1));
    profiles_ = std::move(present_);
  }
  present_ = {};
  spacing_ = 0.0;
}

}  // namespace vitrion
