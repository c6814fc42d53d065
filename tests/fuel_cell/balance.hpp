// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/fuel_cell/chemistry.hpp"
#include "params/constants.hpp"
#include "params/documents/document.hpp"

#include <string>
#include <vector>

namespace vitrion::test {

/// Less than what a transient needs to be right; for what must hold on any mesh.
inline const std::vector<std::string> coarse{"separator.0.nodes=8",
                                             "negative.catalyst_layer.nodes=10",
                                             "positive.catalyst_layer.nodes=10",
                                             "negative.catalyst_layer.refinement=0.1",
                                             "positive.gas_diffusion_layer.nodes=5",
                                             "negative.gas_diffusion_layer.nodes=5"};

/// The model of cells/h2-air-nafion.
inline fuel_cell::Model nafion_model(const std::vector<std::string>& assignments) {
  Document document = Document::read(VITRION_SOURCE_DIR "/params/library/cells/h2-air-nafion.yaml");
  for (const std::string& assignment : assignments) document.set(assignment);
  return fuel_cell::read(Table(document));
}

/// Hydrogen, oxygen and water of the cell, less what the channels gave, plus what the reactions used or made; mol m⁻².
struct Balance {
  double hydrogen = 0.0, oxygen = 0.0, water = 0.0;
};

inline Balance balance(const fuel_cell::Model& model, const std::vector<double>& y) {
  using fuel_cell::Layer;
  const auto& layout = model.layout();
  const auto& fields = model.fields();
  const auto& p = model.parameters();
  const std::size_t anode = model.first(Layer::negative_catalyst), c = model.first(Layer::positive_catalyst);
  const auto at = [&](FieldId id, std::size_t column = 0) { return y[layout[id].index(column)]; };
  Balance sum;
  // What reacted is what passed, less what the double layers took.
  double at_anode = -at(fields.Q), at_cathode = -at(fields.Q);
  for (std::size_t k = 0; k < model.size(); ++k) {
    const auto& volume = model.volumes()[k];
    const double h = volume.width;
    if (volume.layer <= Layer::negative_catalyst) {
      sum.hydrogen += h * at(fields.w_H2, k);
      sum.water += h * at(fields.w_H2O_a, k);
    }
    if (volume.layer >= Layer::positive_catalyst) {
      sum.oxygen += h * at(fields.w_O2, k - c);
      sum.water += h * (at(fields.w_H2O_c, k - c) +
                        model.gas_layer(volume.layer).porosity * at(fields.s, k - c) / IonomerWater::water_volume);
    }
    double polymer = volume.layer == Layer::membrane ? 1.0 : 0.0;
    if (volume.layer == Layer::negative_catalyst) {
      const auto& layer = p.negative.catalyst_layer;
      polymer = layer.ionomer;
      at_anode -= h * layer.surface * layer.capacitance * at(fields.dphi_a, k - anode);
    }
    if (volume.layer == Layer::positive_catalyst) {
      const auto& layer = p.positive.catalyst_layer;
      polymer = layer.ionomer;
      at_cathode += h * layer.surface * layer.capacitance * at(fields.dphi_c, k - c);
    }
    if (polymer > 0.0) sum.water += h * polymer * at(fields.lambda, k - anode) / p.humid->polymer.molar_volume;
  }
  sum.hydrogen += at_anode / (2.0 * faraday) - at(fields.n_H2);
  sum.oxygen += at_cathode / (4.0 * faraday) - at(fields.n_O2);
  sum.water -= at_cathode / (2.0 * faraday) + at(fields.n_H2O);
  return sum;
}

}  // namespace vitrion::test
