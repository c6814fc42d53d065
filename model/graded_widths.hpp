// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <vector>

namespace vitrion {

/// n widths in geometric progression that sum to `length` (m), the last one `smallest` times that of equal ones. They
/// are equal where `smallest` is 1 or more.
std::vector<double> graded_widths(double length, std::size_t n, double smallest);

/// A number of volumes on a mesh that is finer by a factor, rounded; one at least.
std::size_t refined(std::size_t n, double factor);

}  // namespace vitrion
