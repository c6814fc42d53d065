// SPDX-License-Identifier: BSD-3-Clause
// The gases around a fuel cell, which a protocol may change.
#include "model/chemistries/fuel_cell/channel.hpp"

#include "model/chemistries/fuel_cell/fuel_cell.hpp"
#include "model/materials/stated_ranges.hpp"
#include "params/constants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vitrion::fuel_cell {

void fill(Gas& gas, const Feed& feed, bool with_product, double T) {
  gas.pressure = feed.pressure;
  gas.reactant = feed.reactant;
  gas.relative_humidity = feed.relative_humidity;
  if (std::isinf(feed.stoichiometry)) return;
  const double p_sat = saturation_pressure(T), entering = feed.relative_humidity * p_sat / feed.pressure;
  const double reacted = 0.5 / feed.stoichiometry * feed.reactant;  // of one mole of dry gas that enters
  const double vapour = entering / (1.0 - entering) + (with_product ? 2.0 * reacted : 0.0);
  const double dry = 1.0 - reacted;
  gas.reactant = (feed.reactant - reacted) / dry;
  gas.relative_humidity = std::min(vapour / (vapour + dry) * feed.pressure / p_sat, 1.0);
}

double humidity_between(const Gas& negative, const Gas& positive) {
  return 0.5 * (negative.relative_humidity + positive.relative_humidity);
}

std::optional<std::pair<std::string, std::string>> without_vapour_pressure(double T) {
  if (T >= coldest_vapour && T <= hottest_vapour) return std::nullopt;
  return std::pair{
      fmt::format("= {:.4g} degC is beyond what the vapour pressure of water is known for", T - zero_celsius),
      fmt::format("it holds from {:.3g} to {:.4g} degC", coldest_vapour - zero_celsius, hottest_vapour - zero_celsius)};
}

std::optional<std::pair<std::string, std::string>> boils(const Feed& feed, double T) {
  const double p_sat = saturation_pressure(T), vapour = feed.relative_humidity * p_sat;
  if (vapour < feed.pressure) return std::nullopt;
  return std::pair{fmt::format("= {:g} % is {:.4g} bar of vapour in a gas of {:.4g} bar",
                               100.0 * feed.relative_humidity, vapour * 1e-5, feed.pressure * 1e-5),
                   fmt::format("at most {:.3g} % is possible here without boiling", 100.0 * feed.pressure / p_sat)};
}

void FuelCell::find_conditions() {
  constexpr double most = highest_stoichiometry;
  for (const bool positive : {false, true}) {
    const Feed& feed = positive ? p_.positive.feed : p_.negative.feed;
    const auto offer = [&](const char* name, const char* output, const char* unit, const Dimension& dimension,
                           double lowest, double highest, double Feed::*value) {
      conditions_.push_back({fmt::format("{}_{}", positive ? "positive" : "negative", name),
                             fmt::format("{} {}", positive ? "Positive" : "Negative", output), unit, dimension, lowest,
                             highest, feed.*value});
      settings_.push_back({positive, value});
    };
    offer("pressure", "Gas Pressure", "Pa", dimension_of<Pressure>(), lowest_pressure, highest_pressure,
          &Feed::pressure);
    offer("relative_humidity", "Gas Relative Humidity", "1", {}, 0.0, 1.0, &Feed::relative_humidity);
    if (std::isfinite(feed.stoichiometry))
      offer("stoichiometry", "Gas Stoichiometry", "1", {}, 1.0, most, &Feed::stoichiometry);
    const char* const reactant = positive ? "oxygen" : "hydrogen";
    conditions_.push_back({fmt::format("{}_fraction", reactant),
                           fmt::format("{} In Dry Gas", positive ? "Oxygen" : "Hydrogen"),
                           "1",
                           {},
                           lowest_mole_fraction,
                           1.0,
                           feed.reactant});
    settings_.push_back({positive, &Feed::reactant});
  }
}

