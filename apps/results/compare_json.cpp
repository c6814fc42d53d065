// SPDX-License-Identifier: BSD-3-Clause
#include "apps/results/build_info.hpp"
#include "apps/results/compare_files.hpp"
#include "apps/results/indicator_json.hpp"
#include "apps/results/run_record.hpp"
#include "apps/results/sha256.hpp"
#include "apps/study/statistics.hpp"
#include "apps/study/variants.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace vitrion {
namespace {

using Json = nlohmann::ordered_json;

/// JSON has neither NaN nor infinity: a number that does not exist is null, one beyond all bounds "infinite".
Json to_json(double value) {
  if (std::isnan(value)) return nullptr;
  return std::isinf(value) ? Json("infinite") : Json(value);
}

Json to_json(const Spread& spread) {
  return {{"count", spread.count},
          {"median", to_json(spread.median)},
          {"p5", to_json(spread.low)},
          {"p95", to_json(spread.high)}};
}

Json to_json(const std::vector<Tally>& tallies) {
  Json json = Json::array();
  for (const Tally& tally : tallies)
    json.push_back({{"what", tally.what}, {"samples", tally.count}, {"example", tally.example}});
  return json;
}

Json values_at(const Comparison& comparison, const std::vector<std::string>& at) {
  Json json = Json::object();
  for (std::size_t k = 0; k < at.size(); ++k) json[comparison.sweeps[k].path] = at[k];
  return json;
}

Json works_between(const Variant& variant) {
  const TemperatureRange& range = variant.range;
  if (std::isnan(range.reference)) return nullptr;
  Json json{{"Low / K", to_json(range.low)},
            {"low_is_end_of_search", range.low_open},
            {"High / K", to_json(range.high)},
            {"high_is_end_of_search", range.high_open},
            {"Reference Temperature / K", to_json(range.reference)},
            {"Capacity There / C/m^2", to_json(range.reference_capacity)},
            {"share_of_it", working_share}};
  if (const auto& measured = variant.conductivity_measured)
    json["Conductivity Measured Between / K"] = {measured->first, measured->second};
  return json;
}

std::string in_unit(const Metric& metric) { return fmt::format("{} / {}", metric.name, metric.unit); }

Json to_json(const Comparison& comparison, const Variant& variant) {
  const bool sampled = !variant.samples.empty();
  Json json{{"electrolyte", comparison.electrolytes[variant.electrolyte].label},
            {"at", values_at(comparison, variant.at)},
            {"computed", variant.nominal.computed},
            {"reason", variant.nominal.reason}};
  Json& cut = json["steps_not_done"] = Json::array();
  for (const CutStep& step : variant.nominal.cut)
    cut.push_back({{"step", step.step}, {"cycle", step.cycle}, {"what", step.description}, {"reason", step.reason}});
  const auto separator = [&](double value, const Spread& spread) {
    Json quantity{{"as_written", to_json(value)}};
    if (sampled) quantity.update(to_json(spread));
    return quantity;
  };
  json["separator"] = {
      {"Area Resistance / ohm cm^2", separator(variant.nominal.separator.area_resistance, variant.area_resistance)},
      {"Limiting Current / mA/cm^2", separator(variant.nominal.separator.limiting_current, variant.limiting_current)},
      {"Depletion Current / mA/cm^2", to_json(variant.nominal.separator.depletion_current)},
      {"Conductance Without Salt / S/cm^2", to_json(variant.nominal.separator.conductance_left)}};
  const StackFacts& stack = variant.nominal.stack;
  json["stack"] = {{"Thickness / m", to_json(stack.thickness > 0.0 ? stack.thickness : not_defined)},
                   {"Mass / kg/m^2", to_json(stack.mass > 0.0 ? stack.mass : not_defined)},
                   {"with_collectors", stack.with_collectors},
                   {"missing", stack.missing}};
  json["works_between"] = works_between(variant);
  json["windows"] = Json::array();
  for (const auto& window : variant.nominal.windows) json["windows"].push_back(vitrion::to_json(window));
  json["foils"] = Json::array();
  for (const auto& foil : variant.nominal.foils) json["foils"].push_back(vitrion::to_json(foil));
  Json& cycles = json["cycles"] = Json::array();
  for (std::size_t c = 0; c < comparison.cycles; ++c) {
    const bool there = variant.nominal.computed && c < variant.nominal.cycles.size();
    Json cycle{{"cycle", c + 1}, {"name", there ? variant.nominal.cycles[c].name : ""}};
    for (std::size_t m = 0; m < comparison.metrics.size(); ++m)
      cycle[in_unit(comparison.metrics[m])] =
          separator(there ? variant.nominal.cycles[c].values[m] : not_defined, variant.cycles[c][m]);
    cycles.push_back(std::move(cycle));
  }
  if (!sampled) return json;
  json["noise_of_rank_correlation"] =
      to_json(noise_of_rank_correlation(variant.samples.size(), variant.influences.size()));
  Json& inputs = json["inputs"] = Json::array();
  for (const Influence& influence : variant.influences) {
    inputs.push_back({{"path", influence.input.path},
                      {"written", influence.input.written},
                      {"range", {influence.input.from, influence.input.to}},
                      {"distribution", influence.input.logarithmic ? "log-uniform" : "uniform"},
                      {"scaled_as_a_whole", influence.input.scaled},
                      {"rank_correlation", to_json(influence.correlation)}});
  }
  Json& left = json["estimated_but_not_sampled"] = Json::array();
  for (const LeftAlone& input : variant.left_alone) left.push_back({{"path", input.path}, {"reason", input.reason}});
  json["samples_without_result"] = to_json(variant.failures);
  json["samples_with_steps_not_done"] = to_json(variant.cut);
  return json;
}

}  // namespace

