// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/arrhenius_plot.hpp"

#include "params/constants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ranges>
#include <vector>

namespace vitrion {
namespace {

constexpr int columns = 64;
constexpr int rows_a_decade = 2, most_decades = 10;
constexpr double mS_per_cm = 0.1;  // S/m

/// Labels of temperatures under the axis, as many as fit.
std::string temperature_axis(const ElectrolyteReport& report, double hottest, double coldest) {
  std::string axis(columns + 8, ' ');
  std::size_t free_from = 0;
  for (const auto& at : report.at | std::views::reverse) {
    const double x = (1.0 / at.T - 1.0 / hottest) / (1.0 / coldest - 1.0 / hottest);
    const auto column = static_cast<std::size_t>(std::lround(x * (columns - 1)));
    const std::string label = fmt::format("{:.0f}", at.T - zero_celsius);
    const std::size_t begin = column < label.size() / 2 ? 0 : column - label.size() / 2;
    if (begin < free_from || begin + label.size() > axis.size()) continue;
    axis.replace(begin, label.size(), label);
    free_from = begin + label.size() + 1;
  }
  axis.erase(axis.find_last_not_of(' ') + 1);
  return axis;
}

}  // namespace

std::string arrhenius_plot(const Electrolyte& electrolyte, const ElectrolyteReport& report) {
  if (report.at.size() < 2) return {};
  const double coldest = report.at.front().T, hottest = report.at.back().T;
  struct Point {
    int column;
    double decade;
    bool measured;
  };
  std::vector<Point> points;
  for (int k = 0; k < columns; ++k) {
    const double T = 1.0 / (1.0 / hottest + (1.0 / coldest - 1.0 / hottest) * k / (columns - 1));
    const double sigma = electrolyte.conductivity({electrolyte.concentration, T}) / mS_per_cm;
    if (!(sigma > 0.0) || !std::isfinite(sigma)) continue;
    const auto& range = report.measured_between;
    points.push_back({k, std::log10(sigma), !range || (T >= range->first && T <= range->second)});
  }
  if (points.empty()) return {};
  const auto higher = [](const Point& a, const Point& b) { return a.decade < b.decade; };
  const auto [least, most] = std::minmax_element(points.begin(), points.end(), higher);
  const int top = static_cast<int>(std::ceil(most->decade));
  const int bottom = std::max({static_cast<int>(std::floor(least->decade)), top - most_decades});

  const int rows = std::max(1, (top - bottom) * rows_a_decade);
  std::vector<std::string> canvas(static_cast<std::size_t>(rows) + 1, std::string(columns, ' '));
  for (const Point& point : points) {
    const auto row = std::lround((top - point.decade) * rows_a_decade);
    if (row < 0 || row > rows) continue;
    canvas[static_cast<std::size_t>(row)][static_cast<std::size_t>(point.column)] = point.measured ? 'o' : '.';
  }
  std::string text = "\nconductivity / mS/cm over 1/T";
  if (report.measured_between) text += "; . outside the temperatures of the measurement";
  text += '\n';
  for (int row = 0; row <= rows; ++row) {
    std::string& line = canvas[static_cast<std::size_t>(row)];
    line.erase(line.find_last_not_of(' ') + 1);
    const bool labelled = row % rows_a_decade == 0;
    const std::string label = labelled ? fmt::format("1e{:+d}", top - row / rows_a_decade) : "";
    text += fmt::format("  {:>6} |{}\n", label, line);
  }
  text += fmt::format("  {:>6} +{}\n  {:>6}  {}\n", "", std::string(columns, '-'), "degC",
                      temperature_axis(report, hottest, coldest));
  return text;
}

}  // namespace vitrion
