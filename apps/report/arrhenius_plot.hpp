// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/electrolyte_report.hpp"

#include <string>

namespace vitrion {

/// The conductivity of an electrolyte as a plot of characters, between the temperatures of its report: decades upwards,
/// 1/T to the right, so that Arrhenius' law is straight. `o` within the temperatures of the measurement, `.` outside;
/// `o` everywhere if the file does not say. Empty where nothing conducts.
std::string arrhenius_plot(const Electrolyte& electrolyte, const ElectrolyteReport& report);

}  // namespace vitrion
