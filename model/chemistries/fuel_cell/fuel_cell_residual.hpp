// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/fuel_cell/fuel_cell.hpp"

#include <span>
#include <vector>

namespace vitrion::fuel_cell {

/// Arrays of one evaluation: over volumes [n], over faces [n + 1]; entries outside the layers they belong to stay zero.
template <class S>
struct FuelCell::Workspace {
  explicit Workspace(const FuelCell& cell)
      : x_O2(cell.size(), S(0.0)), aj(x_O2), charging(x_O2), i_p(cell.size() + 1, S(0.0)), i_e(i_p), N(i_p) {}

  std::vector<S> x_O2;      ///< mole fraction
  std::vector<S> aj;        ///< reaction current, > 0 when the cell works, A m⁻³
  std::vector<S> charging;  ///< a C ∂(φ_e − φ_p)/∂t, A m⁻³
  std::vector<S> i_p, i_e;  ///< protonic, electronic current, A m⁻²
  std::vector<S> N;         ///< of oxygen, mol m⁻² s⁻¹
};

/// Currents of the two reactions, each > 0 when the cell works, and of the double layers:
///
///     HOR: j = 2 i₀ sinh(α F η/RT),  η = φ_e − φ_p − U_a        ORR: the same,  η = U_c − (φ_e − φ_p)
template <class S>
void FuelCell::reactions(std::span<const S> y, std::span<const S> ydot, Workspace<S>& w) const {
  const S T(T_);
  const CatalystLayer& anode = p_.negative.catalyst_layer;
  const std::size_t a = first(Layer::negative_catalyst);
  const S p_H2(p_.negative.gas.pressure * x_H2_);
  const S U_a = hydrogen_potential(p_.reaction, T, p_H2);
  for (std::size_t k = a; k < end(Layer::negative_catalyst); ++k) {
    const std::size_t i = index(fields_.dphi_a, k - a);
    const S eta = y[i] - U_a;
    w.aj[k] = anode.surface * anode.kinetics.current(T, p_H2, eta);
    w.charging[k] = anode.surface * anode.capacitance * ydot[i];
  }
  const CatalystLayer& cathode = p_.positive.catalyst_layer;
  const std::size_t c = first(Layer::positive_catalyst);
  for (std::size_t k = c; k < end(Layer::positive_catalyst); ++k) {
    const std::size_t i = index(fields_.dphi_c, k - c);
    const S p_O2 = p_.positive.gas.pressure * w.x_O2[k];
    const S eta = oxygen_potential(p_.reaction, T, p_O2, p_.water_activity) - y[i];
    w.aj[k] = cathode.surface * cathode.kinetics.current(T, p_O2, eta);
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
    const double half_l = 0.5 * volumes_[l].width / sigma_p_[l], half_k = 0.5 * volumes_[k].width / sigma_p_[k];
    const double conductance = 1.0 / (half_l + half_k);
    if (face == cathode) {
      const S through_membrane = conductance * (phi_p(l) - phi_p(k) - half_k * i_x);
      w.i_p[face] = through_membrane + i_x;
      w.i_e[face] = -i_x;
    } else {
      w.i_p[face] = conductance * (phi_p(l) - phi_p(k));
      const bool electrons = volumes_[l].layer == volumes_[k].layer && volumes_[k].layer != Layer::membrane;
      if (electrons) {
        const double distance = 0.5 * (volumes_[l].width + volumes_[k].width);
        w.i_e[face] = (sigma_e(k) / distance) * (phi_p(l) + dphi(l) - phi_p(k) - dphi(k));
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

/// Oxygen: ∂w/∂t + ∂N/∂x = −a j/(4F),  N = −C D_eff ∂x/∂x, from the channel to the membrane.
template <class S>
void FuelCell::oxygen(std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const {
  const std::size_t begin = first(Layer::positive_catalyst), n = size();
  const Gas& gas = p_.positive.gas;
  const auto half = [&](std::size_t k) {
    return 0.5 * volumes_[k].width / gas_conductance(gas, gas.D_reactant, gas_layer(volumes_[k].layer));
  };
  w.N[begin] = S(0.0);
  for (std::size_t face = begin + 1; face < n; ++face)
    w.N[face] = (w.x_O2[face - 1] - w.x_O2[face]) * (1.0 / (half(face - 1) + half(face)));
  w.N[n] = (w.x_O2[n - 1] - x_O2_) * (1.0 / half(n - 1));
  for (std::size_t k = begin; k < n; ++k) {
    const std::size_t i = index(fields_.w_O2, k - begin);
    r[i] = ydot[i] + (w.N[k + 1] - w.N[k]) / volumes_[k].width + w.aj[k] * (1.0 / (4.0 * faraday));
  }
}

/// What is counted and measured outside: V between the plates, and the gases that the channels give.
template <class S>
void FuelCell::whole_cell(double t, std::span<const S> y, std::span<const S> ydot, std::span<S> r,
                          const Workspace<S>& w) const {
  const std::size_t last = end(Layer::positive_catalyst) - 1, begin = first(Layer::negative_catalyst);
  const S V = y[index(fields_.V)], I = y[index(fields_.I)], J = -I, i_x = y[index(fields_.i_x)];
  const S phi_e =
      y[index(fields_.phi_p, last - begin)] + y[index(fields_.dphi_c, last - first(Layer::positive_catalyst))];
  const double to_plate =
      plate_resistance(p_.positive) + 0.5 * volumes_[last].width / p_.positive.catalyst_layer.conductivity;
  r[index(fields_.Q)] = ydot[index(fields_.Q)] - I;
  r[index(fields_.n_H2)] = ydot[index(fields_.n_H2)] - (J + i_x) * (1.0 / (2.0 * faraday));
  r[index(fields_.n_O2)] = ydot[index(fields_.n_O2)] + w.N[size()];
  r[index(fields_.i_x)] = i_x - i_x_;
  r[index(fields_.V)] = V - phi_e + to_plate * J;
  r[index(fields_.I)] = terminal.residual(t, V, I);
}

template <class S>
void FuelCell::residual(double t, std::span<const S> y, std::span<const S> ydot, std::span<S> r,
                        Workspace<S>& w) const {
  const std::size_t begin = first(Layer::positive_catalyst);
  const double C = p_.positive.gas.pressure / (gas_constant * T_);
  for (std::size_t k = begin; k < size(); ++k)
    w.x_O2[k] = y[index(fields_.w_O2, k - begin)] * (1.0 / (C * gas_layer(volumes_[k].layer).porosity));
  reactions(y, ydot, w);
  charge(y, r, w);
  oxygen(ydot, r, w);
  whole_cell(t, y, ydot, r, w);
}

}  // namespace vitrion::fuel_cell
