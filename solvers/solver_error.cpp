// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/solver_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace vitrion {
namespace {

std::string message(const std::string& what_failed, double t, const std::string& flag,
                    const std::vector<SolverError::Worst>& worst) {
  std::string text = fmt::format("{} at t = {:.6g} s", what_failed, t);
  if (!flag.empty()) text += fmt::format(" ({})", flag);
  for (std::size_t k = 0; k < worst.size(); ++k) {
    text += fmt::format("{}{} ({:.2g})", k == 0 ? "; largest errors, in tolerances: " : ", ", worst[k].unknown,
                        worst[k].error);
  }
  return text;
}

}  // namespace

SolverError::SolverError(const std::string& what_failed, double t, double step, std::string flag,
                         std::vector<Worst> worst)
    : std::runtime_error(message(what_failed, t, flag, worst)),
      time_(t),
      step_(step),
      flag_(std::move(flag)),
      worst_(std::move(worst)) {}

std::vector<SolverError::Worst> worst_unknowns(const StateLayout& layout, Reals error, Reals weight,
                                               std::size_t count) {
  const auto size = [&](std::size_t i) {
    const double weighted = std::abs(error[i] * weight[i]);
    return std::isfinite(weighted) ? weighted : std::numeric_limits<double>::infinity();
  };
  std::vector<std::size_t> order(error.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  count = std::min(count, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                    [&](std::size_t a, std::size_t b) { return size(a) > size(b) || (size(a) == size(b) && a < b); });
  std::vector<SolverError::Worst> worst;
  for (std::size_t k = 0; k < count && size(order[k]) > 0.0; ++k) {
    worst.push_back({layout.describe(order[k]), size(order[k])});
  }
  return worst;
}

}  // namespace vitrion
