// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/indicators/salt_depletion.hpp"

namespace vitrion::indicators {

/// Speed of a ramified front once the salt has run out, m s⁻¹; it follows the anions, which leave at µ₋E:
///
///     v = J (1 − t₊)/(q F ε c₀)
///
/// @source Chazalviel, Phys. Rev. A 42 (1990) 7355
double front_velocity(const SaltLayer& salt, double J);

/// What salt depletion alone says of the time to a short circuit, s: depletion, then a front across the layer,
///
///     t = t_depletion + L/v
///
/// +∞ for J ≤ J_lim. Cells have shorted below J_lim nevertheless (Li | PEO | Li, with an onset ~ J⁻²), which is put
/// down to a current that is not uniform: use the local current, see current_focusing.hpp.
/// @source Chazalviel (1990); Brissot et al., J. Power Sources 81–82 (1999) 925; Rosso et al., 97–98 (2001) 804
double depletion_time_to_short(const SaltLayer& salt, double J);

/// Voltage across the layer of space charge that follows depletion, V; cations migrate, nothing diffuses:
///
///     V = (2/3) √(2 J/(ε_r ε₀ µ₊)) x^(3/2)
///
/// @param mobility    µ₊ of the cation                m² V⁻¹ s⁻¹
/// @param width       x of the space charge           m
/// @source Chazalviel (1990), one-carrier drift
double space_charge_drop(double J, double relative_permittivity, double mobility, double width);

}  // namespace vitrion::indicators
