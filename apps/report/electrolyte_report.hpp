// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/materials/electrolyte.hpp"
#include "params/documents/provenance.hpp"

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vitrion {

/// What an electrolyte does at one temperature, with its salt at rest. Everything in SI; NaN where it is not defined.
struct ElectrolyteAt {
  double T;
  double conductivity;
  double activation_energy;  ///< local apparent one of σ, k_B T² ∂ln σ/∂T, J/mol (R in place of k_B)
  double transference_number, diffusivity, thermodynamic_factor;
  bool measured;  ///< within the temperatures for which the file says that σ holds
};

/// A dense layer of it.
struct LayerOfElectrolyte {
  double thickness;
  double area_resistance;   ///< Ω m²
  double limiting_current;  ///< of its salt in a symmetric cell, A m⁻²; +∞ for a single-ion conductor
};

/// Everything that `vitrion show` says of an electrolyte beyond what is written.
struct ElectrolyteReport {
  std::vector<ElectrolyteAt> at;
  std::optional<std::pair<double, double>> measured_between;  ///< K, for σ; nothing where the file does not say
  double T = 0.0;                                             ///< K, to which the layers and the Debye length belong
  std::vector<LayerOfElectrolyte> layers;
  double debye_length = std::numeric_limits<double>::quiet_NaN();  ///< m, for a relative permittivity of 1
  std::optional<double> permittivity;                              ///< relative, if the file gives it
};

/// @param entries  what was read of it
ElectrolyteReport report_of(const Electrolyte& electrolyte, std::span<const ProvenanceEntry> entries, double T);

/// Of layers where nobody asks for another, K: 30 °C.
inline constexpr double usual_temperature = 303.15;

/// The report for people.
std::string electrolyte_text(const Electrolyte& electrolyte, const ElectrolyteReport& report);

/// Which values are measured, which derived, and which only estimated, with their ranges.
std::string statuses(std::span<const ProvenanceEntry> entries);

}  // namespace vitrion
