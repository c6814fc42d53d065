// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/cell_facts.hpp"
#include "model/insertion_cell/parameters.hpp"

namespace vitrion {

/// Mass and thickness of the layers between the terminals, per area of electrode pair:
///
///     m = Σ_layers L (ε ρ_electrolyte + Σ_i ε_i ρ_i + (1 − ε − Σ_i ε_i) ρ_inert) + Σ_foils L ρ_metal + Σ_collectors L
///     ρ
///
/// A part of less than 0.5 % of the volume needs no density. Collectors count when every electrode that is not a foil
/// names its own.
StackFacts stack_facts(const CellParameters& cell);

}  // namespace vitrion
