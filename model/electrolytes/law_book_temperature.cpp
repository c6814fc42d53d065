// SPDX-License-Identifier: BSD-3-Clause
#include "model/electrolytes/anderson_stuart.hpp"
#include "model/electrolytes/composed.hpp"
#include "model/electrolytes/law_book.hpp"
#include "model/electrolytes/law_reading.hpp"
#include "model/electrolytes/nernst_einstein.hpp"
#include "model/electrolytes/temperature.hpp"
#include "params/functions/temperature_laws.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>

namespace vitrion::conduction {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double coldest = 50.0, hottest = 2000.0;  // K

const Dimension kelvin = dimension_of<Temperature>();

/// f T^-power = A exp(−E/R(T − T₀)) with A given, or the value at one temperature.
ThermalConstants read_amplitude(const Table& law, const Dimension& result, double energy, double T0, double exponent) {
  ThermalConstants constants{.barrier = energy / gas_constant, .reference = infinity, .T0 = T0, .power = exponent};
  if (law.exactly_one_of({"prefactor", "value"}) == "prefactor") {
    constants.value = law.read_si("prefactor", result * power(kelvin, -exponent), 0.0, infinity);
    return constants;
  }
  constants.reference = law.read_si("at", kelvin, coldest, hottest);
  if (constants.reference <= T0)
    throw law.error("at", fmt::format("= {} is not above T0 = {} K", law.written("at"), number_text(T0)),
                    "the law has a value only above T0");
  constants.value = law.read_si("value", result, 0.0, infinity) * std::pow(constants.reference, -exponent);
  return constants;
}

/// The prefactor itself, whichever way it was given.
double prefactor_of(const ThermalConstants& c) { return c.value * std::exp(c.barrier / (c.reference - c.T0)); }

double read_energy(const Table& law, std::string_view key) {
  return law.read_si(key, dimension_of<MolarEnergy>(), 0.0, 1e6);
}

double read_glass_transition(const Table& law) { return law.read_si("glass_transition", kelvin, 100.0, 1500.0); }

}  // namespace

Function read_vogel(const Table& law, const Dimension& result, Arguments arguments) {
  const std::size_t T = temperature_argument(law, arguments);
  const bool given = law.exactly_one_of({"T0", "glass_transition"}) == "T0";
  const double T0 =
      given ? law.read_si("T0", kelvin, 0.0, hottest) : read_glass_transition(law) - vogel_below_glass_transition;
  if (!(arguments[T].typical > T0))
    throw law.error(given ? "T0" : "glass_transition",
                    fmt::format("= {} leaves no conductivity at {}", law.written(given ? "T0" : "glass_transition"),
                                quantity_text(arguments[T].typical, kelvin)),
                    "the law ends at T0; law: glass-former goes on below the glass transition");
  return thermal_law(read_amplitude(law, result, read_energy(law, "pseudo_activation_energy"), T0, -0.5), T);
}

Function read_glass_former(const Table& law, const Dimension& result, Arguments arguments) {
  const std::size_t T = temperature_argument(law, arguments);
  GlassFormer glass{};
  glass.glass_transition = read_glass_transition(law);
  glass.T0 =
      law.has("T0") ? law.read_si("T0", kelvin, 0.0, hottest) : glass.glass_transition - vogel_below_glass_transition;
  if (glass.T0 >= glass.glass_transition)
    throw law.error(
        "T0",
        fmt::format("= {} is not below the glass transition at {}", law.written("T0"), law.written("glass_transition")),
        "T0 lies about 50 K below it");
  glass.pseudo = read_energy(law, "pseudo_activation_energy");
  glass.prefactor = prefactor_of(read_amplitude(law, result, glass.pseudo, glass.T0, -0.5));
  glass.energy = law.has("activation_energy")
                     ? read_energy(law, "activation_energy")
                     : smooth_activation_energy(glass.pseudo, glass.T0, glass.glass_transition);
  return composed(
      std::array{argument_itself(T)}, [glass](const auto& x) { return glass_former_conductivity(glass, x[0]); },
      fmt::format("glass former, Tg = {} K, T0 = {} K", number_text(glass.glass_transition), number_text(glass.T0)));
}

