// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrion {

/// LU factors of a sparse matrix without pivoting, in the order in which its rows and columns are given. Fill is found
/// once; factoring and solving then run over flat lists of indices and allocate nothing.
class StaticLu {
 public:
  /// @param rows columns of the entries of each row, in any order
  explicit StaticLu(std::span<const std::vector<std::int32_t>> rows);

  std::size_t size() const { return diagonal_.size(); }
  std::size_t stored() const { return value_.size(); }    ///< entries with their fill
  std::size_t updates() const { return target_.size(); }  ///< multiplications of one factorisation, about

  /// Where entry (row, column) is kept in values(). @pre it is part of the pattern or of its fill
  std::size_t slot(std::size_t row, std::size_t column) const;
  std::span<double> values() { return value_; }

  /// Replaces values() by their factors. False when a pivot vanishes beside its row: then values() is of no use.
  bool factor();
  /// b ← A⁻¹ b.
  void solve(std::span<double> b) const;

 private:
  // Row i occupies slots [start_[i], start_[i+1]) in ascending order of columns, its diagonal at diagonal_[i].
  std::vector<std::int32_t> start_, diagonal_, column_;
  std::vector<std::int32_t> target_;  // slots of row i met by row k, for each entry (i, k) left of the diagonal
  std::vector<double> value_, inverse_pivot_;
};

}  // namespace vitrion
