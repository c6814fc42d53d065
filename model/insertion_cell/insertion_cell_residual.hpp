// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/insertion_cell/insertion_cell.hpp"
#include "model/laws/charge_balance.hpp"
#include "model/laws/decomposition.hpp"
#include "model/laws/kinetics.hpp"
#include "model/laws/last_sites.hpp"
#include "model/laws/particle_diffusion.hpp"
#include "model/laws/positive_part.hpp"
#include "model/laws/salt_balance.hpp"
#include "model/property.hpp"

#include <cmath>
#include <span>
#include <vector>

namespace vitrion {

/// Arrays of one evaluation. Entries of volumes are [N], of faces [N + 1], negative to positive.
template <class S>
struct InsertionCell::Workspace {
  explicit Workspace(const InsertionCell& cell)
      : c(cell.mesh().size()),
        c_plus(c),
        log_c(c),
        kappa(c),
        D(c),
        t_minus(c),
        t_minus_chi(c),
        phi_e(c),
        phi_s(c),
        aj(c),
        anion_sink(c.size(), S(0.0)),
        i_e(c.size() + 1),
        i_s(i_e),
        N(i_e),
        outflow(c),
        U(c),
        i0(c),
        x_inside(c) {
    std::size_t entries = 0;
    for (const Side side : {Side::negative, Side::positive}) {
      if (cell.porous(side)) entries = std::max(entries, cell.radial_mesh().size() * cell.volumes(side).size());
    }
    D_s.resize(entries);
  }

