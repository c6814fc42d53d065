// SPDX-License-Identifier: BSD-3-Clause
#include "model/insertion_cell/read_cell.hpp"

#include "model/graded_widths.hpp"
#include "model/insertion_cell/doubts.hpp"
#include "model/materials/read_electrolyte.hpp"
#include "model/materials/stated_ranges.hpp"
#include "params/constants.hpp"
#include "params/functions/temperature_laws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string>
#include <tuple>

namespace vitrion {
namespace {

/// Finite volumes where the file asks for none, chosen from the work–precision diagram in validation/bench.
constexpr int default_electrode_nodes = 10, default_separator_nodes = 5, default_shells = 12;

/// How many volumes a layer has, and whether the file says so.
struct Nodes {
  std::size_t count;
  bool given;
};

struct MeshSizes {
  Nodes negative, separator, positive;
  std::size_t shells;
};

MeshSizes read_mesh(const Table& cell) {
  const auto mesh = cell.find_child("mesh");
  const auto count = [&](const char* key, int fallback) {
    return Nodes{static_cast<std::size_t>(mesh ? mesh->read_count_or(key, fallback, 1, 10000) : fallback),
                 mesh && mesh->has(key)};
  };
  return {count("negative", default_electrode_nodes), count("separator", default_separator_nodes),
          count("positive", default_electrode_nodes), count("shells", default_shells).count};
}

void set_nodes(LayerParameters& layer, const Nodes& nodes) {
  layer.nodes = nodes.count;
  layer.equal = nodes.given;
}

/// The electrolytes of a cell: its own, and those of regions that name another.
struct Electrolytes {
  const Table& cell;
  Surroundings surroundings = read_surroundings(cell);  ///< of all electrolytes, before their own
  std::vector<Electrolyte> all{};
  std::optional<std::size_t> shared{};

