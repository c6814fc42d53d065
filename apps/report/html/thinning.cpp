// SPDX-License-Identifier: BSD-3-Clause
#include "apps/report/html/thinning.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace vitrion {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double round_off = 1e-9;
constexpr double widest = 1e9;  ///< a factor of deviations beyond which nothing is left to leave out

}  // namespace

RowChoice::RowChoice(std::vector<Curve> curves)
    : curves_(std::move(curves)), cones_(curves_.size(), Cone{0.0, 0.0, -infinity, infinity, infinity, -infinity}) {}

void RowChoice::widen(double factor) { factor_ *= factor; }

double RowChoice::tau(const Curve& curve, const Cone& cone) const {
  if (!(cone.low <= cone.high)) return factor_ * curve.deviation.absolute;
  const double size = std::max(std::abs(cone.low), std::abs(cone.high));
  return factor_ *
         std::max({curve.deviation.absolute, curve.deviation.share_of_span * (cone.high - cone.low), round_off * size});
}

/// Whether the straight line from the row that was kept to (x, y) leaves out too much.
bool RowChoice::outside(const Curve& curve, const Cone& cone, double x, double y) const {
  if (std::isfinite(y) != std::isfinite(cone.y)) return true;  // a curve begins or ends
  if (!std::isfinite(y)) return false;
  const double dx = std::abs(x - cone.x), dy = y - cone.y;
  if (!(dx > 0.0)) return std::abs(dy) < std::abs(cone.upright) - tau(curve, cone) || dy * cone.upright < 0.0;
  return cone.upright != 0.0 || dy / dx < cone.lowest || dy / dx > cone.highest;
}

void RowChoice::begin(std::span<const double> row) {
  for (std::size_t c = 0; c < curves_.size(); ++c) {
    Cone& cone = cones_[c];
    cone = {row[curves_[c].x], row[curves_[c].y], -infinity, infinity, cone.low, cone.high};
  }
}

void RowChoice::narrow(std::span<const double> row) {
  for (std::size_t c = 0; c < curves_.size(); ++c) {
    const Curve& curve = curves_[c];
    Cone& cone = cones_[c];
    const double y = row[curve.y], dx = std::abs(row[curve.x] - cone.x), dy = y - cone.y;
    if (!std::isfinite(dy)) continue;
    cone.low = std::min(cone.low, y);
    cone.high = std::max(cone.high, y);
    const double within = tau(curve, cone);
    if (dx > 0.0) {
      cone.lowest = std::max(cone.lowest, (dy - within) / dx);
      cone.highest = std::min(cone.highest, (dy + within) / dx);
    } else if (std::abs(dy) > within) {
      cone.upright = dy;
    }
  }
}

bool RowChoice::needs_before(std::span<const double> row, bool fixed) {
  bool needed = fixed;
  for (std::size_t c = 0; c < curves_.size() && !needed && !before_.empty(); ++c)
    needed = outside(curves_[c], cones_[c], row[curves_[c].x], row[curves_[c].y]);
  if (before_.empty() || fixed) {
    begin(row);
  } else if (needed) {
    begin(before_);
  }
  narrow(row);
  before_.assign(row.begin(), row.end());
  return needed;
}

ThinnedRows::ThinnedRows(std::size_t columns, std::vector<RowChoice::Curve> curves, std::size_t most)
    : columns_(columns), most_(most), curves_(std::move(curves)), choice_(curves_) {}

void ThinnedRows::add(std::span<const double> row, bool fixed) {
  const bool needs_before = choice_.needs_before(row, fixed);
  if (rows() > 1 && !needs_before && !fixed_.back()) {
    values_.resize(values_.size() - columns_);
    fixed_.pop_back();
    complete_ = false;
  } else if (fixed && !fixed_.empty()) {
    fixed_.back() = true;
  }
  values_.insert(values_.end(), row.begin(), row.end());
  fixed_.push_back(fixed);
  if (rows() > most_) coarsen();
}

void ThinnedRows::pack() { values_.shrink_to_fit(); }

/// Goes through the rows once more with twice the deviation, until they are few enough. What is fixed stays.
void ThinnedRows::coarsen() {
  const std::size_t most = most_, fixed_rows = static_cast<std::size_t>(std::count(fixed_.begin(), fixed_.end(), true));
  most_ = std::numeric_limits<std::size_t>::max();
  for (const std::size_t enough = std::max(most / 2, 2 * fixed_rows); rows() > enough && factor_ < widest;) {
    factor_ *= 2.0;
    widened_ += factor_;
    choice_ = RowChoice(curves_);
    choice_.widen(factor_);
    std::vector<double> all;
    std::vector<bool> fixed;
    std::swap(all, values_);
    std::swap(fixed, fixed_);
    for (std::size_t i = 0; i < fixed.size(); ++i) add(std::span(all).subspan(i * columns_, columns_), fixed[i]);
  }
  most_ = std::max(most, 2 * rows());
}

std::vector<std::size_t> rows_for(const ThinnedRows& rows, std::size_t begin, std::size_t end,
                                  std::vector<RowChoice::Curve> curves) {
  RowChoice choice(std::move(curves));
  std::vector<std::size_t> needed;
  for (std::size_t i = begin; i < end; ++i) {
    if (choice.needs_before(rows.row(i)) && needed.back() != i - 1) needed.push_back(i - 1);
    if (i == begin) needed.push_back(i);
  }
  if (end > begin && needed.back() != end - 1) needed.push_back(end - 1);
  return needed;
}

void ThinnedRows::archive(Archive& a) {
  std::vector<char> fixed(fixed_.begin(), fixed_.end());
  a(choice_, values_, fixed, factor_, widened_, complete_);
  fixed_.assign(fixed.begin(), fixed.end());
}

}  // namespace vitrion
