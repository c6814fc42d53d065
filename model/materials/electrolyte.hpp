// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/electrolytes/surroundings.hpp"
#include "model/indicators/dendrite_inputs.hpp"
#include "model/laws/decomposition.hpp"
#include "params/functions/function.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrion {

/// What oxidation takes its electron from. An anion is lost to the salt; a solvent or a framework leaves a foreign
/// cation behind, usually a proton, in the place of an ion of the working metal.
enum class Oxidised { anion, solvent, framework };
constexpr const char* word_for(Oxidised what) {
  return what == Oxidised::anion ? "anion" : what == Oxidised::solvent ? "solvent" : "framework";
}

/// Surfaces of a porous electrode on which its electrolyte decomposes.
struct DecomposingSurfaces {
  bool active = true;      ///< of the active materials
  bool carbon = true;      ///< of the conductive carbon, where the electrode gives its surface
  bool collector = false;  ///< the flat face of the current collector
};

/// Potentials between which an electrolyte is stable, against metal of the working ion.
struct StabilityWindow {
  std::optional<double> reduction;      ///< V
  std::optional<double> oxidation;      ///< V
  std::string against;                  ///< the reference electrode: that of the working metal, "Li/Li+"
  std::optional<double> onset_current;  ///< threshold at which decomposition was said to set in, A m⁻²

  /// Tafel lines of the decomposition at either end, where their slope and the current at the onset are known: then it
  /// takes part in the balances of the cell. Otherwise the window is only reported on.
  std::optional<laws::Decomposition> oxidation_current, reduction_current;
  Oxidised oxidised = Oxidised::anion;
  DecomposingSurfaces surfaces{};
};

/// How many ions and charges a formula unit of a salt M_ν₊X_ν₋ of cations z₊ and anions z₋ holds.
struct SaltFormula {
  double cations = 1.0;  ///< ν₊
  double ions = 2.0;     ///< ν₊ + ν₋
  double charge = 1.0;   ///< q = ν₊ z₊ = ν₋ |z₋|: elementary charges of either sign

  double cation_charge() const { return charge / cations; }          ///< z₊
  double anion_charge() const { return charge / (ions - cations); }  ///< z₋ > 0

  /// The least whole numbers that are neutral.
  static SaltFormula of(int cation_charge, int anion_charge);
};

/// Charge number of an ion by its name: 1 of "Li+", 2 of "Zn2+". 0 when the name is not one of a cation.
int charge_number(std::string_view ion);

/// The range of an argument in which the file of an electrolyte says that a property holds.
struct StatedRange {
  std::string property;  ///< by its path
  std::string argument;  ///< "T" or "RH"
  double lo, hi;         ///< SI
  bool firm;             ///< means nothing outside; otherwise it may be extrapolated
  SourcePosition where;
};

/// An electrolyte by what it does to the equations. Functions of the salt concentration c (mol m⁻³) and T (K); bulk
/// values, before the porosity of the layer that holds it.
struct Electrolyte {
  std::string name;
  std::string working_ion;
  SaltFormula salt;               ///< of the working ion
  bool single_ion;                ///< only the working ion moves: no salt unknown, t₊ = 1
  Function conductivity;          ///< κ(c, T), S m⁻¹
  Function diffusivity;           ///< D(c, T) of the salt, m² s⁻¹; binary only
  Function transference_number;   ///< t₊(c, T) of the working ion; binary only
  Function thermodynamic_factor;  ///< χ(c, T) = 1 + ∂ln f/∂ln c; binary only
  double concentration;           ///< of the salt at rest, or of the mobile ions of a single-ion conductor, mol m⁻³

  /// X > 0 of a framework that bears negative charge, mol m⁻³. Then c is the salt outside with which the framework is
  /// in Donnan's equilibrium, √(c₊c₋), which is continuous from one layer to the next where the ions themselves jump.
  double fixed_charge = 0.0;

  std::optional<StabilityWindow> window;
  std::optional<double> density;       ///< kg m⁻³
  std::optional<double> permittivity;  ///< relative
  std::vector<StatedRange> stated{};
  Surroundings surroundings{};  ///< as the file says; a property that depends on them also takes (c, T, RH, light)

  /// Whether one of the properties depends on this of electrolyte_argument.
  bool depends_on(std::size_t argument) const {
    return conductivity.depends_on(argument) || diffusivity.depends_on(argument) ||
           transference_number.depends_on(argument) || thermodynamic_factor.depends_on(argument);
  }
  indicators::DendriteData dendrites;  ///< what is known of dendrites in it, and how far to trust its properties
};

}  // namespace vitrion
