// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/functions/function.hpp"
#include "params/source.hpp"

#include <cstddef>
#include <vector>

namespace vitrion {

enum class Interpolation {
  linear,    ///< straight between the points
  monotone,  ///< cubic with a continuous slope that never over- or undershoots the points (PCHIP)
};

/// What a table answers before its first and after its last point. Nothing is right there; `extend` keeps an
/// open-circuit potential sloping so that a solver finds its way back, `clamp` keeps a transport property positive.
enum class Outside {
  clamp,   ///< the value at the end, slope 0
  extend,  ///< a straight line with the slope at the end
  nan,     ///< NaN: the solver must stay inside
};

/// In which axes a table is interpolated and extended.
enum class Axes {
  plain,      ///< y over x
  arrhenius,  ///< ln y over 1/x, as in an Arrhenius plot: what is activated by heat is straight there
};

struct CurveOptions {
  Interpolation interpolation = Interpolation::monotone;
  Axes axes = Axes::plain;
  Outside outside = Outside::extend;
  bool sort = false;         ///< put the points in order of x first (BPX); otherwise disorder is an error
  std::size_t argument = 0;  ///< which argument of the Function x is
};

/// The function through the points (x[i], y[i]), strictly increasing or strictly decreasing in x.
/// @throws InputError at `where` for fewer than two points, lists of unequal length, numbers that are not finite, and x
///         that repeats or (unless sorted) turns, naming the first such row; on Arrhenius' axes also for an x or y that
///         is not positive
Function tabulated(std::vector<double> x, std::vector<double> y, const CurveOptions& options,
                   const SourcePosition& where);

}  // namespace vitrion
