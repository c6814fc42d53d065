// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/electrolyte_report.hpp"

#include "apps/report/arrhenius_plot.hpp"
#include "apps/report/property_tables.hpp"
#include "apps/report/text_table.hpp"
#include "model/materials/consistency.hpp"
#include "params/constants.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrion {
namespace {

constexpr std::array<double, 10> usual_temperatures{-40.0, -20.0, 0.0, 15.0, 25.0, 30.0, 45.0, 60.0, 90.0, 120.0};
constexpr std::array<double, 5> usual_thicknesses{10e-6, 20e-6, 50e-6, 100e-6, 200e-6};  // m
constexpr std::array<double, 3> usual_permittivities{5.0, 20.0, 80.0};  // polymers and frameworks, ionic liquids, water
constexpr double mS_per_cm = 0.1, cm2_per_s = 1e-4, ohm_cm2 = 1e-4, mA_per_cm2 = 10.0, S_per_cm2 = 1e4;  // in SI
constexpr double eV_per_particle = 96485.33212;                                                          // J/mol

const ProvenanceEntry* find(std::span<const ProvenanceEntry> entries, std::string_view path) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.path == path; });
  return found == entries.end() ? nullptr : &*found;
}

/// Temperatures of the table: the ends of what was measured, and the usual ones.
std::vector<double> temperatures(const std::optional<std::pair<double, double>>& measured) {
  std::vector<double> T;
  T.reserve(usual_temperatures.size() + 2);
  for (const double celsius : usual_temperatures) T.push_back(celsius + zero_celsius);
  if (measured) T.insert(T.end(), {measured->first, measured->second});
  std::sort(T.begin(), T.end());
  const auto same = [](double a, double b) { return std::abs(a - b) < 0.5; };
  T.erase(std::unique(T.begin(), T.end(), same), T.end());
  return T;
}

std::string number(double value, double unit = 1.0) {
  if (std::isnan(value)) return {};
  return std::isinf(value) ? "none" : fmt::format("{:.4g}", value / unit);
}

constexpr const char* nothing = "nothing";

std::string by_status(std::span<const ProvenanceEntry> entries, Status status) {
  std::vector<std::string> paths;
  for (const ProvenanceEntry& entry : entries) {
    if (entry.status != status || (!entry.value && !entry.function)) continue;
    paths.push_back(entry.path);
    if (status == Status::estimated && entry.range)
      paths.back() +=
          fmt::format(" ({} to {})", as_written(entry.range->first, entry), as_written(entry.range->second, entry));
  }
  return paths.empty() ? nothing : fmt::format("{}", fmt::join(paths, ", "));
}

}  // namespace

ElectrolyteReport report_of(const Electrolyte& electrolyte, std::span<const ProvenanceEntry> entries, double T) {
  ElectrolyteReport report;
  if (const ProvenanceEntry* conductivity = find(entries, "conductivity"))
    for (const ValidRange& valid : conductivity->valid)
      if (valid.argument == "T") report.measured_between = {valid.lo, valid.hi};
  for (const double t : temperatures(report.measured_between)) {
    const ElectrolyteFacts facts = facts_of(electrolyte, t);
    if (!std::isfinite(facts.conductivity) || facts.conductivity <= 0.0)
      continue;  // outside what the law can say, as Vogel's below T0
    report.at.push_back({facts, !report.measured_between ||
                                    (t >= report.measured_between->first && t <= report.measured_between->second)});
  }
  report.facts = facts_of(electrolyte, T);
  for (const double L : usual_thicknesses)
    report.layers.push_back({L, report.facts.area_resistance(L), salt_limit(electrolyte, L, T)});
  report.permittivity = electrolyte.permittivity;
  return report;
}

