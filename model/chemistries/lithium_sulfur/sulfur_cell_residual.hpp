// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/lithium_sulfur/sulfur_cell.hpp"
#include "model/laws/charge_balance.hpp"
#include "model/laws/species_balance.hpp"
#include "params/constants.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

namespace vitrion::lithium_sulfur {

/// δ of c = s √(s² + δ²), (mol m⁻³)^½: below 1e-4 mol m⁻³ reactions that go with √c become linear in c. With s² alone
/// the slope vanishes at zero, where the s of an exhausted species is whatever Newton's method leaves (up to 300 failed
/// steps in a 1C discharge at δ = 1e-4; none at 1e-2). By then a species is 1e-6 of what it was: voltages and
/// capacities do not change in the fifth digit.
inline constexpr double smallest_root = 1e-2;

/// Arrays of one evaluation: [n] over volumes, [n + 1] over faces, [m] over the volumes of the cathode.
template <class S>
struct SulfurCell::Workspace {
  explicit Workspace(const SulfurCell& cell)
      : porosity(cell.size()), log_porosity(porosity), transport(porosity), i_e(cell.size() + 1) {
    const std::size_t n = cell.size(), m = n - cell.first_of_cathode();
    for (auto& array : c) array.resize(n);
    for (auto& array : source) array.resize(n);
    for (auto& array : N) array.resize(n + 1);
    i_s.resize(m + 1);
    aj.resize(m);
    phi_s.resize(m);
  }

