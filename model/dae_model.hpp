// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/state_layout.hpp"

#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace vitrion {

/// Name and unit of one output column.
struct OutputName {
  std::string name;
  std::string unit;
};

/// A model writes F(t, y, ẏ) = 0 once, for any scalar S. `Workspace<S>` holds whatever arrays of S the residual needs,
/// so that evaluating it allocates nothing. Nothing throws inside `residual`: leaving the physical window makes a NaN,
/// which the solver takes as "try a smaller step".
template <class M, class S>
concept ResidualIn = requires(const M& model, double t, std::span<const S> y, std::span<const S> ydot, std::span<S> r,
                              typename M::template Workspace<S>& workspace) {
  typename M::template Workspace<S>;
  requires std::constructible_from < typename M::template Workspace<S>,
  const M& > ;
  model.residual(t, y, ydot, r, workspace);
};

/// @see AutodiffSystem, which turns a DaeModel into a DaeSystem with exact derivatives.
template <class M>
concept DaeModel = ResidualIn<M, double> &&
    requires(M& model, const M& constant, double t, std::span<const double> y, std::span<double> out) {
  { constant.layout() } -> std::same_as<const StateLayout&>;
  constant.events(t, y, out);  // one value per event_names(); positive = inside, a change of sign is the event
  { constant.event_names() } -> std::convertible_to<const std::vector<std::string>&>;
};

}  // namespace vitrion
