// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/window_monitor.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>

namespace vitrion::indicators {

WindowMonitor::WindowMonitor(std::string place, StatedWindow window)
    : place_(std::move(place)), window_(std::move(window)), cycle_(window_.range), run_(window_.range) {}

void WindowMonitor::add(const WindowUse::Sample& sample) {
  if (sample.t < t_last_) cycle_ = run_ = WindowUse(window_.range);
  t_last_ = sample.t;
  cycle_.add(sample);
  run_.add(sample);
}

void WindowMonitor::append_summary_names(std::vector<OutputName>& names) const {
  for (const auto& [name, unit] : {std::pair{"Time Outside Window", "s"},
                                   {"Share Of Time Outside Window", "1"},
                                   {"Time Above Window", "s"},
                                   {"Charge Passed Outside Window", "C/m^2"},
                                   {"Parasitic Charge", "C/m^2"},
                                   {"Smallest Margin To Oxidation", "V"},
                                   {"Place Of Smallest Margin To Oxidation", "m"},
                                   {"Smallest Margin To Reduction", "V"},
                                   {"Place Of Smallest Margin To Reduction", "m"}})
    names.push_back({fmt::format("{} At {}", name, place_), unit, OutputGroup::window});
}

void WindowMonitor::take_summary(std::span<double> out) {
  const WindowUse::Summary use = cycle_.take();
  const auto where_known = [](double margin, double value) { return std::isfinite(margin) ? value : std::nan(""); };
  std::size_t k = 0;
  out[k++] = use.time_outside;
  out[k++] = use.fraction_outside();
  out[k++] = use.time_above;
  out[k++] = use.charge_outside;
  out[k++] = window_.oxidation_rate || window_.reduction_rate ? use.parasitic_charge
                                                              : std::numeric_limits<double>::quiet_NaN();
  out[k++] = where_known(use.margin_oxidation, use.margin_oxidation);
  out[k++] = where_known(use.margin_oxidation, use.x_oxidation);
  out[k++] = where_known(use.margin_reduction, use.margin_reduction);
  out[k++] = where_known(use.margin_reduction, use.x_reduction);
}

}  // namespace vitrion::indicators
