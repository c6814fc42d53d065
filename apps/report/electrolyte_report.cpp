// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/electrolyte_report.hpp"

#include "apps/report/arrhenius_plot.hpp"
#include "apps/report/property_tables.hpp"
#include "apps/report/text_table.hpp"
#include "model/electrolytes/nernst_einstein.hpp"
#include "model/indicators/salt_depletion.hpp"
#include "params/constants.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrion {
namespace {

constexpr double not_defined = std::numeric_limits<double>::quiet_NaN();
constexpr std::array<double, 10> usual_temperatures{-40.0, -20.0, 0.0, 15.0, 25.0, 30.0, 45.0, 60.0, 90.0, 120.0};
constexpr std::array<double, 5> usual_thicknesses{10e-6, 20e-6, 50e-6, 100e-6, 200e-6};  // m
constexpr std::array<double, 3> usual_permittivities{5.0, 20.0, 80.0};  // polymers and frameworks, ionic liquids, water
constexpr double mS_per_cm = 0.1, cm2_per_s = 1e-4, ohm_cm2 = 1e-4, mA_per_cm2 = 10.0;  // in SI
constexpr double eV_per_particle = 96485.33212;                                         // J/mol

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
  report.T = T;
  if (const ProvenanceEntry* conductivity = find(entries, "conductivity"))
    for (const ValidRange& valid : conductivity->valid)
      if (valid.argument == "T") report.measured_between = {valid.lo, valid.hi};
  const double c = electrolyte.concentration;
  for (const double t : temperatures(report.measured_between)) {
    const double sigma = electrolyte.conductivity({c, t});
    if (!std::isfinite(sigma) || sigma <= 0.0) continue;  // outside what the law can say, as Vogel's below T0
    const auto of_salt = [&](const Function& property) {
      return electrolyte.single_ion ? not_defined : property({c, t});
    };
    report.at.push_back(
        {t, sigma, gas_constant * t * t * electrolyte.conductivity.derivative(1, {c, t}) / sigma,
         electrolyte.single_ion ? 1.0 : electrolyte.transference_number({c, t}), of_salt(electrolyte.diffusivity),
         of_salt(electrolyte.thermodynamic_factor),
         !report.measured_between || (t >= report.measured_between->first && t <= report.measured_between->second)});
  }
  const double sigma = electrolyte.conductivity({c, T});
  for (const double L : usual_thicknesses) {
    const double limit = electrolyte.single_ion
                             ? std::numeric_limits<double>::infinity()
                             : indicators::limiting_current({.D = electrolyte.diffusivity({c, T}),
                                                             .c0 = c,
                                                             .t_plus = electrolyte.transference_number({c, T}),
                                                             .thickness = L});
    report.layers.push_back({L, L / sigma, limit});
  }
  // Only the mobile ions screen: both of a salt, one of a single-ion conductor.
  report.debye_length = conduction::debye_length(electrolyte.single_ion ? 0.5 * c : c, 1.0, T);
  report.permittivity = electrolyte.permittivity;
  return report;
}

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

  text += fmt::format("\na dense layer (porosity 1) at {:.1f} degC, {}\n", report.T - zero_celsius,
                      electrolyte.single_ion ? "which has no salt that could run out"
                                             : "limiting current of the salt between two foils");
  TextTable over_L;
  for (const char* heading : {"thickness / um", "area resistance / ohm cm^2", "limiting current / mA/cm^2"})
    over_L.column(heading);
  for (const LayerOfElectrolyte& layer : report.layers)
    over_L.row({number(layer.thickness, 1e-6), number(layer.area_resistance, ohm_cm2),
                number(layer.limiting_current, mA_per_cm2)});
  text += over_L.text();

  const auto debye = [&](double permittivity) { return 1e9 * report.debye_length * std::sqrt(permittivity); };
  if (report.permittivity) {
    text += fmt::format("\nDebye length: {:.3g} nm at a relative permittivity of {:.4g}\n", debye(*report.permittivity),
                        *report.permittivity);
  } else {
    std::vector<std::string> lengths;
    lengths.reserve(usual_permittivities.size());
    for (const double permittivity : usual_permittivities)
      lengths.push_back(fmt::format("{:.3g} nm at {:.0f}", debye(permittivity), permittivity));
    text += fmt::format("\nDebye length, for a relative permittivity that the file does not give: {}\n",
                        fmt::join(lengths, ", "));
  }
  return text;
}

std::string statuses(std::span<const ProvenanceEntry> entries) {
  const std::string unknown = by_status(entries, Status::unknown);
  return fmt::format("\nmeasured:  {}\nderived:   {}\nestimated: {}\n{}", by_status(entries, Status::measured),
                     by_status(entries, Status::derived), by_status(entries, Status::estimated),
                     unknown == nothing ? "" : fmt::format("no status: {}\n", unknown));
}

}  // namespace vitrion
