// SPDX-License-Identifier: BSD-3-Clause
#include "model/materials/stated_ranges.hpp"

#include "model/electrolytes/surroundings.hpp"
#include "params/constants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace vitrion {
namespace {

constexpr double rounding = 1e-9;  // relative

SourcePosition where_stated(const Table& form) {
  for (const char* key : {"valid", "points", "table"})
    if (form.has(key)) return form.position(key);
  return form.position();
}

std::string celsius(double kelvin) { return fmt::format("{:.4g}", kelvin - zero_celsius); }

bool holds(const StatedRange& range, double value) {
  return value >= range.lo * (1.0 - rounding) && value <= range.hi * (1.0 + rounding);
}

Objection of_temperature(const StatedRange& range, const std::string& name, double T) {
  const std::string complaint = fmt::format("{} of {} is stated from {} to {} degC, not at {} degC", range.property,
                                            name, celsius(range.lo), celsius(range.hi), celsius(T));
  if (!range.firm) return {Objection::Weight::doubtful, complaint, "its law is extrapolated", range.where};
  return {Objection::Weight::unknown, complaint,
          fmt::format("stay within, or extrapolate on purpose: --set {}.valid.T=\"[{} degC, {} degC]\"", range.property,
                      celsius(std::min(T, range.lo)), celsius(std::max(T, range.hi))),
          range.where};
}

}  // namespace

std::vector<StatedRange> stated_ranges(const Table& electrolyte, std::string_view key, const std::string& working_ion) {
  std::vector<StatedRange> ranges;
  const ProvenanceEntry* const entry = electrolyte.provenance().find(electrolyte.path(key));
  if (!entry || !entry->function) return ranges;  // a number
  const Table form = electrolyte.child(key);
  const bool firm = working_ion == "H+" || !form.has("law");
  for (const ValidRange& valid : entry->valid)
    if (valid.argument == "T")
      ranges.push_back({electrolyte.path(key), "T", valid.lo, valid.hi, firm, where_stated(form)});
  if (form.has("law") && form.read_text("law") == "humidity") {
    const auto [lo, hi] = conduction::measured_humidity(form);
    ranges.push_back({form.path("measured"), "RH", lo, hi, false, form.position("measured")});
  }
  return ranges;
}

std::optional<Objection> without_conductivity(const Electrolyte& electrolyte, double T) {
  const double sigma = electrolyte.conductivity({electrolyte.concentration, T});
  if (std::isfinite(sigma) && sigma > 0.0) return {};
  std::string advice =
      "its law ends there, as Vogel's does at T0; law: glass-former goes on below the glass transition";
  for (const StatedRange& range : electrolyte.stated)
    if (range.firm && range.argument == "T" && !holds(range, T))
      advice = fmt::format("{} is stated from {} to {} degC", range.property, celsius(range.lo), celsius(range.hi));
  return Objection{Objection::Weight::impossible,
                   fmt::format("{:.4g} degC leaves {} without conductivity", T - zero_celsius, electrolyte.name),
                   std::move(advice)};
}

std::vector<Objection> beyond_stated_ranges(const Electrolyte& electrolyte, double T, double relative_humidity) {
  std::vector<Objection> objections;
  if (std::optional<Objection> objection = without_conductivity(electrolyte, T))
    objections.push_back(std::move(*objection));
  for (const StatedRange& range : electrolyte.stated) {
    const double value = range.argument == "T" ? T : relative_humidity;
    if (holds(range, value) || std::isnan(value)) continue;
    if (range.argument == "T") {
      objections.push_back(of_temperature(range, electrolyte.name, T));
    } else {
      const auto [complaint, advice] = conduction::unmeasured_humidity(range.lo, range.hi, value);
      objections.push_back({Objection::Weight::doubtful, range.property + " " + complaint, advice, range.where});
    }
  }
  return objections;
}

}  // namespace vitrion