  std::vector<S> c, c_plus, log_c;      ///< salt concentration, its positive part, and the logarithm of that
  std::vector<S> kappa, D;              ///< bulk conductivity and salt diffusivity
  std::vector<S> t_minus, t_minus_chi;  ///< 1 − t₊ and (1 − t₊) χ
  std::vector<S> phi_e, phi_s, aj;      ///< potentials of electrolyte and solid, Σ a j
  std::vector<S> anion_sink;            ///< by decomposition, mol m⁻³ s⁻¹; zero where nothing decomposes
  std::vector<S> i_e, i_s, N;           ///< at faces: ionic and electronic current, anion flux
  std::vector<S> outflow, U, i0;        ///< at particle surfaces
  std::vector<S> x_inside;              ///< x there as potentials and exchange currents see it
  std::vector<S> D_s;                   ///< diffusivity in particles, [node][particle]
};

template <class S>
S InsertionCell::salt_of(const Segment& segment, const S& anions) const {
  using std::sqrt;
  const double X = p_.electrolytes[segment.electrolyte].fixed_charge;
  if (X == 0.0) return anions;
  const S present = laws::positive_part<S>(anions, 1e-4 * anions_at_rest(segment));
  return sqrt(present * (present + X));
}

/// The electrolyte where it touches a foil.
template <class S>
struct InsertionCell::Wall {
  S c;       ///< salt concentration at the face, mol m⁻³
  S c_plus;  ///< its positive part
  S phi;     ///< φ_e at the face, V
};

/// Salt concentration at an outer face into which the current i_in enters, a distance d from the node next to it. The
/// face passes no anions, so that −D_eff ∂c/∂n = t₋ i_in/(q F) there:
///
///     c_w = c₁ + d t₋ i_in/(q F D_eff)
///
/// The node stands on the face, d = 0, but where a layer is one volume: no part of what the current does to the salt
/// is there before the salt has moved.
template <class S>
S InsertionCell::wall_concentration(Side side, const S& c_first, const S& t_minus, const S& D, const S& i_in) const {
  const bool left = side == Side::negative;
  const double charge = qF(left ? segments_.front() : segments_.back());
  return c_first + t_minus * i_in * (to_outer_face(side) / charge) / D;
}

/// Concentration and potential at an outer face from those of the node next to it:
///
///     φ_w = φ₁ − U_d(w → 1) + i_in d/κ_eff
template <class S>
InsertionCell::Wall<S> InsertionCell::wall(Side side, const S& i_in, const Workspace<S>& w) const {
  const bool left = side == Side::negative;
  const Segment& segment = left ? segments_.front() : segments_.back();
  const std::size_t first = left ? 0 : mesh_.size() - 1;
  const S ohmic = i_in * to_outer_face(side) / w.kappa[first];
  if (!segment.binary) return {w.c[first], w.c[first], w.phi_e[first] + ohmic};

  const S c =
      bath(side) ? S(*bath(side)->bath) : wall_concentration(side, w.c[first], w.t_minus[first], w.D[first], i_in);
  const S c_plus = laws::positive_part<S>(c, used_up(segment));
  const S U_d = laws::diffusion_potential<S>(nu_RT_over_qF(segment), w.t_minus_chi[first],
                                             w.log_c[first] - laws::log_positive_part<S>(c, used_up(segment)));
  return {c, c_plus, w.phi_e[first] - U_d + ohmic};
}

template <class S>
void InsertionCell::electrolyte_properties(double t, Workspace<S>& w, std::span<const S> y) const {
  for (const Segment& segment : segments_) {
    const Electrolyte& electrolyte = p_.electrolytes[segment.electrolyte];
    const auto felt = felt_by(segment.electrolyte, t);
    const std::size_t n = segment.end - segment.begin;
    const auto part = [&](std::vector<S>& all) { return std::span<S>(all).subspan(segment.begin, n); };
    const std::span<S> c = part(w.c);
    const std::span<S> c_plus = part(w.c_plus);
    if (!segment.binary) {
      std::fill(c.begin(), c.end(), S(electrolyte.concentration));
      std::copy(c.begin(), c.end(), c_plus.begin());
      evaluate(electrolyte.conductivity, std::span<const S>(c), felt, part(w.kappa));
      continue;
    }
    const std::span<const S> c_e = y.subspan(index(*fields_.c_e, segment.column), n);
    for (std::size_t k = segment.begin; k < segment.end; ++k) {
      w.c[k] = salt_of<S>(segment, c_e[k - segment.begin]);
      w.c_plus[k] = laws::positive_part<S>(w.c[k], used_up(segment));
      w.log_c[k] = laws::log_positive_part<S>(w.c[k], used_up(segment));
    }
    const std::span<const S> salt = c_plus;
    evaluate(electrolyte.conductivity, salt, felt, part(w.kappa));
    evaluate(electrolyte.diffusivity, salt, felt, part(w.D));
    evaluate(electrolyte.transference_number, salt, felt, part(w.t_minus));
    evaluate(electrolyte.thermodynamic_factor, salt, felt, part(w.t_minus_chi));
    for (std::size_t k = segment.begin; k < segment.end; ++k) {
      w.t_minus[k] = 1.0 - w.t_minus[k];
      w.t_minus_chi[k] = w.t_minus[k] * w.t_minus_chi[k];
    }
  }
}

/// Concentrations on both sides of the interface on the right of segment s, and the anion flux through it, when the
/// current i passes: c_right = K c_left, and one flux on both sides (none where a side is single-ion).
template <class S>
struct InsertionCell::InterfaceState {
  S c_left, c_right;  ///< mol m⁻³
  S N;                ///< mol m⁻² s⁻¹
};

template <class S>
InsertionCell::InterfaceState<S> InsertionCell::interface_state(std::size_t s, const S& i,
                                                                const Workspace<S>& w) const {
  const Segment &left = segments_[s], &right = segments_[s + 1];
  const std::size_t k = left.end - 1;
  const auto g = [&](std::size_t v) -> S { return w.D[v] / (v == k ? mesh_.to_right[v] : mesh_.to_left[v]); };
  const auto t_minus_i = [&](std::size_t v) -> S { return w.t_minus[v] * i * (1.0 / qF(v == k ? left : right)); };
  if (left.binary && right.binary) {
    const double K = boundaries_[s].partition;
    const S c_left = (g(k) * w.c[k] + g(k + 1) * w.c[k + 1] + t_minus_i(k + 1) - t_minus_i(k)) / (g(k) + K * g(k + 1));
    return {c_left, K * c_left, g(k) * (w.c[k] - c_left) - t_minus_i(k)};
  }
  if (left.binary) return {w.c[k] - t_minus_i(k) / g(k), S(0.0), S(0.0)};
  if (right.binary) return {S(0.0), w.c[k + 1] + t_minus_i(k + 1) / g(k + 1), S(0.0)};
  return {S(0.0), S(0.0), S(0.0)};
}

/// Currents and anion fluxes at the inner faces. The lengths from
/// two nodes to the face between them are resistances in series, so that properties may jump:
///
///     i_e (d/κ_eff |_left + d/κ_eff |_right) = φ_left − φ_right + U_d
///
/// Between segments the current is an unknown of its own, and its row is the same equation with the resistance of the
/// interface in series and U_d in two parts. Where a contact has a capacitance, the drop Δφ over it is an unknown:
///
///     C ∂Δφ/∂t = i − Δφ/R
template <class S>
void InsertionCell::electrolyte_fluxes(Workspace<S>& w, std::span<const S> y, std::span<const S> ydot,
                                       std::span<S> r) const {
  const std::span<const S> phi = layout_.view(fields_.phi_e, y);
  const auto resistance = [&](std::size_t k) -> S {  // between nodes k and k + 1
    return mesh_.to_right[k] / w.kappa[k] + mesh_.to_left[k + 1] / w.kappa[k + 1];
  };

  for (const Segment& segment : segments_) {
    w.N[segment.begin] = S(0.0);
    w.N[segment.end] = S(0.0);
    for (std::size_t k = segment.begin; k + 1 < segment.end; ++k) {
      S driving_force = phi[k] - phi[k + 1];
      if (segment.binary) {
        driving_force += laws::diffusion_potential<S>(
            nu_RT_over_qF(segment), 0.5 * (w.t_minus_chi[k] + w.t_minus_chi[k + 1]), w.log_c[k + 1] - w.log_c[k]);
      }
      w.i_e[k + 1] = driving_force / resistance(k);
      if (segment.binary) {
        const S diffusion_resistance = mesh_.to_right[k] / w.D[k] + mesh_.to_left[k + 1] / w.D[k + 1];
        w.N[k + 1] = laws::anion_flux<S>(w.c[k], w.c[k + 1], diffusion_resistance,
                                         0.5 * (w.t_minus[k] + w.t_minus[k + 1]), w.i_e[k + 1], qF(segment));
      }
    }
  }

  for (std::size_t s = 0; s + 1 < segments_.size(); ++s) {
    const std::size_t f = segments_[s].end, k = f - 1;  // volumes k | k + 1 on either side of face f
    const std::size_t row = index(fields_.interface_current[s]);
    const S i = y[row];
    const InterfaceState<S> between = interface_state(s, i, w);
    S driving_force = phi[k] - phi[k + 1];
    if (segments_[s].binary) {
      driving_force +=
          laws::diffusion_potential<S>(nu_RT_over_qF(segments_[s]), w.t_minus_chi[k],
                                       laws::log_positive_part<S>(between.c_left, used_up(segments_[s])) - w.log_c[k]);
    }
    if (segments_[s + 1].binary) {
      driving_force += laws::diffusion_potential<S>(
          nu_RT_over_qF(segments_[s + 1]), w.t_minus_chi[k + 1],
          w.log_c[k + 1] - laws::log_positive_part<S>(between.c_right, used_up(segments_[s + 1])));
    }
    w.i_e[f] = i;
    w.N[f] = between.N;
    const Boundary& contact = boundaries_[s];
    S drop = i * contact.area_resistance;
    if (fields_.interface_drop[s]) {
      const std::size_t row_drop = index(*fields_.interface_drop[s]);
      drop = y[row_drop];
      r[row_drop] = contact.capacitance * ydot[row_drop] + drop / contact.area_resistance - i;
    }
    r[row] = i * resistance(k) + drop - driving_force;
  }
}

/// Decomposition of the electrolyte on the surfaces a of a porous electrode that its file names, at the local Δφ:
///
///     oxidation of an anion, which is lost to the salt:                     ∂q_ox/∂t = a j_ox,   sink a j_ox/(q F)
///     oxidation of solvent or framework, which leaves a foreign cation:     ∂q_ox/∂t = a j_ox,   no sink
///     reduction takes an ion of the working metal into its products:        ∂q_red/∂t = −a j_red
///
/// so that the metal is conserved: what is not in particles, foils and salt is in the products. A foreign cation moves
/// as the working ion does.
template <class S>
void InsertionCell::decomposition_rows(Side side, std::span<const S> y, std::span<const S> ydot, std::span<S> r,
                                       Workspace<S>& w) const {
  const PorousFields& field = *fields_.porous[static_cast<std::size_t>(side)];
  const StabilityWindow& limits = *window(side);
  const std::span<const S> dphi = layout_.view(field.dphi, y);
  const std::size_t first = volumes(side).begin;
  const Segment& in_electrode = side == Side::negative ? segments_.front() : segments_.back();
  for (std::size_t k = 0; k < dphi.size(); ++k) {
    const double a = decomposing_surface(side, k);
    if (field.oxidised) {
      const std::size_t row = index(*field.oxidised, k);
      const S aj = a * laws::parasitic_oxidation(*limits.oxidation_current, dphi[k]);
      r[row] = ydot[row] - aj;
      w.aj[first + k] += aj;
      if (limits.oxidised == Oxidised::anion) w.anion_sink[first + k] = aj * (1.0 / qF(in_electrode));
    }
    if (field.reduced) {
      const std::size_t row = index(*field.reduced, k);
      const S aj = a * laws::parasitic_reduction(*limits.reduction_current, dphi[k]);
      r[row] = ydot[row] + aj;
      w.aj[first + k] += aj;
    }
  }
}

/// A porous electrode: reaction and diffusion in its particles, charge in its solid.
///
///     j_m = BV(i₀, Δφ − U_m(x_surface) − j_m R_f)      for each material m, slower at the ends of its range
template <class S>
void InsertionCell::porous_rows(Side side, std::span<const S> y, std::span<const S> ydot, std::span<S> r,
                                Workspace<S>& w) const {
  const PorousElectrode& electrode = *porous(side);
  const PorousFields& field = *fields_.porous[static_cast<std::size_t>(side)];
  const Range nodes = volumes(side);
  const std::size_t m = nodes.size();
  const std::span<const S> dphi = layout_.view(field.dphi, y), phi_e = layout_.view(fields_.phi_e, y);
  const auto part = [&](std::vector<S>& all) { return std::span<S>(all).subspan(nodes.begin, m); };
  const std::span<S> aj = part(w.aj), outflow = part(w.outflow), U = part(w.U), i0 = part(w.i0), c = part(w.c_plus);

  std::fill(aj.begin(), aj.end(), S(0.0));
  double aC = 0.0;
  for (std::size_t material = 0; material < electrode.materials.size(); ++material) {
    const ActiveMaterial& active = electrode.materials[material];
    const Material& host = active.material;
    const MaterialConstants& constant = constants(side)[material];
    const FieldId theta_id = field.theta[material];
    const std::span<const S> theta = layout_.view(theta_id, y), j = layout_.view(field.j[material], y);

    const std::span<const S> dthetadt = layout_.view(theta_id, ydot), x = theta.last(m);
    const std::span<S> theta_row = layout_.view(theta_id, r);
    for (std::size_t k = 0; k < m; ++k) outflow[k] = constant.per_flux * j[k];
    if (constant.constant_diffusivity) {
      const auto conductance = [&](const RadialMesh::Pair& pair, std::size_t) {
        return constant.D_over_R2 * pair.conductance;
      };
      laws::particle_diffusion<S>(radial_mesh_, theta, dthetadt, conductance, outflow, theta_row);
    } else {
      const auto D = std::span<S>(w.D_s).first(theta.size());
      const double per_R2 = 1.0 / (active.particle_radius * active.particle_radius);
      evaluate(host.diffusivity, theta, T_, D);
      const auto conductance = [&](const RadialMesh::Pair& pair, std::size_t k) -> S {
        S sum = (per_R2 * pair.weight[0]) * D[pair.first * m + k];
        for (std::size_t q = 1; q < pair.nodes; ++q) sum += (per_R2 * pair.weight[q]) * D[(pair.first + q) * m + k];
        return sum;
      };
      laws::particle_diffusion<S>(radial_mesh_, theta, dthetadt, conductance, outflow, theta_row);
    }

    const std::span<S> x_inside = part(w.x_inside);
    for (std::size_t k = 0; k < m; ++k) x_inside[k] = laws::between_ends<S>(x[k]);
    evaluate(host.open_circuit_potential, std::span<const S>(x_inside), T_, U);
    if (host.exchange_current_density) {
      evaluate(*host.exchange_current_density, std::span<const S>(c), std::span<const S>(x_inside), T_, i0);
    } else {
      for (std::size_t k = 0; k < m; ++k)
        i0[k] =
            laws::insertion_exchange_current<S>(constant.Fk, c[k] * (1.0 / host.reference_concentration), x_inside[k]);
    }
    for (std::size_t k = 0; k < m; ++k)
      laws::slow_down_at_ends<S>(x[k], host.transfer_coefficients, RT_over_F_, U[k], i0[k]);
    const std::span<S> j_row = layout_.view(field.j[material], r);
    for (std::size_t k = 0; k < m; ++k) {
      const S eta = dphi[k] - U[k] - j[k] * host.film_resistance;
      j_row[k] = j[k] - laws::butler_volmer(i0[k], eta, host.transfer_coefficients, F_over_RT_);
      aj[k] += constant.a * j[k];
    }
    aC += constant.a * host.double_layer_capacitance;
  }

  if (field.oxidised || field.reduced) decomposition_rows(side, y, ydot, r, w);

  // Electronic current: the negative collector is the zero of φ_s, the positive one takes the current of the cell.
  const double sigma = electrode.electronic_conductivity;
  const double to_collector = side == Side::negative ? mesh_.x.front() : mesh_.thickness - mesh_.x.back();
  const std::span<S> phi_s = part(w.phi_s);
  for (std::size_t k = 0; k < m; ++k) phi_s[k] = phi_e[nodes.begin + k] + dphi[k];
  const bool left = side == Side::negative;
  const S I = y[index(fields_.I)];
  w.i_s[nodes.begin] = left ? -(sigma / to_collector) * phi_s[0] : S(0.0);
  for (std::size_t k = 0; k + 1 < m; ++k) {
    const double distance = mesh_.x[nodes.begin + k + 1] - mesh_.x[nodes.begin + k];
    w.i_s[nodes.begin + k + 1] = (sigma / distance) * (phi_s[k] - phi_s[k + 1]);
  }
  w.i_s[nodes.end] = left ? S(0.0) : -I;
  w.i_e[left ? nodes.begin : nodes.end] = S(0.0);

  laws::solid_charge_balance<S>(std::span(mesh_.width).subspan(nodes.begin, m),
                                std::span<const S>(w.i_s).subspan(nodes.begin, m + 1), aj, aC,
                                layout_.view(field.dphi, ydot), layout_.view(field.dphi, r));
  if (!left) {
    const S V = y[index(fields_.V)];
    r[index(fields_.V)] = V - I * (p_.series_resistance + to_collector / sigma) - phi_s[m - 1];
  }
}

template <class S>
void InsertionCell::residual(double t, std::span<const S> y, std::span<const S> ydot, std::span<S> r,
                             Workspace<S>& w) const {
  electrolyte_properties(t, w, y);
  const std::span<const S> phi_e = layout_.view(fields_.phi_e, y);
  std::copy(phi_e.begin(), phi_e.end(), w.phi_e.begin());
  std::fill(w.i_s.begin(), w.i_s.end(), S(0.0));
  electrolyte_fluxes(w, y, ydot, r);
  for (const Side side : {Side::negative, Side::positive}) {
    if (bath(side))
      bath_rows(side, y, ydot, r, w);
    else if (foil(side))
      foil_rows(side, y, ydot, r, w);
    else
      porous_rows(side, y, ydot, r, w);
  }

  for (std::size_t f = 0; f < w.i_e.size(); ++f) w.i_s[f] += w.i_e[f];  // from here on the total current
  laws::total_charge_balance<S>(mesh_.width, w.i_s, layout_.view(fields_.phi_e, r));
  for (const Segment& segment : segments_) {
    if (!segment.binary) continue;
    const std::size_t n = segment.end - segment.begin, first = index(*fields_.c_e, segment.column);
    laws::salt_balance<S>(std::span(mesh_.width).subspan(segment.begin, n),
                          std::span(mesh_.porosity).subspan(segment.begin, n), ydot.subspan(first, n),
                          std::span<const S>(w.N).subspan(segment.begin, n + 1), r.subspan(first, n));
    for (std::size_t k = 0; k < n; ++k) r[first + k] += w.anion_sink[segment.begin + k];
  }

  const std::size_t Q = index(fields_.Q), V = index(fields_.V), I = index(fields_.I);
  r[Q] = ydot[Q] - y[I];
  r[I] = terminal.residual(t, y[V], y[I]);
}

}  // namespace vitrion

#include "model/insertion_cell/foil_residual.hpp"  // the rows of foils and baths
