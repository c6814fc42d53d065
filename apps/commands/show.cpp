// SPDX-License-Identifier: BSD-3-Clause
#include "apps/commands/commands.hpp"
#include "apps/inspect.hpp"
#include "apps/report/messages.hpp"
#include "apps/report/property_tables.hpp"
#include "apps/report/protocol_table.hpp"
#include "apps/results/provenance_json.hpp"
#include "params/library.hpp"

#include <fmt/format.h>

namespace vitrion {
namespace {

using Json = nlohmann::ordered_json;

Json sampled(const SampledProperty& property) {
  Json json{{"path", property.path}, {"unit", property.dimension.text()}, {"arguments", Json::array()}};
  for (std::size_t i = 0; i < property.arguments.size(); ++i) {
    json["arguments"].push_back({{"name", property.arguments[i].name},
                                 {"unit", property.arguments[i].dimension.text()},
                                 {"at", property.at[i]}});
  }
  json["values"] = property.values;
  return json;
}

}  // namespace

ExitCode show(const FileOptions& options, Console& console) {
  const Inspected shown = inspect(options.file, options.changes);
  tell_warnings(shown.warnings(), console);
  const std::vector<ProvenanceEntry> entries = shown.entries();
  if (options.json) {
    Json json{{"kind", shown.kind}, {"name", shown.name}, {"file", shown.file.string()}};
    if (shown.protocol) json["steps"] = protocol_lines(*shown.protocol);
    json["values"] = Json::array();
    for (const ProvenanceEntry& entry : entries) json["values"].push_back(to_json(entry));
    json["properties"] = Json::array();
    for (const SampledProperty& property : sample_properties(entries)) json["properties"].push_back(sampled(property));
    console.out << json.dump(1, ' ', false, Json::error_handler_t::replace) << "\n";
    return ExitCode::done;
  }
  console.out << fmt::format("{}: {}\n{}\n\n", shown.kind, shown.name, shown.file.string());
  if (shown.protocol) {
    console.out << protocol_table(*shown.protocol);
    return ExitCode::done;
  }
  console.out << value_table(entries) << property_tables(entries);
  if (shown.kind == "electrolyte") console.out << electrolyte_summary(entries);
  return ExitCode::done;
}

ExitCode list_library(Console& console) {
  for (const std::string& name : Library::standard().names()) console.out << name << "\n";
  return ExitCode::done;
}

}  // namespace vitrion
