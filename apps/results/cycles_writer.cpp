// SPDX-License-Identifier: BSD-3-Clause
#include "apps/results/cycles_writer.hpp"

#include "apps/experiment/cycle_sums.hpp"
#include "apps/results/number_text.hpp"

#include <algorithm>
#include <limits>

namespace vitrion {
namespace {

constexpr double not_defined = std::numeric_limits<double>::quiet_NaN();
constexpr double mAh = 3.6;            // C
constexpr double mAh_per_cm2 = 3.6e4;  // C m⁻²
constexpr double mAh_per_g = 3.6e3;    // C kg⁻¹

}  // namespace

CyclesWriter::CyclesWriter(const Cell& cell, const std::filesystem::path& file, const std::filesystem::path& part,
                           OutputFile::Part how)
    : cell_(cell), file_(file, part, how) {
  // What foils are in danger of is summed up by the cell itself: there the lowest is not always the best.
  const auto names = cell.output_names();
  for (std::size_t i = cell.loss_terms(); i < names.size(); ++i)
    if (names[i].group != OutputGroup::dendrite) watched_.push_back(i);
  lowest_.resize(watched_.size());
  highest_.resize(watched_.size());
  if (how == OutputFile::Part::begin) write_header();
}

void CyclesWriter::write_header() {
  file_.write(fmt::format("# {}; both are empty where a cycle does only one of the two\n", efficiency_definition));
  file_.write(
      "Cycle Count / 1,Name,Start Time / s,End Time / s,"
      "Charging Capacity / mAh,Discharging Capacity / mAh,"
      "Charging Capacity / mAh/cm^2,Discharging Capacity / mAh/cm^2,"
      "Charging Capacity / mAh/g,Discharging Capacity / mAh/g,"
      "Charging Energy / mWh,Discharging Energy / mWh,Coulombic Efficiency / 1,Energy Efficiency / 1,"
      "Mean Charging Voltage / V,Mean Discharging Voltage / V");
  const auto column = [&](const std::string& what, const OutputName& of) {
    file_.write(",");
    append_text(file_.buffer(), fmt::format("{}{} / {}", what, of.name, of.unit));
  };
  const auto names = cell_.output_names();
  for (const char* way : {"Charging ", "Discharging "})
    for (const OutputName& name : names.first(cell_.loss_terms())) column(way, name);
  for (const std::size_t i : watched_) {
    column("Lowest ", names[i]);
    column("Highest ", names[i]);
  }
  for (const OutputName& name : cell_.summary_names()) column("", name);
  file_.write("\n");
  file_.flush();
}

void CyclesWriter::on_sample(const Sample& sample) {
  if (sample.count.cycle != cycle_) {
    cycle_ = sample.count.cycle;
    std::fill(lowest_.begin(), lowest_.end(), std::numeric_limits<double>::infinity());
    std::fill(highest_.begin(), highest_.end(), -std::numeric_limits<double>::infinity());
  }
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    lowest_[i] = std::min(lowest_[i], sample.outputs[watched_[i]]);
    highest_[i] = std::max(highest_[i], sample.outputs[watched_[i]]);
  }
}

void CyclesWriter::append(double value) {
  file_.buffer().push_back(',');
  append_number(file_.buffer(), value);
}

void CyclesWriter::on_cycle(const CycleReport& cycle) {
  const CellFacts& facts = cell_.facts();
  fmt::format_to(fmt::appender(file_.buffer()), "{},", cycle.cycle);
  append_text(file_.buffer(), cycle.name);
  append(cycle.t_begin);
  append(cycle.t_end);
  const auto both = [&](double in, double out, double factor) {
    append(in * factor);
    append(out * factor);
  };
  both(cycle.charge_in, cycle.charge_out, facts.area / mAh);
  both(cycle.charge_in, cycle.charge_out, 1.0 / mAh_per_cm2);
  both(cycle.charge_in, cycle.charge_out,
       facts.active_mass > 0.0 ? 1.0 / (facts.active_mass * mAh_per_g) : not_defined);
  both(cycle.energy_in, cycle.energy_out, facts.area / mAh);
  append(coulombic_efficiency(cycle));
  append(energy_efficiency(cycle));
  append(mean_charging_voltage(cycle));
  append(mean_discharging_voltage(cycle));
  for (const double loss : cycle.losses_in) append(cycle.charge_in > 0.0 ? loss : not_defined);
  for (const double loss : cycle.losses_out) append(cycle.charge_out > 0.0 ? loss : not_defined);
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    const bool any = lowest_[i] <= highest_[i];
    both(any ? lowest_[i] : not_defined, any ? highest_[i] : not_defined, 1.0);
  }
  for (const double value : cycle.summary) append(value);
  file_.write("\n");
  file_.flush_if_full();
}

}  // namespace vitrion
