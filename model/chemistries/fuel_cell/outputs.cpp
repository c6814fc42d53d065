// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/fuel_cell/outputs.hpp"

#include "model/chemistries/fuel_cell/fuel_cell_residual.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace vitrion::fuel_cell {
namespace {

enum Term {
  reversible,
  kinetics_negative,
  kinetics_positive,
  crossover,
  mass_transport,
  heating,
  membrane_ohmic,
  catalyst_layers_ohmic,
  electronic_ohmic,
  terms
};
constexpr const char* term_names[terms] = {"Reversible",     "Negative Kinetics",     "Positive Kinetics",
                                           "Crossover",      "Mass Transport",        "Heating",
                                           "Membrane Ohmic", "Catalyst Layers Ohmic", "Electronic Ohmic"};
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr double imbalance = 1e-2;  // of the current, that may still be charging or filling something
constexpr double per_cm2 = 1e-4;    // m² cm⁻²
constexpr double at_rest = 1e-3;    // A m⁻²: a reaction smaller than this counts as even
constexpr double ohm_cm2 = 1e4;     // Ω cm² in Ω m²

}  // namespace

struct CellOutputs::Scratch {
  explicit Scratch(const FuelCell& cell) : workspace(cell), ydot(cell.layout().size(), 0.0), r(ydot) {}
  FuelCell::Workspace<double> workspace;
  std::vector<double> ydot, r;
};

std::size_t CellOutputs::loss_terms() const { return terms; }

CellOutputs::CellOutputs(const FuelCell& cell) : cell_(cell), scratch_(std::make_unique<Scratch>(cell)) {
  for (const char* name : term_names)
    names_.push_back({fmt::format("Voltage Part {}", name), "V", OutputGroup::voltage});
  for (const auto& [name, unit] :
       {std::pair{"Peak Power", "W/cm^2"}, {"Current At Peak Power", "A/cm^2"}, {"Voltage At Peak Power", "V"}})
    summary_names_.push_back({name, unit, OutputGroup::state});
  peak_ = {unknown, unknown, unknown};
  names_.push_back({"Generated Current", "A/cm^2", OutputGroup::state});
  names_.push_back({"Generated Power", "W/cm^2", OutputGroup::state});
  names_.push_back({"Crossover Current", "A/cm^2", OutputGroup::parasitic});
  names_.push_back({"Crossover Over Exchange Current (All That Open Circuit Identifies)", "1", OutputGroup::parasitic});
  names_.push_back({"Membrane Resistance", "ohm cm^2", OutputGroup::state});
  names_.push_back({"Oxygen At Membrane", "1", OutputGroup::concentration});
  if (!cell.parameters().humid) return;
  names_.push_back({"Hydrogen At Membrane", "1", OutputGroup::concentration});
  names_.push_back({"Membrane Water Content", "1", OutputGroup::concentration});
  names_.push_back({"Membrane Water Content Minimum", "1", OutputGroup::concentration});
  names_.push_back({"Saturation Maximum", "1", OutputGroup::concentration});
  names_.push_back({"Relative Humidity Maximum On Hydrogen Side", "1", OutputGroup::concentration});
  names_.push_back({"Temperature Rise Maximum", "K", OutputGroup::conditions});
}

/// Of the state that the workspace is about.
bool CellOutputs::nearly_at_rest(double J, double i_x) const {
  const auto& w = scratch_->workspace;
  const std::size_t cathode = cell_.first(Layer::positive_catalyst);
  double at_anode = 0.0, at_cathode = 0.0;
  for (std::size_t k = 0; k < cell_.size(); ++k)
    (k < cathode ? at_anode : at_cathode) += cell_.volumes()[k].width * w.aj[k];
  const double used = J + i_x, even = imbalance * std::abs(used);
  const auto agree = [&](double current, double expected) { return std::abs(current - expected) <= even; };
  return agree(at_anode, J) && agree(at_cathode, used) && agree(4.0 * faraday * w.N_O2, used) &&
         agree(2.0 * faraday * w.N_H2, used) && (!cell_.parameters().humid || agree(-2.0 * faraday * w.N_H2O, used));
}

void CellOutputs::take_summary(std::span<double> out) {
  out[0] = peak_.power;
  out[1] = peak_.current;
  out[2] = peak_.voltage;
  peak_ = {unknown, unknown, unknown};
}

CellOutputs::~CellOutputs() = default;
CellOutputs::CellOutputs(CellOutputs&&) noexcept = default;

