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

/// Spherical shells of equal width in a particle of radius 1, and the weights of the laws on them. Lengths are in
/// units of the radius, concentrations are averages over a shell.
///
/// Face distances are chosen so that the flux is exact for c = a + b r², the profile that every particle reaches under
/// a steady flux. The surface value is that of the parabola in r with the last two averages and the slope at the
/// surface, which makes it second order where extrapolation from averages is first.
struct Shells {
  explicit Shells(std::size_t count);

  std::size_t size() const { return volume.size(); }

  std::vector<double> middle;       ///< [n] relative radius, 1
  std::vector<double> volume;       ///< [n] over 4π, in units of R³; they sum to 1/3
  std::vector<double> conductance;  ///< [n − 1] face area over distance, over 4π, in units of R
  double surface_last;              ///< weight of the outermost average in the surface value
  double surface_inner;             ///< weight of the one below (0 for a single shell)
  double surface_slope;             ///< weight of the slope ∂c/∂(r/R) at the surface
};

}  // namespace vitrion
