// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/lithium_sulfur/sulfur_cell_residual.hpp"
#include "model/graded_widths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <numeric>

namespace vitrion::lithium_sulfur {
namespace {

// Amounts to far below the 0.03 mol m⁻³ of S²⁻ that Li2S holds in equilibrium while it dissolves: with 1e-3 some
// species are all error, and steps fail for it at the end of a discharge.
constexpr double atol_amount = 1e-5;     // mol m⁻³
constexpr double atol_root = 1e-3;       // (mol m⁻³)^½
constexpr double atol_fraction = 1e-9;   // volume fraction of a solid
constexpr double atol_potential = 1e-4;  // V
constexpr double atol_current = 1e-3;    // A m⁻²
constexpr double atol_charge = 1.0;      // C m⁻²

// No less than nothing, but for the error of a step: 1e-6 of the sulfur of a cathode, of the salt of a liquid.
constexpr double least_amount = -1e-4;    // mol m⁻³
constexpr double least_fraction = -1e-7;  // volume fraction of a solid

/// Fixed charge per volume of the layer: it does not move when pores close.
double framework_charge(const LayerParameters& layer) {
  const double solid = std::accumulate(layer.initial.begin(), layer.initial.end(), 0.0);
  return layer.fixed_charge * (layer.volume_fraction - solid);
}

}  // namespace

double theoretical_capacity(const Parameters& p) {
  double sulfur = p.cathode.porosity * p.concentration[S8];
  for (std::size_t s = 0; s < p.precipitates.size(); ++s) {
    const double atoms = sulfur_atoms[solids[p.precipitates[s].solid].of];
    sulfur += atoms / 8.0 * p.cathode.initial[s] / p.precipitates[s].law.molar_volume;
  }
  return 16.0 * faraday * p.cathode.thickness * sulfur;
}

std::array<double, reactions.size()> reference_potentials(const Parameters& p, double T) {
  std::array<double, reactions.size()> U{};
  for (std::size_t j = 0; j < reactions.size(); ++j) {
    const Reaction& reaction = reactions[j];
    const double sum = reaction.made() * std::log(p.concentration[reaction.reduced] / standard_concentration) -
                       reaction.consumed() * std::log(p.concentration[reaction.oxidised] / standard_concentration);
    U[j] = p.U0[j] - gas_constant * T / faraday * sum;
  }
  return U;
}

SulfurCell::SulfurCell(Parameters parameters)
    : p_(std::move(parameters)), double_layer_(p_.cathode.specific_area * p_.cathode.double_layer_capacitance) {
  make_volumes();
  add_fields();
  set_temperature(p_.temperature);
  event_names_ = {"lithium ions used up at the foil", "lithium foil used up"};
  for (std::size_t region = 0; region <= p_.layers.size(); ++region) {
    const std::string where = region < p_.layers.size() ? p_.layers[region].name : "the cathode";
    for (const auto& precipitate : p_.precipitates)
      event_names_.push_back(fmt::format("pores of {} blocked by {}", where, solids[precipitate.solid].name));
  }
  physical_events_ = event_names_.size();
}

void SulfurCell::make_volumes() {
  const auto& cathode = p_.cathode;
  const auto add = [&](const std::vector<double>& widths, std::size_t layer, double available, double bruggeman) {
    first_of_layer_.push_back(volumes_.size());
    for (const double width : widths) {
      const double x = volumes_.empty() ? 0.5 * width : volumes_.back().x + 0.5 * (volumes_.back().width + width);
      volumes_.push_back({width, x, layer, available, bruggeman, 1.0});
    }
  };
  for (std::size_t layer = 0; layer < p_.layers.size(); ++layer) {
    const LayerParameters& l = p_.layers[layer];
    const bool last = layer + 1 == p_.layers.size();
    add(graded_widths(l.thickness, l.nodes, last ? p_.refinement : 1.0), layer, l.volume_fraction, l.bruggeman);
    if (l.adsorption) adsorbing_.push_back(layer);
  }
  std::vector<double> widths = graded_widths(cathode.thickness, cathode.nodes, p_.refinement);
  std::reverse(widths.begin(), widths.end());
  first_of_cathode_ = volumes_.size();
  porosity_at_start_ = cathode.porosity;
  const double solid = std::accumulate(cathode.initial.begin(), cathode.initial.end(), 0.0);
  add(widths, p_.layers.size(), cathode.porosity + solid, cathode.bruggeman);
  first_of_layer_.push_back(volumes_.size());

  double reached = 0.0;
  for (std::size_t k = first_of_cathode_; k < size(); ++k) {
    reached += volumes_[k].width;
    for (const LayerParameters& layer : p_.layers)
      if (layer.catalytic_reach >= reached) volumes_[k].catalysis *= layer.catalytic_factor;
  }
  uniform_face_.assign(size() + 1, 1);
  jump_face_.assign(size() + 1, 0);
  for (std::size_t k = 0; k < size(); ++k) {
    const std::vector<double>& solid_at_start =
        volumes_[k].layer < p_.layers.size() ? p_.layers[volumes_[k].layer].initial : cathode.initial;
    liquid_at_start_ += volumes_[k].width *
                        (volumes_[k].available - std::accumulate(solid_at_start.begin(), solid_at_start.end(), 0.0));
    width_.push_back(volumes_[k].width);
    x_.push_back(volumes_[k].x);
    const bool in_layer = volumes_[k].layer < p_.layers.size();
    PerSpecies one;
    one.fill(1.0);
    partition_.push_back(in_layer ? p_.layers[volumes_[k].layer].partition : one);
    fixed_charge_.push_back(in_layer ? framework_charge(p_.layers[volumes_[k].layer]) : 0.0);
    if (k == 0 || volumes_[k].layer == volumes_[k - 1].layer) continue;
    uniform_face_[k] = 0;
    jump_face_[k] = partition_[k] != partition_[k - 1] || fixed_charge_[k] != fixed_charge_[k - 1];
  }
}

void SulfurCell::add_fields() {
  // What happens at the foil stands before it in the stack: rows of the whole cell that see it would fill.
  const std::vector<double> at_foil{0.0};
  fields_.metal = layout_.add({"n_foil", "mol/m^2", Kind::differential, atol_charge / faraday, at_foil});
  fields_.lost = layout_.add({"n_S_lost", "mol/m^2", Kind::differential, atol_charge / faraday, at_foil});
  // Where the liquid goes with it, every volume sees it.
  const std::vector<double> shuttled = p_.foil.shuttle.electrolyte_loss > 0.0 ? std::vector<double>{} : at_foil;
  fields_.shuttled = layout_.add({"n_shuttle", "mol/m^2", Kind::differential, atol_charge / faraday, shuttled});
  // Roots see only their own volume: eliminated first, they leave a matrix with smaller blocks.
  const std::vector<double> cathode(x_.begin() + static_cast<std::ptrdiff_t>(first_of_cathode_), x_.end());
  for (std::size_t i = 0; i < rooted.size(); ++i) {
    fields_.s[i] = layout_.add(
        {fmt::format("s_{}", species_names[rooted[i]]), "(mol/m^3)^0.5", Kind::algebraic, atol_root, cathode});
  }
  for (const auto& precipitate : p_.precipitates) {
    fields_.fraction.push_back(layout_.add(
        {fmt::format("eps_{}", solids[precipitate.solid].name), "1", Kind::differential, atol_fraction, x_}));
    bounds_.push_back({fields_.fraction.back(), least_fraction, 1.0});
  }
  for (const std::size_t layer : adsorbing_) {
    const std::vector<double> x(x_.begin() + static_cast<std::ptrdiff_t>(first_of_layer_[layer]),
                                x_.begin() + static_cast<std::ptrdiff_t>(first_of_layer_[layer + 1]));
    std::array<FieldId, adsorbable.size()> ids{};
    for (std::size_t i = 0; i < ids.size(); ++i) {
      ids[i] = layout_.add({fmt::format("q_{}_{}", species_names[adsorbable[i]], p_.layers[layer].name), "mol/m^3",
                            Kind::differential, atol_amount, x});
      bounds_.push_back({ids[i], least_amount});
    }
    fields_.adsorbed.push_back(ids);
  }
  for (std::size_t i = 0; i < balanced; ++i) {
    fields_.w[i] = layout_.add({fmt::format("w_{}", species_names[i]), "mol/m^3", Kind::differential, atol_amount, x_});
    bounds_.push_back({fields_.w[i], least_amount});
  }
  fields_.dphi = layout_.add({"dphi", "V", Kind::differential, atol_potential, cathode});
  fields_.phi_e = layout_.add({"phi_e", "V", Kind::algebraic, atol_potential, x_});
  fields_.Q = layout_.add({"Q", "C/m^2", Kind::differential, atol_charge, {}});
  fields_.V = layout_.add({"V", "V", Kind::algebraic, atol_potential, {}});
  fields_.I = layout_.add({"I", "A/m^2", Kind::algebraic, atol_current, {}});
}

void SulfurCell::set_temperature(double T) {
  T_ = T;
  F_over_RT_ = faraday / (gas_constant * T);
  foil_reference_ = std::log(p_.concentration[lithium] / standard_concentration) / F_over_RT_;
  const auto U = reference_potentials(p_, T);
  for (std::size_t j = 0; j < reactions.size(); ++j) {
    const Reaction& reaction = reactions[j];
    forward_[j] = p_.i0[j] * std::exp(-p_.transfer.anodic * F_over_RT_ * U[j]) *
                  std::pow(p_.concentration[reaction.reduced], -reaction.made());
    backward_[j] = p_.i0[j] * std::exp(p_.transfer.cathodic * F_over_RT_ * U[j]) *
                   std::pow(p_.concentration[reaction.oxidised], -reaction.consumed());
  }
}

void SulfurCell::set_limits(std::vector<Limit> limits, double charge_at_start) {
  limits_ = std::move(limits);
  charge_at_start_ = charge_at_start;
  event_names_.resize(physical_events_);
  for (const Limit& limit : limits_) event_names_.push_back(limit.name);
}

void SulfurCell::events(double /*t*/, std::span<const double> y, std::span<double> g) const {
  constexpr double blocked = 1e-3, depleted = 1e-6;
  double ions = 0.0;
  for (std::size_t i = 0; i < balanced; ++i) ions -= charge[i] * y[index(fields_.w[i])];
  g[0] = (ions - fixed_charge_[0]) / (pore_space(0, y) * partition_[0][lithium] * p_.concentration[lithium]) - depleted;
  g[1] = y[index(fields_.metal)] * p_.foil.molar_volume / p_.foil.thickness - depleted;
  // The least room of a region stands with the solid that takes most of it there.
  for (std::size_t region = 0; region + 1 < first_of_layer_.size(); ++region) {
    const std::span<double> room = g.subspan(2 + region * p_.precipitates.size(), p_.precipitates.size());
    std::fill(room.begin(), room.end(), 1.0);
    for (std::size_t k = first_of_layer_[region]; k < first_of_layer_[region + 1]; ++k) {
      const auto less = [&](FieldId a, FieldId b) { return y[index(a, k)] < y[index(b, k)]; };
      const auto most = std::max_element(fields_.fraction.begin(), fields_.fraction.end(), less);
      double& of_solid = room[static_cast<std::size_t>(most - fields_.fraction.begin())];
      of_solid = std::min(of_solid, pore_space(k, y) - blocked);
    }
  }
  const double V = y[index(fields_.V)], I = y[index(fields_.I)], Q = y[index(fields_.Q)] - charge_at_start_;
  for (std::size_t i = 0; i < limits_.size(); ++i) g[physical_events_ + i] = limits_[i].room(V, I, Q);
}

double SulfurCell::pore_space(std::size_t k, std::span<const double> y) const {
  double space = volumes_[k].available;
  for (const FieldId id : fields_.fraction) space -= y[index(id, k)];
  return space;
}

double SulfurCell::adsorbed(Species species, std::span<const double> y) const {
  const auto i =
      static_cast<std::size_t>(std::find(adsorbable.begin(), adsorbable.end(), species) - adsorbable.begin());
  double amount = 0.0;
  for (std::size_t a = 0; a < adsorbing_.size(); ++a) {
    const std::size_t begin = first_of_layer_[adsorbing_[a]], end = first_of_layer_[adsorbing_[a] + 1];
    for (std::size_t k = begin; k < end; ++k) amount += width_[k] * y[index(fields_.adsorbed[a][i], k - begin)];
  }
  return amount;
}

double SulfurCell::utilisation(std::span<const double> y) const {
  // An anion S_n²⁻ holds two electrons; so does a solid of it.
  double electrons = 0.0, sulfur = y[index(fields_.lost)];
  const auto count = [&](std::size_t species, double amount) {
    sulfur += sulfur_atoms[species] * amount;
    if (charge[species] == -2) electrons += 2.0 * amount;
  };
  for (const Species species : adsorbable) count(species, adsorbed(species, y));
  for (std::size_t k = 0; k < size(); ++k) {
    for (std::size_t i = S8; i <= Sm; ++i) count(i, width_[k] * y[index(fields_.w[i], k)]);
    for (std::size_t s = 0; s < p_.precipitates.size(); ++s)
      count(solids[p_.precipitates[s].solid].of,
            width_[k] * y[index(fields_.fraction[s], k)] / p_.precipitates[s].law.molar_volume);
  }
  return electrons / (2.0 * sulfur);
}

/// The potential at which the reactions cancel, from what oxidises and what reduces: ln(reducing/oxidising) in volts.
double SulfurCell::potential_between(double oxidising, double reducing) const {
  return std::log(reducing / oxidising) / ((p_.transfer.anodic + p_.transfer.cathodic) * F_over_RT_);
}

double SulfurCell::potential_at_start() const {
  double oxidising = 0.0, reducing = 0.0;
  for (std::size_t j = 0; j < reactions.size(); ++j) {
    oxidising += forward_[j] * std::pow(p_.concentration[reactions[j].reduced], reactions[j].made());
    reducing += backward_[j] * std::pow(p_.concentration[reactions[j].oxidised], reactions[j].consumed());
  }
  return potential_between(oxidising, reducing);
}

double SulfurCell::equilibrium_potential(std::size_t k, std::span<const double> y, const Workspace<double>& w) const {
  double oxidising = 0.0, reducing = 0.0;
  const auto present = [&](Species i, int halves) {
    constexpr double smallest = 1e-30;  // mol m⁻³: the potential of an exhausted place is low or high, not infinite
    return std::max(power(i, halves, k - first_of_cathode_, y, w), std::pow(smallest, 0.5 * halves));
  };
  for (std::size_t j = 0; j < reactions.size(); ++j) {
    const Reaction& reaction = reactions[j];
    oxidising += forward_[j] * present(reaction.reduced, reaction.halves_reduced);
    reducing += backward_[j] * present(reaction.oxidised, reaction.halves_oxidised);
  }
  return potential_between(oxidising, reducing);
}

void SulfurCell::initial_state(std::span<double> y) const {
  std::fill(y.begin(), y.end(), 0.0);
  std::vector<double> porosity(size());
  for (std::size_t k = 0; k < size(); ++k) {
    const std::size_t layer = volumes_[k].layer;
    porosity[k] = volumes_[k].available;
    for (std::size_t s = 0; s < p_.precipitates.size(); ++s) {
      const double fraction = layer < p_.layers.size() ? p_.layers[layer].initial[s] : p_.cathode.initial[s];
      y[index(fields_.fraction[s], k)] = fraction;
      porosity[k] -= fraction;
    }
  }
  // In a charged layer the ions are not those of the liquid outside: Donnan's equilibrium with it.
  for (std::size_t k = 0; k < size(); ++k) {
    const double psi = donnan_potential(k);
    for (std::size_t i = 0; i < balanced; ++i) {
      y[index(fields_.w[i], k)] =
          porosity[k] * partition_[k][i] * initial_concentration(k)[i] * std::exp(-charge[i] * psi);
    }
    y[index(fields_.phi_e, k)] = psi / F_over_RT_;
  }
  for (std::size_t i = 0; i < rooted.size(); ++i)
    for (double& s : layout_.view(fields_.s[i], y)) s = std::sqrt(p_.concentration[rooted[i]]);
  const double U = potential_at_start();
  for (double& dphi : layout_.view(fields_.dphi, y)) dphi = U;
  y[index(fields_.metal)] = p_.foil.thickness / p_.foil.molar_volume;
  y[index(fields_.V)] = U;
}

/// Dimensionless potential of a layer in equilibrium with the reference solution:
/// Σ z K c_ref e^{−zψ} + z_f c_f = 0.
double SulfurCell::donnan_potential(std::size_t k) const {
  const PerSpecies& K = partition_[k];
  const std::size_t layer = volumes_[k].layer;
  double psi = 0.0;
  for (int iteration = 0; iteration < 100; ++iteration) {
    double sum = layer < p_.layers.size() ? p_.layers[layer].fixed_charge : 0.0, slope = 0.0;
    for (std::size_t i = 0; i < species_count; ++i) {
      const double term = charge[i] * K[i] * initial_concentration(k)[i] * std::exp(-charge[i] * psi);
      sum += term;
      slope -= charge[i] * term;
    }
    const double step = std::clamp(-sum / slope, -1.0, 1.0);
    psi += step;
    if (std::abs(step) < 1e-15) break;
  }
  return psi;
}

CellFacts SulfurCell::facts(std::string chemistry) const {
  const double capacity = theoretical_capacity(p_);
  const double mass = p_.cathode.loading.value_or(capacity / (2.0 * faraday) * sulfur_molar_mass);
  std::vector<double> start(layout_.size());
  initial_state(start);
  return {.name = p_.name,
          .chemistry = std::move(chemistry),
          .area = p_.area * p_.pairs_in_parallel,
          .temperature = p_.temperature,
          .voltage_limits = p_.voltage_limits,
          .reference_capacity = p_.nominal_capacity.value_or(capacity),
          .initial_state_of_charge = 1.0 - utilisation(start),  // 0 of Li2S, 1 of S8
          .active_mass = mass,
          .electrodes = {
              {"negative", faraday * p_.foil.thickness / p_.foil.molar_volume, p_.foil.thickness * p_.foil.density},
              {"positive", capacity, mass}}};
}

}  // namespace vitrion::lithium_sulfur
