// SPDX-License-Identifier: BSD-3-Clause
#include "model/insertion_cell/outputs.hpp"

#include "model/insertion_cell/equilibrium.hpp"
#include "model/insertion_cell/foil_outputs.hpp"
#include "model/insertion_cell/insertion_cell_residual.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace vitrion {
namespace {

enum Term {
  open_circuit,
  solid_concentration,
  kinetics_negative,
  kinetics_positive,
  interfaces,
  electrolyte_ohmic,
  electrolyte_concentration,
  solid_ohmic,
  terms
};

constexpr const char* term_names[terms] = {
    "Open Circuit",         "Solid Concentration", "Negative Kinetics",         "Positive Kinetics",
    "Films And Interfaces", "Electrolyte Ohmic",   "Electrolyte Concentration", "Solid Ohmic"};

}  // namespace

struct CellOutputs::Scratch {
  explicit Scratch(const InsertionCell& cell)
      : workspace(cell),
        ydot(cell.layout().size(), 0.0),
        r(ydot),
        below_negative(cell.mesh().size() + 1),
        below_positive(below_negative) {
    for (const Side side : {Side::negative, Side::positive})
      if (cell.porous(side)) most = std::max(most, cell.volumes(side).size());
    U.resize(most);
    x_inside.resize(most);
    for (const Side side : {Side::negative, Side::positive})
      if (cell.parameters().dendrites[static_cast<std::size_t>(side)]) foils.emplace_back(cell, side);
    for (const Side side : {Side::negative, Side::positive}) {
      const StabilityWindow* window = cell.window_at(side);
      if (!window || (cell.foil(side) && !window->reduction)) continue;
      indicators::StatedWindow stated{{}, window->against};
      if (window->reduction) stated.range.lowest = *window->reduction;
      if (window->oxidation) stated.range.highest = *window->oxidation;
      if (window->onset_current) stated.onset_current = *window->onset_current;
      stated.oxidation_rate = cell.porous(side) && window->oxidation_current.has_value();
      stated.reduction_rate = cell.porous(side) && window->reduction_current.has_value();
      if (stated.oxidation_rate) stated.oxidation_consumes = word_for(window->oxidised);
      windows.push_back(
          {side, indicators::WindowMonitor(fmt::format("{} {}", side == Side::negative ? "Negative" : "Positive",
                                                       cell.porous(side) ? "Electrode" : "Foil"),
                                           std::move(stated))});
    }
    items = items_of(cell);
  }
  InsertionCell::Workspace<double> workspace;
  std::vector<double> ydot, r;
  std::vector<double> below_negative, below_positive;  ///< at faces: share of an electrode's average to their left
  std::size_t most = 0;
  std::vector<double> U, x_inside;
  std::vector<FoilOutputs> foils;  ///< negative first
  struct Watch {
    Side side;
    indicators::WindowMonitor monitor;
  };
  std::vector<Watch> windows;
  std::vector<std::pair<std::string, double Inventory::*>> items;  ///< of the inventory, that this cell may have
};

void CellOutputs::archive(Archive& a) {
  for (FoilOutputs& foil : scratch_->foils) a(foil.monitor());
  for (Scratch::Watch& watch : scratch_->windows) a(watch.monitor);
}

std::size_t CellOutputs::loss_terms() const { return terms; }

