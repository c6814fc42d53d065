// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/constants.hpp"

#include <numbers>

namespace vitrion::conduction {

/// A site of a mobile ion in a glass and the doorway to the next one. Radii in m.
struct IonSite {
  double charge = 1.0;         ///< z of the ion, in elementary charges
  double site_charge = 2.0;    ///< z_O of the binding site (oxygen 2, a sulfonate about 1)
  double radius = 0.0;         ///< r of the ion
  double site_radius = 0.0;    ///< r_O of the binding atom
  double doorway = 0.0;        ///< r_D, radius of the opening between two sites
  double shear_modulus = 0.0;  ///< G of the glass, Pa
  double displacement = 1.0;   ///< β: how much of the binding is undone half-way to the next site (0 to 1)
  double covalency = 1.0;      ///< γ: screening of the binding, about the relative permittivity
};

/// Energy to leave the site against its electrostatic binding, J mol⁻¹:
///
///     E_b = N_A β z z_O e²/(4π ε₀ γ (r + r_O))
///
/// @source Anderson & Stuart, J. Am. Ceram. Soc. 37 (1954) 573, doi:10.1111/j.1151-2916.1954.tb13991.x, in SI units
inline double binding_energy(const IonSite& site) {
  constexpr double four_pi = 4.0 * std::numbers::pi;
  return avogadro * site.displacement * site.charge * site.site_charge * elementary_charge * elementary_charge /
         (four_pi * vacuum_permittivity * site.covalency * (site.radius + site.site_radius));
}

/// Energy to open the doorway to the size of the ion, J mol⁻¹, zero when the ion fits through:
///
///     E_s = N_A 4π G r_D (r − r_D)²
///
/// @source Anderson & Stuart (1954), doi:10.1111/j.1151-2916.1954.tb13991.x
inline double strain_energy(const IonSite& site) {
  const double excess = site.radius - site.doorway;
  if (excess <= 0.0) return 0.0;
  return avogadro * 4.0 * std::numbers::pi * site.shear_modulus * site.doorway * excess * excess;
}

/// The same for a passage as long as half a jump λ, rather than as its own radius, J mol⁻¹:
///
///     E_s = N_A 4π G (r − r_D)² λ/2
///
/// @param jump  distance λ between two sites, m
/// @source McElfresh & Howitt, J. Am. Ceram. Soc. 69 (1986) C-237; the form is recalled, not seen in print
inline double strain_energy_of_jump(const IonSite& site, double jump) {
  const double excess = site.radius - site.doorway;
  if (excess <= 0.0) return 0.0;
  return avogadro * 4.0 * std::numbers::pi * site.shear_modulus * excess * excess * 0.5 * jump;
}

}  // namespace vitrion::conduction
