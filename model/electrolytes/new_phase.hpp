// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/electrolytes/effective_media.hpp"

namespace vitrion::conduction {

/// A blend in which two parents form a third phase, S m⁻¹. No mixing rule leaves the interval between its parents, yet
/// CsHSO₄ in a zinc phosphate–azolate glass conducts at least ten times better than both. So the new phase has a
/// conductivity of its own, and what is left of the parents is shared out by the lever rule:
///
///     φ ≥ φ*:  new phase in the first parent, its fraction (1 − φ)/(1 − φ*)
///     φ ≤ φ*:  new phase in the second parent, its fraction φ/φ*
///
/// each pair mixed by Bruggeman's rule. That the new phase has one composition φ*, and volumes in proportion to
/// composition, is an assumption.
///
/// @param phi      fraction of the first parent in the blend, 0 to 1
/// @param all_new  φ* at which everything is new phase, between 0 and 1
/// @source J. Am. Chem. Soc. 144 (2022) 18619 through doi:10.1039/d3ta03192f, ref. 50, for the effect
template <class S>
S new_phase_conductivity(double phi, const S& first, const S& second, const S& phase, double all_new) {
  if (phi <= all_new) return bruggeman(phi / all_new, phase, second);
  return bruggeman((1.0 - phi) / (1.0 - all_new), phase, first);
}

}  // namespace vitrion::conduction
