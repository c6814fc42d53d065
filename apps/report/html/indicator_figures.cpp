// SPDX-License-Identifier: BSD-3-Clause
// Figures of dendrites and contact at metal foils.
#include "apps/report/html/display.hpp"
#include "apps/report/html/output_views.hpp"
#include "apps/report/html/run_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace vitrion {
namespace {

using indicators::FoilReport;
using indicators::Indicator;

constexpr double hour = 3600.0;  // s

/// Indicators that speak of one thing. What does not change with the state is left to the table.
struct Panel {
  const char *id, *title, *y, *note;
  double factor;  ///< from SI to the unit of y
  bool log_y;
  std::vector<Indicator> indicators;
};

std::vector<Panel> panels() {
  using enum Indicator;
  return {{"dendrite-salt",
           "Salt and current at the foil",
           "share",
           "Salt as a share of that at rest, currents as shares of the limiting current; the focused current is that "
           "at the hottest spot.",
           1.0,
           false,
           {salt_at_foil, current_over_limit, focused_current_over_limit}},
          {"dendrite-contact",
           "Contact and fracture",
           "share of the limit",
           "Beyond 1 voids form or cracks grow; full contact is 1.",
           1.0,
           false,
           {stripping_over_creep, stripping_over_measured, overpotential_over_fracture, contact_fraction}},
          {"dendrite-probability",
           "How probably it shorts or cracks",
           "probability",
           "",
           1.0,
           false,
           {short_probability, shorted_so_far, fracture_probability}},
          {"dendrite-times",
           "Times at the present current",
           "time / h",
           "What never happens is not drawn.",
           1.0 / hour,
           true,
           {sand_time, depletion_time, salt_time_to_short, void_time, median_time_to_short}},
          {"dendrite-growth",
           "How fast filaments and fronts grow",
           "growth / µm/h",
           "",
           1e6 * hour,
           false,
           {filament_growth, front_velocity}},
          {"dendrite-lengths",
           "Roughness",
           "length / µm",
           "The wavelength that grows fastest, and the sharpest tip that still grows.",
           1e6,
           true,
           {roughness_wavelength, tip_radius}}};
}

}  // namespace

Trace short_trace(const FoilReport& foil, const std::string& name) {
  constexpr std::array shares{0.001, 0.003, 0.01, 0.02, 0.05, 0.1,  0.2,  0.3,   0.4,  0.5,
                              0.6,   0.7,   0.8,  0.9,  0.95, 0.98, 0.99, 0.997, 0.999};
  Trace trace;
  trace.name = name;
  if (!foil.race || !(foil.mean_current > 0.0)) return trace;
  for (const double P : shares) {
    const double t = foil.race->quantile(foil.mean_current, P);
    if (!std::isfinite(t)) break;
    trace.x.push_back(t / hour);
    trace.y.push_back(100.0 * P);
  }
  return trace;
}

std::vector<Figure> indicator_figures(const RunCurves& curves, std::span<const FoilReport> foils) {
  const OutputViews views(curves);
  const auto names = curves.cell().output_names();
  std::vector<Figure> figures;
  for (const Panel& panel : panels()) {
    Figure figure{panel.id, panel.title, panel.note, Figure::Kind::lines, panel.y, "", false, panel.log_y, {}, {}};
    for (const FoilReport& foil : foils) {
      std::vector<OutputViews::Curve> drawn;
      for (const Indicator indicator : panel.indicators) {
        const std::string name(spec_of(indicator).name);
        const auto column = std::find_if(names.begin(), names.end(), [&](const OutputName& output) {
          return output.name == fmt::format("{} At {}", name, foil.foil);
        });
        if (column == names.end()) continue;  // an input is not known
        drawn.push_back({static_cast<std::size_t>(column - names.begin()), in_sentence(name), panel.factor});
      }
      views.add(figure, foils.size() > 1 ? in_sentence(foil.foil) : "", drawn);
    }
    figures.push_back(std::move(figure));
  }
  Figure shorts{"short",
                "When it shorts",
                "Going on at the mean current of the run; the table below says which inputs were calibrated.",
                Figure::Kind::lines,
                "shorted before / %",
                "",
                false,
                false,
                {},
                {{"", {{"time / h", {}}}, {}}}};
  for (const FoilReport& foil : foils) shorts.views[0].traces.push_back(short_trace(foil, in_sentence(foil.foil)));
  figures.push_back(std::move(shorts));
  return figures;
}

}  // namespace vitrion