CellOutputs::CellOutputs(const InsertionCell& cell) : cell_(cell), scratch_(std::make_unique<Scratch>(cell)) {
  for (const char* name : term_names)
    names_.push_back({fmt::format("Voltage Part {}", name), "V", OutputGroup::voltage});
  for (const Side side : {Side::negative, Side::positive}) {
    const char* word = side == Side::negative ? "Negative" : "Positive";
    names_.push_back({fmt::format("{} Electrode Potential", word), "V", OutputGroup::potential});
    if (cell.porous(side)) {
      names_.push_back({fmt::format("{} Stoichiometry", word), "1"});
      names_.push_back({fmt::format("{} Surface Stoichiometry Minimum", word), "1"});
      names_.push_back({fmt::format("{} Surface Stoichiometry Maximum", word), "1"});
      if (const StabilityWindow* window = cell.window(side)) {
        if (window->oxidation)
          names_.push_back({fmt::format("Margin To Oxidation At {} Electrode", word), "V", OutputGroup::window});
        if (window->reduction)
          names_.push_back({fmt::format("Margin To Reduction At {} Electrode", word), "V", OutputGroup::window});
        if (window->oxidation_current)
          names_.push_back({fmt::format("Oxidised At {} Electrode", word), "C/m^2", OutputGroup::window});
        if (window->reduction_current)
          names_.push_back({fmt::format("Reduced At {} Electrode", word), "C/m^2", OutputGroup::window});
      }
    } else {
      if (!cell.foil(side)->bath) names_.push_back({fmt::format("{} Foil Thickness", word), "m"});
      const FoilElectrode& foil = *cell.foil(side);
      if (foil.interphase || foil.dead_metal)
        names_.push_back({fmt::format("{} Foil Resistance", word), "ohm m^2", OutputGroup::parasitic});
      if (foil.interphase)
        names_.push_back({fmt::format("{} Interphase Thickness", word), "m", OutputGroup::parasitic});
      if (foil.dead_metal) names_.push_back({fmt::format("{} Fresh Deposit", word), "mol/m^2", OutputGroup::parasitic});
      names_.push_back({fmt::format("Salt At {} Foil", word), "mol/m^3", OutputGroup::concentration});
    }
  }
  if (cell.fields().c_e) {
    names_.push_back({"Salt Minimum", "mol/m^3", OutputGroup::concentration});
    names_.push_back({"Salt Maximum", "mol/m^3", OutputGroup::concentration});
  }
  for (const auto& [name, amount] : scratch_->items) names_.push_back({name, "mol/m^2", OutputGroup::inventory});
  for (const Scratch::Watch& watch : scratch_->windows) watch.monitor.append_summary_names(summary_names_);
  for (const FoilOutputs& foil : scratch_->foils) {
    foil.monitor().append_names(names_);
    foil.monitor().append_summary_names(summary_names_);
  }
}

CellOutputs::~CellOutputs() = default;
CellOutputs::CellOutputs(CellOutputs&&) noexcept = default;