void CellOutputs::evaluate(double t, std::span<const double> y, std::span<double> out) {
  const auto& fields = cell_.fields();
  const auto& layout = cell_.layout();
  const Parameters& p = cell_.parameters();
  auto& w = scratch_->workspace;
  cell_.residual<double>(t, y, scratch_->ydot, scratch_->r, w);
  const auto at = [&](FieldId id, std::size_t column = 0) { return y[layout[id].index(column)]; };
  const std::size_t anode = cell_.first(Layer::negative_catalyst), membrane = cell_.first(Layer::membrane),
                    cathode = cell_.first(Layer::positive_catalyst), end = cell_.end(Layer::positive_catalyst);
  const double T = cell_.temperature(), J = -at(fields.I), V = at(fields.V), i_x = at(fields.i_x);
  const auto volumes = cell_.volumes();

  // ⟨f⟩ over a layer, weighted by what reacts where.
  const auto average = [&](std::size_t from, std::size_t to, const auto& f) {
    double sum = 0.0, total = 0.0, length = 0.0;
    for (std::size_t k = from; k < to; ++k) length += volumes[k].width;
    for (std::size_t k = from; k < to; ++k) {
      const double weight = volumes[k].width * (std::abs(w.aj[k]) + at_rest / length);
      sum += weight * f(k);
      total += weight;
    }
    return sum / total;
  };
  const auto phi_p = [&](std::size_t k) { return at(fields.phi_p, k - anode); };
  const auto dphi_a = [&](std::size_t k) { return at(fields.dphi_a, k - anode); };
  const auto dphi_c = [&](std::size_t k) { return at(fields.dphi_c, k - cathode); };

  const double U_a = cell_.channel_potential_negative(), U_c = cell_.channel_potential_positive();
  const double mean_dphi_a = average(anode, membrane, dphi_a), mean_dphi_c = average(cathode, end, dphi_c);
  const double mean_phi_a = average(anode, membrane, phi_p), mean_phi_c = average(cathode, end, phi_p);

  // Under the gas of the channels: what the reactions need, that of the cathode without and with i_x, and what the
  // potentials gain where it is warmer.
  const CatalystLayer &layer = p.positive.catalyst_layer, &at_anode = p.negative.catalyst_layer;
  const double p_H2 = p.negative.gas.pressure * cell_.channel_hydrogen(),
               p_O2 = p.positive.gas.pressure * cell_.channel_oxygen();
  const double generated = std::max(J, 0.0), share = i_x > 0.0 ? generated / (generated + i_x) : 1.0;
  const double eta_a = average(anode, membrane, [&](std::size_t k) {
    return at_anode.kinetics.overpotential(w.T[k], p_H2, w.aj[k] / at_anode.surface);
  });
  const auto kinetic = [&](double part) {
    return average(cathode, end, [&](std::size_t k) {
      return layer.kinetics.overpotential(w.T[k], p_O2, part * w.aj[k] / layer.surface);
    });
  };
  const double eta_of_J = kinetic(share), eta_of_all = kinetic(1.0);
  const double warm_a = average(anode, membrane,
                                [&](std::size_t k) { return hydrogen_potential(p.reaction, w.T[k], p_H2) - U_a; }),
               warm_c = average(cathode, end, [&](std::size_t k) {
                 return oxygen_potential(p.reaction, w.T[k], p_O2, p.water_activity) - U_c;
               });

  // Where the membrane begins and ends.
  const double phi_begin = phi_p(membrane) + w.half_p[membrane] * w.i_p[membrane];
  const double phi_end = phi_p(cathode) + w.half_p[cathode] * w.i_p[cathode];

  out[reversible] = U_c - U_a;
  out[kinetics_negative] = -eta_a;
  out[kinetics_positive] = -eta_of_J;
  out[crossover] = eta_of_J - eta_of_all;
  out[mass_transport] = (mean_dphi_c - U_c - warm_c + eta_of_all) - (mean_dphi_a - U_a - warm_a - eta_a);
  out[heating] = warm_c - warm_a;
  out[membrane_ohmic] = phi_end - phi_begin;
  out[catalyst_layers_ohmic] = (mean_phi_c - phi_end) + (phi_begin - mean_phi_a);
  out[electronic_ohmic] = V - mean_dphi_c - mean_phi_c + mean_dphi_a + mean_phi_a;

  double membrane_resistance = 0.0;
  for (std::size_t k = membrane; k < cathode; ++k) membrane_resistance += 2.0 * w.half_p[k];
  const double i0 = layer.kinetics.exchange_current(T, p_O2) * layer.surface * layer.thickness;
  std::size_t column = terms;
  out[column++] = J * per_cm2;
  out[column++] = J * V * per_cm2;
  if (J > 0.0 && !(J * V * per_cm2 <= peak_.power) && nearly_at_rest(J, i_x)) peak_ = {J * V * per_cm2, J * per_cm2, V};
  out[column++] = i_x * per_cm2;
  out[column++] = i_x / i0;
  out[column++] = membrane_resistance * ohm_cm2;
  out[column++] = w.x_O2[cathode];
  if (!p.humid) return;
  double water = 0.0, thickness = 0.0, driest = w.lambda[anode];
  for (std::size_t k = anode; k < end; ++k) {
    driest = std::min(driest, w.lambda[k]);
    if (k < membrane || k >= cathode) continue;
    water += volumes[k].width * w.lambda[k];
    thickness += volumes[k].width;
  }
  out[column++] = w.x_H2[membrane - 1];
  out[column++] = water / thickness;
  out[column++] = driest;
  out[column++] = *std::max_element(w.s.begin(), w.s.end());
  double wettest = 0.0;
  for (std::size_t k = 0; k < membrane; ++k)
    wettest = std::max(wettest, p.negative.gas.pressure * w.x_H2O[k] / saturation_pressure(w.T[k]));
  out[column++] = wettest;
  out[column++] = *std::max_element(w.T.begin(), w.T.end()) - T;
}

double CellOutputs::inventory(std::span<const double> y) const {
  const auto& fields = cell_.fields();
  const auto& layout = cell_.layout();
  const std::size_t cathode = cell_.first(Layer::positive_catalyst), end = cell_.end(Layer::positive_catalyst);
  const CatalystLayer& layer = cell_.parameters().positive.catalyst_layer;
  double gas = 0.0, charge = 0.0;
  for (std::size_t k = cathode; k < cell_.size(); ++k) {
    const double h = cell_.volumes()[k].width;
    gas += h * y[layout[fields.w_O2].index(k - cathode)];
    if (k < end) charge += h * layer.surface * layer.capacitance * y[layout[fields.dphi_c].index(k - cathode)];
  }
  return gas - y[layout[fields.n_O2].first] + 0.5 * y[layout[fields.n_H2].first] + charge / (4.0 * faraday);
}

}  // namespace vitrion::fuel_cell
