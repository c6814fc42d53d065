// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/indicators/dendrite_assessment.hpp"
#include "model/indicators/salt_depletion.hpp"

#include <limits>

// A lithium foil on glass, whose dendrite indicators all have numbers.
namespace vitrion::test {

using indicators::DendriteInputs;
using indicators::FoilState;
using indicators::Input;
using indicators::SaltLayer;

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double hour = 3600.0, horizon = 400.0 * hour;

/// Lithium on a dense glass, 50 µm thick and 1 cm² large.
inline DendriteInputs glass_cell(double current_scatter = 0.166) {
  DendriteInputs in;
  in.set(Input::charge, 1.0, Status::measured);
  in.set(Input::thickness, 5e-5, Status::estimated).set(Input::area, 1e-4, Status::estimated);
  in.set(Input::molar_volume, 1.3e-5, Status::measured).set(Input::surface_energy, 0.556, Status::estimated);
  in.set(Input::metal_shear_modulus, 3.4e9, Status::measured).set(Input::metal_poisson_ratio, 0.42, Status::measured);
  in.set(Input::shear_modulus, 2.3e9, Status::estimated).set(Input::poisson_ratio, 0.45, Status::estimated);
  in.set(Input::ion_radius, 0.76e-10, Status::measured);
  in.set(Input::fracture_toughness, 1e5, Status::estimated).set(Input::flaw_length, 1e-6, Status::estimated);
  in.set(Input::current_scatter, current_scatter, Status::derived, true);
  in.set(Input::correlation_length, 1e-6, Status::estimated).set(Input::net_share, 0.5, Status::estimated);
  in.trust(Input::transference_number, Status::estimated);
  return in;
}

/// A steady state; the limiting current with this D, c0 and t₊ is 20.2 A m⁻².
inline FoilState glass_state(double J) {
  const SaltLayer salt{.D = 8.05e-12, .c0 = 260.0, .t_plus = 0.6, .thickness = 5e-5};
  return {.J = J,
          .J_lim = indicators::limiting_current(salt),
          .c_foil = salt.c0 * (1.0 - J / indicators::limiting_current(salt)),
          .c0 = salt.c0,
          .D = salt.D,
          .t_plus = salt.t_plus,
          .overpotential = -0.002 * J,
          .T = 303.15};
}

}  // namespace vitrion::test
