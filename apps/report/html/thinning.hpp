// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace vitrion {

/// Rows of numbers in a bounded space, as a figure needs them: of too many, those that lie on a straight line between
/// their neighbours are left out first. The first column is what the others are drawn over; it never falls.
class ThinnedRows {
 public:
  /// While rows are added there are never more than twice `most`.
  ThinnedRows(std::size_t columns, std::size_t most) : columns_(columns), most_(most) {}

  void add(std::span<const double> row);
  void thin_to(std::size_t most);
  void pack() { values_.shrink_to_fit(); }  ///< no more rows will come

  std::size_t rows() const { return columns_ == 0 ? 0 : values_.size() / columns_; }
  bool complete() const { return complete_; }  ///< none was left out
  double at(std::size_t row, std::size_t column) const { return values_[row * columns_ + column]; }

 private:
  void thin(std::size_t most);

  std::size_t columns_, most_;
  std::vector<double> values_;
  bool complete_ = true;
};

}  // namespace vitrion
