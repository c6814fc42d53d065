// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/static_lu.hpp"

#include "params/processor.hpp"
#include "solvers/four.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <iterator>

namespace vitrion {
namespace {

constexpr double vanishing = 1e-12;  // of a pivot, relative to the largest entry of its row
constexpr std::size_t width = four, area = width * width;

std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

/// The largest magnitudes so far of the four rows of a block.
void keep_largest(Four& largest, const double* block) {
  for (std::size_t c = 0; c < width; ++c) {
    const FourAt column(block + width * c);
    const Four magnitude = column.d > -column.d ? column.d : -column.d;
    largest = magnitude > largest ? magnitude : largest;
  }
}

}  // namespace

StaticLu::StaticLu(std::span<const std::vector<std::int32_t>> rows) : size_(rows.size()) {
  const std::size_t n = (size_ + width - 1) / width;
  std::vector<std::vector<std::int32_t>> filled(n);
  std::vector<std::int32_t> merged;
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<std::int32_t>& row = filled[i];
    row.push_back(static_cast<std::int32_t>(i));
    for (std::size_t k = width * i; k < std::min(width * (i + 1), size_); ++k)
      for (const std::int32_t column : rows[k]) row.push_back(column / static_cast<std::int32_t>(width));
    std::sort(row.begin(), row.end());
    row.erase(std::unique(row.begin(), row.end()), row.end());
    for (std::size_t e = 0; at(row[e]) < i; ++e) {  // row k's blocks right of its diagonal fall into this row
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
    diagonal_.push_back(start_.back() + static_cast<std::int32_t>(diagonal - filled[i].begin()));
    column_.insert(column_.end(), filled[i].begin(), filled[i].end());
    start_.push_back(static_cast<std::int32_t>(column_.size()));
  }
  value_.resize(area * column_.size());
  inverse_pivot_.resize(width * n);
  solution_.resize(width * n);
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
  const std::size_t i = row / width;
  const auto begin = column_.begin() + start_[i], end = column_.begin() + start_[i + 1];
  const auto block = std::lower_bound(begin, end, static_cast<std::int32_t>(column / width)) - column_.begin();
  return area * static_cast<std::size_t>(block) + width * (column % width) + row % width;
}

/// The factors of a block of the diagonal, in place. @param largest  magnitude in each row of the matrix
bool StaticLu::factor_diagonal(std::size_t i, const double* largest) {
  double* const a = value_.data() + area * at(diagonal_[i]);
  for (std::size_t k = 0; k < width; ++k) {
    const double pivot = a[width * k + k];
    if (!(std::abs(pivot) > vanishing * largest[k]) || pivot == 0.0) return false;  // also when not a number
    const double inverse = inverse_pivot_[width * i + k] = 1.0 / pivot;
    for (std::size_t r = k + 1; r < width; ++r) a[width * k + r] *= inverse;
    for (std::size_t c = k + 1; c < width; ++c)
      for (std::size_t r = k + 1; r < width; ++r) a[width * c + r] -= a[width * k + r] * a[width * c + k];
  }
  return true;
}

VITRION_DISPATCHED bool StaticLu::factor() {
  double* const a = value_.data();
  const std::int32_t* const start = start_.data();
  const std::int32_t* const diagonal = diagonal_.data();
  const std::int32_t* target = target_.data();
  const std::size_t n = diagonal_.size();
  for (std::size_t k = size_; k < width * n; ++k) a[slot(k, k)] = 1.0;  // rows that fill the last block
  for (std::size_t i = 0; i < n; ++i) {
    Four largest{};
    for (std::int32_t e = start[i]; e < diagonal[i]; ++e) {  // L of this row: L U_kk = A
      double* const entries = a + area * at(e);
      keep_largest(largest, entries);
      const std::size_t k = at(column_[at(e)]);
      const double* const U = a + area * at(diagonal[k]);
      const double* const inverse = inverse_pivot_.data() + width * k;
      Four L[width];
      for (std::size_t c = 0; c < width; ++c) {
        L[c] = FourAt(entries + width * c).d;
        for (std::size_t r = 0; r < c; ++r) L[c] -= U[width * c + r] * L[r];
        L[c] *= inverse[c];
        std::memcpy(entries + width * c, &L[c], sizeof L[c]);
      }
      const double* u = a + area * at(diagonal[k] + 1);
      for (const double* const end = a + area * at(start[k + 1]); u != end; u += area) {
        double* const to = a + area * at(*target++);
        for (std::size_t c = 0; c < width; ++c) {
          const double* const d = u + width * c;
          FourAt column(to + width * c);
          column.d -= d[0] * L[0];
          column.d -= d[1] * L[1];
          column.d -= d[2] * L[2];
          column.d -= d[3] * L[3];
          store(to + width * c, column.d);
        }
      }
    }
    for (std::int32_t e = diagonal[i]; e < start[i + 1]; ++e) keep_largest(largest, a + area * at(e));
    double rows[width];
    std::memcpy(rows, &largest, sizeof rows);
    if (!factor_diagonal(i, rows)) return false;

    const double* const own = a + area * at(diagonal[i]);  // U of this row: L_ii U = A
    const Four L0{0.0, own[1], own[2], own[3]}, L1{0.0, 0.0, own[6], own[7]}, L2{0.0, 0.0, 0.0, own[11]};
    double* const last = a + area * at(start[i + 1]);
    for (double* entries = a + area * at(diagonal[i] + 1); entries != last; entries += width) {
      FourAt column(entries);
      column.d -= column.d[0] * L0;
      column.d -= column.d[1] * L1;
      column.d -= column.d[2] * L2;
      store(entries, column.d);
    }
  }
  return true;
}

VITRION_DISPATCHED void StaticLu::solve(std::span<double> b) {
  const double* const a = value_.data();
  double* const x = solution_.data();
  std::copy(b.begin(), b.end(), solution_.begin());
  std::fill(solution_.begin() + static_cast<std::ptrdiff_t>(size_), solution_.end(), 0.0);
  /// Four unknowns, less what blocks say of the others.
  const auto subtract = [&](double* own, std::int32_t first, std::int32_t last) {
    FourAt sum(own);
    Four other{};
    for (std::int32_t e = first; e < last; ++e) {
      const double* const entries = a + area * at(e);
      const double* const y = x + width * at(column_[at(e)]);
      sum.d -= y[0] * FourAt(entries).d;
      other += y[1] * FourAt(entries + width).d;
      sum.d -= y[2] * FourAt(entries + 2 * width).d;
      other += y[3] * FourAt(entries + 3 * width).d;
    }
    sum.d -= other;
    store(own, sum.d);
  };
  const std::size_t n = diagonal_.size();
  for (std::size_t i = 0; i < n; ++i) {
    double* const own = x + width * i;
    subtract(own, start_[i], diagonal_[i]);
    const double* const d = a + area * at(diagonal_[i]);
    own[1] -= d[1] * own[0];
    own[2] -= d[2] * own[0] + d[6] * own[1];
    own[3] -= d[3] * own[0] + d[7] * own[1] + d[11] * own[2];
  }
  for (std::size_t i = n; i-- > 0;) {
    double* const own = x + width * i;
    subtract(own, diagonal_[i] + 1, start_[i + 1]);
    const double* const d = a + area * at(diagonal_[i]);
    const double* const inverse = inverse_pivot_.data() + width * i;
    own[3] *= inverse[3];
    own[2] = (own[2] - d[14] * own[3]) * inverse[2];
    own[1] = (own[1] - (d[13] * own[3] + d[9] * own[2])) * inverse[1];
    own[0] = (own[0] - (d[12] * own[3] + d[8] * own[2] + d[4] * own[1])) * inverse[0];
  }
  std::copy_n(solution_.begin(), size_, b.begin());
}

}  // namespace vitrion