void CellOutputs::evaluate(double t, std::span<const double> y, std::span<double> out) {
  const auto& fields = cell_.fields();
  const auto& layout = cell_.layout();
  const Mesh& mesh = cell_.mesh();
  const CellParameters& p = cell_.parameters();
  Scratch& scratch = *scratch_;
  InsertionCell::Workspace<double>& w = scratch.workspace;
  cell_.residual<double>(t, y, scratch.ydot, scratch.r, w);

  const auto at = [&](FieldId id, std::size_t column = 0) { return y[layout[id].index(column)]; };
  const double T = cell_.temperature();
  const double V = at(fields.V), I = at(fields.I);
  std::array<double, terms> part{};
  std::size_t column = terms;
  double wall_log_c[2] = {0.0, 0.0}, salt_at_foil[2] = {0.0, 0.0}, mean_phi_s[2] = {0.0, 0.0},
         mean_dphi[2] = {0.0, 0.0};

  for (const Side side : {Side::negative, Side::positive}) {
    const auto s = static_cast<std::size_t>(side);
    const double sign = side == Side::negative ? -1.0 : 1.0;
    std::vector<double>& below = side == Side::negative ? scratch.below_negative : scratch.below_positive;
    if (const FoilElectrode* foil = cell_.foil(side)) {
      const auto& f = *fields.foil[s];
      mean_dphi[s] = at(f.dphi);
      mean_phi_s[s] = side == Side::negative ? 0.0 : V - I * p.series_resistance;
      const double film = at(f.j) * cell_.foil_resistance(side, y) / (f.contact ? at(*f.contact) : 1.0);
      part[interfaces] += sign * film;
      part[side == Side::negative ? kinetics_negative : kinetics_positive] += sign * (mean_dphi[s] - film);
      const auto face = cell_.wall<double>(side, side == Side::negative ? at(f.current) : I, w);
      const auto& touched = side == Side::negative ? cell_.segments().front() : cell_.segments().back();
      if (touched.binary) wall_log_c[s] = laws::log_positive_part(face.c, cell_.used_up(touched));
      std::fill(below.begin(), below.end(), side == Side::negative ? 1.0 : 0.0);
      out[column++] = mean_dphi[s];
      if (!foil->bath) out[column++] = at(f.metal) * foil->molar_volume;
      if (foil->interphase || foil->dead_metal) out[column++] = cell_.foil_resistance(side, y);
      if (f.interphase) out[column++] = foil->interphase->initial_thickness * at(*f.interphase);
      if (f.deposit) out[column++] = at(*f.deposit);
      out[column++] = salt_at_foil[s] = face.c_plus;
      continue;
    }

    const PorousElectrode& electrode = *cell_.porous(side);
    const auto& f = *fields.porous[s];
    const auto nodes = cell_.volumes(side);
    const std::size_t m = nodes.size();
    double length = 0.0, total_area = 0.0, highest = 0.0, lowest = 1.0, mean_x = 0.0, capacity = 0.0;
    for (std::size_t k = 0; k < m; ++k) length += mesh.width[nodes.begin + k];
    for (const ActiveMaterial& active : electrode.materials) total_area += active.specific_area();
    for (std::size_t k = 0; k < m; ++k) {
      const double weight = mesh.width[nodes.begin + k] / length;
      mean_dphi[s] += weight * at(f.dphi, k);
      mean_phi_s[s] += weight * (at(fields.phi_e, nodes.begin + k) + at(f.dphi, k));
    }
    double mean_film = 0.0, mean_U = 0.0, U_of_mean = 0.0;
    for (std::size_t i = 0; i < electrode.materials.size(); ++i) {
      const ActiveMaterial& active = electrode.materials[i];
      const auto theta = layout.view(f.theta[i], y), j = layout.view(f.j[i], y);
      const std::span<const double> x = cell_.surface_stoichiometry(side, i, y);
      const std::span<double> U = std::span(scratch.U).first(m), x_inside = std::span(scratch.x_inside).first(m);
      std::ranges::transform(x, x_inside.begin(), laws::between_ends<double>);
      vitrion::evaluate(active.material.open_circuit_potential, std::span<const double>(x_inside), T, U);
      for (std::size_t k = 0; k < m; ++k)
        U[k] += laws::rise_at_ends(x[k], active.material.transfer_coefficients, gas_constant * T / faraday);
      double mean = 0.0;
      const double share = active.specific_area() / total_area;
      for (std::size_t k = 0; k < m; ++k) {
        const double weight = mesh.width[nodes.begin + k] / length;
        mean_U += share * weight * U[k];
        mean_film += share * weight * j[k] * active.material.film_resistance;
        highest = std::max(highest, x[k]);
        lowest = std::min(lowest, x[k]);
        for (std::size_t node = 0; node < cell_.radial_mesh().size(); ++node)
          mean += weight * 3.0 * cell_.radial_mesh().volume[node] * theta[node * m + k];
      }
      U_of_mean += share * potential_of(active.material, mean, T);
      const double sites = active.volume_fraction * active.material.maximum_concentration;
      mean_x += sites * mean;
      capacity += sites;
    }
    part[open_circuit] += sign * U_of_mean;
    part[solid_concentration] += sign * (mean_U - U_of_mean);
    part[interfaces] += sign * mean_film;
    part[side == Side::negative ? kinetics_negative : kinetics_positive] += sign * (mean_dphi[s] - mean_U - mean_film);
    double share = 0.0;
    for (std::size_t face = 0; face < below.size(); ++face) {
      below[face] = share;
      if (face >= nodes.begin && face < nodes.end) share += mesh.width[face] / length;
    }
    out[column++] = mean_dphi[s];
    out[column++] = mean_x / capacity;
    out[column++] = lowest;
    out[column++] = highest;
    if (const StabilityWindow* window = cell_.window(side)) {
      const auto [low, high] = std::ranges::minmax(layout.view(f.dphi, y));
      if (window->oxidation) out[column++] = *window->oxidation - high;
      if (window->reduction) out[column++] = low - *window->reduction;
      if (window->oxidation_current) out[column++] = decomposed_charge(cell_, side, f.oxidised, y);
      if (window->reduction_current) out[column++] = decomposed_charge(cell_, side, f.reduced, y);
    }
  }

  // ⟨φ_e⟩₊ − ⟨φ_e⟩₋ is the sum of the steps of φ_e over the faces, each weighted by how much of the negative average
  // lies to its left and of the positive one does not.
  const auto step = [&](std::size_t face, double rise, double U_d, double interface) {
    const double weight = scratch.below_negative[face] - scratch.below_positive[face];
    part[electrolyte_concentration] += weight * U_d;
    part[interfaces] += weight * interface;
    part[electrolyte_ohmic] += weight * (rise - U_d - interface);
  };
  const auto U_d = [&](const InsertionCell::Segment& segment, std::size_t k, double rise_of_log_c) {
    return laws::diffusion_potential<double>(cell_.nu_RT_over_qF(segment), w.t_minus_chi[k], rise_of_log_c);
  };
  const auto log_of = [&](const InsertionCell::Segment& segment, double c) {
    return laws::log_positive_part(c, cell_.used_up(segment));
  };
  const auto phi_e = layout.view(fields.phi_e, y);
  const std::size_t N = mesh.size();
  const auto segments = cell_.segments();
  for (std::size_t s = 0; s < segments.size(); ++s) {
    const auto& segment = segments[s];
    for (std::size_t k = segment.begin; k + 1 < segment.end; ++k) {
      const double concentration =
          segment.binary ? laws::diffusion_potential<double>(cell_.nu_RT_over_qF(segment),
                                                             0.5 * (w.t_minus_chi[k] + w.t_minus_chi[k + 1]),
                                                             w.log_c[k + 1] - w.log_c[k])
                         : 0.0;
      step(k + 1, phi_e[k + 1] - phi_e[k], concentration, 0.0);
    }
    if (s + 1 == segments.size()) break;
    const std::size_t k = segment.end - 1;
    const double i = at(fields.interface_current[s]);
    const auto& drop_field = fields.interface_drop[s];
    const double drop = drop_field ? at(*drop_field) : i * cell_.boundaries()[s].area_resistance;
    const auto between = cell_.interface_state<double>(s, i, w);
    double concentration = 0.0;
    if (segment.binary) concentration += U_d(segment, k, log_of(segment, between.c_left) - w.log_c[k]);
    if (segments[s + 1].binary)
      concentration += U_d(segments[s + 1], k + 1, w.log_c[k + 1] - log_of(segments[s + 1], between.c_right));
    step(k + 1, phi_e[k + 1] - phi_e[k], concentration, -drop);
  }
  if (cell_.foil(Side::negative)) {
    const double concentration = segments.front().binary ? U_d(segments.front(), 0, w.log_c[0] - wall_log_c[0]) : 0.0;
    step(0, phi_e[0] + mean_dphi[0], concentration, 0.0);
  }
  if (cell_.foil(Side::positive)) {
    const double concentration =
        segments.back().binary ? U_d(segments.back(), N - 1, wall_log_c[1] - w.log_c[N - 1]) : 0.0;
    step(N, mean_phi_s[1] - mean_dphi[1] - phi_e[N - 1], concentration, 0.0);
  }
  part[solid_ohmic] = (V - I * p.series_resistance - mean_phi_s[1]) + mean_phi_s[0];
  part[interfaces] += I * p.series_resistance;
  std::copy(part.begin(), part.end(), out.begin());

  if (fields.c_e) {
    // As properties and kinetics see it: the balance of a volume that has run dry goes a little below zero.
    double low = std::numeric_limits<double>::infinity(), high = 0.0;
    for (const auto& segment : segments) {
      if (!segment.binary) continue;
      const auto [least, most] = std::minmax_element(w.c_plus.begin() + static_cast<std::ptrdiff_t>(segment.begin),
                                                     w.c_plus.begin() + static_cast<std::ptrdiff_t>(segment.end));
      low = std::min(low, *least);
      high = std::max(high, *most);
    }
    out[column++] = low;
    out[column++] = high;
  }
  const Inventory amounts = inventory_of(cell_, y);
  for (const auto& [name, amount] : scratch.items) out[column++] = amounts.*amount;
  watch_windows(t, y);
  for (FoilOutputs& foil : scratch.foils) {
    foil.evaluate(t, y, salt_at_foil[static_cast<std::size_t>(foil.side())],
                  out.subspan(column, foil.monitor().outputs()));
    column += foil.monitor().outputs();
  }
}

