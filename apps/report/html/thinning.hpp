// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/archive.hpp"

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace vitrion {

/// How far a straight line between two points of a curve may be from a point that is left out: the larger of both.
struct Deviation {
  double absolute = 0.0;       ///< in the unit of the column
  double share_of_span = 0.0;  ///< of what the column has spanned so far

  // A figure may be thinned twice, as its rows come and for its own columns: 1 mV, or 0.2 % of the axis, in all.
  static Deviation of_volts() { return {5e-4, 5e-4}; }
  static Deviation of_span() { return {0.0, 1e-3}; }
};

/// Decides, row by row, which rows of a table its curves need. From the last row that was kept, the straight lines that
/// pass every row since within its deviation are a cone of slopes; a row whose own slope is outside it makes the row
/// before it one to keep:
///
///     max over rows between of (y_i − τ − y_a)/(x_i − x_a)  ≤  (y − y_a)/(x − x_a)  ≤  min of (y_i + τ − y_a)/(x_i −
///     x_a)
///
/// Every row that is left out is then within τ of the line drawn. Rows at one x (a jump) are all kept where they
/// differ.
class RowChoice {
 public:
  struct Curve {
    std::size_t x, y;  ///< columns
    Deviation deviation;
  };
  explicit RowChoice(std::vector<Curve> curves);

  /// Whether the row before this one has to be kept. Rows are [columns].
  /// @param fixed  it begins something new: it and the one before it are kept whatever the curves say
  bool needs_before(std::span<const double> row, bool fixed = false);
  void archive(Archive& a) { a(cones_, before_, factor_); }
  void widen(double factor);  ///< every deviation by this factor from now on

 private:
  struct Cone {
    double x, y, lowest, highest;  ///< the row that was kept, and slopes from it
    double low, high;              ///< of y so far
    double upright = 0.0;          ///< how far y went since then without x
  };
  double tau(const Curve& curve, const Cone& cone) const;
  bool outside(const Curve& curve, const Cone& cone, double x, double y) const;
  void begin(std::span<const double> row);
  void narrow(std::span<const double> row);

  std::vector<Curve> curves_;
  std::vector<Cone> cones_;
  std::vector<double> before_;
  double factor_ = 1.0;
};

/// Rows of numbers as the curves of a figure need them: what lies on a straight line between its neighbours, within the
/// deviations given, is left out as it comes. The first row and the last are kept.
class ThinnedRows {
 public:
  /// Deviations double as often as it takes to keep no more rows than `most`.
  ThinnedRows(std::size_t columns, std::vector<RowChoice::Curve> curves, std::size_t most);

  /// @param fixed  it begins something new: it and the one before it are kept
  void add(std::span<const double> row, bool fixed = false);
  void pack();  ///< no more rows will come
  void archive(Archive& a);

  std::size_t rows() const { return columns_ == 0 ? 0 : values_.size() / columns_; }
  std::span<const double> row(std::size_t i) const { return {values_.data() + i * columns_, columns_}; }
  double at(std::size_t row, std::size_t column) const { return values_[row * columns_ + column]; }
  bool complete() const { return complete_; }  ///< none was left out
  double widened() const { return widened_; }  ///< by what factor rows that were left out may exceed the deviations

 private:
  void coarsen();

  std::size_t columns_, most_;
  std::vector<RowChoice::Curve> curves_;
  RowChoice choice_;
  std::vector<double> values_;  ///< the last row may still be left out
  std::vector<bool> fixed_;     ///< one a row
  double factor_ = 1.0, widened_ = 1.0;
  bool complete_ = true;
};

/// Which of the rows [begin, end) of a table some of its columns need when they are drawn over its first column.
std::vector<std::size_t> rows_for(const ThinnedRows& rows, std::size_t begin, std::size_t end,
                                  std::vector<RowChoice::Curve> curves);

}  // namespace vitrion
