// SPDX-License-Identifier: BSD-3-Clause
#include "params/provenance.hpp"

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
