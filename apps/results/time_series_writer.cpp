// SPDX-License-Identifier: BSD-3-Clause
#include "apps/results/time_series_writer.hpp"

#include "apps/results/number_text.hpp"
#include "params/constants.hpp"

namespace vitrion {
namespace {

constexpr const char* header =
    "Test Time / s,Voltage / V,Current / A,Cycle Count / 1,Step Count / 1,Ambient Temperature / degC,Step Time / s,"
    "Charging Capacity / Ah,Discharging Capacity / Ah,Cumulative Capacity / Ah,Net Capacity / Ah,"
    "Charging Energy / Wh,Discharging Energy / Wh,Cumulative Energy / Wh,Net Energy / Wh,"
    "Cycle Charging Capacity / Ah,Cycle Discharging Capacity / Ah,"
    "Cycle Charging Energy / Wh,Cycle Discharging Energy / Wh,"
    "Step Charging Capacity / Ah,Step Discharging Capacity / Ah,"
    "Step Charging Energy / Wh,Step Discharging Energy / Wh";
constexpr double per_hour = 1.0 / 3600.0;

}  // namespace

TimeSeriesWriter::TimeSeriesWriter(const Cell& cell, const std::filesystem::path& file,
                                   const std::filesystem::path& part, OutputFile::Part how)
    : cell_(cell), file_(file, part, how), area_(cell.facts().area) {
  if (how == OutputFile::Part::go_on) return;
  file_.write(header);
  for (const OutputName& output : cell.output_names()) {
    file_.write(",");
    append_text(file_.buffer(), fmt::format("{} / {}", output.name, output.unit));
  }
  file_.write("\n");
  file_.flush();
}

void TimeSeriesWriter::account(const Sample& sample) {
  // The trapezoidal rule in the charge, which itself is exact.
  const double dQ = sample.Q - Q_, dE = dQ * 0.5 * (sample.V + V_);
  const std::size_t way = dQ > 0.0 ? 0 : 1;
  if (sample.count.cycle != count_.cycle) cycle_ = {};
  if (sample.count.step != count_.step) {
    step_ = {};
  } else {
    for (Passed* sum : {&total_, &cycle_, &step_}) {
      sum->charge[way] += std::abs(dQ);
      sum->energy[way] += std::abs(dE);
    }
  }
  count_ = sample.count;
  V_ = sample.V;
  Q_ = sample.Q;
}

void TimeSeriesWriter::append(double value) {
  file_.buffer().push_back(',');
  append_number(file_.buffer(), value);
}

void TimeSeriesWriter::on_sample(const Sample& sample) {
  account(sample);
  fmt::memory_buffer& row = file_.buffer();
  append_number(row, sample.t);
  append(sample.V);
  append(sample.I * area_);
  fmt::format_to(fmt::appender(row), ",{},{}", sample.count.cycle, sample.count.step);
  append(cell_.temperature() - zero_celsius);
  append(sample.step_t);
  const auto both = [&](const double(&sum)[2]) {
    append(sum[0] * area_ * per_hour);
    append(sum[1] * area_ * per_hour);
  };
  const auto totals = [&](const double(&sum)[2]) {
    both(sum);
    append((sum[0] + sum[1]) * area_ * per_hour);
    append((sum[0] - sum[1]) * area_ * per_hour);
  };
  totals(total_.charge);
  totals(total_.energy);
  both(cycle_.charge);
  both(cycle_.energy);
  both(step_.charge);
  both(step_.energy);
  for (const double output : sample.outputs) append(output);
  row.push_back('\n');
  file_.flush_if_full();
}

}  // namespace vitrion
