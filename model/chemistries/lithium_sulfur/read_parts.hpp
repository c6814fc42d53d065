// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/lithium_sulfur/parameters.hpp"
#include "params/documents/table.hpp"

#include <vector>

/// The parts of read_cell().
namespace vitrion::lithium_sulfur {

void read_solution(const Table& solution, Parameters& p);
Parameters::Foil read_foil(const Table& table, const Parameters& p);
/// What is known of dendrites at the foil: what follows from the cell, then the maps `dendrites` of the layer that it
/// touches, of the foil, and of the cell; the later overrule the earlier.
/// @pre all of `p` is read, but p.foil.dendrites
indicators::DendriteKnowledge dendrite_knowledge(const Table& cell, const Parameters& p);
LayerParameters read_layer(const Table& table, const std::string& name, std::size_t nodes, const Parameters& p);

laws::TransferCoefficients read_transfer_coefficients(const Table& table);
/// Initial volume fraction of each precipitate, from the map `solids` of a region.
std::vector<double> read_initial_solids(const Table& region, const Parameters& p);

}  // namespace vitrion::lithium_sulfur
