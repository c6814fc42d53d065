// SPDX-License-Identifier: BSD-3-Clause
#include "apps/experiment/inspect.hpp"
#include "apps/report/electrolyte_report.hpp"
#include "apps/report/html/electrolyte_page.hpp"
#include "apps/report/messages.hpp"
#include "apps/report/property_tables.hpp"
#include "apps/report/protocol_table.hpp"
#include "apps/results/output_file.hpp"
#include "apps/results/provenance_json.hpp"
#include "apps/vitrion/commands/commands.hpp"
#include "params/documents/library.hpp"
#include "params/protocols/protocol_value.hpp"

#include <fmt/format.h>

#include <cmath>

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

/// JSON has neither NaN nor infinity: a number that does not exist is null, one beyond all bounds "infinite".
Json number(double value) {
  if (std::isnan(value)) return nullptr;
  return std::isinf(value) ? Json("infinite") : Json(value);
}

Json to_json(const ElectrolyteReport& report) {
  Json json;
  for (const ElectrolyteAt& at : report.at) {
    json["over_temperature"].push_back({{"T / K", at.T},
                                        {"conductivity / S/m", at.conductivity},
                                        {"local activation energy / J/mol", at.activation_energy},
                                        {"transference number / 1", number(at.transference_number)},
                                        {"diffusivity / m^2/s", number(at.diffusivity)},
                                        {"thermodynamic factor / 1", number(at.thermodynamic_factor)},
                                        {"within the measurement", at.measured}});
  }
  for (const LayerOfElectrolyte& layer : report.layers) {
    json["over_thickness"].push_back({{"thickness / m", layer.thickness},
                                      {"area resistance / ohm m^2", layer.area_resistance},
                                      {"limiting current / A/m^2", number(layer.salt.limiting_current)},
                                      {"depletion current / A/m^2", number(layer.salt.depletion_current)},
                                      {"conductance left / S/m^2", number(layer.salt.conductance_left)}});
  }
  const ElectrolyteFacts& facts = report.facts;
  json["layers at / K"] = facts.T;
  json["Newman number / 1"] = number(facts.newman_number);
  json["steady over first current / 1"] = number(facts.current_fraction());
  json["diffusivity of Nernst and Einstein / m^2/s"] = number(facts.ideal_diffusivity);
  json["ionic strength / mol/m^3"] = number(facts.ionic_strength);
  json["Debye length over sqrt(relative permittivity) / m"] = number(facts.debye_length);
  json["relative permittivity"] = report.permittivity ? Json(*report.permittivity) : Json(nullptr);
  return json;
}

/// K
double asked_temperature(const std::string& asked) {
  return asked.empty() ? usual_temperature : parse_temperature(asked, {"--temperature", 0, 0});
}

}  // namespace

ExitCode show(const FileOptions& options, Console& console) {
  const Inspected shown = inspect(options.file, options.changes);
  tell_warnings(shown.warnings(), console);
  const std::vector<ProvenanceEntry> entries = shown.entries();
  const double T = asked_temperature(options.changes.temperature);
  if (!options.page.empty()) {
    if (!shown.electrolyte)
      throw InputError({options.file}, fmt::format("a file of kind {} has no page", shown.kind),
                       "--html is for electrolytes; vitrion run writes the page of a cell");
    OutputFile page(options.page);
    electrolyte_page(shown.name, report_of(*shown.electrolyte, entries, T), entries).write(page);
    page.commit();
    console.err << fmt::format("  {}\n", options.page);
  }
  if (options.json) {
    Json json{{"kind", shown.kind}, {"name", shown.name}, {"file", shown.file.string()}};
    if (shown.protocol) json["steps"] = protocol_lines(*shown.protocol);
    json["values"] = Json::array();
    for (const ProvenanceEntry& entry : entries) json["values"].push_back(to_json(entry));
    json["properties"] = Json::array();
    for (const SampledProperty& property : sample_properties(entries)) json["properties"].push_back(sampled(property));
    if (shown.electrolyte) json["electrolyte"] = to_json(report_of(*shown.electrolyte, entries, T));
    console.out << json.dump(1, ' ', false, Json::error_handler_t::replace) << "\n";
    return ExitCode::done;
  }
  console.out << fmt::format("{}: {}\n{}\n\n", shown.kind, shown.name, shown.file.string());
  if (shown.protocol) {
    console.out << protocol_table(*shown.protocol);
    return ExitCode::done;
  }
  console.out << value_table(entries) << property_tables(entries);
  if (shown.electrolyte)
    console.out << electrolyte_text(*shown.electrolyte, report_of(*shown.electrolyte, entries, T)) << statuses(entries);
  return ExitCode::done;
}

ExitCode list_library(Console& console) {
  for (const std::string& name : Library::standard().names()) console.out << name << "\n";
  return ExitCode::done;
}

}  // namespace vitrion
