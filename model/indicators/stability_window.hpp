// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace vitrion::indicators {

/// Oxidation potential against Li/Li⁺ from the energy of the highest occupied orbital, V:
///
///     E_ox = −E_HOMO/e − 1.40 V,   1.40 V = 4.44 V (hydrogen electrode, absolute) − 3.04 V (lithium)
///
/// An optimistic bound: solvation, the electrode and kinetics lower it. The lowest unoccupied orbital likewise bounds
/// reduction, and an interphase widens the window in practice.
/// @param orbital_energy  eV against vacuum, negative
inline double orbital_to_lithium_scale(double orbital_energy) { return -orbital_energy - 1.40; }

}  // namespace vitrion::indicators
