// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/window_monitor.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <string>
#include <vector>

using namespace vitrion;
using namespace vitrion::indicators;

namespace {

/// Rows of a summary, in their order.
enum Row { outside, share, above, charge, parasitic, to_oxidation, x_oxidation, to_reduction, x_reduction };

WindowUse::Sample at(double t, double E, double current = 1.0) {
  return {.t = t,
          .highest = E + 0.01,
          .lowest = E - 0.01,
          .x_highest = 8e-5,
          .x_lowest = 5e-5,
          .current = current,
          .parasitic = -0.25};
}

std::array<double, WindowMonitor::summaries()> taken(WindowMonitor& monitor) {
  std::array<double, WindowMonitor::summaries()> row{};
  monitor.take_summary(row);
  return row;
}

StatedWindow glass_window() { return {{.lowest = 2.3, .highest = 4.0}, "Li/Li+", 1e-4}; }

}  // namespace

TEST_CASE("window monitor: its columns say what, where and in which unit", "[model][indicators]") {
  std::vector<OutputName> names;
  WindowMonitor("Positive Electrode", glass_window()).append_summary_names(names);
  REQUIRE(names.size() == WindowMonitor::summaries());
  CHECK(names[outside].name == "Time Outside Window At Positive Electrode");
  CHECK(names[outside].unit == "s");
  CHECK(names[share].name == "Share Of Time Outside Window At Positive Electrode");
  CHECK(names[above].name == "Time Above Window At Positive Electrode");
  CHECK(names[charge].name == "Charge Passed Outside Window At Positive Electrode");
  CHECK(names[charge].unit == "C/m^2");
  CHECK(names[parasitic].name == "Parasitic Charge At Positive Electrode");
  CHECK(names[to_oxidation].name == "Smallest Margin To Oxidation At Positive Electrode");
  CHECK(names[to_oxidation].unit == "V");
  CHECK(names[x_reduction].name == "Place Of Smallest Margin To Reduction At Positive Electrode");
  CHECK(names[x_reduction].unit == "m");
  for (const OutputName& name : names) CHECK(name.group == OutputGroup::window);
}

// The highest potential runs from 3.01 V to 4.51 V and crosses 4 V after 66 s; the lowest never comes near 2.3 V.
TEST_CASE("window monitor: a cycle sums up time, charge, margin and place", "[model][indicators][analytic]") {
  WindowMonitor monitor("Positive Electrode", glass_window());
  monitor.add(at(0.0, 3.0));
  monitor.add(at(100.0, 4.5));
  const auto row = taken(monitor);
  CHECK(row[outside] == Approx(34.0));
  CHECK(row[share] == Approx(0.34));
  CHECK(row[above] == Approx(34.0));
  CHECK(row[charge] == Approx(34.0));
  CHECK(row[parasitic] == Approx(25.0));
  CHECK(row[to_oxidation] == Approx(-0.51));
  CHECK(row[x_oxidation] == 8e-5);
  CHECK(row[to_reduction] == Approx(0.69));
  CHECK(row[x_reduction] == 5e-5);
}

TEST_CASE("window monitor: cycles add up to the run that it reports", "[model][indicators]") {
  WindowMonitor monitor("Positive Electrode", glass_window());
  double time = 0.0, oxidised = 0.0;
  for (int i = 0; i <= 30; ++i) {
    monitor.add(at(10.0 * i, 3.2 + 1.5 * std::sin(0.7 * i)));
    if (i % 7 != 6) continue;
    const auto row = taken(monitor);
    time += row[outside];
    oxidised += row[parasitic];
  }
  const auto rest = taken(monitor);
  const WindowReport report = monitor.report();
  CHECK(report.place == "Positive Electrode");
  CHECK(report.window.against == "Li/Li+");
  CHECK(report.window.onset_current == 1e-4);
  CHECK(report.use.duration == Approx(300.0));
  CHECK(report.use.time_below > 0.0);
  CHECK(report.use.time_above > 0.0);
  CHECK(report.use.time_outside == Approx(time + rest[outside]));
  CHECK(report.use.parasitic_charge == Approx(oxidised + rest[parasitic]));
  CHECK(report.use.parasitic_charge == Approx(75.0));
}

TEST_CASE("window monitor: a cycle begins at the potential at which the last one ended", "[model][indicators]") {
  WindowMonitor monitor("Positive Electrode", glass_window());
  monitor.add(at(0.0, 3.0));
  monitor.add(at(10.0, 3.9));
  taken(monitor);
  monitor.add(at(20.0, 3.0));
  CHECK(taken(monitor)[to_oxidation] == Approx(0.09));
  monitor.add(at(30.0, 3.0));
  CHECK(taken(monitor)[to_oxidation] == Approx(0.99));
}

TEST_CASE("window monitor: to an end that nobody stated there is no margin", "[model][indicators]") {
  WindowMonitor monitor("Positive Electrode", {{.highest = 4.0}, "Li/Li+"});
  monitor.add(at(0.0, 3.0));
  monitor.add(at(10.0, -9.0));
  const auto row = taken(monitor);
  CHECK(row[outside] == 0.0);
  CHECK(row[to_oxidation] == Approx(0.99));
  CHECK(std::isnan(row[to_reduction]));
  CHECK(std::isnan(row[x_reduction]));
  CHECK(std::isnan(monitor.report().window.onset_current));
}

TEST_CASE("window monitor: a sample before the last one begins another run", "[model][indicators]") {
  WindowMonitor monitor("Positive Electrode", glass_window());
  monitor.add(at(0.0, 4.5));
  monitor.add(at(100.0, 4.5));
  monitor.add(at(0.0, 3.0));
  monitor.add(at(50.0, 3.0));
  CHECK(monitor.report().use.duration == 50.0);
  CHECK(monitor.report().use.time_outside == 0.0);
  CHECK(monitor.report().use.margin_oxidation == Approx(0.99));
  CHECK(taken(monitor)[outside] == 0.0);
}
