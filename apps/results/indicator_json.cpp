// SPDX-License-Identifier: BSD-3-Clause
#include "apps/results/indicator_json.hpp"

#include "params/documents/provenance.hpp"

#include <cmath>
#include <string>

namespace vitrion {
namespace {

using Json = nlohmann::ordered_json;
using indicators::IndicatorRow;

/// JSON has neither NaN nor infinity.
Json number(double value) {
  if (std::isnan(value)) return nullptr;
  return std::isinf(value) ? Json("infinite") : Json(value);
}
Json where_finite(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json input_of(const IndicatorRow::InputUsed& used) {
  const indicators::InputSpec& spec = spec_of(used.input);
  Json json{{"input", std::string(spec.name)}};
  if (used.missing) {
    json["missing"] = true;
    return json;
  }
  // What changes with the state has no value of its own.
  if (!std::isnan(used.datum.value)) {
    json["value"] = number(used.datum.value);
    json["unit"] = std::string(spec.unit);
  }
  json["status"] = std::string(name_of(used.datum.status));
  if (used.datum.calibrated) json["calibrated"] = true;
  return json;
}

Json indicator_of(const indicators::WorstIndicator& worst) {
  const IndicatorRow& row = worst.row;
  const indicators::IndicatorSpec& spec = spec_of(row.indicator);
  const bool applies = row.value.grade != indicators::Grade::not_applicable;
  Json json{{"name", std::string(spec.name)},
            {"unit", std::string(spec.unit)},
            {"equation", std::string(spec.equation)},
            {"source", std::string(spec.source)},
            {"worst", number(row.value.value)},
            {"grade", std::string(name_of(row.value.grade))},
            {"regime", std::string(row.value.regime)},
            {"criterion", row.criterion},
            {"at_s", applies ? Json(worst.time) : Json(nullptr)},
            {"graded_high_for_s", worst.time_high},
            {"status", std::string(name_of(row.status))},
            {"calibrated", row.calibrated}};
  Json& inputs = json["inputs"] = Json::array();
  for (const IndicatorRow::InputUsed& used : row.inputs) inputs.push_back(input_of(used));
  return json;
}

}  // namespace

Json to_json(const indicators::FoilReport& report) {
  Json json{{"foil", report.foil},
            {"duration_s", report.duration},
            {"throughput_C_per_m2", report.throughput},
            {"mean_current_A_per_m2", report.mean_current},
            {"horizon_s", report.horizon}};
  json["time_to_short"] = nullptr;
  if (const auto& life = report.time_to_short) {
    json["time_to_short"] = {{"p5_s", number(life->p05)},
                             {"median_s", number(life->median)},
                             {"p95_s", number(life->p95)},
                             {"probability_before_horizon", number(life->probability)}};
  }
  json["salt_depletion_alone"] = report.salt_depletion_alone;
  if (report.calibration) {
    const indicators::ShortCalibration& c = *report.calibration;
    Json lives = Json::array();
    for (const auto& judged : c.lives)
      lives.push_back({{"throughput_C_per_m2", judged.life.throughput},
                       {"shorted", judged.life.shorted},
                       {"shorted_by_then", judged.shorted_by_then},
                       {"contradicted", judged.contradicted},
                       {"source", judged.life.source}});
    json["calibration"] = {{"current_scatter", c.best},
                           {"low_95", c.low},
                           {"high_95", c.high},
                           {"upper_bound", c.upper_bound},
                           {"lives", std::move(lives)}};
  }
  Json& all = json["indicators"] = Json::array();
  for (const indicators::WorstIndicator& worst : report.indicators) all.push_back(indicator_of(worst));
  return json;
}

Json to_json(const indicators::WindowReport& report) {
  const indicators::WindowUse::Summary& use = report.use;
  const auto& range = report.window.range;
  const std::string& against = report.window.against;
  const double onset = report.window.onset_current;
  const auto end = [](double limit, double margin, double t, double x, double outside) {
    if (!std::isfinite(limit)) return Json(nullptr);
    return Json{{"limit_V", limit},
                {"smallest_margin_V", where_finite(margin)},
                {"at_s", t},
                {"at_m", x},
                {"time_outside_s", outside}};
  };
  return {{"place", report.place},
          {"against", against},
          {"onset_current_A_per_m2", where_finite(onset)},
          {"oxidation", end(range.highest, use.margin_oxidation, use.t_oxidation, use.x_oxidation, use.time_above)},
          {"reduction", end(range.lowest, use.margin_reduction, use.t_reduction, use.x_reduction, use.time_below)},
          {"duration_s", use.duration},
          {"charge_outside_C_per_m2", use.charge_outside},
          {"parasitic_charge_C_per_m2",
           report.window.oxidation_rate || report.window.reduction_rate ? Json(use.parasitic_charge) : Json(nullptr)}};
}

}  // namespace vitrion
