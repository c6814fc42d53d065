// SPDX-License-Identifier: BSD-3-Clause
// What a figure draws against what the files say: a reader sees lines between points, and the lines must be the curve.
#include "apps/report/html/page.hpp"
#include "apps/report/html/thinning.hpp"
#include "tests/apps/command.hpp"
#include "tests/apps/polyline.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

using namespace vitrion;
using namespace vitrion::testing;

namespace {

constexpr const char* glass = "cells/li-lfp-zif4-glass";

const Figure& figure_named(const std::vector<Figure>& figures, const std::string& id) {
  const auto found = std::find_if(figures.begin(), figures.end(), [&](const Figure& f) { return f.id == id; });
  REQUIRE(found != figures.end());
  return *found;
}

/// Largest distance, V, of a row of the time series from the voltage drawn over time, where its cycle is drawn.
double worst_over_time(const std::vector<Figure>& figures, const Columns& file) {
  const View& view = figure_named(figures, "time").views.at(0);
  const std::string& label = view.over.at(0).label;
  const double unit = label.ends_with("/ h") ? 3600.0 : label.ends_with("/ min") ? 60.0 : 1.0;
  double worst = 0.0;
  for (std::size_t i = 0; i < file["Test Time / s"].size(); ++i) {
    const double off = distance(view.over[0].values, view.traces.at(0).y, file["Test Time / s"][i] / unit,
                                file["Voltage / V"][i], 1e-9 * view.over[0].values.back());
    if (std::isfinite(off)) worst = std::max(worst, off);
  }
  return worst;
}

/// The same of the voltage over the capacity of each charge and discharge of the cycles that are drawn.
double worst_over_capacity(const std::vector<Figure>& figures, const Columns& file, double area) {
  const View& view = figure_named(figures, "voltage").views.at(0);
  double worst = 0.0;
  for (const Trace& trace : view.traces) {
    const double cycle = std::stod(trace.name.substr(6));
    double from = 0.0;
    int way = 0;
    for (std::size_t i = 0; i < file["Test Time / s"].size(); ++i) {
      if (file["Cycle Count / 1"][i] != cycle) continue;
      const double I = file["Current / A"][i] / area, passed = file["Net Capacity / Ah"][i] / area * 1e-1;
      const int now = std::abs(I) < 1e-9 ? 0 : I > 0.0 ? 1 : -1;
      if (now == 0) continue;
      if (now != std::exchange(way, now)) from = passed;
      worst = std::max(worst, distance(trace.x, trace.y, std::abs(passed - from), file["Voltage / V"][i], 2e-6));
    }
  }
  return worst;
}

struct Drawn {
  std::vector<Figure> figures;
  Columns file;
};
Drawn run(const std::string& cell, const std::string& protocol, const std::vector<std::string>& more = {}) {
  const TemporaryFolder folder;
  std::vector<std::string> arguments{"run", cell, "-q", "-p", protocol, "-o", folder / "r"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  REQUIRE(vitrion_command(arguments).code == 0);
  return {figures_of_page(text_of(folder / "r/report.html"), "report.html"),
          columns_of(folder / "r/timeseries.bdf.csv")};
}

constexpr double one_mV = 1e-3;

}  // namespace

TEST_CASE("what a thinned curve leaves out is on its lines", "[apps][report]") {
  const std::function<double(double)> courses[] = {
      [](double t) { return t < 300.0   ? 0.0
                            : t < 600.0 ? (600.0 - t) / 300.0
                                        : 0.0; },  // a jump, a ramp, corners
      [](double t) { return std::exp(-t / 5.0); }, [](double t) { return std::sin(t) * std::exp(-t / 300.0); },
      [](double t) { return 3.3 + 1e-14 * std::sin(1e5 * t); }};  // a constant but for rounding
  for (const auto& course : courses) {
    ThinnedRows rows(2, {{0, 1, {1e-3, 0.0}}}, 100'000);
    for (int i = 0; i <= 90'000; ++i) rows.add(std::vector{0.01 * i, course(0.01 * i)});
    std::size_t k = 1;
    double worst = 0.0;
    for (int i = 0; i <= 90'000; ++i) {
      while (rows.at(k, 0) < 0.01 * i) ++k;
      const double share = (0.01 * i - rows.at(k - 1, 0)) / (rows.at(k, 0) - rows.at(k - 1, 0));
      worst =
          std::max(worst, std::abs(rows.at(k - 1, 1) + share * (rows.at(k, 1) - rows.at(k - 1, 1)) - course(0.01 * i)));
    }
    CHECK(worst <= 1.0001e-3);
    CHECK(rows.at(0, 0) == 0.0);
    CHECK(rows.at(rows.rows() - 1, 0) == 900.0);
    CHECK(rows.rows() < 6000);
  }
}

TEST_CASE("a thinned curve that may keep too little says how far it is off", "[apps][report]") {
  ThinnedRows rows(2, {{0, 1, {1e-3, 0.0}}}, 500);
  const auto noise = [](int i) { return std::fmod(std::sin(12.9898 * i) * 43758.5453, 1.0); };
  for (int i = 0; i <= 20'000; ++i) rows.add(std::vector{static_cast<double>(i), noise(i)});
  CHECK(rows.rows() <= 500);
  double worst = 0.0;
  std::size_t k = 1;
  for (int i = 0; i <= 20'000; ++i) {
    while (rows.at(k, 0) < i) ++k;
    const double share = (i - rows.at(k - 1, 0)) / (rows.at(k, 0) - rows.at(k - 1, 0));
    worst = std::max(worst, std::abs(rows.at(k - 1, 1) + share * (rows.at(k, 1) - rows.at(k - 1, 1)) - noise(i)));
  }
  CHECK(worst <= 1e-3 * rows.widened());
}

TEST_CASE("the voltage of a rate test is drawn as the file has it", "[apps][report]") {
  const TemporaryFolder folder;
  std::string steps;
  for (const char* rate : {"C/10", "C/2", "1C", "2C"})
    steps += fmt::format(
        "- {{repeat: 3, steps: [Charge at C/5 until 3.8 V, Hold at 3.8 V until C/50, Rest for 10 min, "
        "Discharge at {} until 2.5 V, Rest for 10 min]}}\n",
        rate);
  const Drawn drawn = run(glass, folder.write("p.yaml", steps));
  CHECK(worst_over_time(drawn.figures, drawn.file) <= one_mV);
  CHECK(worst_over_capacity(drawn.figures, drawn.file, 1e-4) <= one_mV);
  // The second and third cycle of a rate are the same, and look the same.
  const View& view = figure_named(drawn.figures, "voltage").views.at(0);
  REQUIRE(view.traces.size() == 12);
  for (const std::size_t first : {std::size_t{1}, std::size_t{4}, std::size_t{7}, std::size_t{10}}) {
    const Trace &a = view.traces[first], &b = view.traces[first + 1];
    double apart = 0.0;
    for (std::size_t i = 0; i < a.x.size(); ++i)
      if (!std::isnan(a.y[i])) apart = std::max(apart, distance(b.x, b.y, a.x[i], a.y[i], 2e-4));
    CHECK(apart < 3.0 * one_mV);
    CHECK(a.x.back() == Approx(b.x.back()).epsilon(2e-3));
  }
}

TEST_CASE("a drive cycle, a pulse train and many cycles are drawn as the file has them", "[apps][report]") {
  const TemporaryFolder folder;
  std::string csv = "Time / s,Current / mA\n";
  for (int i = 0; i <= 600; ++i)
    csv += fmt::format("{},{:.4f}\n", i, -0.2 * std::fmod(std::abs(std::sin(12.9898 * i)) * 43758.5453, 1.0));
  folder.write("drive.csv", csv);
  const Drawn drive =
      run(glass, folder.write("drive.yaml", "- {drive_cycle: drive.csv}\n"), {"--set", "initial.state_of_charge=50 %"});
  CHECK(worst_over_time(drive.figures, drive.file) <= one_mV);

  const Drawn pulses = run(glass, "Discharge at 1C for 10 s; Rest for 40 s; Discharge at C/5 for 1 min; Rest for 1 h",
                           {"--set", "initial.state_of_charge=50 %"});
  CHECK(worst_over_time(pulses.figures, pulses.file) <= one_mV);
  CHECK(worst_over_capacity(pulses.figures, pulses.file, 1e-4) <= one_mV);

  const Drawn many = run(glass,
                         folder.write("many.yaml",
                                      "- {repeat: 200, steps: [Charge at 1C for 2 min, "
                                      "Discharge at 1C for 2 min]}\n"),
                         {"--set", "initial.state_of_charge=50 %"});
  CHECK(worst_over_capacity(many.figures, many.file, 1e-4) <= one_mV);
}
