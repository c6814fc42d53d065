// SPDX-License-Identifier: BSD-3-Clause
#include "apps/results/run_record.hpp"

#include "apps/results/build_info.hpp"
#include "apps/results/indicator_json.hpp"
#include "apps/results/provenance_json.hpp"
#include "apps/results/sha256.hpp"
#include "apps/results/time_series_writer.hpp"
#include "params/documents/library.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <system_error>

namespace vitrion {
namespace {

using Json = nlohmann::ordered_json;

/// Of the record; raised when a reader of older records would misread a newer one.
constexpr int record_version = 1;

Json program() {
  const BuildInfo build = build_info();
  return {{"name", "vitrion"},          {"version", build.version},       {"revision", build.revision},
          {"compiler", build.compiler}, {"build_type", build.build_type}, {"sundials", build.sundials}};
}

Json request_of(const RunRequest& request, const ProtocolInput& protocol) {
  return {
      {"cell", std::filesystem::absolute(request.cell).lexically_normal().string()},
      {"set", request.changes.set},
      {"temperature", request.changes.temperature},
      {"protocol", protocol.files.empty() ? protocol.written
                                          : std::filesystem::absolute(protocol.written).lexically_normal().string()},
      {"relative_tolerance", request.relative_tolerance},
      {"solver", request.solver},
      {"fields", request.fields}};
}

Json mesh_of(const StateLayout& layout) {
  Json fields = Json::array();
  for (const Field& field : layout.fields()) {
    Json json{{"name", field.name}, {"unit", field.unit}};
    if (!field.x.empty()) json["x"] = field.columns();
    if (!field.r.empty()) json["r"] = field.shells();
    fields.push_back(std::move(json));
  }
  return {{"unknowns", layout.size()}, {"fields", std::move(fields)}};
}

Json statistics_of(const Statistics& s, const SteadyState::Statistics& steady) {
  return {{"starts", s.starts},
          {"steps", s.steps},
          {"residuals", s.residuals},
          {"jacobians", s.jacobians},
          {"factorisations", s.factorisations},
          {"newton_iterations", s.newton_iterations},
          {"error_test_failures", s.error_test_failures},
          {"convergence_failures", s.convergence_failures},
          {"linear_fallbacks", s.linear_fallbacks},
          {"steady_newton_iterations", steady.newton_iterations},
          {"steady_continuation_steps", steady.continuation_steps}};
}

Json step_of(const StepReport& step) {
  Json json{{"step", step.count.step}, {"cycle", step.count.cycle}, {"description", step.description}};
  if (!step.name.empty()) json["name"] = step.name;
  json["end"] = std::string(name_of(step.end));
  json["reason"] = step.reason;
  json["begin_s"] = step.t_begin;
  json["end_s"] = step.t_end;
  json["end_V"] = step.V_end;
  return json;
}

[[noreturn]] void not_a_record(const std::string& file, const std::string& why) {
  throw InputError({file}, "is not a run.json of vitrion: " + why, "name the run.json of a results folder");
}

/// Complains about the first file that has changed since the record was written.
void require_unchanged(const Json& files, const std::string& record) {
  for (const Json& file : files) {
    const std::string path = file.at("path").get<std::string>();
    std::string now;
    try {
      now = sha256(read_file(path, {record}));
    } catch (const InputError& error) {
      throw InputError({record}, fmt::format("the run cannot be repeated: {}", error.what()));
    }
    if (now != file.at("sha256").get<std::string>()) {
      throw InputError({record}, fmt::format("the run cannot be repeated: {} has changed since", path),
                       "run the cell anew, or restore the file");
    }
  }
}

/// @throws Json::exception
RunRequest request_in(const Json& json) {
  const Json& asked = json.at("request");
  RunRequest request;
  request.cell = asked.at("cell").get<std::string>();
  request.changes.set = asked.at("set").get<std::vector<std::string>>();
  request.changes.temperature = asked.at("temperature").get<std::string>();
  request.protocol = asked.at("protocol").get<std::string>();
  request.relative_tolerance = asked.at("relative_tolerance").get<double>();
  request.solver = asked.at("solver").get<std::string>();
  request.fields = asked.at("fields").get<bool>();
  return request;
}

Json files_of(const CellInput& input, const ProtocolInput& protocol) {
  Json json = Json::array();
  for (const std::vector<SourceFile>& files : {input.files(), protocol.files})
    for (const FileHash& file : hashes(files)) json.push_back({{"path", file.path}, {"sha256", file.sha256}});
  return json;
}

}  // namespace

std::vector<FileHash> hashes(const std::vector<SourceFile>& files) {
  std::vector<FileHash> all;
  all.reserve(files.size());
  for (const SourceFile& file : files)
    all.push_back({std::filesystem::absolute(file.path).lexically_normal().string(), sha256(file.text)});
  return all;
}

std::string_view name_of(ExperimentResult::Outcome outcome) {
  using Outcome = ExperimentResult::Outcome;
  switch (outcome) {
    case Outcome::finished:
      return "finished";
    case Outcome::ended_by_rule:
      return "ended by rule";
    case Outcome::infeasible:
      return "infeasible";
    case Outcome::physical_limit:
      return "physical limit";
    case Outcome::failed:
      return "failed";
    case Outcome::interrupted:
      break;
  }
  return "interrupted";
}

std::string_view name_of(StepEnd end) {
  switch (end) {
    case StepEnd::duration:
      return "duration";
    case StepEnd::limit:
      return "limit";
    case StepEnd::infeasible:
      return "infeasible";
    case StepEnd::voltage_window:
      return "voltage window";
    case StepEnd::physical_limit:
      return "physical limit";
    case StepEnd::failure:
      return "failure";
    case StepEnd::interrupted:
      break;
  }
  return "interrupted";
}

std::string to_json(const RunRecord& record, const std::vector<ResultFile>& results) {
  const CellFacts& facts = record.input.cell->facts();
  Json json;
  json["record_version"] = record_version;
  json["program"] = program();
  json["time_series"] = {{"format", "Battery Data Format"}, {"ontology", bdf_ontology}};
  json["started"] = record.started;
  json["wall_time_s"] = record.wall_seconds;
  json["outcome"] = {{"outcome", std::string(name_of(record.result.outcome))},
                     {"reason", record.result.reason},
                     {"exit_code", record.exit_code},
                     {"end_s", record.result.t_end},
                     {"steps", record.result.steps},
                     {"cycles", record.result.cycles}};
  json["request"] = request_of(record.request, record.protocol);
  json["files"] = files_of(record.input, record.protocol);
  json["cell"] = {{"name", facts.name},
                  {"chemistry", facts.chemistry},
                  {"area_m2", facts.area},
                  {"temperature_K", facts.temperature},
                  {"voltage_limits_V", facts.voltage_limits},
                  {"reference_capacity_C_per_m2", facts.reference_capacity},
                  {"active_mass_kg_per_m2", facts.active_mass}};
  json["warnings"] = Json::array();
  for (const Warning& warning : record.input.warnings()) json["warnings"].push_back(warning.text());
  json["solver"] = {{"linear_solver", record.request.solver},
                    {"relative_tolerance", record.request.relative_tolerance},
                    {"statistics", statistics_of(record.result.statistics, record.result.steady)}};
  json["mesh"] = mesh_of(record.input.cell->system().layout());
  json["steps"] = Json::array();
  for (const StepReport& step : record.history.steps) json["steps"].push_back(step_of(step));
  json["windows"] = Json::array();
  for (const auto& window : record.input.cell->window_reports()) json["windows"].push_back(to_json(window));
  json["foils"] = Json::array();
  for (const auto& foil : record.input.cell->foil_reports()) json["foils"].push_back(to_json(foil));
  json["inputs"] = Json::array();
  for (const ProvenanceEntry& entry : record.input.table.provenance().entries())
    json["inputs"].push_back(to_json(entry));
  json[result_files_key] = to_json(results);
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string identity(const RunRequest& request, const CellInput& input, const ProtocolInput& protocol) {
  std::string asked = request_of(request, protocol).dump(-1, ' ', false, Json::error_handler_t::replace);
  for (const std::vector<SourceFile>& files : {input.files(), protocol.files})
    for (const FileHash& file : hashes(files)) asked += file.path + "\n" + file.sha256 + "\n";
  return sha256(asked).substr(0, 8);
}

std::string request_json(const RunRequest& request, const CellInput& input, const ProtocolInput& protocol) {
  const Json json{
      {"program", program()}, {"request", request_of(request, protocol)}, {"files", files_of(input, protocol)}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

RunRequest read_kept_request(const std::string& json, const std::string& file) {
  const Json kept = Json::parse(json);
  if (kept.at("program") != program())
    throw InputError({file}, "the run was made with another build of vitrion, and only the same one can go on with it",
                     fmt::format("that was {} ({})", kept.at("program").at("version").get<std::string>(),
                                 kept.at("program").at("revision").get<std::string>()));
  require_unchanged(kept.at("files"), file);
  return request_in(kept);
}

RunRequest read_request(const std::filesystem::path& run_json, Warnings& warnings) {
  std::error_code ignored;
  const bool is_folder = std::filesystem::is_directory(run_json, ignored);
  const std::string file = (is_folder ? run_json / "run.json" : run_json).string();
  try {
    const Json json = Json::parse(read_text_file(file, {}));
    if (json.at("record_version").get<int>() != record_version)
      not_a_record(file, fmt::format("its record_version is not {}", record_version));
    if (is_folder) require_complete(run_json);
    require_unchanged(json.at("files"), file);
    if (json.at("program") != program()) {
      const BuildInfo build = build_info();
      Warning& warning = warnings.emplace_back();
      warning.where.file = file;
      warning.complaint = "the run was made with another build of vitrion: results may differ in the last digits";
      warning.advice = fmt::format("this is {} ({}, {})", build.version, build.revision, build.compiler);
    }
    return request_in(json);
  } catch (const nlohmann::json::exception& error) {
    const std::string_view why = error.what();  // "[json.exception.parse_error.101] parse error at line 1, …"
    not_a_record(file, std::string(why.substr(why.find(' ') + 1)));
  }
}

}  // namespace vitrion