Function read_anderson_stuart(const Table& law, const Dimension& result, Arguments arguments) {
  const std::size_t T = temperature_argument(law, arguments);
  const Dimension metre = dimension_of<Length>();
  const IonSite site{
      .charge = read_number_or(law, "ion_charge", 1.0, 1.0, 4.0),
      .site_charge = read_number_or(law, "site_charge", 2.0, 0.1, 4.0),
      .radius = law.read_si("ion_radius", metre, 1e-11, 1e-9),
      .site_radius = law.read_si("site_radius", metre, 1e-11, 1e-9),
      .doorway = law.read_si("doorway_radius", metre, 0.0, 1e-9),
      .shear_modulus = law.read_si("shear_modulus", dimension_of<Pressure>(), 0.0, 1e12),
      .displacement = read_share_or(law, "displacement", 1.0),
      .covalency = read_number(law, "covalency", 1.0, 1000.0),
  };
  const double strain = law.has("jump_distance")
                            ? strain_energy_of_jump(site, law.read_si("jump_distance", metre, 1e-11, 1e-8))
                            : strain_energy(site);
  const double energy = binding_energy(site) + strain;
  const Function f = thermal_law(read_amplitude(law, result, energy, 0.0, -1.0), T);
  constexpr double eV = avogadro * elementary_charge;
  return in_units(f, {}, {},
                  fmt::format("Anderson-Stuart, Ea = {:.4g} eV binding + {:.4g} eV strain", binding_energy(site) / eV,
                              strain / eV));
}

namespace {

/// The concentration of the moving ions: a key of its own, or else the salt concentration.
Function mobile_ions(const Table& law, Arguments arguments) {
  if (law.has("concentration")) return Function(law.read_si("concentration", dimension_of<Concentration>(), 1e-6, 2e5));
  return argument_itself(need_argument(law, arguments, "c"));
}

}  // namespace

Function read_nernst_einstein(const Table& law, const Dimension& result, Arguments arguments) {
  const Dimension S_per_m = dimension_of<ElectricConductivity>(), m2_per_s = dimension_of<Diffusivity>();
  const bool conductivity = result == S_per_m;
  if (!conductivity && !(result == m2_per_s))
    throw law.error("law", "= nernst-einstein gives a conductivity or a diffusivity only");
  const Function T = argument_itself(temperature_argument(law, arguments));
  const Function c = mobile_ions(law, arguments);
  const double z = read_number_or(law, "charge", 1.0, 1.0, 4.0),
               haven = read_number_or(law, "haven_ratio", 1.0, 1e-3, 10.0);
  if (conductivity) {
    const Function D = read_part(law, "diffusivity", m2_per_s, arguments);
    return composed(
        std::array{c, D, T}, [z, haven](const auto& x) { return conductivity_of(z, haven, x[0], x[1], x[2]); },
        fmt::format("Nernst-Einstein, D = {}", D.describe()));
  }
  const Function sigma = read_part(law, "conductivity", S_per_m, arguments);
  return composed(
      std::array{c, sigma, T}, [z, haven](const auto& x) { return diffusivity_of(z, haven, x[0], x[1], x[2]); },
      fmt::format("Nernst-Einstein, sigma = {}", sigma.describe()));
}

Function read_ideal_salt(const Table& law, const Dimension& result, Arguments arguments) {
  if (!(result == dimension_of<Diffusivity>())) throw law.error("law", "= ideal-salt gives a diffusivity only");
  const Function T = argument_itself(temperature_argument(law, arguments));
  const Function sigma = read_part(law, "conductivity", dimension_of<ElectricConductivity>(), arguments);
  const Function t_plus =
      law.read_function_si("transference_number", Dimension{}, arguments, 0.0, 1.0, electrolyte_laws());
  return composed(
      std::array{mobile_ions(law, arguments), sigma, t_plus, T},
      [](const auto& x) { return ideal_salt_diffusivity(x[0], x[1], x[2], x[3]); },
      fmt::format("ideal salt, sigma = {}", sigma.describe()));
}

}  // namespace vitrion::conduction
