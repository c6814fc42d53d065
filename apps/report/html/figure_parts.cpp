// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/html/figure_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace vitrion::figures {

constexpr double hour = 3600.0, minute = 60.0;  // s

Abscissa over_time(std::vector<double> seconds) {
  const double span = seconds.empty() ? 0.0 : seconds.back() - seconds.front();
  const auto [unit, name] = span > 2.0 * hour     ? std::pair(hour, "h")
                            : span > 5.0 * minute ? std::pair(minute, "min")
                                                  : std::pair(1.0, "s");
  for (double& t : seconds) t /= unit;
  return {fmt::format("time / {}", name), std::move(seconds)};
}

namespace {

/// @param append  adds the values of a cycle
std::vector<double> joined(const RunCurves& curves, bool is_time,
                           const std::function<void(const RunCurves::Cycle&, std::vector<double>&)>& append) {
  std::vector<double> values;
  std::size_t before = 0;
  for (const RunCurves::Cycle& cycle : curves.cycles()) {
    if (before > 0 && cycle.number != before + 1)
      values.push_back(is_time && !values.empty() ? values.back() : no_value);
    before = cycle.number;
    append(cycle, values);
  }
  return values;
}

}  // namespace

std::vector<double> column_of(const RunCurves& curves,
                              const std::function<std::vector<std::size_t>(const ThinnedRows&)>& chosen,
                              std::size_t column, double factor) {
  return joined(curves, column == RunCurves::time, [&](const RunCurves::Cycle& cycle, std::vector<double>& values) {
    for (const std::size_t i : chosen(cycle.rows)) values.push_back(factor * cycle.rows.at(i, column));
  });
}

std::vector<double> series(const RunCurves& curves, RunCurves::Column column, double factor) {
  return joined(curves, column == RunCurves::time, [&](const RunCurves::Cycle& cycle, std::vector<double>& values) {
    for (std::size_t i = 0; i < cycle.curve.rows(); ++i) values.push_back(factor * cycle.curve.at(i, column));
  });
}

std::vector<double> one_way(std::vector<double> x) {
  constexpr double most = 0.8;
  if (x.empty()) return x;
  std::size_t best_begin = 0, best_end = 0, begin = 0;
  double best = 0.0;
  int direction = 0;
  for (std::size_t i = 1; i <= x.size(); ++i) {
    const int now = i == x.size() || x[i] == x[i - 1] ? 0 : x[i] > x[i - 1] ? 1 : -1;
    const bool turns = i == x.size() || (now != 0 && direction != 0 && now != direction);
    if (now != 0) direction = now;
    if (!turns) continue;
    if (std::abs(x[i - 1] - x[begin]) > best) {
      best = std::abs(x[i - 1] - x[begin]);
      best_begin = begin;
      best_end = i;
    }
    begin = i - 1;
  }
  const auto [low, high] = std::minmax_element(x.begin(), x.end());
  if (best < most * (*high - *low)) return x;
  for (std::size_t i = 0; i < x.size(); ++i)
    if (best > 0.0 && (i < best_begin || i >= best_end)) x[i] = no_value;
  return x;
}

std::vector<std::size_t> some_of(std::size_t count, std::size_t most) {
  const std::size_t stride = count / most + 1;
  std::vector<std::size_t> some;
  for (std::size_t i = 0; i < count; i += stride) some.push_back(i);
  if (count > 0 && some.back() != count - 1) some.push_back(count - 1);
  return some;
}

}  // namespace vitrion::figures
