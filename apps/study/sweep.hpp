// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

namespace vitrion {

/// A leaf of the cell that takes several values: "separator.0.thickness=20 um:100 um:5".
struct Sweep {
  std::string path;
  std::vector<std::string> values;  ///< with units, as Document::set() takes them
};

/// Reads "path=lo:hi:n": n values from lo to hi, equally far from each other, in the unit of lo. @throws InputError
Sweep parse_sweep(const std::string& text);

/// Every combination of the values of some sweeps, the last one changing fastest; one empty combination for none.
std::vector<std::vector<std::string>> combinations(const std::vector<Sweep>& sweeps);

}  // namespace vitrion
