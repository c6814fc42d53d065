// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/lithium_sulfur/foil_state.hpp"

#include "model/chemistries/lithium_sulfur/sulfur_cell_residual.hpp"
#include "model/indicators/salt_depletion.hpp"
#include "params/constants.hpp"

#include <algorithm>
#include <cmath>

namespace vitrion::lithium_sulfur {
namespace {

/// Mean over the liquid of the layers of every species, mol m⁻³. What rounding carries below zero counts as nothing.
PerSpecies mean_of_layers(const SulfurCell& cell, const SulfurCell::Workspace<double>& w) {
  PerSpecies mean{};
  double liquid = 0.0;
  for (std::size_t k = 0; k < cell.first_of_cathode(); ++k) {
    const double pores = cell.widths()[k] * w.porosity[k];
    liquid += pores;
    for (std::size_t i = 0; i < species_count; ++i) mean[i] += pores * std::max(w.c[i][k], 0.0);
  }
  for (double& c : mean) c /= liquid;
  return mean;
}

/// s at the foil, from the anions of the first volume at rest in the field of its half: c exp(−z (F/RT)(φ_w − φ₁)).
double salt_at_foil(const SulfurCell& cell, std::span<const double> y, const SulfurCell::Workspace<double>& w) {
  const double psi =
      faraday / (gas_constant * cell.temperature()) * (w.phi_foil - cell.layout().view(cell.fields().phi_e, y).front());
  double salt = 0.0;
  for (std::size_t i = 0; i < species_count; ++i)
    if (charge[i] < 0) salt -= charge[i] * w.c[i][0] * std::exp(-charge[i] * psi);
  return salt;
}

}  // namespace

indicators::FoilState foil_state(const SulfurCell& cell, std::span<const double> y,
                                 const SulfurCell::Workspace<double>& w) {
  const Parameters& p = cell.parameters();
  const LayerParameters& first = p.layers.front();
  const PerSpecies c = mean_of_layers(cell, w);
  double salt = 0.0, squares = 0.0, carriers = 0.0;
  for (std::size_t i = 0; i < species_count; ++i) {
    const double z = charge[i];
    carriers += z * z * p.diffusivity[i] * first.permeability[i] * c[i];
    if (charge[i] >= 0) continue;
    salt -= z * c[i];
    squares += z * z * c[i];
  }
  double length = 0.0, resistance = 0.0;
  for (std::size_t k = 0; k < cell.first_of_cathode(); ++k) {
    const double permeability = p.layers[cell.volumes()[k].layer].permeability[lithium];
    length += cell.widths()[k];
    resistance += cell.widths()[k] / (p.diffusivity[lithium] * permeability * w.transport[k]);
  }
  const double with_anions_at_rest = length / resistance * (1.0 + c[lithium] / squares);  // D/(1 − t₊)
  const double t_plus = p.diffusivity[lithium] * first.permeability[lithium] * c[lithium] / carriers;

  indicators::FoilState state{};
  state.J = -faraday * w.N[lithium][0];
  state.c0 = salt;
  state.c_foil = salt_at_foil(cell, y, w);
  state.t_plus = t_plus;
  state.D = with_anions_at_rest * (1.0 - t_plus);
  state.J_lim = indicators::limiting_current({.D = state.D, .c0 = salt, .t_plus = t_plus, .thickness = length});
  state.overpotential =
      -w.phi_foil - gas_constant * cell.temperature() / faraday * std::log(w.c_foil / standard_concentration);
  state.T = cell.temperature();
  return state;
}

}  // namespace vitrion::lithium_sulfur
