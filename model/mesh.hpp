// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/layer_cut.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace vitrion {

/// A slab of the stack, as its mesh needs to know it.
struct Region {
  std::string name;
  double thickness;             ///< m
  std::size_t nodes;            ///< finite volumes, were none smaller towards a wall
  double porosity;              ///< volume fraction of the electrolyte, 0 < ε ≤ 1
  double transport_efficiency;  ///< effective transport = bulk × this, 1
  std::size_t electrolyte;      ///< which electrolyte fills it
  LayerEnd left = {}, right = {};
  bool equal = true;    ///< volumes of one width, those at walls half as wide; else they grow from the walls
  double growth = 1.0;  ///< logarithm of the ratio of two neighbours, where they grow
};

/// Finite volumes through the stack, from the negative to the positive collector. Arrays have one entry a volume.
struct Mesh {
  explicit Mesh(std::span<const Region> regions);

  std::size_t size() const { return width.size(); }
  std::span<const double> positions() const { return x; }

  std::vector<double> width;                 ///< h, m
  std::vector<double> x;                     ///< position of the node, m
  std::vector<double> porosity;              ///< ε, 1
  std::vector<double> to_left, to_right;     ///< from the node to the faces, over the transport efficiency, m
  std::vector<std::size_t> first_of_region;  ///< [regions + 1] first volume of each region, and the end
  double thickness = 0.0;                    ///< of the whole stack, m
};

}  // namespace vitrion
