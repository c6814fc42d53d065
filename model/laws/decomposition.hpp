// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <limits>
#include <numbers>

/// Decomposition of an electrolyte outside its stability window. Generic in the scalar: potentials are unknowns of a
/// cell.
namespace vitrion::laws {

/// How an electrolyte decomposes at one end of its stability window.
struct Decomposition {
  double onset;          ///< E_on against metal of the working ion, V
  double onset_current;  ///< j_on > 0 at the onset, A m⁻² of electrode surface: the threshold that defines it
  double slope;          ///< b > 0, V per decade
  double largest_current = std::numeric_limits<double>::infinity();  ///< j_max, set by supply; A m⁻²
};

/// Parasitic oxidation current at a local electrode potential E = φ_s − φ_e, A m⁻², > 0. Smooth, generic in the scalar:
///
///     1/j = 1/{j_on 10^[(E − E_on)/b]} + 1/j_max
///
/// A Tafel line for j_max = ∞; it never switches off, but falls a decade per b inside the window.
/// @source Tafel's law; the onset is the potential at which a measurement passed its current threshold
template <class S>
S parasitic_oxidation(const Decomposition& d, const S& E) {
  using std::exp;
  const S inverse = exp(std::numbers::ln10 / d.slope * (d.onset - E)) / d.onset_current;
  return 1.0 / (inverse + 1.0 / d.largest_current);
}

/// Its mirror image at the lower end, A m⁻², < 0: a reduction.
template <class S>
S parasitic_reduction(const Decomposition& d, const S& E) {
  return -parasitic_oxidation(d, S(2.0 * d.onset - E));
}

/// Charge that oxidation takes on a linear ramp from E_1 to E_2 at a rate dE/dt (V s⁻¹, sign as the ramp), C m⁻²:
///
///     Q = (j_on b/ln 10)/(dE/dt) {10^[(E₂ − E_on)/b] − 10^[(E₁ − E_on)/b]},   j_max = ∞
inline double parasitic_ramp_charge(const Decomposition& d, double E_1, double E_2, double rate) {
  const double per_decade = std::numbers::ln10 / d.slope;
  return d.onset_current / (per_decade * rate) *
         (std::exp(per_decade * (E_2 - d.onset)) - std::exp(per_decade * (E_1 - d.onset)));
}

}  // namespace vitrion::laws
