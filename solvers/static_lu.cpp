// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/static_lu.hpp"

#include "params/processor.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace vitrion {
namespace {

constexpr double vanishing = 1e-12;  // of a pivot, relative to the largest entry of its row

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace

StaticLu::StaticLu(std::span<const std::vector<std::int32_t>> rows)
    : diagonal_(rows.size()), inverse_pivot_(rows.size()) {
  const std::size_t n = rows.size();
  std::vector<std::vector<std::int32_t>> filled(n);
  std::vector<std::int32_t> merged;
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<std::int32_t>& row = filled[i];
    row = rows[i];
    row.push_back(static_cast<std::int32_t>(i));
    std::sort(row.begin(), row.end());
    row.erase(std::unique(row.begin(), row.end()), row.end());
    for (std::size_t e = 0; at(row[e]) < i; ++e) {  // row k's entries right of its diagonal fall into this row
      const auto& pivot = filled[at(row[e])];
      const auto tail = std::upper_bound(pivot.begin(), pivot.end(), row[e]);
      merged.clear();
      std::set_union(row.begin(), row.end(), tail, pivot.end(), std::back_inserter(merged));
      row.swap(merged);
    }
  }

  start_.push_back(0);
  for (std::size_t i = 0; i < n; ++i) {
    const auto diagonal = std::lower_bound(filled[i].begin(), filled[i].end(), static_cast<std::int32_t>(i));
    diagonal_[i] = start_.back() + static_cast<std::int32_t>(diagonal - filled[i].begin());
    column_.insert(column_.end(), filled[i].begin(), filled[i].end());
    start_.push_back(static_cast<std::int32_t>(column_.size()));
  }
  value_.resize(column_.size());
  for (std::size_t i = 0; i < n; ++i) {
    for (std::int32_t e = start_[i]; e < diagonal_[i]; ++e) {
      const std::size_t k = at(column_[at(e)]);
      std::int32_t place = e;
      for (std::int32_t f = diagonal_[k] + 1; f < start_[k + 1]; ++f) {
        while (column_[at(place)] != column_[at(f)]) ++place;
        target_.push_back(place);
      }
    }
  }
}

std::size_t StaticLu::slot(std::size_t row, std::size_t column) const {
  const auto begin = column_.begin() + start_[row], end = column_.begin() + start_[row + 1];
  return static_cast<std::size_t>(std::lower_bound(begin, end, static_cast<std::int32_t>(column)) - column_.begin());
}

VITRION_DISPATCHED bool StaticLu::factor() {
  double* const a = value_.data();
  const std::int32_t* target = target_.data();
  for (std::size_t i = 0; i < size(); ++i) {
    double largest = 0.0;
    for (std::int32_t e = start_[i]; e < diagonal_[i]; ++e) {
      const std::size_t k = at(column_[at(e)]);
      largest = std::max(largest, std::abs(a[e]));
      const double factor = a[e] * inverse_pivot_[k];
      a[e] = factor;
      const double* const pivot_row = a + diagonal_[k] + 1;
      const std::int32_t count = start_[k + 1] - diagonal_[k] - 1;
      for (std::int32_t f = 0; f < count; ++f) a[target[f]] -= factor * pivot_row[f];
      target += count;
    }
    for (std::int32_t e = diagonal_[i] + 1; e < start_[i + 1]; ++e) largest = std::max(largest, std::abs(a[e]));
    const double pivot = a[diagonal_[i]];
    if (!(std::abs(pivot) > vanishing * largest) || pivot == 0.0) return false;  // also when not a number
    inverse_pivot_[i] = 1.0 / pivot;
  }
  return true;
}

VITRION_DISPATCHED void StaticLu::solve(std::span<double> b) const {
  const double* const a = value_.data();
  for (std::size_t i = 0; i < size(); ++i) {
    double sum = b[i];
    for (std::int32_t e = start_[i]; e < diagonal_[i]; ++e) sum -= a[e] * b[at(column_[at(e)])];
    b[i] = sum;
  }
  for (std::size_t i = size(); i-- > 0;) {
    double sum = b[i];  // the unknown found last comes last, so that the processor need not wait for it
    for (std::int32_t e = start_[i + 1]; --e > diagonal_[i];) sum -= a[e] * b[at(column_[at(e)])];
    b[i] = sum * inverse_pivot_[i];
  }
}

}  // namespace vitrion
