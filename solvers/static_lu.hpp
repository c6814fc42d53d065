// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrion {

/// LU factors of a sparse matrix without pivoting, in the order in which its rows and columns are given. Fill is found
/// once; factoring and solving then run over flat lists of indices and allocate nothing.
///
/// The matrix is one of dense blocks of four by four, zeros included, each of which a processor treats at once:
/// unknowns of one place stand side by side and see the same others.
class StaticLu {
 public:
  /// @param rows columns of the entries of each row, in any order
  explicit StaticLu(std::span<const std::vector<std::int32_t>> rows);

  std::size_t size() const { return size_; }
  std::size_t stored() const { return value_.size(); }         ///< entries with fill and the zeros of their blocks
  std::size_t updates() const { return 64 * target_.size(); }  ///< multiplications of one factorisation, about

  /// Where entry (row, column) is kept in values(). @pre it is part of the pattern or of its fill
  std::size_t slot(std::size_t row, std::size_t column) const;
  /// What is no part of the pattern must be zero.
  std::span<double> values() { return value_; }

  /// Replaces values() by their factors. False when a pivot vanishes beside its row: then values() is of no use.
  bool factor();
  /// b ← A⁻¹ b.
  void solve(std::span<double> b);

 private:
  bool factor_diagonal(std::size_t i, const double* largest);

  // Row i of blocks holds those from start_[i] to start_[i+1], columns ascending, its diagonal at diagonal_[i]. A block
  // is kept by columns.
  std::size_t size_;
  std::vector<std::int32_t> start_, diagonal_, column_;
  std::vector<std::int32_t> target_;  // blocks of row i met by row k, for each block (i, k) left of the diagonal
  std::vector<double> value_, inverse_pivot_, solution_;
};

}  // namespace vitrion
