// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/fuel_cell/fuel_cell.hpp"

#include <span>
#include <vector>

namespace vitrion::fuel_cell {

/// Arrays of one evaluation: over volumes [n], over faces [n + 1]; entries outside the layers they belong to stay zero.
template <class S>
struct FuelCell::Workspace {
  explicit Workspace(const FuelCell& cell) : T(cell.size(), S(0.0)), N(cell.size() + 1, S(0.0)) {
    for (auto* array : {&s, &lambda, &f, &x_H2, &x_O2, &x_H2O, &sigma_p, &half_p, &half_gas, &aj, &eta, &charging,
                        &sorbed, &condensed, &source, &half})
      *array = T;
    for (auto* array : {&i_p, &i_e, &N_liquid, &q}) *array = N;
  }

  std::vector<S> T, s, lambda, f;    ///< temperature, K; saturation, water content and its volume fraction, 1
  std::vector<S> x_H2, x_O2, x_H2O;  ///< mole fractions
  std::vector<S> sigma_p, half_p;    ///< effective conductivity, S m⁻¹; resistance of half a volume, Ω m²
  std::vector<S> half_gas;           ///< the same for a gas of D = 1 m² s⁻¹, m² s mol⁻¹ m² s⁻¹
  std::vector<S> aj, eta;            ///< reaction current, > 0 when the cell works, A m⁻³; its overpotential, V
  std::vector<S> charging;           ///< a C ∂(φ_e − φ_p)/∂t, A m⁻³
  std::vector<S> sorbed, condensed;  ///< vapour that the polymer takes up, and that turns to liquid, mol m⁻³ s⁻¹
  std::vector<S> source, half;       ///< of the balance at hand
  std::vector<S> i_p, i_e;           ///< protonic, electronic current, A m⁻²
  std::vector<S> N, N_liquid, q;     ///< of the gas at hand, of liquid, mol m⁻² s⁻¹; of heat, W m⁻²
  S N_H2{}, N_O2{}, N_H2O{};         ///< that enter from the channels, mol m⁻² s⁻¹
};

/// What the unknowns say of each volume: x = w R T/(p ε (1 − s)), f and σ_p, and what hinders gases,
///
///     C D_eff = D p⁰/(R T) (T/353.15 K)^1.5 (ε/τ²) (1 − s)³
template <class S>
void FuelCell::properties(std::span<const S> y, Workspace<S>& w) const {
  using std::sqrt;
  const std::size_t n = size(), membrane = first(Layer::membrane), cathode = first(Layer::positive_catalyst);
  const std::size_t polymer = first(Layer::negative_catalyst), end_of_polymer = end(Layer::positive_catalyst);
  for (std::size_t k = 0; k < n; ++k) w.T[k] = p_.humid ? y[index(fields_.T, k)] : S(T_);
  for (std::size_t k = polymer; k < end_of_polymer; ++k) {
    if (p_.humid) {
      w.lambda[k] = y[index(fields_.lambda, k - polymer)];
      w.f[k] = p_.humid->polymer.water_fraction(w.lambda[k]);
      w.sigma_p[k] = pores_[k].conduction * p_.humid->polymer.proton_conductivity(w.lambda[k], w.T[k]);
    } else {
      w.sigma_p[k] = S(sigma_p_[k]);
    }
    w.half_p[k] = 0.5 * volumes_[k].width / w.sigma_p[k];
  }
  constexpr double root = 18.792285651298513;  // of 353.15
  constexpr double per_root = standard_pressure / (gas_constant * 353.15 * root);
  for (std::size_t k = 0; k < n; ++k) {
    if (k >= membrane && k < cathode) continue;
    const bool positive = k >= cathode;
    const Gas& gas = positive ? p_.positive.gas : p_.negative.gas;
    const S per_amount = w.T[k] * (gas_constant / (gas.pressure * pores_[k].porosity));
    if (!p_.humid) {
      w.x_H2[k] = S(x_H2_);
      if (positive) w.x_O2[k] = per_amount * y[index(fields_.w_O2, k - cathode)];
    } else if (positive) {
      w.s[k] = y[index(fields_.s, k - cathode)];
      const S per_gas = per_amount / (1.0 - w.s[k]);
      w.x_O2[k] = per_gas * y[index(fields_.w_O2, k - cathode)];
      w.x_H2O[k] = per_gas * y[index(fields_.w_H2O_c, k - cathode)];
    } else {
      w.x_H2[k] = per_amount * y[index(fields_.w_H2, k)];
      w.x_H2O[k] = per_amount * y[index(fields_.w_H2O_a, k)];
    }
    const S open = 1.0 - w.s[k];
    w.half_gas[k] =
        0.5 * volumes_[k].width / (per_root * pores_[k].gas_transport * sqrt(w.T[k]) * (open * open * open));
  }
}

/// Currents of the two reactions, each > 0 when the cell works, and of the double layers:
///
///     HOR: j = 2 i₀ sinh(α F η/RT),  η = φ_e − φ_p − U_a        ORR: the same,  η = U_c − (φ_e − φ_p)
template <class S>
void FuelCell::reactions(std::span<const S> y, std::span<const S> ydot, Workspace<S>& w) const {
  const CatalystLayer &anode = p_.negative.catalyst_layer, &cathode = p_.positive.catalyst_layer;
  const std::size_t a = first(Layer::negative_catalyst), c = first(Layer::positive_catalyst);
  for (std::size_t k = a; k < end(Layer::negative_catalyst); ++k) {
    const std::size_t i = index(fields_.dphi_a, k - a);
    const S p_H2 = p_.negative.gas.pressure * w.x_H2[k];
    w.eta[k] = y[i] - hydrogen_potential(p_.reaction, w.T[k], p_H2);
    w.aj[k] = anode.surface * anode.kinetics.current(w.T[k], p_H2, w.eta[k]);
    w.charging[k] = anode.surface * anode.capacitance * ydot[i];
  }
  for (std::size_t k = c; k < end(Layer::positive_catalyst); ++k) {
    const std::size_t i = index(fields_.dphi_c, k - c);
    const S p_O2 = p_.positive.gas.pressure * w.x_O2[k];
    w.eta[k] = oxygen_potential(p_.reaction, w.T[k], p_O2, p_.water_activity) - y[i];
    w.aj[k] = cathode.surface * cathode.kinetics.current(w.T[k], p_O2, w.eta[k]);
    if (cathode.agglomerate) w.aj[k] = cathode.agglomerate->current(w.aj[k], p_O2);
    w.charging[k] = cathode.surface * cathode.capacitance * ydot[i];
  }
}

/// Charge. The protonic current is made in the anode and used in the cathode,
///
///     ∂i_p/∂x = a (j + C ∂(φ_e − φ_p)/∂t),  in the cathode with −j,     i_p = −σ_p ∂φ_p/∂x
///
/// and at every face i_p + i_e = J. Where the membrane meets the cathode, crossing hydrogen is oxidised: i_p rises by
/// i_x and i_e falls by as much.
template <class S>
void FuelCell::charge(std::span<const S> y, std::span<S> r, Workspace<S>& w) const {
  const std::size_t begin = first(Layer::negative_catalyst), last = end(Layer::positive_catalyst) - 1;
  const std::size_t cathode = first(Layer::positive_catalyst);
  const S J = -y[index(fields_.I)], i_x = y[index(fields_.i_x)];
  const auto phi_p = [&](std::size_t k) -> const S& { return y[index(fields_.phi_p, k - begin)]; };
  const auto dphi = [&](std::size_t k) -> const S& {
    return k < cathode ? y[index(fields_.dphi_a, k - begin)] : y[index(fields_.dphi_c, k - cathode)];
  };
  const auto sigma_e = [&](std::size_t k) { return gas_layer(volumes_[k].layer).conductivity; };

  // The plate of the anode is the zero of potential.
  const double to_plate = plate_resistance(p_.negative) + 0.5 * volumes_[begin].width / sigma_e(begin);
  r[index(fields_.phi_p)] = phi_p(begin) + dphi(begin) + to_plate * J;
  w.i_p[begin] = S(0.0);
  for (std::size_t face = begin + 1; face <= last; ++face) {
    const std::size_t l = face - 1, k = face;
    const S drop = phi_p(l) - phi_p(k), resistance = w.half_p[l] + w.half_p[k];
    if (face == cathode) {
      w.i_p[face] = (drop - w.half_p[k] * i_x) / resistance + i_x;
      w.i_e[face] = -i_x;
    } else {
      w.i_p[face] = drop / resistance;
      const bool electrons = volumes_[l].layer == volumes_[k].layer && volumes_[k].layer != Layer::membrane;
      if (electrons) {
        const double distance = 0.5 * (volumes_[l].width + volumes_[k].width);
        w.i_e[face] = (sigma_e(k) / distance) * (drop + dphi(l) - dphi(k));
      }
    }
    r[index(fields_.phi_p, k - begin)] = w.i_p[face] + w.i_e[face] - J;
  }
  w.i_p[last + 1] = S(0.0);

  for (std::size_t k = begin; k <= last; ++k) {
    if (volumes_[k].layer == Layer::membrane) continue;
    const S made = k < cathode ? w.aj[k] + w.charging[k] : w.charging[k] - w.aj[k];
    const std::size_t row = k < cathode ? index(fields_.dphi_a, k - begin) : index(fields_.dphi_c, k - cathode);
    r[row] = made - (w.i_p[k + 1] - w.i_p[k]) / volumes_[k].width;
  }
}

/// N = −C D_eff ∂x/∂x of one gas on one side, whose channel lies beyond `from` (hydrogen) or `to` (oxygen).
template <class S>
void FuelCell::gas(Layer from, Layer to, double D, double in_channel, std::span<const S> x, Workspace<S>& w) const {
  const std::size_t begin = first(from), stop = end(to);
  for (std::size_t face = begin + 1; face < stop; ++face)
    w.N[face] = D * (x[face - 1] - x[face]) / (w.half_gas[face - 1] + w.half_gas[face]);
  w.N[begin] = w.N[stop] = S(0.0);
  if (from == Layer::negative_diffusion)
    w.N[begin] = D * (in_channel - x[begin]) / w.half_gas[begin];
  else
    w.N[stop] = D * (x[stop - 1] - in_channel) / w.half_gas[stop - 1];
}

/// ∂w/∂t + ∂N/∂x = source.
template <class S>
void FuelCell::gas_rows(FieldId id, Layer from, std::span<const S> ydot, std::span<S> r, const Workspace<S>& w) const {
  const std::size_t begin = first(from), count = layout_[id].size();
  for (std::size_t k = begin; k < begin + count; ++k) {
    const std::size_t i = index(id, k - begin);
    r[i] = ydot[i] + (w.N[k + 1] - w.N[k]) / volumes_[k].width - w.source[k];
  }
}

/// Gases. Oxygen is used by a j/(4F), hydrogen by a j/(2F) and where it enters the membrane by i_x/(2F); vapour by what
/// the polymer takes up and what condenses.
template <class S>
void FuelCell::gases(std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const {
  const std::size_t anode = first(Layer::negative_catalyst), membrane = first(Layer::membrane),
                    cathode = first(Layer::positive_catalyst), n = size();
  const Gas &hydrogen = p_.negative.gas, &oxygen = p_.positive.gas;
  const S J = -y[index(fields_.I)], i_x = y[index(fields_.i_x)];
  for (std::size_t k = cathode; k < n; ++k) w.source[k] = w.aj[k] * (-1.0 / (4.0 * faraday));
  gas<S>(Layer::positive_catalyst, Layer::positive_diffusion, oxygen.D_reactant, x_O2_, w.x_O2, w);
  gas_rows<S>(fields_.w_O2, Layer::positive_catalyst, ydot, r, w);
  w.N_O2 = -w.N[n];
  if (!p_.humid) {
    w.N_H2 = (J + i_x) * (1.0 / (2.0 * faraday));
    return;
  }
  for (std::size_t k = 0; k < membrane; ++k) w.source[k] = k < anode ? S(0.0) : w.aj[k] * (-1.0 / (2.0 * faraday));
  w.source[membrane - 1] = w.source[membrane - 1] - i_x * (1.0 / (2.0 * faraday * volumes_[membrane - 1].width));
  gas<S>(Layer::negative_diffusion, Layer::negative_catalyst, hydrogen.D_reactant, x_H2_, w.x_H2, w);
  gas_rows<S>(fields_.w_H2, Layer::negative_diffusion, ydot, r, w);
  w.N_H2 = w.N[0];

  for (std::size_t k = 0; k < n; ++k) w.source[k] = -w.sorbed[k] - w.condensed[k];
  gas<S>(Layer::negative_diffusion, Layer::negative_catalyst, hydrogen.D_water, x_H2O_a_, w.x_H2O, w);
  gas_rows<S>(fields_.w_H2O_a, Layer::negative_diffusion, ydot, r, w);
  w.N_H2O = w.N[0];
  gas<S>(Layer::positive_catalyst, Layer::positive_diffusion, oxygen.D_water, x_H2O_c_, w.x_H2O, w);
  gas_rows<S>(fields_.w_H2O_c, Layer::positive_catalyst, ydot, r, w);
  w.N_H2O = w.N_H2O - w.N[n];
}

/// What is counted and measured outside: V between the plates, and what the channels give.
template <class S>
void FuelCell::whole_cell(double t, std::span<const S> y, std::span<const S> ydot, std::span<S> r,
                          const Workspace<S>& w) const {
  const std::size_t last = end(Layer::positive_catalyst) - 1, begin = first(Layer::negative_catalyst),
                    membrane = first(Layer::membrane), cathode = first(Layer::positive_catalyst);
  const S V = y[index(fields_.V)], I = y[index(fields_.I)], i_x = y[index(fields_.i_x)];
  const S phi_e = y[index(fields_.phi_p, last - begin)] + y[index(fields_.dphi_c, last - cathode)];
  const double to_plate =
      plate_resistance(p_.positive) + 0.5 * volumes_[last].width / p_.positive.catalyst_layer.conductivity;
  r[index(fields_.Q)] = ydot[index(fields_.Q)] - I;
  r[index(fields_.n_H2)] = ydot[index(fields_.n_H2)] - w.N_H2;
  r[index(fields_.n_O2)] = ydot[index(fields_.n_O2)] - w.N_O2;
  r[index(fields_.i_x)] = i_x - i_x_;
  if (p_.humid) {
    r[index(fields_.n_H2O)] = ydot[index(fields_.n_H2O)] - w.N_H2O;
    const Crossover& crossover = p_.crossover;
    if (crossover.permeability > 0.0) {
      const std::size_t middle = (membrane + cathode) / 2;
      const S k = crossover.of<S>(w.f[middle], w.T[middle]);
      r[index(fields_.i_x)] =
          i_x - (2.0 * faraday * p_.negative.gas.pressure / p_.membrane.front().thickness) * k * w.x_H2[membrane - 1];
    }
  }
  r[index(fields_.V)] = V - phi_e - to_plate * I;
  r[index(fields_.I)] = terminal.residual(t, V, I);
}

template <class S>
void FuelCell::residual(double t, std::span<const S> y, std::span<const S> ydot, std::span<S> r,
                        Workspace<S>& w) const {
  properties(y, w);
  reactions(y, ydot, w);
  charge(y, r, w);
  if (p_.humid) water_exchange(w);
  gases(y, ydot, r, w);
  if (p_.humid) {
    polymer_water(y, ydot, r, w);
    liquid_water(ydot, r, w);
    heat(y, ydot, r, w);
  }
  whole_cell(t, y, ydot, r, w);
}

}  // namespace vitrion::fuel_cell

#include "model/chemistries/fuel_cell/water_and_heat.hpp"
