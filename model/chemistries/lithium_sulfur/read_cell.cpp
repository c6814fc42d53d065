// SPDX-License-Identifier: BSD-3-Clause
#include "model/chemistries/lithium_sulfur/read_cell.hpp"

#include "model/chemistries/lithium_sulfur/read_parts.hpp"
#include "model/graded_widths.hpp"

#include <fmt/format.h>

#include <numeric>

namespace vitrion::lithium_sulfur {
namespace {

using ArealMass = decltype(Mass() / Area());

// 60 volumes resolve the dip and the layer beside the separator to 0.1 mV (README.md).
constexpr int default_separator_nodes = 20, default_cathode_nodes = 40;

Parameters::Cathode read_cathode(const Table& table, std::size_t nodes, const Parameters& p) {
  Parameters::Cathode cathode{};
  table.read_choice_or("type", {"porous"}, "porous");
  cathode.nodes = nodes;
  cathode.thickness = si(table.read<Length>("thickness", between<Length>(1e-7, 2e-3)));
  cathode.porosity = si(table.read<Dimensionless>("porosity", between<Dimensionless>(1e-2, 1.0)));
  cathode.bruggeman =
      si(table.read_or<Dimensionless>("bruggeman", from_si<Dimensionless>(1.5), between<Dimensionless>(0.0, 10.0)));
  cathode.conductivity =
      si(table.read<ElectricConductivity>("electronic_conductivity", between<ElectricConductivity>(1e-6, 1e8)));
  cathode.specific_area = si(table.read<InverseLength>("surface_area", between<InverseLength>(1.0, 1e10)));
  cathode.area_exponent = si(
      table.read_or<Dimensionless>("surface_exponent", from_si<Dimensionless>(1.5), between<Dimensionless>(0.0, 10.0)));
  // Too small to be felt but at jumps of the current; a charge that follows a discharge needs it.
  cathode.double_layer_capacitance = si(table.read_or<ArealCapacitance>(
      "double_layer_capacitance", from_si<ArealCapacitance>(0.1), between<ArealCapacitance>(1e-6, 10.0)));
  if (const auto loading = table.find<ArealMass>("sulfur_loading", between<ArealMass>(1e-5, 10.0)))
    cathode.loading = si(*loading);
  if (const auto film = table.find<Dimensionless>("film_fraction", between<Dimensionless>(1e-4, 10.0)))
    cathode.film = si(*film);
  cathode.initial = read_initial_solids(table, p);
  const double filled = cathode.porosity + std::accumulate(cathode.initial.begin(), cathode.initial.end(), 0.0);
  if (filled > 1.0 + 1e-9) {
    throw table.error("porosity", fmt::format("and the solids fill {:.4g} of the cathode", filled),
                      "porosity is that with the initial solids in place; together they must leave room for carbon");
  }
  return cathode;
}

}  // namespace

laws::TransferCoefficients read_transfer_coefficients(const Table& table) {
  const auto child = table.find_child("transfer_coefficients");
  if (!child) return {};
  const auto plausible = between<Dimensionless>(0.01, 4.0);
  return {si(child->read<Dimensionless>("anodic", plausible)), si(child->read<Dimensionless>("cathodic", plausible))};
}

Parameters::Foil read_foil(const Table& table, const Parameters& p) {
  Parameters::Foil foil{};
  table.read_choice_or("type", {"foil"}, "foil");
  const auto metal = table.read_text("metal");
  if (metal != "Li") throw table.error("metal", fmt::format("is {}", metal), "the foil of a sulfur cell is lithium");
  foil.thickness = si(table.read<Length>("thickness", between<Length>(1e-9, 5e-3)));
  foil.molar_volume = si(table.read<MolarVolume>("molar_volume", between<MolarVolume>(1e-6, 1e-4)));
  const auto c_e = argument("c_e", from_si<Concentration>(p.concentration[lithium]));
  const auto T = argument("T", from_si<Temperature>(p.temperature));
  foil.i0 =
      table.read_function<CurrentDensity>("exchange_current_density", {c_e, T}, between<CurrentDensity>(1e-9, 1e7))(
          {p.concentration[lithium], p.temperature});
  foil.transfer = read_transfer_coefficients(table);
  if (const auto density = table.find<Density>("density", between<Density>(10.0, 2.5e4))) foil.density = si(*density);
  if (const auto shuttle = table.find_child("shuttle")) {
    const auto speed = between<Velocity>(0.0, 1.0);
    if (shuttle->exactly_one_of({"rate_constant", "rate_constants"}) == "rate_constants") {
      const Table each = shuttle->child("rate_constants");
      for (std::size_t j = 0; j < foil.shuttle.rate_constant.size(); ++j)
        foil.shuttle.rate_constant[j] = si(each.read<Velocity>(reactions[j].name, speed));
    } else {
      foil.shuttle.rate_constant.fill(si(shuttle->read<Velocity>("rate_constant", speed)));
    }
    const auto none = from_si<Dimensionless>(0.0);
    foil.shuttle.lost_fraction =
        si(shuttle->read_or<Dimensionless>("lost_fraction", none, between<Dimensionless>(0.0, 1.0)));
    foil.shuttle.lithium_corrosion =
        si(shuttle->read_or<Dimensionless>("lithium_corrosion", none, between<Dimensionless>(0.0, 100.0)));
    foil.shuttle.electrolyte_loss = si(
        shuttle->read_or<MolarVolume>("electrolyte_loss", from_si<MolarVolume>(0.0), between<MolarVolume>(0.0, 1e-2)));
  }
  return foil;
}

Parameters read_cell(const Table& cell, const Refinement& refinement) {
  cell.expect_kind("cell");
  Parameters p{};
  p.name = cell.read_text("name");
  p.temperature = si(cell.read<Temperature>("temperature", between<Temperature>(150.0, 700.0)));
  const Table solution = cell.child("solution");
  solution.read_text_or("name", "solution");
  read_solution(solution, p);

  const auto mesh = cell.find_child("mesh");
  const auto count = [&](const char* key, int fallback) {
    return mesh ? mesh->read_count_or(key, fallback, 1, 10000) : fallback;
  };
  const int separator_nodes = count("separator", default_separator_nodes);
  p.refinement = mesh ? si(mesh->read_or<Dimensionless>("refinement", from_si<Dimensionless>(0.1),
                                                        between<Dimensionless>(1e-4, 1.0)))
                      : 0.1;
  p.foil = read_foil(cell.child("negative"), p);
  const std::vector<Table> layers = cell.children("separator");
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string name =
        layers[i].read_text_or("name", layers.size() == 1 ? "separator" : fmt::format("layer {}", i + 1));
    const int nodes = layers[i].read_count_or("nodes", separator_nodes, 1, 10000);
    p.layers.push_back(read_layer(layers[i], name, static_cast<std::size_t>(nodes), p));
  }
  p.cathode =
      read_cathode(cell.child("positive"), static_cast<std::size_t>(count("positive", default_cathode_nodes)), p);

  for (LayerParameters& layer : p.layers) layer.nodes = refined(layer.nodes, refinement.volumes);
  p.cathode.nodes = refined(p.cathode.nodes, refinement.volumes);

  p.area = si(cell.read<Area>("area", between<Area>(1e-8, 1e4)));
  p.pairs_in_parallel = cell.read_count_or("pairs_in_parallel", 1, 1, 100000);
  p.foil.dendrites = dendrite_knowledge(cell, p);
  const Range<Voltage> limits = cell.read_interval<Voltage>("voltage_limits", between<Voltage>(-5.0, 10.0));
  p.voltage_limits = {si(limits.lo), si(limits.hi)};
  if (const auto capacity = cell.find<Charge>("nominal_capacity", between<Charge>(1e-6, 1e9)))
    p.nominal_capacity = si(*capacity) / (p.area * p.pairs_in_parallel);
  return p;
}

}  // namespace vitrion::lithium_sulfur
