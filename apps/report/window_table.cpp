// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/window_table.hpp"

#include "apps/report/text_table.hpp"

#include <fmt/format.h>

#include <cmath>

namespace vitrion {

std::string window_table(std::span<const indicators::WindowReport> reports) {
  TextTable table;
  table.column("at", TextTable::Align::left);
  for (const char* heading :
       {"limit", "smallest margin", "when", "where", "time outside", "charge outside", "decomposed"})
    table.column(heading);
  table.row({"", "V", "mV", "h", "um", "h", "mA h/cm²", "mA h/cm²"});
  std::string stated;
  for (const indicators::WindowReport& report : reports) {
    const indicators::WindowUse::Summary& use = report.use;
    const auto row = [&](const char* which, double limit, double margin, double t, double x, double outside) {
      if (!std::isfinite(limit)) return;
      table.row({fmt::format("{}, {}", report.place, which), fmt::format("{:.3f}", limit),
                 fmt::format("{:.0f}", margin * 1e3), fmt::format("{:.3g}", t / 3600.0), fmt::format("{:.1f}", x * 1e6),
                 fmt::format("{:.3g}", outside / 3600.0), fmt::format("{:.4g}", use.charge_outside / 3.6e4),
                 fmt::format("{:.4g}", use.parasitic_charge / 3.6e4)});
      stated = fmt::format("    against {}; onset {}\n", report.window.against,
                           std::isnan(report.window.onset_current)
                               ? "at a current that is not stated"
                               : fmt::format("at {:.3g} A/m^2", report.window.onset_current));
    };
    row("oxidation", report.window.range.highest, use.margin_oxidation, use.t_oxidation, use.x_oxidation,
        use.time_above);
    row("reduction", report.window.range.lowest, use.margin_reduction, use.t_reduction, use.x_reduction,
        use.time_below);
  }
  return table.text("    ") + stated;
}

}  // namespace vitrion
