// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/condition.hpp"
#include "model/materials/electrolyte.hpp"

#include <utility>
#include <vector>

namespace vitrion {

/// What the properties of an electrolyte say against each other: can be computed with, but one of them is seldom meant.
/// A diffusivity more than five times off what Nernst and Einstein expect of κ and t₊; a steady current fraction
/// 1/(1 + Ne) more than 0.4 away from t₊; a conductivity that falls as it warms anywhere in its range, or whose
/// activation energy is beyond 2 eV.
std::vector<Objection> questions_to(const Electrolyte& electrolyte);

/// The temperatures in which its conductivity is stated, K; 0 to 60 °C where nothing is.
std::pair<double, double> temperatures_of(const Electrolyte& electrolyte);

/// Beyond it protons ride on molecules, below it they hop from site to site, J mol⁻¹ (0.4 eV).
/// @source review, doi:10.1039/d3ta03192f
inline constexpr double vehicle_activation_energy = 0.4 * 96485.33212;

}  // namespace vitrion
