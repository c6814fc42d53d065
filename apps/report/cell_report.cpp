// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/cell_report.hpp"

#include "apps/report/text_table.hpp"
#include "params/constants.hpp"
#include "params/text/unit_text.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>

namespace vitrion {
namespace {

constexpr double mAh = 3.6;            // C
constexpr double mAh_per_cm2 = 3.6e4;  // C m⁻²
constexpr double mg_per_cm2 = 1e-2;    // kg m⁻²
constexpr double mA_per_cm2 = 10.0;    // A m⁻²

constexpr std::array<std::pair<const char*, double>, 6> usual_rates{
    {{"C/20", 0.05}, {"C/10", 0.1}, {"C/5", 0.2}, {"C/2", 0.5}, {"1C", 1.0}, {"2C", 2.0}}};

}  // namespace

std::vector<RateMeaning> rate_meanings(const CellFacts& facts) {
  std::vector<RateMeaning> meanings;
  if (!(facts.reference_capacity > 0.0)) return meanings;
  for (const auto& [name, rate] : usual_rates) {
    const double density = rate * facts.reference_capacity / 3600.0;
    meanings.push_back({name, rate, density, density * facts.area});
  }
  return meanings;
}

double balance(const CellFacts& facts) {
  if (facts.electrodes.size() != 2 || !(facts.electrodes[1].capacity > 0.0)) return 0.0;
  return facts.electrodes[0].capacity / facts.electrodes[1].capacity;
}

double initial_voltage(Cell& cell) {
  std::vector<double> y(cell.system().layout().size());
  cell.initial_state(y);
  return cell.voltage(y);
}

std::string cell_report(Cell& cell) {
  const CellFacts& facts = cell.facts();
  TextTable sizes;
  sizes.column("", TextTable::Align::left);
  sizes.column("", TextTable::Align::left);
  const auto line = [&](std::string name, std::string value) { sizes.row({std::move(name), std::move(value)}); };
  line("chemistry", facts.chemistry);
  line("electrode area", fmt::format("{:.6g} cm^2", facts.area * 1e4));
  line("temperature", fmt::format("{:.6g} degC", facts.temperature - zero_celsius));
  line("voltage limits", fmt::format("{:.6g} V to {:.6g} V", facts.voltage_limits[0], facts.voltage_limits[1]));
  std::string beginning = fmt::format("{:.4f} V at rest", initial_voltage(cell));
  if (facts.reference_capacity > 0.0)
    beginning += fmt::format(", {:.4g} % state of charge", std::abs(100.0 * facts.initial_state_of_charge));
  line("begins at", std::move(beginning));
  if (facts.reference_capacity > 0.0) {
    line("capacity (1C is this in an hour)",
         fmt::format("{:.4g} mA h/cm^2, {:.4g} mA h in all", facts.reference_capacity / mAh_per_cm2,
                     facts.reference_capacity * facts.area / mAh));
  } else {
    line("capacity", "none: a C-rate means nothing here");
  }
  for (const ElectrodeFacts& electrode : facts.electrodes) {
    std::string value = fmt::format("{:.4g} mA h/cm^2", electrode.capacity / mAh_per_cm2);
    if (electrode.active_mass > 0.0)
      value += fmt::format(", {:.4g} mg/cm^2 of active mass", electrode.active_mass / mg_per_cm2);
    line(electrode.name + " electrode", value);
  }
  if (const double ratio = balance(facts); ratio > 0.0)
    line("negative over positive (N/P)", fmt::format("{:.4g}", ratio));
  line("unknowns", fmt::format("{}", cell.system().layout().size()));

  std::string text = sizes.text();
  const std::vector<RateMeaning> rates = rate_meanings(facts);
  if (rates.empty()) return text;
  TextTable table;
  for (const char* heading : {"rate", "mA/cm^2", "A", "mA/g"}) table.column(heading);
  for (const RateMeaning& rate : rates) {
    table.row({rate.name, fmt::format("{:.4g}", rate.current_density / mA_per_cm2), fmt::format("{:.4g}", rate.current),
               facts.active_mass > 0.0 ? fmt::format("{:.4g}", rate.current_density / facts.active_mass) : ""});
  }
  return text + "\n" + table.text();
}

}  // namespace vitrion
