// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/fuel_cell/fuel_cell_residual.hpp"
#include "model/graded_widths.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrion::fuel_cell {
namespace {

constexpr double atol_amount = 1e-8;       // mol m⁻³
constexpr double atol_temperature = 1e-3;  // K
constexpr double atol_fraction = 1e-5;     // saturation, and water content over ten
constexpr double atol_potential = 1e-5;    // V
constexpr double atol_current = 1e-2;      // A m⁻²
constexpr double atol_charge = 1.0;        // C m⁻²

// No less than nothing, but for the error of a step: 1e-6 of what saturated vapour has at room temperature.
constexpr double least_amount = -1e-7;      // mol m⁻³
constexpr double least_saturation = -1e-6;  // 1

constexpr double starved = 1e-7;   // of the reactant in the channel
constexpr double flooded = 0.125;  // of the pores left open: gases pass (1 − s)³, a five-hundredth, as well
constexpr double dried = 1e-3;     // of the percolation threshold, above it

}  // namespace

FuelCell::FuelCell(Parameters parameters) : p_(std::move(parameters)) {
  make_volumes();
  make_pores();
  add_fields();
  find_conditions();
  set_temperature(p_.temperature);
  event_names_ = {"oxygen starvation"};
  if (p_.humid) {
    for (const char* name : {"hydrogen starvation", "the membrane dries out", "liquid water floods the pores"})
      event_names_.emplace_back(name);
  }
  physical_events_ = event_names_.size();
}

void FuelCell::make_volumes() {
  const auto add = [&](Layer layer, const std::vector<double>& widths) {
    for (const double width : widths) {
      const double x = volumes_.empty() ? 0.5 * width : volumes_.back().x + 0.5 * (volumes_.back().width + width);
      volumes_.push_back({width, x, layer});
    }
  };
  const auto begin = [&](Layer layer) { first_[static_cast<std::size_t>(layer)] = volumes_.size(); };
  const CatalystLayer &anode = p_.negative.catalyst_layer, &cathode = p_.positive.catalyst_layer;
  begin(Layer::negative_diffusion);
  const GasDiffusionLayer &at_anode = p_.negative.diffusion_layer, &at_cathode = p_.positive.diffusion_layer;
  if (p_.humid) add(Layer::negative_diffusion, graded_widths(at_anode.thickness, at_anode.nodes, 1.0));
  begin(Layer::negative_catalyst);
  add(Layer::negative_catalyst, graded_widths(anode.thickness, anode.nodes, anode.refinement));
  begin(Layer::membrane);
  for (const MembraneLayer& layer : p_.membrane) add(Layer::membrane, graded_widths(layer.thickness, layer.nodes, 1.0));
  begin(Layer::positive_catalyst);
  std::vector<double> widths = graded_widths(cathode.thickness, cathode.nodes, cathode.refinement);
  std::reverse(widths.begin(), widths.end());
  add(Layer::positive_catalyst, widths);
  begin(Layer::positive_diffusion);
  add(Layer::positive_diffusion, graded_widths(at_cathode.thickness, at_cathode.nodes, 1.0));
  first_.back() = volumes_.size();
}

void FuelCell::make_pores() {
  for (const Volume& volume : volumes_) {
    Pores pores{0.0, 0.0, 1.0, 1.0};
    if (volume.layer != Layer::membrane) {
      const GasDiffusionLayer& layer = gas_layer(volume.layer);
      pores = {layer.porosity, layer.porosity / (layer.tortuosity * layer.tortuosity), 0.0, 0.0};
    }
    if (volume.layer == Layer::negative_catalyst || volume.layer == Layer::positive_catalyst) {
      const CatalystLayer& layer =
          volume.layer == Layer::negative_catalyst ? p_.negative.catalyst_layer : p_.positive.catalyst_layer;
      pores.ionomer = layer.ionomer;
      pores.conduction = std::pow(layer.ionomer, layer.bruggeman);
    }
    pores_.push_back(pores);
  }
}

std::vector<double> FuelCell::positions(Layer from, Layer to) const {
  std::vector<double> x;
  for (std::size_t k = first(from); k < end(to); ++k) x.push_back(volumes_[k].x);
  return x;
}