  std::array<std::vector<S>, species_count> c;       ///< ĉ: of the liquid in equilibrium with the volume, mol m⁻³
  std::vector<S> porosity, log_porosity, transport;  ///< ε, ln ε, ε^b
  std::array<std::vector<S>, balanced> source;       ///< of reactions and precipitation, mol m⁻³ s⁻¹
  std::array<std::vector<S>, species_count> N;       ///< at faces, mol m⁻² s⁻¹
  std::vector<S> i_e, i_s, aj;  ///< ionic, electronic current at faces, A m⁻²; Σ a i_j, A m⁻³
  std::vector<S> phi_s;         ///< in the cathode, V
  S c_foil{}, phi_foil{};       ///< of Li+, and of the electrolyte, at the foil
  S shuttle{};                  ///< electrons that the foil gives to polysulfides, mol m⁻² s⁻¹
  S lost{};                     ///< sulfur atoms that stay on the foil, mol m⁻² s⁻¹
};

/// ε = ε_available − Σ ε_k, less what of the liquid the foil has used up;  c_i = w_i/(ε K_i);  c_Li from
/// electroneutrality;  s √(s² + δ²) = c.
template <class S>
void SulfurCell::properties(std::span<const S> y, std::span<S> r, Workspace<S>& w) const {
  using std::exp;
  using std::log;
  using std::sqrt;
  const std::size_t n = size(), first = first_of_cathode_;
  for (std::size_t k = 0; k < n; ++k) w.porosity[k] = S(volumes_[k].available);
  for (const FieldId id : fields_.fraction) {
    const std::span<const S> fraction = layout_.view(id, y);
    for (std::size_t k = 0; k < n; ++k) w.porosity[k] = w.porosity[k] - fraction[k];
  }
  if (p_.foil.shuttle.electrolyte_loss > 0.0) {
    const S share = 1.0 - (p_.foil.shuttle.electrolyte_loss / liquid_at_start_) * y[index(fields_.shuttled)];
    for (std::size_t k = 0; k < n; ++k) w.porosity[k] = w.porosity[k] * share;
  }
  for (std::size_t k = 0; k < n; ++k) {
    w.log_porosity[k] = log(w.porosity[k]);
    w.transport[k] = exp(volumes_[k].bruggeman * w.log_porosity[k]);
  }
  for (std::size_t k = 0; k < n; ++k) {
    const S per_pore = 1.0 / w.porosity[k];
    w.c[lithium][k] = -fixed_charge_[k] * per_pore;
    const PerSpecies& K = partition_[k];
    for (std::size_t i = 0; i < balanced; ++i) {
      const S inside = per_pore * y[index(fields_.w[i], k)];
      if (charge[i] != 0) w.c[lithium][k] = w.c[lithium][k] - static_cast<double>(charge[i]) * inside;
      w.c[i][k] = inside * (1.0 / K[i]);
    }
    w.c[lithium][k] = w.c[lithium][k] * (1.0 / K[lithium]);
  }
  for (std::size_t i = 0; i < rooted.size(); ++i) {
    const std::span<const S> s = layout_.view(fields_.s[i], y), amount = layout_.view(fields_.w[rooted[i]], y);
    const std::span<S> row = layout_.view(fields_.s[i], r);
    for (std::size_t q = 0; q < s.size(); ++q)
      row[q] = amount[first + q] - w.porosity[first + q] * (s[q] * sqrt(s[q] * s[q] + smallest_root * smallest_root));
  }
}

/// Fluxes of all species at interior faces, and the ionic current i_e = F Σ z N.
template <class S>
void SulfurCell::fluxes(std::span<const S> y, Workspace<S>& w) const {
  using std::exp;
  const std::span<const S> phi = layout_.view(fields_.phi_e, y);
  const auto permeability = [&](std::size_t k, std::size_t i) {
    const std::size_t layer = volumes_[k].layer;
    return p_.diffusivity[i] * (layer < p_.layers.size() ? p_.layers[layer].permeability[i] : 1.0);
  };
  for (std::size_t face = 1; face < size(); ++face) {
    const std::size_t l = face - 1, k = face;
    const S half_l = 0.5 * width_[l] / w.transport[l], half_k = 0.5 * width_[k] / w.transport[k];
    const S psi = F_over_RT_ * (phi[k] - phi[l]);
    S current(0.0);
    if (jump_face_[face] != 0) {
      const S once = exp(psi), back = 1.0 / once;
      for (std::size_t i = 0; i < species_count; ++i) {
        const S jump = charge[i] == 0 ? S(1.0) : charge[i] == 1 ? once : charge[i] == -1 ? back : back * back;
        w.N[i][face] = laws::species_flux_at_border<S>(w.c[i][l], w.c[i][k], half_l * (1.0 / permeability(l, i)),
                                                       half_k * (1.0 / permeability(k, i)), jump);
        if (charge[i] != 0) current = current + static_cast<double>(charge[i]) * w.N[i][face];
      }
    } else {
      const laws::Drift<S> drift(psi);
      const S conductance = 1.0 / (half_l + half_k);
      for (std::size_t i = 0; i < species_count; ++i) {
        const S g = uniform_face_[face] != 0
                        ? permeability(k, i) * conductance
                        : 1.0 / (half_l * (1.0 / permeability(l, i)) + half_k * (1.0 / permeability(k, i)));
        w.N[i][face] = laws::species_flux<S>(w.c[i][l], w.c[i][k], g, charge[i], drift);
        if (charge[i] != 0) current = current + static_cast<double>(charge[i]) * w.N[i][face];
      }
    }
    w.i_e[face] = faraday * current;
  }
}

/// The foil, x = 0. Beside the shuttle only Li+ moves there, so that the anions of the first half-volume are at rest in
/// the field that drives it:
///
///     −I = F D_Li ε^b (F/RT) (c_Li + Σ z² c) (φ_w − φ₁)/(h/2),     c_w = c₁ exp(−z (F/RT)(φ_w − φ₁))
///
/// Kinetics of plating: −I = i₀ [exp(α_a F η/RT) − (c_Li,w/c_Li,ref) exp(−α_c F η/RT)], η = −φ_w − U_ref.
/// Shuttle: the first three reactions go on at the foil at k_sh c_ox,w, on electrons of lithium that dissolves.
template <class S>
void SulfurCell::foil(std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const {
  using std::exp;
  const S I_discharge = -y[index(fields_.I)];
  const PerSpecies& K = partition_[0];
  const LayerParameters& layer = p_.layers.front();
  const S half = 0.5 * width_[0] / w.transport[0];
  S carriers = K[lithium] * w.c[lithium][0];
  for (std::size_t i = 0; i < balanced; ++i)
    if (charge[i] != 0) carriers = carriers + static_cast<double>(charge[i] * charge[i]) * K[i] * w.c[i][0];
  const double D_lithium = p_.diffusivity[lithium] * layer.permeability[lithium];
  const S psi = I_discharge * half / (faraday * D_lithium * (carriers * (1.0 / K[lithium])));
  const S once = exp(psi);
  S c_wall = -fixed_charge_[0] / w.porosity[0] + once * K[anion] * w.c[anion][0];
  for (std::size_t i = 0; i < balanced; ++i)
    if (charge[i] == -2) c_wall = c_wall + 2.0 * once * once * (K[i] * w.c[i][0]);
  w.c_foil = c_wall * (1.0 / K[lithium]);
  w.phi_foil = layout_.view(fields_.phi_e, y)[0] + psi * (1.0 / F_over_RT_);

  for (std::size_t i = 0; i < species_count; ++i) w.N[i][0] = S(0.0);
  w.shuttle = w.lost = S(0.0);
  const Shuttle& shuttle = p_.foil.shuttle;
  for (std::size_t j = 0; j < shuttle.rate_constant.size(); ++j) {
    if (shuttle.rate_constant[j] == 0.0) continue;
    const Reaction& reaction = reactions[j];
    const std::size_t ox = reaction.oxidised;
    const S at_wall = charge[ox] == -2 ? once * once * w.c[ox][0] : w.c[ox][0];
    const double D = p_.diffusivity[ox] * layer.permeability[ox];
    const S rate =
        shuttle.rate_constant[j] * at_wall / (1.0 + (shuttle.rate_constant[j] * reaction.consumed() / D) * half);
    const double back = reaction.made() * (1.0 - shuttle.lost_fraction);
    w.N[ox][0] = w.N[ox][0] - reaction.consumed() * rate;
    w.N[reaction.reduced][0] = w.N[reaction.reduced][0] + back * rate;
    w.shuttle = w.shuttle + rate;
    w.lost = w.lost + (reaction.made() * shuttle.lost_fraction * sulfur_atoms[reaction.reduced]) * rate;
  }
  w.i_e[0] = I_discharge;

  const auto& metal = p_.foil;
  const S eta = -w.phi_foil - foil_reference_;
  r[index(fields_.phi_e)] =
      metal.i0 * (exp(metal.transfer.anodic * F_over_RT_ * eta) -
                  w.c_foil * (1.0 / p_.concentration[lithium]) * exp(-metal.transfer.cathodic * F_over_RT_ * eta)) -
      I_discharge;

  // Lithium that leaves the foil: as ions, N_Li = I/F − Σ z N of the others; as Li2S; and into its corrosion layer.
  S ions = I_discharge * (1.0 / faraday);
  for (std::size_t i = 0; i < balanced; ++i)
    if (charge[i] != 0) ions = ions - static_cast<double>(charge[i]) * w.N[i][0];
  w.N[lithium][0] = ions;
  r[index(fields_.metal)] = ydot[index(fields_.metal)] + ions + 2.0 * w.lost + shuttle.lithium_corrosion * w.shuttle;
  r[index(fields_.lost)] = ydot[index(fields_.lost)] - w.lost;
  r[index(fields_.shuttled)] = ydot[index(fields_.shuttled)] - w.shuttle;
}

template <class S>
S SulfurCell::power(Species i, int halves, std::size_t q, std::span<const S> y, const Workspace<S>& w) const {
  using std::abs;
  const S& c = w.c[i][first_of_cathode_ + q];
  S result = halves % 2 == 0 ? c : root(i, y)[q];
  for (int h = halves % 2 == 0 ? 4 : 3; h <= halves; h += 2) result = result * abs(c);
  return result;
}

/// Reactions of the cathode and its electronic current:
///
///     i_j = i₀ [Π_red (c/c_ref)^s exp(α_a F η/RT) − Π_ox (c/c_ref)^s exp(−α_c F η/RT)],     η = φ_s − φ_e − U_ref
///     a = a₀ (ε/ε₀)^ξ exp(−(ε_Li2S + ε_Li2S2)/ε_film)
///     a₀ C ∂(φ_s − φ_e)/∂t + ∂i_s/∂x + a Σ i_j = 0
///
/// The double layer carries a current that jumps until the species that can carry it are there: at the end of a
/// discharge those of the charge are exhausted, and without C no potential would balance the reversed current.
template <class S>
void SulfurCell::cathode(std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const {
  using std::exp;
  const std::size_t first = first_of_cathode_, m = size() - first;
  const std::span<const S> dphi = layout_.view(fields_.dphi, y), phi_e = layout_.view(fields_.phi_e, y);
  const double log_porosity = std::log(porosity_at_start_);
  for (std::size_t q = 0; q < m; ++q) {
    const std::size_t k = first + q;
    S log_area = p_.cathode.area_exponent * (w.log_porosity[k] - log_porosity);
    if (p_.cathode.film) {
      for (std::size_t s = 0; s < p_.precipitates.size(); ++s) {
        if (solids[p_.precipitates[s].solid].of != S2m && solids[p_.precipitates[s].solid].of != Sm) continue;
        log_area = log_area - layout_.view(fields_.fraction[s], y)[k] * (1.0 / *p_.cathode.film);
      }
    }
    const S area = p_.cathode.specific_area * exp(log_area);
    w.phi_s[q] = phi_e[k] + dphi[q];
    const S step = F_over_RT_ * dphi[q];
    const S oxidising = exp(p_.transfer.anodic * step), reducing = exp(-p_.transfer.cathodic * step);
    S total(0.0);
    for (std::size_t j = 0; j < reactions.size(); ++j) {
      const Reaction& reaction = reactions[j];
      const double faster = j > 0 ? volumes_[k].catalysis : 1.0;
      const S aj =
          area * ((faster * forward_[j]) * power(reaction.reduced, reaction.halves_reduced, q, y, w) * oxidising -
                  (faster * backward_[j]) * power(reaction.oxidised, reaction.halves_oxidised, q, y, w) * reducing);
      S& made = w.source[reaction.oxidised][k];
      made = made + (reaction.consumed() / faraday) * aj;
      S& used = w.source[reaction.reduced][k];
      used = used - (reaction.made() / faraday) * aj;
      total = total + aj;
    }
    w.aj[q] = total;
  }
  w.i_s[0] = S(0.0);
  for (std::size_t face = 1; face < m; ++face) {
    const double distance = 0.5 * (width_[first + face - 1] + width_[first + face]);
    w.i_s[face] = (p_.cathode.conductivity / distance) * (w.phi_s[face - 1] - w.phi_s[face]);
  }
  w.i_s[m] = -y[index(fields_.I)];
  laws::solid_charge_balance<S>(std::span(width_).subspan(first), w.i_s, w.aj, double_layer_,
                                layout_.view(fields_.dphi, ydot), layout_.view(fields_.dphi, r));
}

/// Solids: ∂ε_k/∂t = V_k R_k, and what R_k takes from the solution.
template <class S>
void SulfurCell::precipitation(std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const {
  for (std::size_t s = 0; s < p_.precipitates.size(); ++s) {
    const Solid& solid = solids[p_.precipitates[s].solid];
    const laws::Precipitation& law = p_.precipitates[s].law;
    const std::span<const S> fraction = layout_.view(fields_.fraction[s], y),
                             rate = layout_.view(fields_.fraction[s], ydot);
    const std::span<S> row = layout_.view(fields_.fraction[s], r);
    for (std::size_t k = 0; k < size(); ++k) {
      S product = w.c[solid.of][k];
      if (solid.lithium_ions == 2) product = product * (w.c[lithium][k] * w.c[lithium][k]);
      const double seed = k < first_of_cathode_ ? 0.0 : law.seed;
      const S R = volumes_[k].catalysis * laws::precipitation_rate<S>(law, seed, fraction[k], product);
      w.source[solid.of][k] = w.source[solid.of][k] - R;
      row[k] = rate[k] - law.molar_volume * R;
    }
  }
}

/// Polysulfides on the sites of a layer, as their neutral lithium salts: ∂q_i/∂t = k_a c_i (q_max − Σ q) − k_d q_i.
template <class S>
void SulfurCell::adsorption(std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const {
  for (std::size_t a = 0; a < adsorbing_.size(); ++a) {
    const std::size_t layer = adsorbing_[a], begin = first_of_layer_[layer];
    const LayerParameters::Adsorption& sites = *p_.layers[layer].adsorption;
    for (std::size_t k = begin; k < first_of_layer_[layer + 1]; ++k) {
      S free(sites.sites);
      for (const FieldId id : fields_.adsorbed[a]) free = free - y[index(id, k - begin)];
      for (std::size_t i = 0; i < adsorbable.size(); ++i) {
        const std::size_t at = index(fields_.adsorbed[a][i], k - begin);
        const S rate = sites.rate_constant * w.c[adsorbable[i]][k] * free - sites.desorption * y[at];
        r[at] = ydot[at] - rate;
        w.source[adsorbable[i]][k] = w.source[adsorbable[i]][k] - rate;
      }
    }
  }
}

template <class S>
void SulfurCell::residual(double t, std::span<const S> y, std::span<const S> ydot, std::span<S> r,
                          Workspace<S>& w) const {
  const std::size_t n = size(), first = first_of_cathode_;
  for (auto& source : w.source) std::fill(source.begin(), source.end(), S(0.0));
  properties(y, r, w);
  fluxes(y, w);
  foil(y, ydot, r, w);
  for (std::size_t i = 0; i < species_count; ++i) w.N[i][n] = S(0.0);
  cathode(y, ydot, r, w);
  precipitation(y, ydot, r, w);
  adsorption(y, ydot, r, w);
  for (std::size_t i = 0; i < balanced; ++i) {
    laws::species_balance<S>(width_, layout_.view(fields_.w[i], ydot), w.N[i], w.source[i],
                             layout_.view(fields_.w[i], r));
  }

  // The current through every face is that of the terminals; that of the foil's face stands in its kinetics.
  const S I = y[index(fields_.I)], V = y[index(fields_.V)];
  for (std::size_t face = 1; face < n; ++face) {
    const S through = face > first ? w.i_e[face] + w.i_s[face - first] : w.i_e[face];
    r[index(fields_.phi_e, face)] = through + I;
  }
  r[index(fields_.Q)] = ydot[index(fields_.Q)] - I;
  const S& phi_last = w.phi_s.back();
  r[index(fields_.V)] = V - phi_last - (0.5 * width_[n - 1] / p_.cathode.conductivity) * I;
  r[index(fields_.I)] = terminal.residual(t, V, I);
}

}  // namespace vitrion::lithium_sulfur
