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

namespace {

/// `lives: [{throughput: 580 mA h/cm^2, thickness: 50 um, area: 1 cm^2, shorted: no, source: …}]`
std::vector<Life> read_lives(const Table& table) {
  std::vector<Life> lives;
  for (const Table& life : table.children("lives")) {
    const double throughput = si(life.read<ArealCharge>("throughput", between<ArealCharge>(1.0, 1e12)));
    const double thickness = si(life.read<Length>("thickness", between<Length>(1e-8, 1e-2)));
    const double area = si(life.read<Area>("area", between<Area>(1e-8, 1e4)));
    const bool shorted = life.read_choice("shorted", {"yes", "no"}) == "yes";
    const ProvenanceEntry* entry = life.provenance().find(life.path("throughput"));
    lives.push_back({throughput, thickness, area, shorted, entry ? entry->source : std::string()});
  }
  if (lives.empty()) throw table.error("lives", "is empty", "leave it out, or say how a cell ended");
  return lives;
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
  const ProvenanceEntry* entry = table.provenance().find(table.path(spec.name));
  return Datum{value, status_of(table, spec.name), false, entry ? entry->range : std::nullopt};
}

DendriteData read_dendrites(const Table& table) {
  DendriteData data;
  for (auto i = static_cast<std::size_t>(first_constant_input); i < input_count; ++i) {
    const auto input = static_cast<Input>(i);
    if (const auto datum = find_input(table, input)) data.given.emplace_back(input, *datum);
  }
  if (const auto horizon = table.find<Time>("horizon", between<Time>(1.0, 1e10))) data.horizon = si(*horizon);
  if (table.has("lives")) data.lives = read_lives(table);
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
