// SPDX-License-Identifier: BSD-3-Clause
#include "apps/results/provenance_json.hpp"

#include <string>

namespace vitrion {

nlohmann::ordered_json to_json(const ProvenanceEntry& entry) {
  nlohmann::ordered_json json{{"path", entry.path}, {"written", entry.written}};
  if (entry.value) json["value"] = *entry.value;
  if (entry.value || entry.function) json["unit"] = entry.dimension.text();
  if (entry.function) json["function"] = entry.function->describe();
  json["status"] = std::string(name_of(entry.status));
  if (!entry.source.empty()) json["source"] = entry.source;
  if (!entry.note.empty()) json["note"] = entry.note;
  if (entry.range) json["range"] = {entry.range->first, entry.range->second};
  for (const ValidRange& valid : entry.valid) json["valid"][valid.argument] = {valid.lo, valid.hi};
  if (const std::string position = entry.position.text(); !position.empty()) json["position"] = position;
  return json;
}

}  // namespace vitrion
