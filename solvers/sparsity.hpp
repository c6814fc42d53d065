// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/state_layout.hpp"
#include "solvers/dae_system.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace vitrion {

/// Asks a residual what it depends on, in up to `width` (at most 32) directions at once. Bit k of seed[j] puts a NaN
/// into the derivative of unknown j along direction k; bit k of touched[i] comes back set when that NaN reached row i.
struct DependencyProbe {
  std::size_t width = 1;
  std::function<void(std::span<const std::uint32_t> seed, std::span<std::uint32_t> touched)> run;
};

/// The sparsity of the matrix behind `probe`, its diagonal included.
///
/// Small systems are probed one unknown at a time. Large ones share directions among unknowns that lie too far apart
/// along the stack (or along a chain of shells) to meet in one row, so that the number of probes does not grow with
/// the mesh. Because a model may break that assumption, the result is then checked against random sets of unknowns,
/// and found again one by one if a single row disagrees.
Pattern find_pattern(const StateLayout& layout, const DependencyProbe& probe);

/// The two ways behind find_pattern, for tests. The grouped one returns an empty pattern when it does not hold.
Pattern find_pattern_one_by_one(const StateLayout& layout, const DependencyProbe& probe);
Pattern find_pattern_by_groups(const StateLayout& layout, const DependencyProbe& probe);

/// Colours of the columns of a matrix such that no row has two entries of one colour.
struct Colouring {
  std::vector<std::int32_t> colour;  ///< of each column; -1 where the column is empty
  std::size_t count = 0;
};

/// Greedy colouring of the columns; the best of several orders.
Colouring colour_columns(const Pattern& pattern, const StateLayout& layout);

/// Greedy colouring in one order. Only the entries of `pattern` with nonzero `keep` count (empty: all of them).
Colouring colour_columns(const Pattern& pattern, std::span<const std::int32_t> order, std::span<const char> keep);

/// Position of entry (row, column) in the pattern, or nonzeros() where there is none.
std::size_t entry(const Pattern& pattern, std::size_t row, std::size_t column);

}  // namespace vitrion