/// @pre the residual of this state, at rest, is in the scratch
void CellOutputs::watch_windows(double t, std::span<const double> y) {
  const auto& layout = cell_.layout();
  for (Scratch::Watch& watch : scratch_->windows) {
    indicators::WindowUse::Sample sample{.t = t, .highest = 0.0, .lowest = 0.0};
    sample.current = y[layout[cell_.fields().I].first];
    const auto s = static_cast<std::size_t>(watch.side);
    if (cell_.foil(watch.side)) {
      const Field& dphi = layout[cell_.fields().foil[s]->dphi];
      sample.highest = sample.lowest = y[dphi.first];
      sample.x_highest = sample.x_lowest = dphi.x.front();
    } else {
      const auto& fields = *cell_.fields().porous[s];
      const Field& dphi = layout[fields.dphi];
      const auto [low, high] = std::ranges::minmax_element(layout.view(fields.dphi, y));
      const std::span<const double> values = layout.view(fields.dphi, y);
      sample.highest = *high;
      sample.lowest = *low;
      sample.x_highest = dphi.x[static_cast<std::size_t>(high - values.begin())];
      sample.x_lowest = dphi.x[static_cast<std::size_t>(low - values.begin())];
      // The rows of the counters, ∂q/∂t = ±a j, hold what decomposes now.
      for (const auto& counter : {fields.oxidised, fields.reduced}) {
        if (!counter) continue;
        for (std::size_t k = 0; k < layout[*counter].columns(); ++k)
          sample.parasitic += cell_.mesh().width[cell_.volumes(watch.side).begin + k] *
                              std::abs(scratch_->r[layout[*counter].index(k)]);
      }
    }
    watch.monitor.add(sample);
  }
}

std::vector<indicators::WindowReport> CellOutputs::window_reports() const {
  std::vector<indicators::WindowReport> reports;
  for (const Scratch::Watch& watch : scratch_->windows) reports.push_back(watch.monitor.report());
  return reports;
}

void CellOutputs::take_summary(std::span<double> out) {
  std::size_t column = 0;
  for (Scratch::Watch& watch : scratch_->windows) {
    watch.monitor.take_summary(out.subspan(column, indicators::WindowMonitor::summaries()));
    column += indicators::WindowMonitor::summaries();
  }
  for (FoilOutputs& foil : scratch_->foils) {
    foil.monitor().take_summary(out.subspan(column, foil.monitor().summaries()));
    column += foil.monitor().summaries();
  }
}

std::vector<indicators::FoilReport> CellOutputs::foil_reports() const {
  std::vector<indicators::FoilReport> reports;
  for (const FoilOutputs& foil : scratch_->foils) reports.push_back(foil.monitor().report());
  return reports;
}

}  // namespace vitrion
