// SPDX-License-Identifier: BSD-3-Clause
#include "apps/results/compare_files.hpp"
#include "apps/results/number_text.hpp"

#include <fmt/format.h>

#include <string_view>

namespace vitrion {
namespace {

std::string in_unit(const Metric& metric) { return fmt::format("{} / {}", metric.name, metric.unit); }

/// A table whose first columns say which electrolyte, at which of the swept values.
struct Csv {
  fmt::memory_buffer to;

  void add(std::string_view text) { to.append(text.data(), text.data() + text.size()); }
  void text(std::string_view cell) {
    to.push_back(',');
    append_text(to, cell);
  }
  void number(double value) {
    to.push_back(',');
    append_number(to, value);
  }
  void begin_header(const Comparison& comparison) {
    add("Electrolyte");
    for (const Sweep& sweep : comparison.sweeps) text(sweep.path);
  }
  void begin_row(const Comparison& comparison, const Variant& variant) {
    append_text(to, comparison.electrolytes[variant.electrolyte].label);
    for (const std::string& value : variant.at) text(value);
  }
};

}  // namespace

std::string compare_csv(const Comparison& comparison) {
  Csv csv;
  auto& to = csv.to;
  const auto add = [&](std::string_view text) { csv.add(text); };
  const bool sampled = !comparison.variants.front().samples.empty();
  std::vector<Metric> metrics = comparison.metrics;
  metrics.push_back({"Separator Area Resistance", "ohm cm^2", {}});
  metrics.push_back({"Separator Limiting Current", "mA/cm^2", {}});
  if (sampled)
    add("# each quantity as its inputs are written, then its median and the 5 % and 95 % quantiles over the samples\n");
  csv.begin_header(comparison);
  add(",Cycle Count / 1,Name,Samples");
  for (const Metric& metric : metrics) {
    csv.text(in_unit(metric));
    for (const char* what : {"Median", "5 %", "95 %"})
      if (sampled) csv.text(fmt::format("{} {}", what, in_unit(metric)));
  }
  add("\n");
  for (const Variant& variant : comparison.variants) {
    for (std::size_t c = 0; c < comparison.cycles; ++c) {
      const bool there = variant.nominal.computed && c < variant.nominal.cycles.size();
      csv.begin_row(comparison, variant);
      add(fmt::format(",{},", c + 1));
      if (there) append_text(to, variant.nominal.cycles[c].name);
      add(fmt::format(",{}", variant.cycles[c][discharge_capacity].count));
      const auto quantity = [&](double as_written, const Spread& spread) {
        to.push_back(',');
        append_number(to, as_written);
        for (const double value : {spread.median, spread.low, spread.high}) {
          if (!sampled) break;
          to.push_back(',');
          append_number(to, value);
        }
      };
      for (std::size_t m = 0; m < comparison.metrics.size(); ++m)
        quantity(there ? variant.nominal.cycles[c].values[m] : not_defined, variant.cycles[c][m]);
      quantity(variant.nominal.separator.area_resistance, variant.area_resistance);
      quantity(variant.nominal.separator.limiting_current, variant.limiting_current);
      add("\n");
    }
  }
  return fmt::to_string(to);
}

std::string curves_csv(const Comparison& comparison) {
  Csv csv;
  csv.begin_header(comparison);
  csv.add(",Cycle Count / 1,Step Count / 1,Test Time / s,Voltage / V,Current Density / A/m^2,Step Charge / mAh/cm^2\n");
  constexpr double mAh_per_cm2 = 3.6e4;  // C m⁻²
  for (const Variant& variant : comparison.variants) {
    for (const CurvePoint& point : variant.nominal.curve) {
      csv.begin_row(comparison, variant);
      csv.add(fmt::format(",{},{}", point.cycle, point.step));
      for (const double value : {point.t, point.V, point.I, point.charge / mAh_per_cm2}) csv.number(value);
      csv.add("\n");
    }
  }
  return fmt::to_string(csv.to);
}

std::string samples_csv(const Comparison& comparison) {
  if (comparison.variants.front().samples.empty()) return {};
  Csv csv;
  csv.begin_header(comparison);
  csv.add(",Sample,Quantity,Cycle Count / 1,Value\n");
  for (const Variant& variant : comparison.variants) {
    for (std::size_t s = 0; s < variant.samples.size(); ++s) {
      const auto row = [&](std::string_view quantity, std::size_t cycle, double value) {
        csv.begin_row(comparison, variant);
        csv.add(fmt::format(",{}", s + 1));
        csv.text(quantity);
        csv.add(cycle > 0 ? fmt::format(",{}", cycle) : ",");
        csv.number(value);
        csv.add("\n");
      };
      for (std::size_t i = 0; i < variant.influences.size(); ++i) {
        const Unknown& input = variant.influences[i].input;
        row(fmt::format("{} / {}", input.path, input.value_unit.empty() ? "1" : input.value_unit), 0,
            variant.points[s][i]);
      }
      const RunValues& run = variant.samples[s];
      for (std::size_t c = 0; run.computed && c < run.cycles.size(); ++c)
        row(in_unit(comparison.metrics[comparison.target]), c + 1, run.cycles[c].values[comparison.target]);
    }
  }
  return fmt::to_string(csv.to);
}

}  // namespace vitrion