namespace {

/// Dense layers between two foils.
std::string layers_text(const Electrolyte& electrolyte, const ElectrolyteReport& report) {
  const bool without_salt = !electrolyte.single_ion && std::isinf(report.layers.front().salt.limiting_current);
  TextTable over_L;
  for (const char* heading : {"thickness / um", "area resistance / ohm cm^2"}) over_L.column(heading);
  over_L.column(without_salt ? "depletion current / mA/cm^2" : "limiting current / mA/cm^2");
  if (without_salt) over_L.column("conductance left / S/cm^2");
  for (const LayerOfElectrolyte& layer : report.layers) {
    std::vector<std::string> row{number(layer.thickness, 1e-6), number(layer.area_resistance, ohm_cm2)};
    row.push_back(number(without_salt ? layer.salt.depletion_current : layer.salt.limiting_current, mA_per_cm2));
    if (without_salt) row.push_back(number(layer.salt.conductance_left, S_per_cm2));
    over_L.row(row);
  }
  return fmt::format("\na dense layer (porosity 1) at {:.1f} degC, {}\n{}", report.facts.T - zero_celsius,
                     electrolyte.single_ion ? "which has no salt that could run out"
                     : without_salt ? "which has no limiting current: it goes on conducting without salt; at the "
                                      "depletion current 1 % of the anions is left at a foil"
                                    : "limiting current of the salt between two foils",
                     over_L.text());
}

/// What the properties of the salt say of each other.
std::string of_salt_text(const Electrolyte& electrolyte, const ElectrolyteFacts& facts) {
  if (electrolyte.single_ion) return {};
  TextTable table;
  for (const char* heading :
       {"t+", "1/(1 + Ne)", "Newman number Ne", "D / cm^2/s", "D of Nernst and Einstein / cm^2/s"})
    table.column(heading);
  table.row({number(facts.transference_number), number(facts.current_fraction()), number(facts.newman_number),
             number(facts.diffusivity, cm2_per_s), number(facts.ideal_diffusivity, cm2_per_s)});
  return fmt::format("\nthe salt at {:.1f} degC; a Bruce-Vincent experiment answers 1/(1 + Ne)\n{}",
                     facts.T - zero_celsius, table.text());
}

/// What the activation energy of a proton conductor suggests.
std::string mechanism_text(const Electrolyte& electrolyte, const ElectrolyteFacts& facts) {
  if (electrolyte.working_ion != "H+" || !std::isfinite(facts.activation_energy)) return {};
  const bool vehicle = facts.activation_energy > vehicle_activation_energy;
  return fmt::format("\nan activation energy of {:.2f} eV at {:.1f} degC suggests protons that {} (0.4 eV divides)\n",
                     facts.activation_energy / eV_per_particle, facts.T - zero_celsius,
                     vehicle ? "ride on molecules" : "hop from site to site");
}

std::string debye_text(const ElectrolyteReport& report) {
  const auto debye = [&](double permittivity) { return 1e9 * report.facts.debye_length * std::sqrt(permittivity); };
  if (report.permittivity)
    return fmt::format("\nDebye length: {:.3g} nm at a relative permittivity of {:.4g}, ionic strength {:.4g} mol/L\n",
                       debye(*report.permittivity), *report.permittivity, 1e-3 * report.facts.ionic_strength);
  std::vector<std::string> lengths;
  lengths.reserve(usual_permittivities.size());
  for (const double permittivity : usual_permittivities)
    lengths.push_back(fmt::format("{:.3g} nm at {:.0f}", debye(permittivity), permittivity));
  return fmt::format(
      "\nDebye length, for a relative permittivity that the file does not give: {}; ionic strength {:.4g} mol/L\n",
      fmt::join(lengths, ", "), 1e-3 * report.facts.ionic_strength);
}

}  // namespace

std::string electrolyte_text(const Electrolyte& electrolyte, const ElectrolyteReport& report) {
  std::string text = fmt::format("\nwith {:.4g} mol/L of {}{}\n", electrolyte.concentration * 1e-3,
                                 electrolyte.single_ion ? "mobile ions" : "salt",
                                 report.measured_between ? "; * outside the temperatures of the measurement" : "");
  TextTable over_T;
  for (const char* heading :
       {"T / degC", "", "conductivity / mS/cm", "local Ea / eV", "t+", "D / cm^2/s", "1 + dlnf/dlnc"})
    over_T.column(heading);
  for (const ElectrolyteAt& at : report.at) {
    over_T.row({fmt::format("{:.1f}", at.T - zero_celsius), at.measured ? "" : "*", number(at.conductivity, mS_per_cm),
                fmt::format("{:.3f}", at.activation_energy / eV_per_particle), number(at.transference_number),
                number(at.diffusivity, cm2_per_s), number(at.thermodynamic_factor)});
  }
  text += over_T.text() + arrhenius_plot(electrolyte, report);

  text += layers_text(electrolyte, report) + of_salt_text(electrolyte, report.facts) +
          mechanism_text(electrolyte, report.facts) + debye_text(report);
  return text;
}

std::string statuses(std::span<const ProvenanceEntry> entries) {
  const std::string unknown = by_status(entries, Status::unknown);
  return fmt::format("\nmeasured:  {}\nderived:   {}\nestimated: {}\n{}", by_status(entries, Status::measured),
                     by_status(entries, Status::derived), by_status(entries, Status::estimated),
                     unknown == nothing ? "" : fmt::format("no status: {}\n", unknown));
}

}  // namespace vitrion
