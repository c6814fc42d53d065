// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/lithium_sulfur/sulfur_cell.hpp"
#include "model/indicators/dendrite_assessment.hpp"

#include <span>

namespace vitrion::lithium_sulfur {

/// The foil as the indicators of dendrites see it. Their salt is one lithium salt; here it is that of all anions
/// together, s = Σ |z| c, which is the concentration of Li+ where no framework is charged. Its concentration at rest
/// is the mean over the liquid between foil and cathode *now*: that of the start would be wrong by a factor while
/// polysulfides are dissolved, and the mean of the whole cell counts salt that a blocking layer keeps in the cathode.
///
/// With the anions at rest, Li+ moves at N = −D_Li ε^b (1 + c_Li/Σ z² c) ∂s/∂x, so that a binary salt like this one has
///
///     t₊ = D_Li c_Li / Σ z² D c,     D/(1 − t₊) = D_Li ε^b (1 + c_Li/Σ_anions z² c)
///
/// linearised at that composition, volumes between foil and cathode in series. For a dilute 1:1 salt that is
/// 2 D_Li ε^b, the value of any textbook; J_lim is then exact; with doubly charged anions beside A⁻ it is at most 5 %
/// low. A layer with a charged framework never runs out of Li+, so that the finite J_lim found here is too low for it.
///
/// The current is that of lithium ions: the shuttle takes from the foil what it reduces, and a charge that only feeds
/// the shuttle plates nothing.
/// @pre `w` holds the residual of y
indicators::FoilState foil_state(const SulfurCell& cell, std::span<const double> y,
                                 const SulfurCell::Workspace<double>& w);

}  // namespace vitrion::lithium_sulfur
