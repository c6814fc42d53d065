// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/fuel_cell/fuel_cell_residual.hpp"

#include <algorithm>
#include <cmath>

namespace vitrion::fuel_cell {
namespace {

constexpr double atol_amount = 1e-8;     // mol m⁻³
constexpr double atol_potential = 1e-5;  // V
constexpr double atol_current = 1e-2;    // A m⁻²
constexpr double atol_charge = 1.0;      // C m⁻²

constexpr double starved = 1e-7;  // of the reactant in the channel

/// Widths in geometric progression that sum to `length`, the last one `smallest` times the mean.
std::vector<double> graded(double length, std::size_t n, double smallest) {
  std::vector<double> widths(n, length / static_cast<double>(n));
  if (n < 2 || smallest >= 1.0) return widths;
  const auto sum = [&](double ratio) {
    double total = 0.0, width = 1.0;
    for (std::size_t k = 0; k < n; ++k, width *= ratio) total += width;
    return total;
  };
  double lo = 1.0, hi = 100.0;  // sum/n = 1/smallest
  for (int i = 0; i < 200; ++i) {
    const double middle = 0.5 * (lo + hi);
    (sum(middle) * smallest < static_cast<double>(n) ? lo : hi) = middle;
  }
  double width = length / sum(lo);
  for (std::size_t k = n; k-- > 0; width *= lo) widths[k] = width;
  return widths;
}

}  // namespace

FuelCell::FuelCell(Parameters parameters) : p_(std::move(parameters)) {
  make_volumes();
  add_fields();
  set_temperature(p_.temperature);
  event_names_ = {"oxygen starvation"};
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
  begin(Layer::negative_catalyst);
  add(Layer::negative_catalyst, graded(anode.thickness, anode.nodes, anode.refinement));
  begin(Layer::membrane);
  for (const MembraneLayer& layer : p_.membrane) add(Layer::membrane, graded(layer.thickness, layer.nodes, 1.0));
  begin(Layer::positive_catalyst);
  std::vector<double> widths = graded(cathode.thickness, cathode.nodes, cathode.refinement);
  std::reverse(widths.begin(), widths.end());
  add(Layer::positive_catalyst, widths);
  begin(Layer::positive_diffusion);
  const GasDiffusionLayer& gdl = p_.positive.diffusion_layer;
  add(Layer::positive_diffusion, graded(gdl.thickness, gdl.nodes, 1.0));
  first_.back() = volumes_.size();
}

std::vector<double> FuelCell::positions(Layer from, Layer to) const {
  std::vector<double> x;
  for (std::size_t k = first(from); k < end(to); ++k) x.push_back(volumes_[k].x);
  return x;
}

void FuelCell::add_fields() {
  using enum Layer;
  fields_.w_O2 = layout_.add(
      {"w_O2", "mol/m^3", Kind::differential, atol_amount, positions(positive_catalyst, positive_diffusion)});
  fields_.phi_p =
      layout_.add({"phi_p", "V", Kind::algebraic, atol_potential, positions(negative_catalyst, positive_catalyst)});
  fields_.dphi_a = layout_.add(
      {"dphi_neg", "V", Kind::differential, atol_potential, positions(negative_catalyst, negative_catalyst)});
  fields_.dphi_c = layout_.add(
      {"dphi_pos", "V", Kind::differential, atol_potential, positions(positive_catalyst, positive_catalyst)});
  fields_.Q = layout_.add({"Q", "C/m^2", Kind::differential, atol_charge, {}});
  fields_.n_H2 = layout_.add({"n_H2", "mol/m^2", Kind::differential, atol_charge / faraday, {}});
  fields_.n_O2 = layout_.add({"n_O2", "mol/m^2", Kind::differential, atol_charge / faraday, {}});
  fields_.i_x = layout_.add({"i_x", "A/m^2", Kind::algebraic, atol_current, {}});
  fields_.V = layout_.add({"V", "V", Kind::algebraic, atol_potential, {}});
  fields_.I = layout_.add({"I", "A/m^2", Kind::algebraic, atol_current, {}});
}

void FuelCell::set_temperature(double T) {
  T_ = T;
  const double p_sat = saturation_pressure(T);
  const auto moist = [&](const Gas& gas) {
    return gas.reactant * (1.0 - gas.relative_humidity * p_sat / gas.pressure);
  };
  x_H2_ = moist(p_.negative.gas);
  x_O2_ = moist(p_.positive.gas);

  sigma_p_.assign(size(), 0.0);
  const auto in_layer = [&](const CatalystLayer& layer) {
    return std::pow(layer.ionomer, layer.bruggeman) * p_.ionomer.conductivity({p_.ionomer.concentration, T});
  };
  for (std::size_t k = first(Layer::negative_catalyst); k < end(Layer::negative_catalyst); ++k)
    sigma_p_[k] = in_layer(p_.negative.catalyst_layer);
  for (std::size_t k = first(Layer::positive_catalyst); k < end(Layer::positive_catalyst); ++k)
    sigma_p_[k] = in_layer(p_.positive.catalyst_layer);
  std::size_t k = first(Layer::membrane);
  double thickness = 0.0;
  for (const MembraneLayer& layer : p_.membrane) {
    const double sigma = layer.electrolyte.conductivity({layer.electrolyte.concentration, T});
    for (std::size_t i = 0; i < layer.nodes; ++i) sigma_p_[k++] = sigma;
    thickness += layer.thickness;
  }
  const Crossover& x = p_.crossover;
  const double permeability = x.permeability * std::exp(x.activation_energy / gas_constant * (1.0 / x.T_ref - 1.0 / T));
  i_x_ = x.current + 2.0 * faraday * permeability * p_.negative.gas.pressure * x_H2_ / thickness;
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

double FuelCell::gas_conductance(const Gas& gas, double D, const GasDiffusionLayer& layer) const {
  const double bulk = D * std::pow(T_ / 353.15, 1.5) * (standard_pressure / gas.pressure);
  return gas.pressure / (gas_constant * T_) * bulk * layer.porosity / (layer.tortuosity * layer.tortuosity);
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
  const double C = p_.positive.gas.pressure / (gas_constant * T_);
  double least = 1.0;
  for (std::size_t k = first(Layer::positive_catalyst); k < end(Layer::positive_catalyst); ++k) {
    const double x =
        y[index(fields_.w_O2, k - first(Layer::positive_catalyst))] / (C * gas_layer(volumes_[k].layer).porosity);
    least = std::min(least, x / x_O2_);
  }
  g[0] = least - starved;
  const double V = y[index(fields_.V)], I = y[index(fields_.I)], Q = y[index(fields_.Q)] - charge_at_start_;
  for (std::size_t i = 0; i < limits_.size(); ++i) g[physical_events_ + i] = limits_[i].room(V, I, Q);
}

/// At open circuit, gases as in the channels, each catalyst layer at one potential: oxygen is reduced as fast as
/// hydrogen crosses.
void FuelCell::initial_state(std::span<double> y) const {
  std::fill(y.begin(), y.end(), 0.0);
  const Gas& gas = p_.positive.gas;
  const CatalystLayer& cathode = p_.positive.catalyst_layer;
  const double C = gas.pressure / (gas_constant * T_), p_O2 = gas.pressure * x_O2_;
  const std::size_t c = first(Layer::positive_catalyst);
  for (std::size_t k = c; k < size(); ++k)
    y[index(fields_.w_O2, k - c)] = C * gas_layer(volumes_[k].layer).porosity * x_O2_;
  const double U_a = channel_potential_negative();
  const double eta = cathode.kinetics.overpotential(T_, p_O2, i_x_ / (cathode.surface * cathode.thickness));
  const double U_c = channel_potential_positive() - eta;
  for (double& dphi : layout_.view(fields_.dphi_a, y)) dphi = U_a;
  for (double& dphi : layout_.view(fields_.dphi_c, y)) dphi = U_c;
  for (double& phi : layout_.view(fields_.phi_p, y)) phi = -U_a;
  y[index(fields_.i_x)] = i_x_;
  y[index(fields_.V)] = U_c - U_a;
}

CellFacts FuelCell::facts(std::string chemistry) const {
  return {.name = p_.name,
          .chemistry = std::move(chemistry),
          .area = p_.area,
          .temperature = p_.temperature,
          .voltage_limits = p_.voltage_limits,
          .reference_capacity = 0.0,
          .initial_state_of_charge = 1.0,
          .active_mass = 0.0,
          .electrodes = {}};
}

}  // namespace vitrion::fuel_cell
