// SPDX-License-Identifier: BSD-3-Clause
#include "apps/experiment/inspect.hpp"
#include "apps/experiment/protocol_check.hpp"
#include "apps/report/cell_report.hpp"
#include "apps/report/electrolyte_report.hpp"
#include "apps/report/messages.hpp"
#include "apps/report/protocol_table.hpp"
#include "apps/report/run_report.hpp"
#include "apps/results/provenance_json.hpp"
#include "apps/vitrion/commands/commands.hpp"

#include <fmt/format.h>

#include <cmath>

namespace vitrion {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(Cell& cell) {
  const CellFacts& facts = cell.facts();
  Json json{{"name", facts.name},
            {"chemistry", facts.chemistry},
            {"area_m2", facts.area},
            {"temperature_K", facts.temperature},
            {"voltage_limits_V", facts.voltage_limits},
            {"initial_voltage_V", initial_voltage(cell)},
            {"capacity_C_per_m2", facts.reference_capacity},
            {"active_mass_kg_per_m2", facts.active_mass},
            {"unknowns", cell.system().layout().size()},
            {"electrodes", Json::array()},
            {"rates", Json::array()}};
  if (facts.reference_capacity > 0.0) json["initial_state_of_charge"] = facts.initial_state_of_charge;
  for (const ElectrodeFacts& electrode : facts.electrodes) {
    json["electrodes"].push_back({{"name", electrode.name},
                                  {"capacity_C_per_m2", electrode.capacity},
                                  {"active_mass_kg_per_m2", electrode.active_mass}});
  }
  if (const double ratio = balance(facts); ratio > 0.0) json["negative_over_positive"] = ratio;
  for (const RateMeaning& rate : rate_meanings(facts)) {
    json["rates"].push_back(
        {{"rate", rate.name}, {"current_density_A_per_m2", rate.current_density}, {"current_A", rate.current}});
  }
  return json;
}

void print_json(const Inspected& checked, const Warnings& warnings, Console& console) {
  Json json{{"file", checked.file.string()}, {"kind", checked.kind}, {"name", checked.name}, {"valid", true}};
  if (checked.cell) json["cell"] = json_of(*checked.cell);
  if (checked.protocol) json["steps"] = protocol_lines(*checked.protocol);
  json["estimated"] = Json::array();
  for (const ProvenanceEntry& entry : checked.entries())
    if (entry.status == Status::estimated && (entry.value || entry.function))
      json["estimated"].push_back(to_json(entry));
  json["warnings"] = Json::array();
  for (const Warning& warning : warnings) json["warnings"].push_back(warning.text());
  console.out << json.dump(1, ' ', false, Json::error_handler_t::replace) << "\n";
}

}  // namespace

ExitCode check(const FileOptions& options, Console& console) {
  const Inspected checked = inspect(options.file, options.changes);
  Warnings warnings = checked.warnings();
  std::optional<ProtocolInput> protocol;
  if (!options.protocol.empty()) {
    if (!checked.cell)
      throw InputError({}, fmt::format("--protocol goes with a cell, and {} is none", checked.file.string()),
                       "leave it out, or check the protocol alone");
    protocol = load_protocol(options.protocol);
    amounts(protocol->protocol, checked.cell->facts());
    check_protocol(protocol->protocol, *checked.cell);
    warnings = united(warnings, check_laws(protocol->protocol, *checked.cell));
  }
  tell_warnings(warnings, console);
  if (options.json) {
    print_json(checked, warnings, console);
    return ExitCode::done;
  }
  const std::vector<ProvenanceEntry> entries = checked.entries();
  console.err << checked.kind << ": " << console.bold(checked.name) << "\n\n";
  if (checked.cell) console.err << cell_report(*checked.cell);
  if (protocol) console.err << "\n" << protocol_table(protocol->protocol, &checked.cell->facts());
  if (checked.protocol) console.err << protocol_table(*checked.protocol);
  if (checked.electrolyte)
    console.err << electrolyte_text(*checked.electrolyte, report_of(*checked.electrolyte, entries, usual_temperature));
  if (const std::string estimated = estimated_inputs(entries); !estimated.empty())
    console.err << "\n  estimated inputs, with the range in which they may be:\n" << estimated;
  console.err << fmt::format("\n{}: {} is good\n", checked.file.string(), checked.kind);
  return ExitCode::done;
}

}  // namespace vitrion