void FuelCell::add_fields() {
  using enum Layer;
  const auto anode = positions(negative_diffusion, negative_catalyst),
             cathode = positions(positive_catalyst, positive_diffusion),
             polymer = positions(negative_catalyst, positive_catalyst);
  const auto amount = [&](const char* name, const std::vector<double>& x) {
    const FieldId id = layout_.add({name, "mol/m^3", Kind::differential, atol_amount, x});
    bounds_.push_back({id, least_amount});
    return id;
  };
  if (p_.humid) {
    fields_.T = layout_.add(
        {"T", "K", Kind::differential, atol_temperature, positions(negative_diffusion, positive_diffusion)});
    fields_.s = layout_.add({"s", "1", Kind::differential, atol_fraction, cathode});
    bounds_.push_back({fields_.s, least_saturation, 1.0});
    fields_.w_H2O_a = amount("w_H2O_neg", anode);
    fields_.w_H2O_c = amount("w_H2O_pos", cathode);
    fields_.w_H2 = amount("w_H2", anode);
  }
  fields_.w_O2 = amount("w_O2", cathode);
  if (p_.humid) {
    fields_.lambda = layout_.add({"lambda", "1", Kind::differential, 10.0 * atol_fraction, polymer});
    bounds_.push_back({fields_.lambda, 0.0});
  }
  fields_.phi_p = layout_.add({"phi_p", "V", Kind::algebraic, atol_potential, polymer});
  fields_.dphi_a = layout_.add(
      {"dphi_neg", "V", Kind::differential, atol_potential, positions(negative_catalyst, negative_catalyst)});
  fields_.dphi_c = layout_.add(
      {"dphi_pos", "V", Kind::differential, atol_potential, positions(positive_catalyst, positive_catalyst)});
  fields_.Q = layout_.add({"Q", "C/m^2", Kind::differential, atol_charge, {}});
  fields_.n_H2 = layout_.add({"n_H2", "mol/m^2", Kind::differential, atol_charge / faraday, {}});
  fields_.n_O2 = layout_.add({"n_O2", "mol/m^2", Kind::differential, atol_charge / faraday, {}});
  if (p_.humid) fields_.n_H2O = layout_.add({"n_H2O", "mol/m^2", Kind::differential, atol_charge / faraday, {}});
  fields_.i_x = layout_.add({"i_x", "A/m^2", Kind::algebraic, atol_current, {}});
  fields_.V = layout_.add({"V", "V", Kind::algebraic, atol_potential, {}});
  fields_.I = layout_.add({"I", "A/m^2", Kind::algebraic, atol_current, {}});
}

void FuelCell::set_temperature(double T) {
  T_ = T;
  fill_channels();
}

double FuelCell::channel_potential_negative() const {
  return hydrogen_potential(p_.reaction, T_, p_.negative.gas.pressure * x_H2_);
}

double FuelCell::channel_potential_positive() const {
  return oxygen_potential(p_.reaction, T_, p_.positive.gas.pressure * x_O2_, p_.water_activity);
}

double FuelCell::plate_resistance(const Electrode& electrode) const {
  return electrode.diffusion_layer.thickness / electrode.diffusion_layer.conductivity + 0.5 * p_.contact_resistance;
}

const GasDiffusionLayer& FuelCell::gas_layer(Layer layer) const {
  switch (layer) {
    case Layer::negative_diffusion:
      return p_.negative.diffusion_layer;
    case Layer::negative_catalyst:
      return p_.negative.catalyst_layer;
    case Layer::positive_diffusion:
      return p_.positive.diffusion_layer;
    default:
      return p_.positive.catalyst_layer;
  }
}

void FuelCell::set_limits(std::vector<Limit> limits, double charge_at_start) {
  limits_ = std::move(limits);
  charge_at_start_ = charge_at_start;
  event_names_.resize(physical_events_);
  for (const Limit& limit : limits_) event_names_.push_back(limit.name);
}

void FuelCell::events(double /*t*/, std::span<const double> y, std::span<double> g) const {
  const std::size_t cathode = first(Layer::positive_catalyst);
  const auto mole_fraction = [&](FieldId id, std::size_t from, std::size_t k, double pressure) {
    const double T = p_.humid ? y[index(fields_.T, k)] : T_;
    const double open = p_.humid && k >= cathode ? 1.0 - y[index(fields_.s, k - cathode)] : 1.0;
    return y[index(id, k - from)] * gas_constant * T / (pressure * pores_[k].porosity * open);
  };
  double oxygen = 1.0;
  for (std::size_t k = cathode; k < end(Layer::positive_catalyst); ++k)
    oxygen = std::min(oxygen, mole_fraction(fields_.w_O2, cathode, k, p_.positive.gas.pressure) / x_O2_);
  g[0] = oxygen - starved;
  if (p_.humid) {
    double hydrogen = 1.0, wettest = 0.0, driest = 1.0;
    for (std::size_t k = first(Layer::negative_catalyst); k < end(Layer::negative_catalyst); ++k)
      hydrogen = std::min(hydrogen, mole_fraction(fields_.w_H2, 0, k, p_.negative.gas.pressure) / x_H2_);
    for (const double s : layout_.view(fields_.s, y)) wettest = std::max(wettest, s);
    for (const double lambda : layout_.view(fields_.lambda, y))
      driest = std::min(driest, p_.humid->polymer.water_fraction(lambda));
    g[1] = hydrogen - starved;
    g[2] = driest / p_.humid->polymer.threshold - 1.0 - dried;
    g[3] = 1.0 - wettest - flooded;
  }
  const double V = y[index(fields_.V)], I = y[index(fields_.I)], Q = y[index(fields_.Q)] - charge_at_start_;
  for (std::size_t i = 0; i < limits_.size(); ++i) g[physical_events_ + i] = limits_[i].room(V, I, Q);
}

