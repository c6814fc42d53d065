// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/lithium_sulfur_0d/two_stage_cell.hpp"
#include "model/refinement.hpp"
#include "params/documents/table.hpp"

/// Lithium–sulfur cells without a dimension, for screening and as an oracle with a closed-form voltage.
namespace vitrion::lithium_sulfur_0d {

using Model = TwoStageCell;

/// It has no mesh to refine. @throws InputError
Model read(const Table& cell, const Refinement& refinement = {});

}  // namespace vitrion::lithium_sulfur_0d
