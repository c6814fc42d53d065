// SPDX-License-Identifier: BSD-3-Clause
#pragma once

// Humid cells: water in polymer and pores, and heat. Included by fuel_cell_residual.hpp.
// Source of every equation: R. Vetter and J. O. Schumacher, Comput. Phys. Commun. 234 (2019) 223,
// doi:10.1016/j.cpc.2018.07.023, here with storage.

#include "model/chemistries/fuel_cell/fuel_cell_residual.hpp"

namespace vitrion::fuel_cell {

/// Vapour that the polymer of a catalyst layer of thickness L takes up, and that condenses on the positive side:
///
///     S_ad = k (λ_eq(p_w/p_sat) − λ)/(L V_m),     k = {absorption, desorption} f A(E)
template <class S>
void FuelCell::water_exchange(Workspace<S>& w) const {
  const IonomerWater& polymer = p_.humid->polymer;
  const LiquidWater& liquid = p_.humid->liquid;
  const std::size_t cathode = first(Layer::positive_catalyst);
  const auto sorption = [&](const Electrode& electrode, Layer layer) {
    for (std::size_t k = first(layer); k < end(layer); ++k) {
      const S activity = electrode.gas.pressure * w.x_H2O[k] / saturation_pressure(w.T[k]);
      const S missing = polymer.equilibrium(activity) - w.lambda[k];
      const S absorbing = smooth_step<S>(missing, liquid.switch_width);
      const S speed = (polymer.desorption + (polymer.absorption - polymer.desorption) * absorbing) * w.f[k] *
                      IonomerWater::activation(polymer.sorption_energy, w.T[k]);
      w.sorbed[k] = speed * missing * (1.0 / (electrode.catalyst_layer.thickness * polymer.molar_volume));
    }
  };
  sorption(p_.negative, Layer::negative_catalyst);
  sorption(p_.positive, Layer::positive_catalyst);
  for (std::size_t k = cathode; k < size(); ++k)
    w.condensed[k] = liquid.condensed(w.s[k], w.x_H2O[k], w.T[k], p_.positive.gas.pressure);
}

/// Water in the polymer, made by the oxygen reduction and dragged along by protons:
///
///     (ε_i/V_m) ∂λ/∂t + ∂N/∂x = S_ad + a j/(2F) in the cathode,     N = −(D_λ/V_m) ∂λ/∂x + (ξ/F) i_p
template <class S>
void FuelCell::polymer_water(std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const {
  const IonomerWater& polymer = p_.humid->polymer;
  const std::size_t begin = first(Layer::negative_catalyst), stop = end(Layer::positive_catalyst),
                    cathode = first(Layer::positive_catalyst);
  const S i_x = y[index(fields_.i_x)];
  for (std::size_t k = begin; k < stop; ++k)
    w.half[k] = 0.5 * volumes_[k].width * polymer.molar_volume /
                (pores_[k].conduction * polymer.water_diffusivity(w.lambda[k], w.T[k]));
  w.N[begin] = w.N[stop] = S(0.0);
  for (std::size_t face = begin + 1; face < stop; ++face) {
    const S &l = w.lambda[face - 1], &k = w.lambda[face], &half_l = w.half[face - 1], &half_k = w.half[face];
    const S resistance = half_l + half_k, at_face = (l * half_k + k * half_l) / resistance;
    const S protons = face == cathode ? w.i_p[face] - i_x : w.i_p[face];
    w.N[face] = (l - k) / resistance + (polymer.drag / faraday) * at_face * protons;
  }
  for (std::size_t k = begin; k < stop; ++k) {
    const std::size_t i = index(fields_.lambda, k - begin);
    r[i] =
        (pores_[k].ionomer / polymer.molar_volume) * ydot[i] + (w.N[k + 1] - w.N[k]) / volumes_[k].width - w.sorbed[k];
    if (k >= cathode) r[i] = r[i] - w.aj[k] * (1.0 / (2.0 * faraday));
  }
}

/// Liquid in the pores: (ε/V_w) ∂s/∂t + ∂N/∂x = S_ec,  N = −(κ/(μ V_w)) κ_r(s) ∂p_c/∂x, out into the channel at s_im.
template <class S>
void FuelCell::liquid_water(std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const {
  const LiquidWater& liquid = p_.humid->liquid;
  const std::size_t begin = first(Layer::positive_catalyst), n = size();
  for (std::size_t k = begin; k < n; ++k)
    w.half[k] = 0.5 * volumes_[k].width * IonomerWater::water_volume / gas_layer(volumes_[k].layer).permeability *
                water_viscosity(w.T[k]);
  w.N_liquid[begin] = S(0.0);
  for (std::size_t face = begin + 1; face < n; ++face)
    w.N_liquid[face] = liquid.capillary_drive(w.s[face - 1], w.s[face]) / (w.half[face - 1] + w.half[face]);
  w.N_liquid[n] = liquid.capillary_drive(w.s[n - 1], S(liquid.immobile)) / w.half[n - 1];
  for (std::size_t k = begin; k < n; ++k) {
    const std::size_t i = index(fields_.s, k - begin);
    r[i] = (pores_[k].porosity / IonomerWater::water_volume) * ydot[i] +
           (w.N_liquid[k + 1] - w.N_liquid[k]) / volumes_[k].width - w.condensed[k];
  }
  w.N_H2O = w.N_H2O - w.N_liquid[n];
}

/// Heat: ρc ∂T/∂t + ∂q/∂x = i_e²/σ_e + i_p²/σ_p + a j η − (a j/2F) T ΔS + H (S_ad + S_ec),  q = −k ∂T/∂x, and the
/// oxidation of crossing hydrogen at the potential of the cathode, i_x (φ_e − φ_p).
template <class S>
void FuelCell::heat(std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const {
  const std::size_t n = size(), cathode = first(Layer::positive_catalyst);
  const MembraneLayer& polymer = p_.membrane.front();
  const S J = -y[index(fields_.I)], i_x = y[index(fields_.i_x)];
  const auto in_membrane = [&](std::size_t k) { return volumes_[k].layer == Layer::membrane; };
  const auto half = [&](std::size_t k) {
    return 0.5 * volumes_[k].width /
           (in_membrane(k) ? polymer.thermal_conductivity : gas_layer(volumes_[k].layer).thermal_conductivity);
  };
  w.q[0] = (T_ - w.T[0]) * (1.0 / half(0));
  for (std::size_t face = 1; face < n; ++face)
    w.q[face] = (w.T[face - 1] - w.T[face]) * (1.0 / (half(face - 1) + half(face)));
  w.q[n] = (w.T[n - 1] - T_) * (1.0 / half(n - 1));
  for (std::size_t k = 0; k < n; ++k) {
    const std::size_t i = index(fields_.T, k);
    S made = p_.humid->liquid.heat * (w.sorbed[k] + w.condensed[k]);
    switch (volumes_[k].layer) {
      case Layer::negative_diffusion:
      case Layer::positive_diffusion:
        made = made + J * J * (1.0 / gas_layer(volumes_[k].layer).conductivity);
        break;
      case Layer::negative_catalyst:
      case Layer::positive_catalyst: {
        const S i_e_left = J - w.i_p[k], i_e_right = J - w.i_p[k + 1];
        const double dS = k < cathode ? p_.reaction.entropy_anode : p_.reaction.entropy_cathode;
        made = made + (i_e_left * i_e_left + i_e_right * i_e_right) * (0.5 / gas_layer(volumes_[k].layer).conductivity);
        made = made + w.aj[k] * (w.eta[k] - (dS / (2.0 * faraday)) * w.T[k]);
        [[fallthrough]];
      }
      default: {
        const S left = w.i_p[k], right = k + 1 == cathode ? w.i_p[k + 1] - i_x : w.i_p[k + 1];
        made = made + 0.5 * (left * left + right * right) / w.sigma_p[k];
      }
    }
    if (k == cathode) made = made + i_x * y[index(fields_.dphi_c)] * (1.0 / volumes_[k].width);
    const double capacity = in_membrane(k) ? polymer.heat_capacity : gas_layer(volumes_[k].layer).heat_capacity;
    r[i] = capacity * ydot[i] + (w.q[k + 1] - w.q[k]) / volumes_[k].width - made;
  }
}

}  // namespace vitrion::fuel_cell
