// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/constants.hpp"

#include <cmath>
#include <span>
#include <vector>

/// Open-circuit potentials of insertion materials, V against the working ion's own electrode, as functions of the
/// fraction x of sites that are filled.
namespace vitrion::open_circuit {

/// Frumkin's isotherm; with n electrons and no interaction, Nernst's equation of a molecule that takes n ions at once:
///
///     U = U₀ − (RT/F) [ln(x/(1 − x))/n + g (x − ½)]
///
/// @param electrons    n                                                                    1
/// @param interaction  g: > 0 between ions that repel each other; below −4/n U is not monotone  1
/// @source doi:10.1149/1.1392608 (insertion by a Frumkin isotherm)
template <class S>
S frumkin(double U0, double electrons, double interaction, const S& x, const S& T) {
  using std::log;
  return U0 - gas_constant / faraday * T * (log(x / (1.0 - x)) / electrons + interaction * (x - 0.5));
}

/// Where an attractive material (g < −4/n) separates into an empty and a full phase, x_b and 1 − x_b: the bounds of the
/// plateau at U₀ that Maxwell's construction puts in place of the loop.
///
///     ln(x_b/(1 − x_b))/n + g (x_b − ½) = 0,    0 < x_b < ½
double binodal(double electrons, double interaction);

/// One kind of site among several.
struct Gallery {
  double potential;  ///< U₀ where half of its sites are filled, V
  double share;      ///< X of all sites; shares sum to 1
  double width;      ///< ω: 1 for sites that do not feel each other
};

/// The fraction of filled sites at a potential, and the potential at a fraction:
///
///     x(U) = Σ_j X_j/(1 + exp[F (U − U₀_j)/(ω_j RT)])
///
/// @source doi:10.1149/2.0321704jes (multi-species, multi-reaction model)
double filled_at(std::span<const Gallery> galleries, double U, double T);

struct PotentialOfGalleries {
  double U;        ///< V; NaN for x outside 0 to 1
  double dUdx;     ///< V
  double dUdT;     ///< V K⁻¹
  int iterations;  ///< that it took
};
/// Newton's method on the logit of x, which is nearly a straight line of U; between the potentials at which the single
/// galleries would be filled to x, which lie on either side, it cannot leave.
PotentialOfGalleries potential_at(std::span<const Gallery> galleries, double x, double T);

}  // namespace vitrion::open_circuit
