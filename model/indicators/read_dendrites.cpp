// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/read_dendrites.hpp"

#include "params/text/unit_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace vitrion::indicators {
namespace {

std::optional<Input> input_named(std::string_view name) {
  for (auto i = static_cast<std::size_t>(first_constant_input); i < input_count; ++i)
    if (spec_of(static_cast<Input>(i)).name == name) return static_cast<Input>(i);
  return std::nullopt;
}

}  // namespace

Status status_of(const Table& table, std::string_view key) {
  const ProvenanceEntry* entry = table.provenance().find(table.path(key));
  return entry ? entry->status : Status::unknown;
}

std::optional<Datum> find_input(const Table& table, Input input) {
  const InputSpec& spec = spec_of(input);
  if (!table.has(spec.name)) return std::nullopt;
  const Dimension dimension = parse_unit(spec.unit == "1" ? "" : spec.unit).dimension;
  const double value = table.read_si(spec.name, dimension, spec.lowest, spec.highest);
  return Datum{value, status_of(table, spec.name)};
}

DendriteData read_dendrites(const Table& table) {
  DendriteData data;
  for (auto i = static_cast<std::size_t>(first_constant_input); i < input_count; ++i) {
    const auto input = static_cast<Input>(i);
    if (const auto datum = find_input(table, input)) data.given.emplace_back(input, *datum);
  }
  if (const auto horizon = table.find<Time>("horizon", between<Time>(1.0, 1e10))) data.horizon = si(*horizon);
  if (!table.has("calibrated")) return data;
  for (const std::string& name : table.read_texts("calibrated")) {
    const auto found = std::find_if(data.given.begin(), data.given.end(),
                                    [&](const auto& entry) { return spec_of(entry.first).name == name; });
    if (found == data.given.end()) {
      const bool known = input_named(name).has_value();
      throw table.error("calibrated",
                        known ? fmt::format("names '{}', which this map does not give", name)
                              : fmt::format("names '{}', which is no input of the dendrite indicators", name),
                        "it lists the inputs beside it that were fitted to times to short");
    }
    found->second.calibrated = true;
  }
  return data;
}

}  // namespace vitrion::indicators
