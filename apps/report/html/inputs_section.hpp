// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/report/html/page.hpp"
#include "params/documents/provenance.hpp"

#include <span>
#include <string>
#include <vector>

namespace vitrion {

/// Says which inputs are only estimated, over which ranges: what the results rest on.
void add_estimated_inputs(Page& page, std::span<const ProvenanceEntry> entries);

/// Every input with value, status, source and note, folded away, below a sentence that counts them by status.
void add_inputs(Page& page, std::span<const ProvenanceEntry> entries);

/// Inputs of one owner whose conductivities are drawn together with those of others.
struct NamedInputs {
  std::string name;  ///< in front of the path in the legend; may be empty
  std::span<const ProvenanceEntry> entries;
};

/// Ionic conductivity over temperature, of everything that has one; without a view when nothing has. Curves that are
/// equal are drawn once.
Figure conductivity_figure(std::span<const NamedInputs> inputs);

}  // namespace vitrion
