// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/insertion_cell/insertion_cell_residual.hpp"
#include "model/laws/contact.hpp"
#include "model/laws/interphase_growth.hpp"

// The rows of InsertionCell at a foil, how it ages, and at a bath.
namespace vitrion {

template <class S>
S InsertionCell::foil_resistance(Side side, std::span<const S> y) const {
  const FoilElectrode& electrode = *foil(side);
  const FoilFields& field = *fields_.foil[static_cast<std::size_t>(side)];
  S resistance = electrode.film_resistance;
  if (field.interphase) resistance += electrode.interphase->initial_resistance() * y[index(*field.interphase)];
  if (field.dead) resistance += electrode.dead_metal->resistance * y[index(*field.dead)];
  return resistance;
}

/// How a foil ages, with the current j of its metal, the reduction current j_SEI < 0 of the interphase, and the
/// deposit that is stripped before the foil behind it, of which a share 1 − CE dies:
///
///     L₀ ∂l/∂t = −j_SEI V̄/(z F),   l = L/L₀
///     ∂n_deposit/∂t = (−j)₊/(z F) − s/CE − γ n_deposit,   s = w(n_deposit) (j)₊/(z F)
///     ∂n_dead/∂t = d = s (1 − CE)/CE + γ n_deposit,   γ = γ₀/l
///     ∂θ/∂t by the local current −j/θ
///
/// i_in is larger by j_SEI, whose ions the interphase keeps; the metal loses d.
template <class S>
void InsertionCell::ageing_rows(Side side, std::span<const S> y, std::span<const S> ydot, std::span<S> r, const S& j,
                                const S& eta) const {
  using std::max;
  const FoilElectrode& electrode = *foil(side);
  const FoilFields& field = *fields_.foil[static_cast<std::size_t>(side)];
  if (field.interphase) {
    const std::size_t row = index(*field.interphase);
    const Interphase& sei = *electrode.interphase;
    const S j_sei = sei.current<S>(eta, sei.initial_thickness * y[row], T_);
    r[row] = ydot[row] - laws::interphase_rate<S>(j_sei, sei.molar_volume, sei.electrons) / sei.initial_thickness;
    r[index(field.dphi)] += j_sei;
  }
  if (field.dead) {
    const DeadMetal& law = *electrode.dead_metal;
    const std::size_t deposit = index(*field.deposit), dead = index(*field.dead);
    S gamma = law.rate;
    if (field.interphase) gamma /= y[index(*field.interphase)];
    const S plated = max(-j, S(0.0)) * (1.0 / zF_);
    const S stripped = share_of_deposit<S>(y[deposit]) * max(j, S(0.0)) * (1.0 / zF_);
    const S dying = stripped * (1.0 / law.stripping_efficiency - 1.0) + gamma * y[deposit];
    r[deposit] = ydot[deposit] - plated + stripped + dying;
    r[dead] = ydot[dead] - dying;
    r[index(field.metal)] += dying;
  }
  if (field.contact) {
    const ContactLoss& law = *electrode.contact;
    const std::size_t row = index(*field.contact);
    r[row] = ydot[row] - laws::contact_rate<S>(law.kinetics, -j / y[row], S(law.critical_current), y[row]);
  }
}

/// A foil: the current that enters the electrolyte is reaction and double layer, and consumes metal. The part θ of it
/// that is in contact carries the current:
///
///     j = θ BV(Δφ − j R/θ),    i_in = j + C ∂Δφ/∂t,    ∂n/∂t = −j/(z F)
///
/// On the negative side i_in is an unknown, and Δφ = 0 − φ_w is its row; on the positive side i_in = I, and
/// V − I R_series = Δφ + φ_w is the row of V.
template <class S>
void InsertionCell::foil_rows(Side side, std::span<const S> y, std::span<const S> ydot, std::span<S> r,
                              Workspace<S>& w) const {
  const FoilElectrode& electrode = *foil(side);
  const FoilFields& field = *fields_.foil[static_cast<std::size_t>(side)];
  const std::size_t row_j = index(field.j), row_dphi = index(field.dphi), row_metal = index(field.metal);
  const bool left = side == Side::negative;
  const S& j = y[row_j];
  const S& dphi = y[row_dphi];
  const S i_in = left ? y[index(field.current)] : y[index(fields_.I)];
  const Wall<S> face = wall(side, i_in, w);

  S i0;
  evaluate(electrode.exchange_current_density, std::span<const S>(&face.c_plus, 1), T_, std::span<S>(&i0, 1));
  const S resistance = foil_resistance<S>(side, y);
  const S contact = field.contact ? y[index(*field.contact)] : S(1.0);
  const S eta = dphi - j * resistance / contact;
  r[row_j] = j - contact * laws::butler_volmer(i0, eta, electrode.transfer_coefficients, F_over_RT_);
  r[row_dphi] = electrode.double_layer_capacitance * ydot[row_dphi] + j - i_in;
  r[row_metal] = ydot[row_metal] + j * (1.0 / zF_);
  ageing_rows<S>(side, y, ydot, r, j, eta);
  if (left) {
    r[index(field.current)] = dphi + face.phi;
    w.i_e.front() = i_in;
  } else {
    r[index(fields_.V)] = y[index(fields_.V)] - i_in * p_.series_resistance - (dphi + face.phi);
    w.i_e.back() = -i_in;
  }
}

/// A bath of concentration c_b in which an ideal electrode stands: Δφ = 0, whatever the current, and anions pass
///
///     N₋ = (c_b − c₁) D_eff/d − t₋ i_in/(q F)      (into the cell)
///
/// The unknown of the metal counts the working ion that the bath and its electrode have given off: ∂n/∂t = −N₊.
template <class S>
void InsertionCell::bath_rows(Side side, std::span<const S> y, std::span<const S> ydot, std::span<S> r,
                              Workspace<S>& w) const {
  const FoilFields& field = *fields_.foil[static_cast<std::size_t>(side)];
  const bool left = side == Side::negative;
  const Segment& segment = left ? segments_.front() : segments_.back();
  const std::size_t first = left ? 0 : mesh_.size() - 1, face = left ? 0 : mesh_.size();
  const S i_in = left ? y[index(field.current)] : y[index(fields_.I)];
  const S N_in = laws::anion_flux<S>(S(*bath(side)->bath), w.c[first], to_outer_face(side) / w.D[first],
                                     w.t_minus[first], i_in, qF(segment));
  const Wall<S> at_face = wall(side, i_in, w);
  w.N[face] = left ? N_in : -N_in;
  w.i_e[face] = left ? i_in : -i_in;
  r[index(field.j)] = y[index(field.j)] - i_in;
  r[index(field.dphi)] = y[index(field.dphi)];
  r[index(field.metal)] = ydot[index(field.metal)] + i_in * (1.0 / zF_) + segment.salt.cations * N_in;
  if (left) {
    r[index(field.current)] = y[index(field.dphi)] + at_face.phi;
  } else {
    r[index(fields_.V)] = y[index(fields_.V)] - i_in * p_.series_resistance - (y[index(field.dphi)] + at_face.phi);
  }
}

}  // namespace vitrion
