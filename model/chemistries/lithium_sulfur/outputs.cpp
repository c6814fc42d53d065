// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/lithium_sulfur/outputs.hpp"

#include "model/chemistries/lithium_sulfur/foil_state.hpp"
#include "model/chemistries/lithium_sulfur/sulfur_cell_residual.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace vitrion::lithium_sulfur {
namespace {

enum Term {
  open_circuit,
  kinetics_positive,
  electrolyte_ohmic,
  electrolyte_concentration,
  kinetics_negative,
  solid_ohmic,
  terms
};
constexpr const char* term_names[terms] = {"Open Circuit",      "Positive Kinetics",
                                           "Electrolyte Ohmic", "Electrolyte Concentration",
                                           "Negative Kinetics", "Solid Ohmic"};
constexpr double day = 86400.0;  // s

}  // namespace

Census census(const SulfurCell& cell, std::span<const double> y) {
  const auto& fields = cell.fields();
  const auto& layout = cell.layout();
  const Parameters& p = cell.parameters();
  const auto at = [&](FieldId id, std::size_t column = 0) { return y[layout[id].index(column)]; };
  Census sum{at(fields.lost), 0.0, at(fields.metal) + 2.0 * at(fields.lost)};
  sum.lithium += p.foil.shuttle.lithium_corrosion * at(fields.shuttled);
  for (std::size_t k = 0; k < cell.size(); ++k) {
    const double h = cell.widths()[k];
    for (std::size_t i = 0; i < balanced; ++i) {
      const double amount = h * at(fields.w[i], k);
      sum.sulfur += sulfur_atoms[i] * amount;
      sum.lithium -= charge[i] * amount;
      if (i == anion) sum.anions += amount;
    }
    for (std::size_t s = 0; s < p.precipitates.size(); ++s) {
      const Solid& solid = solids[p.precipitates[s].solid];
      const double amount = h * at(fields.fraction[s], k) / p.precipitates[s].law.molar_volume;
      sum.sulfur += sulfur_atoms[solid.of] * amount;
      sum.lithium += solid.lithium_ions * amount;
    }
    sum.lithium -= h * cell.fixed_charge()[k];
    if (k >= cell.first_of_cathode())
      sum.lithium -= h * cell.double_layer() * at(fields.dphi, k - cell.first_of_cathode()) / faraday;
  }
  for (const Species species : adsorbable) {
    const double amount = cell.adsorbed(species, y);
    sum.sulfur += sulfur_atoms[species] * amount;
    sum.lithium += 2.0 * amount;
  }
  return sum;
}

struct CellOutputs::Scratch {
  explicit Scratch(const SulfurCell& cell) : workspace(cell), ydot(cell.layout().size(), 0.0), r(ydot) {}
  SulfurCell::Workspace<double> workspace;
  std::vector<double> ydot, r;
};

std::size_t CellOutputs::loss_terms() const { return terms; }

