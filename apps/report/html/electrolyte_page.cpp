// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/html/electrolyte_page.hpp"

#include "apps/report/html/inputs_section.hpp"
#include "apps/results/build_info.hpp"
#include "params/constants.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace vitrion {
namespace {

constexpr double S_per_m_in_mS_per_cm = 10.0;
constexpr double ohm_cm2 = 1e4;     // of Ω m²
constexpr double mA_per_cm2 = 0.1;  // of A m⁻²
constexpr double micrometre = 1e-6, nanometre = 1e-9;
constexpr double kilo = 1e3;

/// A property over temperature, where it is measured and where it is extrapolated.
template <class Value>
Figure over_temperature(const ElectrolyteReport& report, const char* id, const char* title, const char* y, bool log_y,
                        const Value& value) {
  constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
  Figure figure{id, title, "", Figure::Kind::points, y, "", false, log_y, {}, {}};
  View view{"", {{"temperature / °C", {}}}, {}};
  Trace measured{"where its conductivity is known", {}, {}, {}, {}, false, false};
  Trace beyond{"extrapolated", {}, {}, {}, {}, false, true};
  for (const ElectrolyteAt& at : report.at) {
    view.over[0].values.push_back(at.T - zero_celsius);
    measured.y.push_back(at.measured ? value(at) : nothing);
    beyond.y.push_back(at.measured ? nothing : value(at));
  }
  view.traces = {std::move(measured), std::move(beyond)};
  figure.views.push_back(std::move(view));
  return figure;
}

template <class Value>
Figure over_thickness(const ElectrolyteReport& report, const char* id, const char* title, const char* y,
                      const Value& value) {
  Figure figure{id,
                title,
                fmt::format("Of a dense layer at {:.4g} °C.", report.facts.T - zero_celsius),
                Figure::Kind::points,
                y,
                "",
                true,
                true,
                {},
                {}};
  View view{"", {{"thickness / µm", {}}}, {{title, {}, {}, {}, {}, false, false}}};
  for (const LayerOfElectrolyte& layer : report.layers) {
    view.over[0].values.push_back(layer.thickness / micrometre);
    view.traces[0].y.push_back(value(layer));
  }
  figure.views.push_back(std::move(view));
  return figure;
}

}  // namespace

Page electrolyte_page(const std::string& name, const ElectrolyteReport& report,
                      std::span<const ProvenanceEntry> entries) {
  Page page(name);
  std::vector<KeyNumber> numbers;
  for (const ElectrolyteAt& at : report.at) {
    if (at.T != report.facts.T) continue;
    const std::string where = fmt::format(" at {:.4g} °C", at.T - zero_celsius);
    numbers.push_back({"conductivity" + where, fmt::format("{:.4g}", S_per_m_in_mS_per_cm * at.conductivity), "mS/cm"});
    if (std::isfinite(at.activation_energy))
      numbers.push_back(
          {"local activation energy" + where, fmt::format("{:.4g}", at.activation_energy / kilo), "kJ/mol"});
    if (std::isfinite(at.transference_number))
      numbers.push_back({"transference number" + where, fmt::format("{:.3g}", at.transference_number), ""});
  }
  if (std::isfinite(report.facts.debye_length) && report.permittivity)
    numbers.push_back({"Debye length",
                       fmt::format("{:.3g}", report.facts.debye_length * std::sqrt(*report.permittivity) / nanometre),
                       "nm"});
  if (std::isfinite(report.facts.diffusivity)) {
    numbers.push_back({"Newman number", fmt::format("{:.3g}", report.facts.newman_number), ""});
    numbers.push_back(
        {"steady over first current, 1/(1 + Ne)", fmt::format("{:.3g}", report.facts.current_fraction()), ""});
    numbers.push_back({"D of Nernst and Einstein over D",
                       fmt::format("{:.3g}", report.facts.ideal_diffusivity / report.facts.diffusivity), ""});
  }
  page.key_numbers(numbers);
  add_estimated_inputs(page, entries);

  const SaltLimit& salt = report.layers.front().salt;
  const bool without_salt = std::isinf(salt.limiting_current) && std::isfinite(salt.depletion_current);
  page.heading("Figures");
  page.paragraph(how_to_read_figures);
  page.figures(
      {over_temperature(report, "conductivity", "Conductivity", "conductivity / mS/cm", true,
                        [](const ElectrolyteAt& at) { return S_per_m_in_mS_per_cm * at.conductivity; }),
       over_temperature(report, "activation-energy", "Local activation energy", "activation energy / kJ/mol", false,
                        [](const ElectrolyteAt& at) { return at.activation_energy / kilo; }),
       over_temperature(report, "transference-number", "Transference number", "transference number", false,
                        [](const ElectrolyteAt& at) { return at.transference_number; }),
       over_temperature(report, "diffusivity", "Diffusivity of the salt", "diffusivity / m²/s", true,
                        [](const ElectrolyteAt& at) { return at.diffusivity; }),
       over_thickness(report, "resistance", "Area resistance", "area resistance / ohm cm²",
                      [](const LayerOfElectrolyte& layer) { return ohm_cm2 * layer.area_resistance; }),
       over_thickness(report, "limiting-current",
                      without_salt ? "Depletion current: 1 % of the anions is left at a foil, and what goes on "
                                     "conducting without salt carries more"
                                   : "Limiting current",
                      without_salt ? "depletion current / mA/cm²" : "limiting current / mA/cm²",
                      [&](const LayerOfElectrolyte& layer) {
                        const double J = without_salt ? layer.salt.depletion_current : layer.salt.limiting_current;
                        return std::isfinite(J) ? mA_per_cm2 * J : std::numeric_limits<double>::quiet_NaN();
                      })});
  page.heading("Inputs");
  add_inputs(page, entries);
  const BuildInfo build = build_info();
  page.footer(fmt::format("vitrion {} ({})", build.version, build.revision));
  return page;
}

}  // namespace vitrion
