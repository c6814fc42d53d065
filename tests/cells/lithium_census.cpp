// SPDX-License-Identifier: BSD-3-Clause
#include "tests/cells/lithium_census.hpp"

#include "params/constants.hpp"
#include "params/documents/document.hpp"

#include <cmath>
#include <numeric>
#include <stdexcept>

namespace vitrion::test {
namespace {

lithium::Model model_of(std::string_view text, const std::vector<std::string>& assignments) {
  Document document = Document::parse(text, "test.yaml");
  for (const std::string& assignment : assignments) document.set(assignment);
  return lithium::read(Table(document));
}

}  // namespace

LithiumCensus::LithiumCensus(std::string_view text, const std::vector<std::string>& assignments)
    : LithiumCensus(model_of(text, assignments)) {}

/// Of the volumes of a layer, which they fill.
std::span<const double> LithiumCensus::widths(std::size_t layer) const {
  const Mesh& mesh = model_.mesh();
  const std::size_t first = mesh.first_of_region[layer];
  const auto all = std::span(mesh.width).subspan(first, mesh.first_of_region[layer + 1] - first);
  const double thickness = model_.parameters().layers[layer].thickness;
  if (std::abs(std::accumulate(all.begin(), all.end(), 0.0) - thickness) > 1e-13 * thickness)
    throw std::logic_error("the volumes of a layer do not fill it");
  return all;
}

double LithiumCensus::electrode(Side side, std::span<const double> y) const {
  const auto& layout = model_.layout();
  const auto s = static_cast<std::size_t>(side);
  if (const FoilElectrode* foil = model_.foil(side)) {
    const auto& field = *model_.fields().foil[s];
    double grown = 0.0;
    if (field.dead) grown += y[layout[*field.dead].first];
    if (const auto& sei = foil->interphase)
      grown += sei->electrons / sei->molar_volume * sei->initial_thickness * (y[layout[*field.interphase].first] - 1.0);
    return y[layout[field.metal].first] + grown -
           foil->double_layer_capacitance * y[layout[field.dphi].first] / faraday;
  }

  const auto& layers = model_.parameters().layers;
  const std::span<const double> h = widths(side == Side::negative ? 0 : layers.size() - 1);
  double total = 0.0;
  const auto& materials = model_.porous(side)->materials;
  const Field& dphi = layout[model_.fields().porous[s]->dphi];
  for (std::size_t m = 0; m < materials.size(); ++m) {
    const double aC = 3.0 * materials[m].volume_fraction / materials[m].particle_radius *
                      materials[m].material.double_layer_capacitance;
    for (std::size_t k = 0; k < dphi.columns(); ++k) total -= h[k] * aC * y[dphi.index(k)] / faraday;
    const Field& theta = layout[model_.fields().porous[s]->theta[m]];
    for (std::size_t node = 0; node < theta.shells(); ++node) {
      const double volume = 3.0 * model_.radial_mesh().volume[node];
      for (std::size_t k = 0; k < theta.columns(); ++k) {
        total += h[k] * materials[m].volume_fraction * materials[m].material.maximum_concentration * volume *
                 y[theta.index(k, node)];
      }
    }
  }
  return total;
}

Census LithiumCensus::operator()(std::span<const double> y) const {
  Census census{electrode(Side::negative, y), 0.0, electrode(Side::positive, y)};
  std::size_t column = 0;
  const auto& layers = model_.parameters().layers;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const Electrolyte& electrolyte = model_.parameters().electrolytes[layers[i].electrolyte];
    for (const double h : widths(i)) {
      const double c =
          electrolyte.single_ion ? electrolyte.concentration : y[model_.layout()[*model_.fields().c_e].index(column++)];
      census.salt += layers[i].porosity * h * c;
    }
  }
  // Where oxidation takes something else than anions, what it gives off stays in the electrolyte as the working ion.
  for (const Side side : {Side::negative, Side::positive}) {
    const auto& porous = model_.fields().porous[static_cast<std::size_t>(side)];
    const StabilityWindow* const window = model_.window(side);
    if (!porous || !porous->oxidised || !window || window->oxidised == Oxidised::anion) continue;
    const std::span<const double> h = widths(side == Side::negative ? 0 : layers.size() - 1);
    const Field& charge = model_.layout()[*porous->oxidised];
    for (std::size_t k = 0; k < charge.columns(); ++k)
      census.salt -= h[k] * y[charge.index(k)] / (faraday * model_.parameters().charge_number);
  }
  return census;
}

}  // namespace vitrion::test
