// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/lithium_sulfur/species.hpp"
#include "model/indicators/dendrite_inputs.hpp"
#include "model/laws/kinetics.hpp"
#include "model/laws/precipitation.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace vitrion::lithium_sulfur {

using PerSpecies = std::array<double, species_count>;

/// A layer between foil and cathode. What it does to a species is its permeability, relative to the liquid's
/// diffusivity, and how much of it it takes up.
struct LayerParameters {
  std::string name;
  double thickness;             ///< m
  std::size_t nodes;            ///< finite volumes
  double volume_fraction;       ///< accessible to the solution, solids included
  double bruggeman;             ///< exponent b: effective transport = ε^b
  PerSpecies permeability;      ///< K_i D_i,layer / D_i, 1
  PerSpecies partition;         ///< K_i = c_layer/c_liquid at equal potential, 1
  double fixed_charge;          ///< z_f c_f of the framework, mol m⁻³ of pore: negative for anionic frameworks
  std::vector<double> initial;  ///< volume fraction of each solid
  PerSpecies dissolved;         ///< initial concentrations in the liquid of the layer, mol m⁻³

  struct Adsorption {
    double sites;          ///< mol m⁻³ of layer
    double rate_constant;  ///< of adsorption, m³ mol⁻¹ s⁻¹
    double desorption;     ///< s⁻¹
  };
  std::optional<Adsorption> adsorption;  ///< of polysulfides S8²⁻, S6²⁻ and S4²⁻, as their lithium salts

  /// A catalytic layer speeds up reactions of polysulfides and the growth and dissolution of solids in the part of the
  /// cathode that is within reach.
  double catalytic_factor = 1.0, catalytic_reach = 0.0;  ///< 1, m
};

/// What happens between the polysulfides and the foil.
struct Shuttle {
  std::array<double, 3> rate_constant{};  ///< k_sh of the first three reactions at the foil, m s⁻¹
  double lost_fraction = 0.0;             ///< of the sulfur reduced there that stays on the foil as Li2S
  double lithium_corrosion = 0.0;         ///< Li lost per electron of the shuttle
  double electrolyte_loss = 0.0;          ///< m³ of liquid lost per mol of electrons of the shuttle
};

struct Parameters {
  std::string name;

  PerSpecies diffusivity;                   ///< of the free liquid, m² s⁻¹
  PerSpecies concentration;                 ///< reference and initial, mol m⁻³
  std::array<double, reactions.size()> U0;  ///< standard potentials against Li, 1 mol/L, V
  std::array<double, reactions.size()> i0;  ///< at the reference concentrations, A m⁻²
  laws::TransferCoefficients transfer;

  /// Which solids form, and how.
  struct Precipitate {
    std::size_t solid;  ///< index into solids
    laws::Precipitation law;
  };
  std::vector<Precipitate> precipitates;

  std::vector<LayerParameters> layers;  ///< foil to cathode

  struct Cathode {
    double thickness;  ///< m
    std::size_t nodes;
    double porosity;  ///< initial, with the initial solids in place
    double bruggeman;
    double conductivity;              ///< σ, effective, S m⁻¹
    double specific_area;             ///< a₀, m⁻¹
    double area_exponent;             ///< ξ in a = a₀ (ε/ε₀)^ξ
    double double_layer_capacitance;  ///< C of the surface a₀, F m⁻²
    std::vector<double> initial;      ///< volume fraction of each solid
    std::optional<double> loading;  ///< sulfur that mA h/g refers to, kg m⁻²; that of the solids where it is not given
    std::optional<double> film;     ///< volume fraction of Li2S2 + Li2S at which 1/e of the surface is left
  } cathode;

  struct Foil {
    double thickness, molar_volume;  ///< m, m³ mol⁻¹
    double i0;                       ///< A m⁻²
    laws::TransferCoefficients transfer;
    Shuttle shuttle;
    double density;                           ///< kg m⁻³; 0 where it is not given
    indicators::DendriteKnowledge dendrites;  ///< what its indicators rest on
  } foil;

  double refinement;  ///< width of the volumes beside x = L_s relative to equal ones
  double area;        ///< of one electrode pair, m²
  double pairs_in_parallel;
  double temperature;                      ///< K
  std::array<double, 2> voltage_limits;    ///< V
  std::optional<double> nominal_capacity;  ///< C m⁻²
};

/// Charge that the sulfur of the cathode, in solids and as dissolved S8, gives on reduction from S8 to S²⁻, C m⁻².
double theoretical_capacity(const Parameters& p);

/// U_ref of each reaction: its standard potential moved to the reference concentrations, V.
///
///     U_ref = U° − (RT/F) Σ s ln(c_ref / 1 mol L⁻¹)
std::array<double, reactions.size()> reference_potentials(const Parameters& p, double T);

}  // namespace vitrion::lithium_sulfur
