// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace vitrion {

/// A slab of the stack, as its mesh needs to know it.
struct Region {
  std::string name;
  double thickness;             ///< m
  std::size_t nodes;            ///< equal finite volumes
  double porosity;              ///< volume fraction of the electrolyte, 0 < ε ≤ 1
  double transport_efficiency;  ///< effective transport = bulk × this, 1
  std::size_t electrolyte;      ///< which electrolyte fills it
};

/// Finite volumes through the stack, from the negative to the positive collector. Arrays have one entry a volume.
struct Mesh {
  explicit Mesh(std::span<const Region> regions);

  std::size_t size() const { return width.size(); }
  std::span<const double> positions() const { return x; }

  std::vector<double> width;                 ///< h, m
  std::vector<double> x;                     ///< position of the middle, m
  std::vector<double> porosity;              ///< ε, 1
  std::vector<double> half;                  ///< length of half a volume over its transport efficiency, m
  std::vector<std::size_t> first_of_region;  ///< [regions + 1] first volume of each region, and the end
  double thickness = 0.0;                    ///< of the whole stack, m
};

}  // namespace vitrion
