// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/results/result_files.hpp"
#include "apps/study/compare.hpp"

#include <string>
#include <vector>

namespace vitrion {

/// compare.csv: a line per electrolyte, combination of swept values and cycle. Every metric as written, and its
/// median, 5 % and 95 % over the samples.
std::string compare_csv(const Comparison& comparison);

/// curves.csv: the voltage curves with every input as written, a line a point.
std::string curves_csv(const Comparison& comparison);

/// samples.csv: a line per sample and input, or per sample, cycle and metric that decides: what a person needs to draw
/// the distributions. Empty without samples.
std::string samples_csv(const Comparison& comparison);

/// compare.json: everything that was asked, read and found. It has neither times nor threads in it: the same request
/// gives the same text. Of the files beside it, it tells what they are.
std::string compare_json(const CompareRequest& request, const Comparison& comparison,
                         const std::vector<ResultFile>& results);

/// Eight letters that differ for comparisons with different inputs.
std::string identity(const CompareRequest& request, const std::vector<SourceFile>& files);

}  // namespace vitrion
