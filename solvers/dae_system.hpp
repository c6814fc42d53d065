// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/dae_model.hpp"
#include "model/state_layout.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace vitrion {

using Reals = std::span<const double>;
using MutableReals = std::span<double>;

/// Sparsity of a square matrix by compressed columns: rows of column j are row[column_start[j] .. column_start[j+1]),
/// ascending; the diagonal is always part of it.
struct Pattern {
  std::vector<std::int32_t> column_start;
  std::vector<std::int32_t> row;

  std::size_t columns() const { return column_start.size() - 1; }
  std::size_t nonzeros() const { return row.size(); }
};

/// The virtual door between models and solvers: F(t, y, ẏ) = 0 with exact, sparse derivatives.
class DaeSystem {
 public:
  virtual ~DaeSystem() = default;

  virtual const StateLayout& layout() const = 0;

  /// r = F(t, y, ẏ). False when an entry is not finite: the state has left the physical window.
  virtual bool residual(double t, Reals y, Reals ydot, MutableReals r) = 0;

  /// Pattern shared by ∂F/∂y and ∂F/∂ẏ.
  virtual const Pattern& pattern() const = 0;

  /// dFdy = ∂F/∂y and dFdydot = ∂F/∂ẏ, both in the order of pattern(). False when an entry is not finite.
  virtual bool jacobian(double t, Reals y, Reals ydot, MutableReals dFdy, MutableReals dFdydot) = 0;

  /// What is known in closed form of small oscillations about the state of rest y.
  virtual std::vector<ClosedForm> closed_forms(Reals /*y*/) const { return {}; }

  virtual std::span<const std::string> event_names() const = 0;
  /// g has one entry per event: positive inside, negative beyond.
  virtual void events(double t, Reals y, MutableReals g) = 0;
};

}  // namespace vitrion