/// At open circuit: gases and temperature as in the channels, the polymer in equilibrium with the vapour of its side,
/// and each catalyst layer at one potential, where oxygen is reduced as fast as hydrogen crosses.
void FuelCell::initial_state(std::span<double> y) const {
  std::fill(y.begin(), y.end(), 0.0);
  const Gas &hydrogen = p_.negative.gas, &oxygen = p_.positive.gas;
  const std::size_t c = first(Layer::positive_catalyst), membrane = first(Layer::membrane);
  const auto amount = [&](const Gas& gas, double x, std::size_t k) {
    const double open = p_.humid && k >= c ? 1.0 - p_.humid->liquid.immobile : 1.0;
    return gas.pressure / (gas_constant * T_) * pores_[k].porosity * open * x;
  };
  for (std::size_t k = c; k < size(); ++k) y[index(fields_.w_O2, k - c)] = amount(oxygen, x_O2_, k);
  double i_x = i_x_;
  if (p_.humid) {
    for (double& T : layout_.view(fields_.T, y)) T = T_;
    for (double& s : layout_.view(fields_.s, y)) s = p_.humid->liquid.immobile;
    for (std::size_t k = 0; k < membrane; ++k) {
      y[index(fields_.w_H2, k)] = amount(hydrogen, x_H2_, k);
      y[index(fields_.w_H2O_a, k)] = amount(hydrogen, x_H2O_a_, k);
    }
    for (std::size_t k = c; k < size(); ++k) y[index(fields_.w_H2O_c, k - c)] = amount(oxygen, x_H2O_c_, k);
    const IonomerWater& polymer = p_.humid->polymer;
    const double at_anode = polymer.equilibrium(hydrogen.relative_humidity),
                 at_cathode = polymer.equilibrium(oxygen.relative_humidity);
    const auto lambda = layout_.view(fields_.lambda, y);
    for (std::size_t k = first(Layer::negative_catalyst); k < end(Layer::positive_catalyst); ++k) {
      const double share =
          std::clamp((volumes_[k].x - volumes_[membrane].x) / (volumes_[c].x - volumes_[membrane].x), 0.0, 1.0);
      const double water = at_anode + share * (at_cathode - at_anode);
      lambda[k - first(Layer::negative_catalyst)] = water;
      if (k == (membrane + c) / 2)
        i_x += 2.0 * faraday * p_.crossover.of(polymer.water_fraction(water), T_) * hydrogen.pressure * x_H2_ /
               p_.membrane.front().thickness;
    }
  }
  const CatalystLayer& cathode = p_.positive.catalyst_layer;
  const double U_a = channel_potential_negative();
  const double eta =
      cathode.kinetics.overpotential(T_, oxygen.pressure * x_O2_, i_x / (cathode.surface * cathode.thickness));
  const double U_c = channel_potential_positive() - eta;
  for (double& dphi : layout_.view(fields_.dphi_a, y)) dphi = U_a;
  for (double& dphi : layout_.view(fields_.dphi_c, y)) dphi = U_c;
  for (double& phi : layout_.view(fields_.phi_p, y)) phi = -U_a;
  y[index(fields_.i_x)] = i_x;
  y[index(fields_.V)] = U_c - U_a;
}

/// Only protons move in it, as far as these cells go.
SeparatorAtRest FuelCell::separator_at_rest(double T) const {
  SeparatorAtRest membrane{.area_resistance = 0.0,
                           .limiting_current = std::numeric_limits<double>::infinity(),
                           .depletion_current = std::numeric_limits<double>::infinity(),
                           .conductance_left = 0.0};
  for (const MembraneLayer& layer : p_.membrane)
    membrane.area_resistance += layer.thickness / layer.electrolyte.conductivity({layer.electrolyte.concentration, T});
  return membrane;
}

/// The upper voltage limit is never above the reversible voltage, where the cell would begin to split water.
CellFacts FuelCell::facts(std::string chemistry) const {
  return {.name = p_.name,
          .chemistry = std::move(chemistry),
          .area = p_.area,
          .temperature = p_.temperature,
          .voltage_limits = {p_.voltage_limits[0], std::min(p_.voltage_limits[1], channel_potential_positive() -
                                                                                      channel_potential_negative())},
          .reference_capacity = 0.0,
          .initial_state_of_charge = 1.0,
          .active_mass = 0.0,
          .electrodes = {}};
}

}  // namespace vitrion::fuel_cell
