// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <limits>
#include <string>
#include <vector>

namespace vitrion {

/// One electrode, for the balance of a cell.
struct ElectrodeFacts {
  std::string name;    ///< "negative", "positive"
  double capacity;     ///< C m⁻²: between 0 % and 100 %; of a foil, all its metal
  double active_mass;  ///< kg m⁻²; 0 when no density is known
};

/// What the layers of a cell weigh and how thick they are, per area: electrodes, separator and the electrolyte in both;
/// current collectors where the cell gives them; no housing.
struct StackFacts {
  double thickness = 0.0;  ///< m; 0 where a chemistry does not say
  double mass = 0.0;       ///< kg m⁻²; 0 where it is not known
  bool with_collectors = false;
  std::vector<std::string> missing;  ///< the densities that the mass lacks: "density of electrolyte X"
};

/// What the layers of electrolyte between the electrodes are at rest and at one temperature. NaN where a chemistry does
/// not say.
struct SeparatorAtRest {
  static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  double area_resistance = unknown;    ///< of all layers, bulk, Ω m²
  double limiting_current = unknown;   ///< of the salt between two foils, A m⁻²; +∞ where nothing uses it up
  double depletion_current = unknown;  ///< at which 1 % of the anions is left at a foil, A m⁻²; +∞ without salt
  double conductance_left = unknown;   ///< of the layers without salt, S m⁻²; 0 where there is a limiting current
};

/// The frequency at which an electrolyte turns from conductor to capacitor, f = κ/(2π ε_r ε₀). Equations of ions that
/// move through a neutral electrolyte have no meaning above it.
struct DielectricLimit {
  double frequency = std::numeric_limits<double>::infinity();  ///< Hz; the lowest of all electrolytes
  std::string electrolyte{};
  double permittivity = 1.0;  ///< relative; 1, that of nothing, where none is known: the limit is then an upper bound
};

/// What a protocol, a report or a person asks of a cell before it runs.
struct CellFacts {
  std::string name;
  std::string chemistry;
  double area;                           ///< m², of all electrode pairs together
  double temperature;                    ///< K
  std::array<double, 2> voltage_limits;  ///< V
  double reference_capacity;             ///< C m⁻²: what a C-rate refers to; 0 for a cell that has none
  double initial_state_of_charge;        ///< 1, as the chemistry defines it; without meaning where there is no capacity
  double active_mass;                    ///< kg m⁻² of the electrode that mA/g refers to; 0 when no density is known
  std::vector<ElectrodeFacts> electrodes;  ///< negative first
  StackFacts stack{};
  DielectricLimit dielectric{};  ///< at rest
};

}  // namespace vitrion
