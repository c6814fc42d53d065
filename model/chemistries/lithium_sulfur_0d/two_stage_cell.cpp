// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/lithium_sulfur_0d/two_stage_cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace vitrion::lithium_sulfur_0d {
namespace {

constexpr double atomic_mass = 32e-3;  // kg mol⁻¹ of S, as the source has it
constexpr double electrons = 4.0;
constexpr double most_C = 1000.0;  // current at which the model has lost its meaning, in C

}  // namespace

TwoStageCell::TwoStageCell(Parameters parameters) : p_(std::move(parameters)) {
  const double mass = std::accumulate(p_.initial.begin(), p_.initial.end(), 0.0) / p_.area;
  tracked_mass_ = 1e-6 * mass;
  least_mass_ = 1e-9 * mass;
  for (std::size_t i = 0; i < pools; ++i)
    fields_.mass[i] = layout_.add({fmt::format("m_{}", pool_names[i]), "kg/m^2", Kind::differential, 1e-8 * mass, {}});
  for (std::size_t i = 0; i < counted; ++i)
    fields_.logarithm[i] = layout_.add({fmt::format("ln_{}", pool_names[i]), "1", Kind::differential, 1e-2, {}});
  const double current = electrons * faraday * mass / atomic_mass / 3600.0;
  one_C_ = current;
  fields_.i_high = layout_.add({"i_high", "A/m^2", Kind::algebraic, 1e-2 * current, {}});
  fields_.i_low = layout_.add({"i_low", "A/m^2", Kind::algebraic, 1e-2 * current, {}});
  fields_.Q = layout_.add({"Q", "C/m^2", Kind::differential, 1e-5 * 3600.0 * current, {}});
  fields_.V = layout_.add({"V", "V", Kind::algebraic, 1e-4, {}});
  fields_.I = layout_.add({"I", "A/m^2", Kind::algebraic, 1e-4 * current, {}});
  event_names_ = {"more current than a cell without resistance and transport can mean, a thousand times 1C"};
  set_temperature(p_.temperature);
}

void TwoStageCell::set_temperature(double T) {
  T_ = T;
  RT_over_4F_ = gas_constant * T / (electrons * faraday);
  kappa_ = 0.5 / RT_over_4F_;
  const double Ms = 1e3 * atomic_mass, v = 1e3 * p_.electrolyte_volume;  // g mol⁻¹ and L, with masses in g
  E_high_ = p_.E_high + RT_over_4F_ * std::log(16.0 * Ms * v / 8.0);
  E_low_ = p_.E_low + RT_over_4F_ * std::log(2.0 * Ms * Ms * v * v / 4.0);
  q_ = atomic_mass / (electrons * faraday);
  per_gram_ = 1e-3 / p_.area;
  area_ratio_ = p_.active_area / p_.area;
  growth_ = p_.precipitation_rate / (p_.electrolyte_volume * p_.precipitate_density);
}

void TwoStageCell::set_limits(std::vector<Limit> limits, double charge_at_start) {
  limits_ = std::move(limits);
  charge_at_start_ = charge_at_start;
  event_names_.resize(first_step_event());
  for (const Limit& limit : limits_) event_names_.push_back(limit.name);
}

void TwoStageCell::events(double /*t*/, std::span<const double> y, std::span<double> g) const {
  const auto at = [&](FieldId id) { return y[layout_[id].first]; };
  g[0] = 1.0 - std::abs(at(fields_.I)) / (most_C * one_C_);
  for (std::size_t i = 0; i < limits_.size(); ++i)
    g[first_step_event() + i] = limits_[i].room(at(fields_.V), at(fields_.I), at(fields_.Q) - charge_at_start_);
}

void TwoStageCell::initial_state(std::span<double> y) const {
  std::fill(y.begin(), y.end(), 0.0);
  for (std::size_t i = 0; i < pools; ++i) y[layout_[fields_.mass[i]].first] = p_.initial[i] / p_.area;
  for (std::size_t i = 0; i < counted; ++i) y[layout_[fields_.logarithm[i]].first] = std::log(1e3 * p_.initial[i]);
  y[layout_[fields_.V].first] = voltage(y, 0.0);
}

