// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/laws/contact.hpp"
#include "model/laws/interphase_growth.hpp"
#include "params/constants.hpp"

#include <cmath>
#include <limits>

/// How a foil ages. Each of these is optional, and a state of the cell where it is given: see foil_rows() in
/// insertion_cell_residual.hpp. The laws themselves stand in model/laws.
namespace vitrion {

/// Solid electrolyte interphase (SEI) between a metal and the electrolyte: grows by a reduction that takes an ion of
/// the metal for each electron, and resists the current.
struct Interphase {
  enum class Law { solvent_diffusion, reaction, solvent_reaction, tunnelling, interstitials, electron_migration };
  Law law;
  double initial_thickness;        ///< L₀, m
  double molar_volume;             ///< V̄ of a formula unit, m³ mol⁻¹
  double electrons;                ///< z of a formula unit, and ions of the metal in it
  double resistivity;              ///< ρ, Ω m
  double diffusivity;              ///< D of solvent, or of interstitials of the metal, m² s⁻¹
  double concentration;            ///< c of the same, mol m⁻³
  double exchange_current;         ///< j₀, A m⁻²
  double rate_constant;            ///< k, m s⁻¹
  double transfer_coefficient;     ///< α
  double potential;                ///< U_SEI against the metal, V; of electrons that migrate: U_in
  double tunnelling_length;        ///< 1/β, m
  double electronic_conductivity;  ///< κ, S m⁻¹
  double activation_energy;        ///< J mol⁻¹
  double reference_temperature;    ///< K

  /// Reduction current, A m⁻² of cell, < 0, under the potential E = φ_s − φ_e behind the interphase.
  template <class S>
  S current(const S& E, const S& L, double T) const {
    const double hotter = laws::arrhenius_factor(activation_energy, T, reference_temperature);
    switch (law) {
      case Law::solvent_diffusion:
        return hotter * laws::solvent_diffusion_current<S>(diffusivity, concentration, L);
      case Law::reaction:
        return hotter * laws::reaction_limited_current<S>(exchange_current, transfer_coefficient, E - potential, T);
      case Law::solvent_reaction:
        return hotter * laws::solvent_reaction_current<S>(rate_constant, concentration, diffusivity,
                                                          transfer_coefficient, E - potential, L, T);
      case Law::tunnelling:
        return hotter *
               laws::tunnelling_current<S>(exchange_current, transfer_coefficient, 1.0 / tunnelling_length, E, L, T);
      case Law::interstitials:
        return hotter * laws::interstitial_current<S>(diffusivity, concentration, E, L, T);
      case Law::electron_migration:
        return hotter * laws::electron_migration_current<S>(electronic_conductivity, potential, E, L);
    }
    return S(std::numeric_limits<double>::quiet_NaN());
  }

  double initial_resistance() const { return resistivity * initial_thickness; }  ///< Ω m²

  /// Electrons that went into an interphase of l = L/L₀ since the start, each with a charge of the working ion, mol
  /// m⁻²: z (L − L₀)/V̄.
  double grown(double l) const { return electrons * initial_thickness * (l - 1.0) / molar_volume; }
};

/// Deposited metal that loses its contact and dies: in the course of time, and a share of it whenever it is stripped.
struct DeadMetal {
  double rate;                  ///< γ₀ at the initial thickness of the interphase, s⁻¹
  double stripping_efficiency;  ///< CE: share of the deposit that stripping recovers; the rest dies
  double initial_deposit;       ///< mol m⁻² that were plated before
  double resistance;            ///< of the dead layer, Ω m² per mol m⁻²
};

/// Share of a stripping current that the fresh deposit n supplies, the old foil behind it the rest: n/(n + n_thin).
/// All of it as long as the deposit is thicker than a few layers of atoms.
template <class S>
S share_of_deposit(const S& n) {
  constexpr double thin = 1e-4;  // mol m⁻², 1.3 nm of lithium
  using std::max;
  const S present = max(n, S(0.0));
  return present / (present + thin);
}

/// Contact of a foil with its electrolyte, lost to voids under stripping.
struct ContactLoss {
  /// Where J_c comes from: the file, creep under the stack pressure, or what was measured at that pressure. The latter
  /// two are inputs of the dendrite indicators, so that indicator and contact go by one number.
  enum class Limit { given, creep, stripping_limit };
  laws::ContactKinetics kinetics;
  double initial;  ///< θ
  Limit limit;
  double critical_current;  ///< J_c, A m⁻²: local stripping current that the metal keeps up with
};

}  // namespace vitrion
