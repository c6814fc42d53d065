// SPDX-License-Identifier: BSD-3-Clause
#include "params/documents/provenance.hpp"

#include "params/text/unit_text.hpp"

namespace vitrion {

std::string_view name_of(Status status) {
  switch (status) {
    case Status::measured:
      return "measured";
    case Status::derived:
      return "derived";
    case Status::estimated:
      return "estimated";
    case Status::user:
      return "user";
    case Status::assumed:
      return "default";
    case Status::unknown:
      break;
  }
  return "unknown";
}

std::string as_written(double si_value, const ProvenanceEntry& entry) {
  if (entry.value) {
    try {
      const Unit unit = parse_quantity(entry.written).unit;
      const auto zero = to_si(0.0, unit, entry.dimension),
                 one = to_si(1.0, unit, entry.dimension);  // eV is a molar energy
      if (zero && one && !unit.text.empty()) return number_text((si_value - *zero) / (*one - *zero)) + " " + unit.text;
    } catch (const UnitError&) {
      // it was written as something else than a quantity
    }
  }
  return quantity_text(si_value, entry.dimension);
}

void Provenance::record(ProvenanceEntry entry) {
  const auto [at, is_new] = index_.try_emplace(entry.path, entries_.size());
  if (is_new) {
    entries_.push_back(std::move(entry));
  } else {
    entries_[at->second] = std::move(entry);
  }
}

const ProvenanceEntry* Provenance::find(std::string_view path) const {
  const auto at = index_.find(std::string(path));
  return at == index_.end() ? nullptr : &entries_[at->second];
}

}  // namespace vitrion