double FuelCell::condition(std::size_t k) const {
  const auto& [positive, value] = settings_[k];
  return (positive ? p_.positive : p_.negative).feed.*value;
}

void FuelCell::set_condition(std::size_t k, double value, double /*t*/) {
  const auto& [positive, member] = settings_[k];
  Feed& feed = positive ? p_.positive.feed : p_.negative.feed;
  feed.*member = value;
  fill_channels();
}

void FuelCell::fill_channels() {
  fill(p_.negative.gas, p_.negative.feed, false, T_);
  fill(p_.positive.gas, p_.positive.feed, p_.humid.has_value(), T_);
  const double p_sat = saturation_pressure(T_);
  const auto vapour = [&](const Gas& gas) { return gas.relative_humidity * p_sat / gas.pressure; };
  x_H2O_a_ = vapour(p_.negative.gas);
  x_H2O_c_ = vapour(p_.positive.gas);
  x_H2_ = p_.negative.gas.reactant * (1.0 - x_H2O_a_);
  x_O2_ = p_.positive.gas.reactant * (1.0 - x_H2O_c_);
  if (p_.humid) {
    i_x_ = p_.crossover.current;
    return;
  }
  const double humidity = humidity_between(p_.negative.gas, p_.positive.gas);
  const auto conductivity = [&](const Electrolyte& electrolyte) {
    return electrolyte.conductivity(
        {electrolyte.concentration, T_, humidity, electrolyte.surroundings.light.value_or(0.0)});
  };
  sigma_p_.assign(size(), 0.0);
  const double in_ionomer = conductivity(p_.ionomer);
  for (std::size_t k = 0; k < size(); ++k) sigma_p_[k] = pores_[k].conduction * in_ionomer;
  std::size_t k = first(Layer::membrane);
  double thickness = 0.0;
  for (const MembraneLayer& layer : p_.membrane) {
    const double sigma = conductivity(layer.electrolyte);
    for (std::size_t i = 0; i < layer.nodes; ++i) sigma_p_[k++] = sigma;
    thickness += layer.thickness;
  }
  i_x_ = p_.crossover.current + 2.0 * faraday * p_.crossover.of(0.0, T_) * p_.negative.gas.pressure * x_H2_ / thickness;
}

std::vector<Objection> FuelCell::objections(double T, std::span<const double> conditions) const {
  Feed negative = p_.negative.feed, positive = p_.positive.feed;
  for (std::size_t k = 0; k < conditions.size(); ++k) {
    Feed& feed = settings_[k].positive ? positive : negative;
    feed.*settings_[k].value = conditions[k];
  }

  std::vector<Objection> objections;
  for (const auto& [name, feed] : {std::pair{"negative", &negative}, std::pair{"positive", &positive}}) {
    if (const auto boiling = boils(*feed, T))
      objections.push_back({Objection::Weight::impossible,
                            fmt::format("the relative humidity of the {} gas {}", name, boiling->first),
                            boiling->second});
  }
  const bool vapour = p_.humid || negative.relative_humidity > 0.0 || positive.relative_humidity > 0.0;
  if (const auto unknown = vapour ? without_vapour_pressure(T) : std::nullopt)
    objections.push_back({Objection::Weight::unknown, "the temperature " + unknown->first, unknown->second});
  if (!objections.empty() || p_.humid) return objections;  // humid: water in the polymer decides, and not these laws

  Gas at_anode{}, at_cathode{};
  fill(at_anode, negative, false, T);
  fill(at_cathode, positive, false, T);
  const double humidity = humidity_between(at_anode, at_cathode);
  const auto add = [&](const Electrolyte& electrolyte) {
    for (Objection& objection : beyond_stated_ranges(electrolyte, T, humidity))
      objections.push_back(std::move(objection));
  };
  add(p_.ionomer);
  for (const MembraneLayer& layer : p_.membrane) add(layer.electrolyte);
  return objections;
}

}  // namespace vitrion::fuel_cell
