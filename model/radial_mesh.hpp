// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace vitrion {

/// Galerkin elements along the radius of a sphere of radius 1, with the concentrations at their nodes as unknowns. The
/// last node is the surface: its concentration is an unknown, in which no flux stands.
///
/// Between the nodes c is a polynomial in r, in the element around the centre one in r². The nodes are those of
/// Gauss's rule with the weight r² and the ends of the element (the outer end in the first) among them. This rule is
/// used for all integrals of Galerkin's equations:
///
///     ∫ r² φ_i φ_j dr  →  volume_i δ_ij,      ∫ r² D φ_i′ φ_j′ dr  →  Σ_q w_q D(c_q) φ_i′(r_q) φ_j′(r_q)
///
/// The first is diagonal, as with finite volumes, and ∫ r² c dr = Σ volume_i c_i is exact; the second is exact where D
/// does not depend on c. Since Σ_i φ_i = 1, it can be written as an exchange between any two nodes of an element, in
/// which nothing is lost.
///
/// Elements become thinner towards the surface, by e^{6/K} from one of K to the next: with twelve nodes (the element at
/// the centre of second degree in r², three of third degree in r) a step of the flux is seen from 1e-6 R²/D on. More
/// nodes make all elements smaller; with less than twelve the grading is less steep, and the first to be given up is
/// what happens shortly after a step.
///
/// @source Y. Maday, A. T. Patera, in State-of-the-Art Surveys on Computational Mechanics, ASME (1989), 71: elements
/// with
///         the nodes of their quadrature
struct RadialMesh {
  /// @pre unknowns > 0; a single one is a particle without a gradient
  explicit RadialMesh(std::size_t unknowns);

  std::size_t size() const { return radius.size(); }

  static constexpr std::size_t most_nodes = 5;  ///< in one element

  /// Two nodes of one element. Between them flows, in units of R³ and over 4π, (D/R²) conductance (c_inner − c_outer).
  /// With a D that varies, D conductance becomes Σ_q weight_q D_q over the nodes of the element.
  struct Pair {
    std::size_t inner, outer;
    double conductance;  ///< Σ_q weight_q; of distant nodes often below zero, as in any method of high order
    std::size_t first, nodes;
    std::array<double, most_nodes> weight;
  };

  std::vector<double> radius;  ///< [n] of the nodes, over R
  std::vector<double> volume;  ///< [n] that belongs to a node, over 4π, in units of R³; they sum to 1/3
  std::vector<Pair> pairs;     ///< from the centre outwards
};

}  // namespace vitrion
