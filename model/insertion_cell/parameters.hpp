// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/insertion_cell/foil_ageing.hpp"
#include "model/laws/kinetics.hpp"
#include "model/materials/electrolyte.hpp"
#include "params/functions/function.hpp"
#include "params/source.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace vitrion {

enum class Side { negative, positive };

/// What an insertion particle is made of. Functions of the lithium fraction x of the host and of T.
struct Material {
  std::string name;
  double maximum_concentration;                      ///< c_max, mol m⁻³
  Function diffusivity;                              ///< D(x, T), m² s⁻¹
  Function open_circuit_potential;                   ///< U(x, T) against metal of the working ion, V
  std::optional<Function> exchange_current_density;  ///< i₀(c_e, x, T), A m⁻²; or else
  Function rate_constant;  ///< k(T) as a function of (c_e, T): i₀ = F k √(c_e/c_ref) √(x(1−x)), mol m⁻² s⁻¹
  double reference_concentration;  ///< c_ref, mol m⁻³
  laws::TransferCoefficients transfer_coefficients;
  double film_resistance;                   ///< R_f of particle surface, Ω m²
  double double_layer_capacitance;          ///< of particle surface, F m⁻²
  double density;                           ///< of the pure material, kg m⁻³; 0 where it is not known
  double x_at_0_percent, x_at_100_percent;  ///< x when the cell is empty and full
};

/// One material of a porous electrode.
struct ActiveMaterial {
  Material material;
  double volume_fraction;  ///< of the electrode
  double particle_radius;  ///< m

  double specific_area() const { return 3.0 * volume_fraction / particle_radius; }  ///< a, m⁻¹
};

/// What carries the current out of an electrode. Counts for mass and thickness only.
struct CurrentCollector {
  double thickness;  ///< m that belong to this electrode: half of one that is coated on both sides
  double density;    ///< kg m⁻³
};

struct PorousElectrode {
  double electronic_conductivity;  ///< effective σ, S m⁻¹
  std::vector<ActiveMaterial> materials;
  std::optional<CurrentCollector> collector;
  double carbon_surface = 0.0;  ///< of conductive carbon in electrolyte, per volume of electrode, m⁻¹; 0: not known
};

/// A metal electrode: the metal that is left is a state of the cell.
struct FoilElectrode {
  std::string metal;
  double thickness;                   ///< m at the start
  double molar_volume;                ///< m³ mol⁻¹
  Function exchange_current_density;  ///< i₀(c_e, T), A m⁻²
  laws::TransferCoefficients transfer_coefficients;
  double film_resistance;           ///< Ω m²
  double double_layer_capacitance;  ///< F m⁻²
  std::optional<double> density;    ///< kg m⁻³
  std::optional<CurrentCollector> collector;
  indicators::DendriteData dendrites;  ///< what is known of the metal, beyond the above
  /// Salt concentration of a well-stirred bath instead of a metal, mol m⁻³: an ideal electrode that is reversible to
  /// the working ion, without overpotential, in a bath so large that nothing changes in it.
  std::optional<double> bath;
  // How it ages; unknowns of the cell where they are given.
  std::optional<Interphase> interphase;
  std::optional<DeadMetal> dead_metal;
  std::optional<ContactLoss> contact;
};

using Electrode = std::variant<FoilElectrode, PorousElectrode>;

/// A slab of the stack that holds electrolyte: a porous electrode or a layer between the electrodes.
struct LayerParameters {
  std::string name;
  double thickness;                     ///< m
  double porosity;                      ///< volume fraction of electrolyte; 1 for a dense glass
  double transport_efficiency;          ///< effective transport = bulk × this
  std::size_t electrolyte;              ///< index into CellParameters::electrolytes
  std::size_t nodes;                    ///< finite volumes, were none smaller towards a wall
  std::optional<double> inert_density;  ///< of what is neither pore nor active material, kg m⁻³
  bool equal = false;                   ///< so many volumes of one width, and no others
};

/// What stands between layer i and layer i + 1, where it is more than nothing.
struct InterfaceParameters {
  std::size_t left_layer;
  Function area_resistance;  ///< R(T), Ω m²
  double partition;          ///< c_right/c_left at equilibrium
  double capacitance = 0.0;  ///< of the contact, parallel to its resistance, F m⁻²; 0 for none
};

/// How a cell begins. The lithium of an electrode is linear in the state of charge between what its materials give for
/// 0 % and 100 %; a voltage is turned into the state of charge whose open-circuit voltage it is.
struct InitialState {
  enum class By { state_of_charge, voltage, stoichiometry };
  By by = By::state_of_charge;
  double value = 1.0;                     ///< state of charge, 1, or voltage, V
  double negative = 0.0, positive = 0.0;  ///< stoichiometry of every material of that electrode
  SourcePosition position;                ///< where it was written, for messages
};

/// Everything a cell of metal or insertion electrodes on a stack of electrolytes is made of, in SI.
struct CellParameters {
  std::string name;
  std::string working_ion;
  double charge_number = 1.0;  ///< z of the working ion
  std::vector<Electrolyte> electrolytes;
  Electrode negative, positive;
  std::vector<LayerParameters> layers;  ///< negative to positive, porous electrodes included
  std::vector<InterfaceParameters> interfaces;
  double area;  ///< of one electrode pair, m²
  double pairs_in_parallel;
  double temperature;                      ///< K
  std::array<double, 2> voltage_limits;    ///< V
  std::optional<double> nominal_capacity;  ///< C m⁻² of one pair
  double series_resistance;                ///< Ω m² of one pair
  InitialState initial;
  std::size_t shells;       ///< in every particle
  double refinement = 1.0;  ///< how much finer the volumes at walls are than by default, 1
  std::array<std::optional<indicators::DendriteKnowledge>, 2> dendrites;  ///< of the negative and the positive foil
};

}  // namespace vitrion
