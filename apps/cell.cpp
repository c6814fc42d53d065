// SPDX-License-Identifier: BSD-3-Clause
#include "apps/cell.hpp"

#include "apps/chemistry_table.hpp"
#include "params/suggestion.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vitrion {

std::vector<std::string> chemistry_names() {
  std::vector<std::string> names;
  for (const ChemistryEntry& entry : chemistry_table()) names.emplace_back(entry.name);
  return names;
}

std::unique_ptr<Cell> make_cell(const Table& table) {
  table.expect_kind("cell");
  const std::string name = table.read_text("chemistry");
  for (const ChemistryEntry& entry : chemistry_table()) {
    if (name == entry.name) {
      std::unique_ptr<Cell> cell = entry.make(table);
      table.finish();
      return cell;
    }
  }
  const std::vector<std::string> names = chemistry_names();
  const std::string meant = did_you_mean(name, names);
  throw table.error("chemistry", fmt::format("= {} is not a chemistry of this program", name),
                    meant.empty() ? fmt::format("it knows: {}", fmt::join(names, ", ")) : meant);
}

}  // namespace vitrion