double TwoStageCell::voltage(std::span<const double> y, double I) const {
  const auto ln = [&](Pool pool) { return y[layout_[fields_.logarithm[pool]].first]; };
  const auto E = equilibrium<double>(ln(S8), ln(S4), ln(S2), ln(S1));
  // Relative to the higher of the two, so that no exponential is out of range.
  const double top = std::max(E[0], E[1]);
  const double a = p_.i_high * std::exp(kappa_ * (top - E[0])) + p_.i_low * std::exp(kappa_ * (top - E[1]));
  const double b = p_.i_high * std::exp(kappa_ * (E[0] - top)) + p_.i_low * std::exp(kappa_ * (E[1] - top));
  const double half = 0.5 * I / area_ratio_;
  const double root = std::sqrt(half * half + a * b);
  const double up = half > 0.0 ? (half + root) / a : b / (root - half);
  return top + std::log(up) / kappa_;
}

CellFacts TwoStageCell::facts(std::string chemistry) const {
  const double mass = std::accumulate(p_.initial.begin(), p_.initial.end(), 0.0) / p_.area;
  // Electrons from S8 to S2²⁻ and S²⁻ per S atom, of all sulfur and of what is not there yet.
  const double whole = 1.5 * mass, left = (1.5 * p_.initial[S8] + p_.initial[S4]) / p_.area;
  const double capacity = whole / atomic_mass * faraday;
  return {.name = p_.name,
          .chemistry = std::move(chemistry),
          .area = p_.area,
          .temperature = p_.temperature,
          .voltage_limits = p_.voltage_limits,
          .reference_capacity = p_.nominal_capacity ? *p_.nominal_capacity / p_.area : capacity,
          .initial_state_of_charge = left / whole,
          .active_mass = p_.sulfur ? *p_.sulfur / p_.area : mass,
          .electrodes = {{"negative", 0.0, 0.0}, {"positive", capacity, mass}}};
}

Outputs::Outputs(const TwoStageCell& cell) : cell_(cell) {
  names_ = {{"Voltage Part Open Circuit", "V", OutputGroup::voltage},
            {"Voltage Part Kinetics", "V", OutputGroup::voltage}};
  for (const char* name : {"S8", "S4", "S2", "S", "Precipitate", "Lost"})
    names_.push_back({fmt::format("Sulfur As {}", name), "1", OutputGroup::inventory});
  names_.push_back({"Shuttle Current", "A/m^2", OutputGroup::parasitic});
}

void Outputs::evaluate(double /*t*/, std::span<const double> y, std::span<double> out) const {
  const auto& fields = cell_.fields();
  const auto at = [&](FieldId id) { return y[cell_.layout()[id].first]; };
  out[0] = cell_.voltage(y, 0.0);
  out[1] = at(fields.V) - out[0];
  double total = 0.0;
  for (std::size_t i = 0; i < pools; ++i) total += at(fields.mass[i]);
  for (std::size_t i = 0; i < pools; ++i) out[2 + i] = at(fields.mass[i]) / total;
  const double k_s = cell_.shuttle_constant(at(fields.I));
  out[2 + pools] = k_s * at(fields.mass[S8]) * electrons * faraday / (8.0 * atomic_mass);
}

double Outputs::inventory(std::span<const double> y) const {
  // Two Li for each anion: S4²⁻, S2²⁻, S²⁻ and what has precipitated.
  const auto at = [&](FieldId id) { return y[cell_.layout()[id].first]; };
  const auto& m = cell_.fields().mass;
  return (2.0 / atomic_mass) * (at(m[S4]) / 4.0 + at(m[S2]) / 2.0 + at(m[S1]) + at(m[precipitate]));
}

}  // namespace vitrion::lithium_sulfur_0d
