// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/fuel_cell/liquid_water.hpp"
#include "model/chemistries/fuel_cell/reactions.hpp"
#include "model/materials/electrolyte.hpp"
#include "model/materials/ionomer_water.hpp"

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace vitrion::fuel_cell {

/// What enters the channel of one electrode.
struct Feed {
  double pressure;                                                 ///< Pa
  double reactant;                                                 ///< mole fraction of H2 or O2 in the dry gas
  double relative_humidity;                                        ///< at the temperature of the plate, 1
  double stoichiometry = std::numeric_limits<double>::infinity();  ///< reactant that enters over what the cell uses
};

/// Gas in the channel of one electrode, averaged along it.
struct Gas {
  double pressure;           ///< Pa
  double reactant;           ///< mole fraction of H2 or O2 in the dry gas
  double relative_humidity;  ///< at the temperature of the plate, 1
  double D_reactant;         ///< at 353.15 K and p⁰, m² s⁻¹
  double D_water;            ///< the same
};

/// A layer of carbon with gas in its pores.
struct GasDiffusionLayer {
  std::size_t nodes;
  double thickness;             ///< m
  double conductivity;          ///< electronic, effective, S m⁻¹
  double porosity;              ///< 1
  double tortuosity;            ///< τ: effective transport = bulk × ε/τ², 1
  double thermal_conductivity;  ///< W m⁻¹ K⁻¹
  double heat_capacity;         ///< J m⁻³ K⁻¹
  double permeability;          ///< of liquid water, m²
};

struct CatalystLayer : GasDiffusionLayer {
  double refinement;  ///< width of the volume at the membrane over the mean one, 1
  double surface;     ///< a: of metal per volume, m⁻¹
  double ionomer;     ///< volume fraction of electrolyte, 1
  double bruggeman;   ///< effective conduction = bulk × ionomer^b
  Kinetics kinetics;
  double capacitance;  ///< of the double layer, per surface of metal, F m⁻²
  std::optional<Agglomerate> agglomerate;
};

struct Electrode {
  Feed feed;
  Gas gas;  ///< what FuelCell makes of the feed
  GasDiffusionLayer diffusion_layer;
  CatalystLayer catalyst_layer;
};

struct MembraneLayer {
  std::string name;
  std::size_t nodes;
  double thickness;             ///< m
  double thermal_conductivity;  ///< W m⁻¹ K⁻¹
  double heat_capacity;         ///< J m⁻³ K⁻¹
  Electrolyte electrolyte;
};

/// Hydrogen that passes the membrane unused, as the current of its oxidation at the cathode: a given one, or
/// i_x = 2F k p_H2/L, with k in the middle of the membrane.
struct Crossover {
  double current = 0.0;                ///< A m⁻²
  double permeability = 0.0;           ///< k at T_ref without water, mol m⁻¹ s⁻¹ Pa⁻¹
  double permeability_of_water = 0.0;  ///< what a volume fraction f of water adds to it, over f
  double activation_energy = 0.0;      ///< of k, J mol⁻¹
  double T_ref = 303.15;               ///< K

  /// k where the polymer holds a volume fraction f of water.
  template <class S>
  S of(const S& f, const S& T) const {
    using std::exp;
    return (permeability + permeability_of_water * f) * exp(activation_energy / gas_constant * (1.0 / T_ref - 1.0 / T));
  }
};

struct Parameters {
  std::string name;
  double area;         ///< m²
  double temperature;  ///< K
  std::array<double, 2> voltage_limits;

  Reaction reaction;
  double water_activity;  ///< of product vapour that no unknown follows; 1 for liquid water
  Electrode negative, positive;
  Electrolyte ionomer;  ///< of both catalyst layers
  std::vector<MembraneLayer> membrane;
  Crossover crossover;
  double contact_resistance;  ///< of both sides together, Ω m²

  /// Where water and heat are unknowns. Then the membrane is one layer, and it and the catalyst layers hold the polymer
  /// whose water this is.
  struct Humid {
    LiquidWater liquid;
    IonomerWater polymer;
  };
  std::optional<Humid> humid;
};

}  // namespace vitrion::fuel_cell