CellOutputs::CellOutputs(const SulfurCell& cell)
    : cell_(cell), scratch_(std::make_unique<Scratch>(cell)), foil_("Negative Foil", cell.parameters().foil.dendrites) {
  std::vector<double> start(cell.layout().size());
  cell.initial_state(start);
  sulfur_ = census(cell, start).sulfur;
  using enum OutputGroup;
  for (const char* name : term_names) names_.push_back({fmt::format("Voltage Part {}", name), "V", voltage});
  names_.push_back({"Shuttle Current", "A/m^2", parasitic});
  names_.push_back({"Shuttle Factor", "1", parasitic});
  names_.push_back({"Self Discharge Per Day", "1", parasitic});
  names_.push_back({"Sulfur Lost", "1", parasitic});
  names_.push_back({"Sulfur Utilisation", "1", state});
  names_.push_back({"Porosity Minimum", "1", state});
  names_.push_back({"Electrolyte To Sulfur", "m^3/kg", state});
  names_.push_back({"Negative Foil Thickness", "m", state});
  names_.push_back({"Positive Porosity", "1", state});
  names_.push_back({"Polysulfide Sulfur At Foil", "mol/m^3", concentration});
  names_.push_back({"Li+ At Foil", "mol/m^3", concentration});
  for (const char* name : species_names) names_.push_back({fmt::format("Positive {}", name), "mol/m^3", concentration});
  for (std::size_t i = S8; i <= Sm; ++i)
    names_.push_back({fmt::format("Sulfur Dissolved As {}", species_names[i]), "1", OutputGroup::inventory});
  for (const auto& precipitate : cell.parameters().precipitates)
    names_.push_back({fmt::format("Sulfur In Solid {}", solids[precipitate.solid].name), "1", OutputGroup::inventory});
  if (!cell.fields().adsorbed.empty()) names_.push_back({"Sulfur Adsorbed", "1", OutputGroup::inventory});
  for (const auto& precipitate : cell.parameters().precipitates)
    names_.push_back({fmt::format("Positive Volume Fraction {}", solids[precipitate.solid].name), "1", state});
  foil_.append_names(names_);
  foil_.append_summary_names(summary_names_);
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
  const std::size_t n = cell_.size(), first = cell_.first_of_cathode();
  const double length = p.cathode.thickness, V = at(fields.V), I = at(fields.I);
  const double RT_over_F = gas_constant * cell_.temperature() / faraday;

  double mean_U = 0.0, mean_phi_s = 0.0, mean_phi_e = 0.0, mean_porosity = 0.0, porosity = 1.0, liquid = 0.0;
  for (std::size_t k = 0; k < n; ++k) {
    porosity = std::min(porosity, w.porosity[k]);
    liquid += cell_.widths()[k] * w.porosity[k];
    if (k < first) continue;
    const double weight = cell_.widths()[k] / length;
    mean_U += weight * cell_.equilibrium_potential(k, y, w);
    mean_phi_s += weight * w.phi_s[k - first];
    mean_phi_e += weight * at(fields.phi_e, k);
    mean_porosity += weight * w.porosity[k];
  }
  // The ohmic part of ⟨φ_e⟩ − φ_foil: −∫ i_e/κ_eff dx up to each volume, averaged over the cathode.
  double ohmic = 0.0, share = 1.0;
  for (std::size_t face = 0; face < n; ++face) {
    const auto half = [&](std::size_t k) {
      double kappa = 0.0;
      for (std::size_t i = 0; i < species_count; ++i) {
        const double relative =
            cell_.volumes()[k].layer < p.layers.size() ? p.layers[cell_.volumes()[k].layer].permeability[i] : 1.0;
        kappa += charge[i] * charge[i] * p.diffusivity[i] * relative * std::max(w.c[i][k], 0.0);
      }
      return 0.5 * cell_.widths()[k] / (kappa * faraday / RT_over_F * w.transport[k]);
    };
    if (face > first) share -= cell_.widths()[face - 1] / length;
    ohmic -= share * w.i_e[face] * (half(face) + (face > 0 ? half(face - 1) : 0.0));
  }

  out[open_circuit] = mean_U;
  out[kinetics_positive] = mean_phi_s - mean_phi_e - mean_U;
  out[electrolyte_ohmic] = ohmic;
  out[electrolyte_concentration] = mean_phi_e - w.phi_foil - ohmic;
  out[kinetics_negative] = w.phi_foil;
  out[solid_ohmic] = V - mean_phi_s;

  const double capacity = theoretical_capacity(p), charged = capacity / (2.0 * faraday);
  const double shuttle_current = faraday * w.shuttle;
  double at_foil = 0.0;
  for (std::size_t i = S8m; i <= Sm; ++i) at_foil += sulfur_atoms[i] * w.c[i][0];
  std::size_t column = terms;
  out[column++] = shuttle_current;
  out[column++] = I != 0.0 ? shuttle_current / std::abs(I) : 0.0;
  out[column++] = shuttle_current * day / capacity;
  out[column++] = at(fields.lost) / sulfur_;
  out[column++] = cell_.utilisation(y);
  out[column++] = porosity;
  out[column++] = liquid / (charged * sulfur_molar_mass);
  out[column++] = at(fields.metal) * p.foil.molar_volume;
  out[column++] = mean_porosity;
  out[column++] = at_foil;
  out[column++] = w.c_foil;
  const auto sum = [&](std::size_t begin, const auto& value) {
    double total = 0.0;
    for (std::size_t k = begin; k < n; ++k) total += cell_.widths()[k] * value(k);
    return total;
  };
  for (std::size_t i = 0; i < species_count; ++i)
    out[column++] = sum(first, [&](std::size_t k) { return w.c[i][k]; }) / length;
  for (std::size_t i = S8; i <= Sm; ++i)
    out[column++] = sulfur_atoms[i] * sum(0, [&](std::size_t k) { return at(fields.w[i], k); }) / sulfur_;
  for (std::size_t s = 0; s < p.precipitates.size(); ++s) {
    const double per_volume = sulfur_atoms[solids[p.precipitates[s].solid].of] / p.precipitates[s].law.molar_volume;
    out[column++] = per_volume * sum(0, [&](std::size_t k) { return at(fields.fraction[s], k); }) / sulfur_;
  }
  if (!fields.adsorbed.empty()) {
    double atoms = 0.0;
    for (const Species species : adsorbable) atoms += sulfur_atoms[species] * cell_.adsorbed(species, y);
    out[column++] = atoms / sulfur_;
  }
  for (const FieldId id : fields.fraction)
    out[column++] = sum(first, [&](std::size_t k) { return at(id, k); }) / length;
  foil_.evaluate(t, foil_state(cell_, y, w), out.subspan(column));
}

}  // namespace vitrion::lithium_sulfur
