// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/insertion_cell/parameters.hpp"
#include "model/refinement.hpp"
#include "params/documents/table.hpp"

namespace vitrion {

/// A porous electrode as read: what reacts, and the slab that holds it.
struct ReadElectrode {
  Electrode electrode;
  std::optional<LayerParameters> layer;  ///< of a porous electrode; electrolyte and nodes are the cell's business
};

/// Reads a map of `kind: electrode`. @param salt_at_rest reference concentration where the file gives none, mol m⁻³
/// @param charge_number z of the working ion; transfer coefficients are z/2 where the file gives none
/// @throws InputError
ReadElectrode read_electrode(const Table& table, const char* name, double salt_at_rest, double charge_number = 1.0);

// How a foil ages: the maps interphase, dead_metal and contact of a foil. @throws InputError
Interphase read_interphase(const Table& table);
DeadMetal read_dead_metal(const Table& table);
/// Its critical current is NaN where limited_by() is to say it.
ContactLoss read_contact(const Table& table);
/// Local stripping current that the metal keeps up with, by what is known of the foil, A m⁻². @param table  the foil's
double limited_by(ContactLoss::Limit limit, const Table& table, const indicators::DendriteKnowledge& known);

/// Thickness, porosity and effective transport of a slab that holds electrolyte.
LayerParameters read_layer(const Table& table, const std::string& name);

/// What is known of dendrites at the foil of a side, for its indicators: what follows from the cell, then the maps
/// `dendrites` of the electrolyte that it touches, of the foil, and of the cell.
/// @throws InputError
indicators::DendriteKnowledge dendrite_knowledge(const Table& table, const CellParameters& cell, Side side);

/// Reads a map of `kind: cell` with foils or insertion electrodes.
/// @param chemistry, ion  the folder that reads it, and the ion that all its electrolytes must conduct
/// @param refinement  of its mesh, also of what the file says of it
/// @throws InputError, also when the cell conducts another ion
CellParameters read_insertion_cell(const Table& table, const std::string& chemistry, const std::string& ion,
                                   const Refinement& refinement = {});

}  // namespace vitrion
