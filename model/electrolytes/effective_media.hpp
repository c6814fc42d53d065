// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/dual.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

// Conductivity of a mixture of two phases from their volume fractions, S m⁻¹. φ is the fraction of the phase named
// first. Every rule answers exactly σ₁ at φ = 1 and σ₂ at φ = 0, up to round-off.
namespace vitrion::conduction {

/// Layers across the current, the least that any arrangement conducts (Wiener's lower bound):
///
///     1/σ = φ/σ₁ + (1 − φ)/σ₂
/// @source Wiener, Abh. Math.-Phys. Kl. Königl. Sächs. Ges. Wiss. 32 (1912) 509
template <class S>
S layers_in_series(double phi, const S& first, const S& second) {
  return first * second / (phi * second + (1.0 - phi) * first);
}

/// Layers along the current, the most that any arrangement conducts (Wiener's upper bound): σ = φ σ₁ + (1 − φ) σ₂.
/// @source Wiener (1912)
template <class S>
S layers_in_parallel(double phi, const S& first, const S& second) {
  return phi * first + (1.0 - phi) * second;
}

/// Spheres of σ_i, each alone in a matrix σ_m (Maxwell and Garnett):
///
///     σ = σ_m [1 + 3φ (σ_i − σ_m)/(σ_i + 2σ_m − φ (σ_i − σ_m))]
///
/// @param phi  fraction of the spheres; they do not touch, so about 0.3 is the most to be believed
/// @source Maxwell Garnett, Phil. Trans. R. Soc. A 203 (1904) 385, doi:10.1098/rsta.1904.0024
template <class S>
S maxwell_garnett(double phi, const S& inclusion, const S& matrix) {
  return matrix * (inclusion * (1.0 + 2.0 * phi) + matrix * (2.0 - 2.0 * phi)) /
         (inclusion * (1.0 - phi) + matrix * (2.0 + phi));
}

/// Between these two every statistically isotropic mixture conducts (Hashin and Shtrikman): spheres of the good phase
/// in the poor one, and the reverse.
template <class S>
struct Bounds {
  S lower, upper;
};
/// @source Hashin & Shtrikman, J. Appl. Phys. 33 (1962) 3125, doi:10.1063/1.1728579
template <class S>
Bounds<S> hashin_shtrikman(double phi, const S& first, const S& second) {
  const S in_second = maxwell_garnett(phi, first, second), in_first = maxwell_garnett(1.0 - phi, second, first);
  return value_of(first) > value_of(second) ? Bounds<S>{in_second, in_first} : Bounds<S>{in_first, in_second};
}

/// Grains of both phases in the mixture itself, neither of them the matrix (Bruggeman):
///
///     φ (σ₁ − σ)/(σ₁ + 2σ) + (1 − φ)(σ₂ − σ)/(σ₂ + 2σ) = 0
///     ⇒ σ = (b + √(b² + 8σ₁σ₂))/4,    b = (3φ − 1) σ₁ + (2 − 3φ) σ₂
///
/// @source Bruggeman, Ann. Phys. 416 (1935) 636, doi:10.1002/andp.19354160705
template <class S>
S bruggeman(double phi, const S& first, const S& second) {
  using std::sqrt;
  const S b = (3.0 * phi - 1.0) * first + (2.0 - 3.0 * phi) * second;
  const S root = sqrt(b * b + 8.0 * first * second);
  if (value_of(b) >= 0.0) return 0.25 * (b + root);
  return 2.0 * first * second / (root - b);  // the same without cancellation
}

/// A homogeneous mixture, one phase, in which every path meets both parents: the logarithms mix, and with them
/// activation energies in proportion,
///
///     σ = σ₁^φ σ₂^(1−φ)
///
/// An assumption for mixed glasses with a single glass transition, of which no σ(x) is published.
/// @source Lichtenecker & Rother, Phys. Z. 32 (1931) 255, for the form
template <class S>
S homogeneous_mixture(double phi, const S& first, const S& second) {
  using std::pow;
  if (phi == 0.0) return second;
  return second * pow(S(first / second), phi);
}

/// A phase that conducts only where it connects:
///
///     σ = σ_h ((φ − φ_c)/(1 − φ_c))^t    above the threshold φ_c, 0 below
///
/// @source Stauffer & Aharony, Introduction to Percolation Theory, 2nd ed. (1994); t ≈ 2 in three dimensions
template <class S>
S percolating(double phi, const S& conductor, double threshold, double t) {
  if (phi <= threshold) return 0.0 * conductor;
  return conductor * std::pow((phi - threshold) / (1.0 - threshold), t);
}

/// Shape of the general effective media equation.
struct Percolation {
  double threshold = 0.16;  ///< φ_c, fraction at which the good phase connects
  double s = 0.87;          ///< exponent below the threshold
  double t = 2.0;           ///< exponent above the threshold
};

/// Percolation with a poor phase that conducts, too (McLachlan's general effective media):
///
///     (1 − φ) (1 − x_l)/(1 + A x_l) + φ (1 − x_h)/(1 + A x_h) = 0
///     x_l = (σ/σ_l)^(1/s),   x_h = (σ/σ_h)^(1/t),   A = (1 − φ_c)/φ_c
///
/// With s = t = 1 and φ_c = 1/3 it is Bruggeman's rule. The left-hand side falls with σ, so there is one root, between
/// σ_l and σ_h. Made for phases that differ by orders of magnitude: with s ≠ t and phases that conduct alike, it leaves
/// even Wiener's bounds.
///
/// @param phi         fraction of the good phase
/// @param good, poor  σ_h and σ_l, both positive
/// @source McLachlan, Blaszkiewicz & Newnham, J. Am. Ceram. Soc. 73 (1990) 2187
template <class S>
S general_effective_media(double phi, const S& good, const S& poor, const Percolation& shape) {
  using std::exp;
  using std::log;
  if (!(value_of(good) > 0.0 && value_of(poor) > 0.0)) return std::numeric_limits<double>::quiet_NaN() * good;
  if (phi <= 0.0 || value_of(good) == value_of(poor)) return poor;
  if (phi >= 1.0) return good;
  const double A = (1.0 - shape.threshold) / shape.threshold;
  // g(u) of u = ln σ and its slope; a phase's x is exp((u − ln σ_phase)/exponent).
  const auto part = [&](double share, double exponent, const auto& x, auto& g, double& slope) {
    const auto bottom = 1.0 + A * x;
    g += share * (1.0 - x) / bottom;
    const double v = value_of(x), d = 1.0 + A * v;
    slope -= share / exponent * v * (1.0 + A) / (d * d);
  };
  const double ln_good = std::log(value_of(good)), ln_poor = std::log(value_of(poor));
  double lo = std::min(ln_good, ln_poor), hi = std::max(ln_good, ln_poor), u = 0.5 * (lo + hi);
  for (int i = 0; i < 200; ++i) {
    double g = 0.0, slope = 0.0;
    part(1.0 - phi, shape.s, std::exp((u - ln_poor) / shape.s), g, slope);
    part(phi, shape.t, std::exp((u - ln_good) / shape.t), g, slope);
    (g > 0.0 ? lo : hi) = u;
    double next = u - g / slope;
    if (!(next > lo && next < hi)) next = 0.5 * (lo + hi);
    const bool done = std::abs(next - u) <= 4e-16 * (1.0 + std::abs(u));
    u = next;
    if (done) break;
  }
  // One more Newton step, in the scalar of the caller: at a converged root it carries the exact derivatives.
  S g = S(0.0);
  double slope = 0.0;
  part(1.0 - phi, shape.s, exp((u - log(poor)) / shape.s), g, slope);
  part(phi, shape.t, exp((u - log(good)) / shape.t), g, slope);
  return exp(u - g / slope);
}

/// Conductivity of a conductor in the pores of an insulator: σ_eff = σ ε^1.5.
/// @source Bruggeman (1935), doi:10.1002/andp.19354160705
template <class S>
S bruggeman_porous(double porosity, const S& conductor) {
  return conductor * (porosity * std::sqrt(porosity));
}

}  // namespace vitrion::conduction
