// SPDX-License-Identifier: BSD-3-Clause
#include "apps/experiment/cell.hpp"

#include "apps/experiment/chemistry_table.hpp"
#include "params/suggestion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vitrion {
namespace {

/// A nominal capacity far from what the electrodes hold is a slip, of itself or of the area, and a C-rate is not what
/// was meant.
void doubt_capacity(const Table& table, const CellFacts& cell) {
  constexpr double least = 0.2, most = 2.0, mAh_per_cm2 = 3.6e4;  // C m⁻²
  const ElectrodeFacts* limiting = nullptr;
  for (const ElectrodeFacts& electrode : cell.electrodes)
    if (electrode.capacity > 0.0 && (!limiting || electrode.capacity < limiting->capacity)) limiting = &electrode;
  if (!limiting || !table.has("nominal_capacity")) return;
  const double share = cell.reference_capacity / limiting->capacity;
  if (share >= least && share <= most) return;
  table.warn(
      "nominal_capacity",
      fmt::format("is {:.4g} mA h/cm^2, {:.3g} times what the {} electrode holds ({:.4g} mA h/cm^2)",
                  cell.reference_capacity / mAh_per_cm2, share, limiting->name, limiting->capacity / mAh_per_cm2),
      "a C-rate refers to it: check it and the area");
}

}  // namespace

std::vector<std::string> chemistry_names() {
  std::vector<std::string> names;
  for (const ChemistryEntry& entry : chemistry_table()) names.emplace_back(entry.name);
  return names;
}

std::unique_ptr<Cell> make_cell(const Table& table, const Refinement& refinement) {
  table.expect_kind("cell");
  const std::vector<std::string> names = chemistry_names();
  if (!table.has("chemistry"))
    throw table.error("chemistry", "is missing", fmt::format("it is one of {}", fmt::join(names, ", ")));
  const std::string name = table.read_text("chemistry");
  for (const ChemistryEntry& entry : chemistry_table()) {
    if (name == entry.name) {
      std::unique_ptr<Cell> cell = entry.make(table, refinement);
      table.finish();
      doubt_capacity(table, cell->facts());
      return cell;
    }
  }
  const std::string meant = did_you_mean(name, names);
  throw table.error("chemistry", fmt::format("= {} is not a chemistry of this program", name),
                    meant.empty() ? fmt::format("it knows: {}", fmt::join(names, ", ")) : meant);
}

}  // namespace vitrion