  std::size_t of(const Table& region) {
    if (const auto own = region.find_child("electrolyte")) {
      all.push_back(read_electrolyte(*own, surroundings));
      return all.size() - 1;
    }
    if (!shared) {
      if (!cell.has("electrolyte")) {
        throw region.error("electrolyte", "is missing, and the cell names none for all regions",
                           "write electrolyte: {include: electrolytes/...} here or at the top of the cell");
      }
      all.push_back(read_electrolyte(cell.child("electrolyte"), surroundings));
      shared = all.size() - 1;
    }
    return *shared;
  }
};

std::size_t layer_named(const std::vector<LayerParameters>& layers, const Table& table, const std::string& name) {
  const auto found =
      std::find_if(layers.begin(), layers.end(), [&](const LayerParameters& l) { return l.name == name; });
  if (found == layers.end()) {
    std::string names;
    for (const LayerParameters& layer : layers) names += (names.empty() ? "" : ", ") + layer.name;
    throw table.error("between", fmt::format("names '{}', which is not a layer of this cell", name),
                      "its layers are: " + names);
  }
  return static_cast<std::size_t>(found - layers.begin());
}

/// A resistance that falls as it warms: R = R₀ exp[(E/R)(1/T − 1/T₀)].
Function read_activated(const Table& law, const Dimension& result, std::span<const ArgumentSpec> arguments) {
  constexpr double hottest = 2000.0, coldest = 50.0;  // K
  return thermal_law(
      {.value = law.read_si("value", result, 0.0, std::numeric_limits<double>::infinity()),
       .barrier = -law.read_si("activation_energy", dimension_of<MolarEnergy>(), 0.0, 1e6) / gas_constant,
       .reference = law.read_si("at", dimension_of<Temperature>(), coldest, hottest)},
      temperature_argument(law, arguments));
}

Function read_area_resistance(const Table& interface) {
  if (!interface.has("area_resistance")) return Function(0.0);
  static const LawBook laws = {{"activated", read_activated}};
  return interface.read_function<AreaResistance>("area_resistance", std::array{argument("T", 298.15 * units::K)},
                                                 between<AreaResistance>(0.0, 1e3), laws);
}

double read_capacitance(const Table& interface) {
  const auto none = from_si<ArealCapacitance>(0.0);
  const double C = si(interface.read_or<ArealCapacitance>("capacitance", none, between<ArealCapacitance>(0.0, 1e3)));
  if (C > 0.0 && !interface.has("area_resistance"))
    throw interface.error("capacitance", "is that of a contact without a resistance", "give its area_resistance, too");
  return C;
}

std::vector<InterfaceParameters> read_interfaces(const Table& cell, const std::vector<LayerParameters>& layers) {
  std::vector<InterfaceParameters> interfaces;
  if (!cell.has("interfaces")) return interfaces;
  for (const Table& table : cell.children("interfaces")) {
    const std::vector<std::string> names = table.read_texts("between");
    if (names.size() != 2)
      throw table.error("between", "needs the names of two neighbouring layers", "e.g. between: [glass, positive]");
    const std::size_t left = layer_named(layers, table, names[0]), right = layer_named(layers, table, names[1]);
    if (right != left + 1) {
      throw table.error("between", fmt::format("'{}' is not the right-hand neighbour of '{}'", names[1], names[0]),
                        "layers are named from the negative to the positive side");
    }
    interfaces.push_back(
        {left, read_area_resistance(table),
         si(table.read_or<Dimensionless>("partition", from_si<Dimensionless>(1.0), between<Dimensionless>(1e-6, 1e6))),
         read_capacitance(table)});
  }
  return interfaces;
}

InitialState read_initial(const Table& cell) {
  InitialState initial;
  const auto fraction = between<Dimensionless>(0.0, 1.0);
  const auto table = cell.find_child("initial");
  if (!table) return initial;
  const std::string by = table->exactly_one_of({"state_of_charge", "voltage", "stoichiometry"});
  initial.position = table->position(by);
  if (by == "state_of_charge") {
    initial.value = si(table->read<Dimensionless>("state_of_charge", fraction));
  } else if (by == "voltage") {
    initial.by = InitialState::By::voltage;
    initial.value = si(table->read<Voltage>("voltage", between<Voltage>(-10.0, 10.0)));
  } else {
    initial.by = InitialState::By::stoichiometry;
    const Table x = table->child("stoichiometry");
    if (const auto negative = x.find<Dimensionless>("negative", fraction)) initial.negative = si(*negative);
    if (const auto positive = x.find<Dimensionless>("positive", fraction)) initial.positive = si(*positive);
    for (const char* key : {"negative", "positive"}) {
      const bool porous = cell.child(key).read_choice("type", {"foil", "porous", "reservoir"}) == "porous";
      if (porous && !x.has(key))
        throw x.error(key, "is missing", fmt::format("a porous {0} electrode begins at a value, e.g. {0}: 0.5", key));
      if (!porous && x.has(key)) throw x.error(key, "is given, but that electrode is a foil", "leave it out");
    }
  }
  return initial;
}

void check_temperature(const Table& table, const CellParameters& cell) {
  for (const Electrolyte& electrolyte : cell.electrolytes)
    if (const std::optional<Objection> objection = without_conductivity(electrolyte, cell.temperature))
      throw table.error("temperature", "= " + objection->complaint, objection->advice);
}

}  // namespace

CellParameters read_insertion_cell(const Table& table, const std::string& chemistry, const std::string& ion,
                                   const Refinement& refinement) {
  table.expect_kind("cell");
  Electrolytes electrolytes{table};
  const MeshSizes mesh = read_mesh(table);
  const Table negative = table.child("negative"), positive = table.child("positive");

  // The electrolyte comes first: kinetics refer to its concentration at rest.
  const bool porous_negative = negative.read_choice("type", {"foil", "porous", "reservoir"}) == "porous";
  const bool porous_positive = positive.read_choice("type", {"foil", "porous", "reservoir"}) == "porous";
  std::vector<LayerParameters> separator;
  std::optional<std::size_t> in_negative, in_positive;
  if (porous_negative) in_negative = electrolytes.of(negative);
  const std::vector<Table> layers = table.children("separator");
  for (std::size_t i = 0; i < layers.size(); ++i) {
    LayerParameters layer = read_layer(
        layers[i], layers[i].read_text_or("name", layers.size() == 1 ? "separator" : fmt::format("layer {}", i + 1)));
    layer.electrolyte = electrolytes.of(layers[i]);
    set_nodes(layer, mesh.separator);
    if (layers[i].has("nodes"))
      set_nodes(layer, {static_cast<std::size_t>(layers[i].read_count_or("nodes", 1, 1, 10000)), true});
    separator.push_back(layer);
  }
  if (porous_positive) in_positive = electrolytes.of(positive);
  const auto salt = [&](std::size_t electrolyte) { return electrolytes.all[electrolyte].concentration; };
  const double z = charge_number(electrolytes.all.front().working_ion);
  ReadElectrode minus =
      read_electrode(negative, "negative", salt(in_negative.value_or(separator.front().electrolyte)), z);
  ReadElectrode plus =
      read_electrode(positive, "positive", salt(in_positive.value_or(separator.back().electrolyte)), z);

  CellParameters cell;
  cell.name = table.read_text("name");
  cell.working_ion = electrolytes.all.front().working_ion;
  cell.charge_number = charge_number(cell.working_ion);
  for (const Electrolyte& electrolyte : electrolytes.all) {
    if (electrolyte.working_ion != cell.working_ion) {
      throw table.error(
          "electrolyte",
          fmt::format("conducts {}, another region of the cell {}", electrolyte.working_ion, cell.working_ion),
          "all electrolytes of a cell must conduct the same ion");
    }
  }
  if (cell.working_ion != ion) {
    throw table.error("electrolyte",
                      fmt::format("conducts {}, but the chemistry of this cell is {}", cell.working_ion, chemistry),
                      "choose an electrolyte with working_ion: " + ion);
  }
  cell.electrolytes = electrolytes.all;
  cell.negative = minus.electrode;
  cell.positive = plus.electrode;
  if (minus.layer) {
    minus.layer->electrolyte = *in_negative;
    set_nodes(*minus.layer, mesh.negative);
    cell.layers.push_back(*minus.layer);
  }
  cell.layers.insert(cell.layers.end(), separator.begin(), separator.end());
  if (plus.layer) {
    plus.layer->electrolyte = *in_positive;
    set_nodes(*plus.layer, mesh.positive);
    cell.layers.push_back(*plus.layer);
  }
  for (const auto& [key, electrode, layer] : {std::tuple{"negative", &cell.negative, &cell.layers.front()},
                                              std::tuple{"positive", &cell.positive, &cell.layers.back()}}) {
    const auto* foil = std::get_if<FoilElectrode>(electrode);
    if (foil && foil->bath && cell.electrolytes[layer->electrolyte].single_ion)
      throw table.child(key).error("type", "= reservoir borders on a single-ion conductor",
                                   "a bath exchanges salt: it needs an electrolyte in which anions move");
  }
  cell.interfaces = read_interfaces(table, cell.layers);
  cell.shells = refined(mesh.shells, refinement.particles);
  cell.refinement = refinement.volumes;
  for (LayerParameters& layer : cell.layers) layer.nodes = refined(layer.nodes, refinement.volumes);

  cell.area = si(table.read<Area>("area", between<Area>(1e-8, 1e4)));
  cell.pairs_in_parallel = table.read_count_or("pairs_in_parallel", 1, 1, 100000);
  cell.temperature = si(table.read<Temperature>("temperature", between<Temperature>(150.0, 700.0)));
  check_temperature(table, cell);
  const Range<Voltage> limits = table.read_interval<Voltage>("voltage_limits", between<Voltage>(-5.0, 10.0));
  cell.voltage_limits = {si(limits.lo), si(limits.hi)};
  const double electrode_area = cell.area * cell.pairs_in_parallel;
  if (const auto capacity = table.find<Charge>("nominal_capacity", between<Charge>(1e-6, 1e9)))
    cell.nominal_capacity = si(*capacity) / electrode_area;
  cell.series_resistance = electrode_area * si(table.read_or<Resistance>("series_resistance", from_si<Resistance>(0.0),
                                                                         between<Resistance>(0.0, 1e6)));
  cell.initial = read_initial(table);
  warn_of_doubts(table, cell);
  for (const Side side : {Side::negative, Side::positive}) {
    const bool left = side == Side::negative;
    auto* foil = std::get_if<FoilElectrode>(left ? &cell.negative : &cell.positive);
    if (!foil || foil->bath) continue;
    const auto& known = cell.dendrites[left ? 0 : 1].emplace(dendrite_knowledge(table, cell, side));
    if (foil->contact && foil->contact->limit != ContactLoss::Limit::given)
      foil->contact->critical_current = limited_by(foil->contact->limit, left ? negative : positive, known);
  }
  return cell;
}

}  // namespace vitrion
