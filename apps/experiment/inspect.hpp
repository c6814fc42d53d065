// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/inputs.hpp"
#include "model/materials/electrolyte.hpp"

#include <optional>
#include <string>

namespace vitrion {

/// A parameter file of any kind, read as the program would read it for a run.
struct Inspected {
  std::string kind;  ///< cell, electrode, electrolyte, material or protocol
  std::string name;
  std::filesystem::path file;
  std::unique_ptr<Document> document;      ///< of everything but a bare list of steps
  std::optional<Table> table;              ///< of everything but a protocol
  std::unique_ptr<Cell> cell;              ///< of a cell
  std::optional<Protocol> protocol;        ///< of a protocol
  std::optional<Electrolyte> electrolyte;  ///< of an electrolyte

  Warnings warnings() const;
  /// What was read, with paths as in the file.
  std::vector<ProvenanceEntry> entries() const;
};

/// @throws InputError
Inspected inspect(const std::string& name, const CellChanges& changes);

}  // namespace vitrion
