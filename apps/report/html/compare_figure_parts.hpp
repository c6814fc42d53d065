// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/html/figure.hpp"
#include "apps/study/compare.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

/// What the figures of a comparison share.
namespace vitrion::compare_figure {

constexpr std::size_t most_variants = 12, most_cycles = 12;

/// Those that are drawn: all, or those at the first combination of swept values when they are many.
std::vector<const Variant*> drawn(const Comparison& comparison);

/// The cycles that are drawn, the one with the highest rate in front.
std::vector<std::size_t> drawn_cycles(const Comparison& comparison);

/// Adds a value with every input as written, and its spread over the samples if there are any.
void add(Trace& trace, double value, const Spread& spread, double factor = 1.0);

/// Without a spread that no sample gave.
Trace tidy(Trace trace);

/// Pairs (x, y).
using Points = std::vector<std::pair<double, double>>;

/// Curves of runs with every input as written, thinned to what a figure can show: a view for each cycle that is drawn,
/// a trace for each variant. @param of  the points of a cycle, counted from 1, of a variant
std::vector<View> curves(const Comparison& comparison, const std::string& abscissa,
                         const std::function<Points(const std::vector<CurvePoint>& run, std::size_t cycle)>& of);

/// Windows and foils: margin over time, current against its limit, times to short and their distribution.
std::vector<Figure> of_indicators(const Comparison& comparison);

}  // namespace vitrion::compare_figure
