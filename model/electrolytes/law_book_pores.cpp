// SPDX-License-Identifier: BSD-3-Clause
#include "model/electrolytes/composed.hpp"
#include "model/electrolytes/law_reading.hpp"
#include "model/electrolytes/nernst_einstein.hpp"
#include "model/electrolytes/permselectivity.hpp"
#include "model/electrolytes/poisson_boltzmann.hpp"
#include "params/functions/temperature_laws.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <memory>

namespace vitrion::conduction {
namespace {

constexpr double room_temperature = 298.15;

struct PoreLaw {
  ChargedPore pore;
  bool anionic;  ///< the walls are negative, so cations are the counter-ions
  double ratio;  ///< D of the anion over D of the cation
};

PoreLaw read_pore(const Table& law) {
  const Dimension C_per_m2 = dimension_of<ArealCharge>();
  PoreLaw read{};
  read.pore.radius = law.read_si("pore_radius", dimension_of<Length>(), 1e-10, 2e-8);
  read.pore.surface_charge = law.read_si("surface_charge", C_per_m2);
  if (read.pore.surface_charge < 0.0)
    throw law.error("surface_charge", fmt::format("= {} is negative", law.written("surface_charge")),
                    "write its magnitude, and framework: anionic");
  constexpr double densest = 1.0;  // C/m²
  if (read.pore.surface_charge > densest)
    throw law.error("surface_charge", fmt::format("= {} is not plausible", law.written("surface_charge")),
                    "1 C/m^2 is six elementary charges on a square nanometre");
  read.pore.permittivity = read_number_or(law, "permittivity", 78.36, 1.0, 1000.0);
  read.pore.temperature = room_temperature;
  read.anionic = law.read_choice_or("framework", {"anionic", "cationic"}, "anionic") == "anionic";
  read.ratio = read_number(law, "diffusivity_ratio", 1e-6, 1e6);
  return read;
}

/// The property of pores whose ions are `ions(c)`: t₊, or the conductivity of the pore.
template <class Ions>
Function property_of_pores(const Table& law, const Dimension& result, Arguments arguments, const PoreLaw& pore,
                           Ions ions, const std::string& text) {
  const Function c = argument_itself(need_argument(law, arguments, "c"));
  const double counter_ratio = pore.anionic ? pore.ratio : 1.0 / pore.ratio;  // D of the co-ion over the counter-ion's
  if (result == Dimension{}) {
    return composed(
        std::array{c},
        [ions, counter_ratio, anionic = pore.anionic](const auto& x) {
          const auto t = counter_ion_transference(ions(x[0]), counter_ratio);
          return anionic ? t : 1.0 - t;
        },
        text);
  }
  if (!(result == dimension_of<ElectricConductivity>()))
    throw law.error("law",
                    fmt::format("= {} gives a transference number or a conductivity only", law.read_text("law")));
  const Function T = argument_itself(temperature_argument(law, arguments));
  const Function D = read_part(law, "diffusivity", dimension_of<Diffusivity>(), arguments);
  return composed(
      std::array{c, T, D},
      [ions, counter_ratio, to_counter = pore.anionic ? 1.0 : pore.ratio](const auto& x) {
        return to_counter * x[2] * pore_conductivity(ions(x[0]), 1.0, counter_ratio, x[1]);
      },
      text);
}

std::string described(const PoreLaw& law, const char* how) {
  return fmt::format("{} pores of radius {}, {} C/m^2, {}", law.anionic ? "anionic" : "cationic",
                     quantity_text(law.pore.radius, dimension_of<Length>()), number_text(law.pore.surface_charge), how);
}

}  // namespace

Function read_donnan(const Table& law, const Dimension& result, Arguments arguments) {
  const PoreLaw pore = read_pore(law);
  const std::size_t c = need_argument(law, arguments, "c");
  const bool slit = law.read_choice_or("geometry", {"cylinder", "slit"}, "cylinder") == "slit";
  const double X = slit ? fixed_charge_of_slit(pore.pore.surface_charge, pore.pore.radius)
                        : fixed_charge_of_cylinder(pore.pore.surface_charge, pore.pore.radius);
  const double debye = debye_length(arguments[c].typical, pore.pore.permittivity, room_temperature);
  if (!double_layers_overlap(pore.pore.radius, debye))
    law.warn("pore_radius",
             fmt::format("= {} is more than two Debye lengths ({:.3g} nm each at {})", law.written("pore_radius"),
                         debye * 1e9, quantity_text(arguments[c].typical, arguments[c].dimension)),
             slit ? "the potential is not uniform across the pore" : "law: poisson-boltzmann holds for wide pores too");
  return property_of_pores(
      law, result, arguments, pore, [X](const auto& salt) { return donnan(salt, X); }, described(pore, "Donnan"));
}

Function read_poisson_boltzmann(const Table& law, const Dimension& result, Arguments arguments) {
  PoreLaw pore = read_pore(law);
  if (law.has("at")) pore.pore.temperature = law.read_si("at", dimension_of<Temperature>(), 150.0, 700.0);
  const auto equilibrium = std::make_shared<const PoreEquilibrium>(pore.pore);
  return property_of_pores(
      law, result, arguments, pore, [equilibrium](const auto& salt) { return equilibrium->at(salt); },
      described(pore, "Poisson-Boltzmann"));
}

}  // namespace vitrion::conduction
