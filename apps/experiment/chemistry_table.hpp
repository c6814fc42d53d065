// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/cell.hpp"

#include <memory>
#include <span>

namespace vitrion {

struct ChemistryEntry {
  const char* name;
  std::unique_ptr<Cell> (*make)(const Table& cell, const Refinement& refinement);
};

/// One entry for each folder of model/chemistries, made by CMake.
std::span<const ChemistryEntry> chemistry_table();

}  // namespace vitrion
