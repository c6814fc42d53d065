// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/electrolytes/facts.hpp"
#include "model/electrolytes/salt_limit.hpp"
#include "model/materials/electrolyte.hpp"
#include "params/documents/provenance.hpp"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vitrion {

/// What an electrolyte does at one temperature, with its salt at rest.
struct ElectrolyteAt : ElectrolyteFacts {
  bool measured = true;  ///< within the temperatures for which the file says that σ holds
};

/// A dense layer of it.
struct LayerOfElectrolyte {
  double thickness;
  double area_resistance;  ///< Ω m²
  SaltLimit salt;          ///< of its salt between two foils
};

/// Everything that `vitrion show` says of an electrolyte beyond what is written.
struct ElectrolyteReport {
  std::vector<ElectrolyteAt> at;
  std::optional<std::pair<double, double>> measured_between;  ///< K, for σ; nothing where the file does not say
  ElectrolyteFacts facts;                                     ///< at the temperature of the layers and the Debye length
  std::vector<LayerOfElectrolyte> layers;
  std::optional<double> permittivity;  ///< relative, if the file gives it
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
