// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/constants.hpp"

#include <array>
#include <cmath>

namespace vitrion {

class Table;

/// Water in a protonic polymer, λ molecules a sulfonic group: how much it takes up, and what that does.
///
/// All activation is A(E) = exp[(E/R)(1/353.15 K − 1/T)].
/// @source R. Vetter and J. O. Schumacher, Comput. Phys. Commun. 234 (2019) 223, doi:10.1016/j.cpc.2018.07.023
struct IonomerWater {
  double molar_volume;             ///< V_m: of dry polymer a sulfonic group, m³ mol⁻¹
  double conductivity, threshold;  ///< σ = conductivity (f − threshold)^1.5 A, S m⁻¹ and 1
  double conductivity_energy;      ///< J mol⁻¹
  double diffusivity;              ///< scale of D(λ), m² s⁻¹
  double diffusivity_energy;       ///< J mol⁻¹
  double drag;                     ///< ξ/λ: molecules that go along with a proton, per λ
  double absorption, desorption;   ///< m s⁻¹
  double sorption_energy;          ///< J mol⁻¹
  std::array<double, 4> isotherm;  ///< λ_eq = Σ c_i a^i

  static constexpr double water_volume = 0.018 / 978.0;  ///< V_w of liquid water, m³ mol⁻¹

  template <class S>
  static S activation(double energy, const S& T) {
    using std::exp;
    return exp(energy / gas_constant * (1.0 / 353.15 - 1.0 / T));
  }

  /// Volume fraction of water f = λ V_w/(V_m + λ V_w).
  template <class S>
  S water_fraction(const S& lambda) const {
    return water_volume * lambda / (molar_volume + water_volume * lambda);
  }

  /// Water content in equilibrium with vapour of activity a.
  template <class S>
  S equilibrium(const S& a) const {
    return isotherm[0] + a * (isotherm[1] + a * (isotherm[2] + a * isotherm[3]));
  }

  /// σ of bulk polymer, S m⁻¹. Below the percolation threshold 1e-9 of the scale are left, so that a dry cell is one
  /// without current and not one without a solution.
  template <class S>
  S proton_conductivity(const S& lambda, const S& T) const {
    using std::sqrt;
    const S above = water_fraction(lambda) - threshold;
    const S connected = above > 0.0 ? above * sqrt(above) : 0.0 * above;
    return conductivity * (connected + 1e-9) * activation(conductivity_energy, T);
  }

  /// D of water in bulk polymer, m² s⁻¹.
  template <class S>
  S water_diffusivity(const S& l, const S& T) const {
    const S shape = l * (67.74 + l * (-32.03 + l * 3.842)) / (103.37 + l * (-33.013 + l * (-2.115 + l)));
    return diffusivity * shape * activation(diffusivity_energy, T);
  }
};

/// Reads the map `water` of an electrolyte. @throws InputError
IonomerWater read_ionomer_water(const Table& table);

}  // namespace vitrion