std::string identity(const CompareRequest& request, const std::vector<SourceFile>& files) {
  Json asked{request.cell,
             request.electrolytes,
             request.regions,
             request.replace,
             request.protocol,
             request.changes.set,
             request.changes.temperature,
             request.thickness,
             request.vary,
             request.target,
             request.range_rate,
             request.samples,
             request.seed,
             request.relative_tolerance.value_or(0.0)};
  for (const FileHash& file : hashes(files)) asked.push_back({file.path, file.sha256});
  return sha256(asked.dump(-1, ' ', false, Json::error_handler_t::replace)).substr(0, 8);
}

std::string compare_json(const CompareRequest& request, const Comparison& comparison,
                         const std::vector<ResultFile>& results) {
  const BuildInfo build = build_info();
  Json json{{"vitrion", build.version},
            {"revision", build.revision},
            {"cell", {{"file", request.cell}, {"name", comparison.cell_name}}},
            {"runs", comparison.runs},
            {"runs_done", comparison.runs_done}};
  json["request"] = {{"set", request.changes.set},
                     {"temperature", request.changes.temperature},
                     {"thickness", request.thickness},
                     {"replace", request.replace},
                     {"vary", request.vary},
                     {"range_rate", request.range_rate},
                     {"samples", request.samples},
                     {"seed", request.seed},
                     {"relative_tolerance", request.relative_tolerance.value_or(Tolerances{}.relative)},
                     {"relative_tolerance_of_samples", request.relative_tolerance.value_or(tolerance_of_samples)}};
  json["protocol"] = {{"written", comparison.protocol.written}, {"by_default", comparison.protocol.by_default}};
  json["replaced"] = comparison.regions;
  Json& electrolytes = json["electrolytes"] = Json::array();
  for (const ComparedElectrolyte& electrolyte : comparison.electrolytes)
    electrolytes.push_back(
        {{"label", electrolyte.label}, {"name", electrolyte.name}, {"file", electrolyte.file.string()}});
  Json& files = json["files"] = Json::array();
  for (const FileHash& file : hashes(comparison.files)) files.push_back({{"path", file.path}, {"sha256", file.sha256}});
  json["target"] = in_unit(comparison.metrics[comparison.target]);
  json["cycle_of_the_highest_rate"] = comparison.hardest + 1;
  Json& variants = json["results"] = Json::array();
  for (const Variant& variant : comparison.variants) variants.push_back(to_json(comparison, variant));
  Json& duels = json["duels"] = Json::array();
  for (const Duel& duel : comparison.duels) {
    const auto all = static_cast<double>(duel.wins + duel.ties + duel.losses);
    duels.push_back({{"first", comparison.electrolytes[duel.first].label},
                     {"second", comparison.electrolytes[duel.second].label},
                     {"at", values_at(comparison, duel.at)},
                     {"cycle", duel.cycle + 1},
                     {"first_wins", duel.wins},
                     {"equal", duel.ties},
                     {"second_wins", duel.losses},
                     {"probability_that_first_wins", to_json(static_cast<double>(duel.wins) / all)}});
  }
  json[result_files_key] = vitrion::to_json(results);
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace vitrion
