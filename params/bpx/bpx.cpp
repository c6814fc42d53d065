// SPDX-License-Identifier: BSD-3-Clause
#include "params/bpx/bpx.hpp"

#include "params/bpx/bpx_property.hpp"
#include "params/text/unit_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace vitrion {

namespace {

constexpr BpxVariable concentration{"c", "mol/m^3"}, stoichiometry{"x", ""};

/// Everything that is read on the way through the file.
class Translator {
 public:
  Translator(const Node& root, Warnings& warnings) : file_(root, "", warnings), root_(root), warnings_(warnings) {}

  Node translate();

 private:
  void read_header();
  void read_state();
  Node electrolyte(BpxSection section);
  Node electrode(BpxSection section, bool positive);
  Node material(BpxSection& section, const std::string& name, bool positive);
  Node property(BpxSection& section, const std::string& key, const std::string& activation_key, const char* unit,
                const BpxVariable& variable, Sign sign, const char* outside) const {
    return bpx_property(section, {key, activation_key, unit, variable, sign, outside}, *reference_);
  }
  void check_user_defined(const Node& node, const std::string& path, int depth);
  /// Moves a temperature or concentration of BPX 0.x to where 1.x has it.
  void take_moved(BpxSection& section, const char* key, const char* unit, std::optional<Node>& into) const;

  BpxSection file_;
  const Node& root_;
  Warnings& warnings_;
  bool legacy_ = false;
  std::string title_ = "BPX cell", source_;
  std::optional<Node> initial_charge_, initial_temperature_, ambient_temperature_, concentration_, reference_;
};

void Translator::read_header() {
  BpxSection header = file_.section("Header");
  const Node& version = header.need("BPX");
  const std::string& text = version.text;
  const auto point = text.find('.');
  const bool digits = version.is_leaf() && text.find_first_not_of("0123456789.") == std::string::npos &&
                      point != std::string::npos && point > 0 && std::count(text.begin(), text.end(), '.') <= 2 &&
                      text.back() != '.' && text.find("..") == std::string::npos;
  if (!digits)
    throw InputError(version.place.position(), fmt::format("Header > BPX = {} is not a version", text),
                     "write it as \"1.0.0\"");
  if (!is_text(version)) header.warn(version, "Header > BPX is a number", fmt::format("write it as \"{}\"", text));
  const std::string major = text.substr(0, point);
  if (major != "0" && major != "1")
    throw InputError(version.place.position(), fmt::format("BPX version {} is not known", text),
                     "versions 0.x and 1.x are read");
  legacy_ = major == "0";
  if (header.find("Title")) title_ = header.text("Title");
  if (header.find("References")) source_ = header.text("References");
  if (header.find("Description") && source_.empty()) source_ = header.text("Description");
  if (source_.empty()) source_ = title_;
  const std::string model = header.text("Model");
  const Node& model_node = header.need("Model");
  if (model == "SPMe") {
    header.warn(model_node, "Header > Model = SPMe is solved as the full DFN model");
  } else if (model == "SPM" || model == "Partial") {
    throw InputError(model_node.place.position(),
                     fmt::format("Header > Model = {} lacks what a full cell needs", model),
                     "a file for the model DFN is needed, with electrolyte, separator and both electrodes");
  } else if (model != "DFN") {
    throw InputError(model_node.place.position(), fmt::format("Header > Model = {} is not known", model),
                     "write DFN, SPMe, SPM or Partial");
  }
  header.finish();
}

void Translator::read_state() {
  if (legacy_ || !file_.find("State")) return;
  BpxSection state = file_.section("State");
  if (state.find("Initial conditions")) {
    BpxSection initial = state.section("Initial conditions");
    if (initial.find("Initial state-of-charge"))
      initial_charge_ = initial.quantity("Initial state-of-charge", "", Sign::fraction);
    if (initial.find("Initial temperature [K]"))
      initial_temperature_ = initial.quantity("Initial temperature [K]", "K", Sign::positive);
    if (initial.find("Initial electrolyte concentration [mol.m-3]"))
      concentration_ = initial.quantity("Initial electrolyte concentration [mol.m-3]", "mol/m^3", Sign::positive);
    initial.ignore({"Initial hysteresis state: Positive electrode", "Initial hysteresis state: Negative electrode"});
    initial.finish();
  }
  if (state.find("Thermal environment")) {
    BpxSection thermal = state.section("Thermal environment");
    if (thermal.find("Ambient temperature [K]"))
      ambient_temperature_ = thermal.quantity("Ambient temperature [K]", "K", Sign::positive);
    if (thermal.find("Heat transfer coefficient [W.m-2.K-1]"))
      thermal.number("Heat transfer coefficient [W.m-2.K-1]", Sign::not_negative);
    thermal.finish();
  }
  if (state.find("Degradation")) {
    BpxSection degradation = state.section("Degradation");
    const auto none = [](const Node& loss) { return loss.is_leaf() && parse_number(loss.text) == 0.0; };
    for (const char* key : {"LLI", "LAM: Positive electrode", "LAM: Negative electrode"}) {
      const Node* value = degradation.find(key);
      const bool of_materials = value && value->is_map();  // of a blended electrode
      const bool fresh = of_materials ? std::all_of(value->entries.begin(), value->entries.end(),
                                                    [&](const Node::Entry& entry) { return none(entry.value); })
                                      : value && none(*value);
      if (value && !fresh) degradation.refuse(key, "degradation is not modelled", "leave State > Degradation out");
    }
    degradation.finish();
  }
  state.finish();
}

void Translator::take_moved(BpxSection& section, const char* key, const char* unit, std::optional<Node>& into) const {
  if (!legacy_) section.refuse(key, "BPX 1.x has this field in State", "move it there");
  if (section.find(key)) into = section.quantity(key, unit, Sign::positive);
}

Node Translator::electrolyte(BpxSection section) {
  take_moved(section, "Initial concentration [mol.m-3]", "mol/m^3", concentration_);
  const Place& place = section.node().place;
  if (!concentration_) {
    concentration_ = text_at(place, "1000 mol/m^3");
    section.warn(section.node(), "no initial electrolyte concentration is given: 1 mol/L is taken");
  }
  Node map = map_of(
      place, {{"kind", text_at(place, "electrolyte")},
              {"name", text_at(place, title_ + ", electrolyte")},
              {"working_ion", text_at(place, "Li+")},
              {"transport", text_at(place, "binary")},
              {"conductivity", property(section, "Conductivity [S.m-1]", "Conductivity activation energy [J.mol-1]",
                                        "S/m", concentration, Sign::positive, "clamp")},
              {"diffusivity", property(section, "Diffusivity [m2.s-1]", "Diffusivity activation energy [J.mol-1]",
                                       "m^2/s", concentration, Sign::positive, "clamp")},
              {"transference_number", section.quantity("Cation transference number", "", Sign::any)},
              {"concentration", *concentration_}});
  section.finish();
  return map;
}

Node Translator::material(BpxSection& section, const std::string& name, bool positive) {
  for (const char* key : {"OCP (delithiation) [V]", "OCP (lithiation) [V]", "OCP hysteresis decay constant"})
    section.refuse(key, "hysteresis of the open-circuit potential is not modelled yet",
                   "leave the hysteresis fields out and give the mean curve as 'OCP [V]'");
  const Place& place = section.node().place;
  const double lowest = section.number("Minimum stoichiometry", Sign::fraction);
  const double highest = section.number("Maximum stoichiometry", Sign::fraction);
  if (lowest >= highest)
    throw InputError(section.need("Minimum stoichiometry").place.position(),
                     fmt::format("{}: the minimum stoichiometry {} is not below the maximum {}", section.path(),
                                 number_text(lowest), number_text(highest)),
                     "are they exchanged?");
  Node least = section.quantity("Minimum stoichiometry", "", Sign::fraction);
  Node most = section.quantity("Maximum stoichiometry", "", Sign::fraction);
  // A full cell has its lithium in the negative electrode.
  if (positive) std::swap(least, most);
  section.number("Reaction rate constant [mol.m-2.s-1]", Sign::positive);  // neither a function nor a table
  Node map = map_of(
      place,
      {{"kind", text_at(place, "material")},
       {"name", text_at(place, name)},
       {"particle_radius", section.quantity("Particle radius [m]", "m", Sign::positive)},
       {"surface_area", section.quantity("Surface area per unit volume [m-1]", "1/m", Sign::positive)},
       {"maximum_concentration", section.quantity("Maximum concentration [mol.m-3]", "mol/m^3", Sign::positive)},
       {"diffusivity", property(section, "Diffusivity [m2.s-1]", "Diffusivity activation energy [J.mol-1]", "m^2/s",
                                stoichiometry, Sign::positive, "clamp")},
       {"open_circuit_potential", property(section, "OCP [V]", "", "V", stoichiometry, Sign::any, "extend")},
       {"reference_temperature", *reference_},
       {"rate_constant",
        property(section, "Reaction rate constant [mol.m-2.s-1]", "Reaction rate constant activation energy [J.mol-1]",
                 "mol/(m^2 s)", stoichiometry, Sign::positive, "clamp")},
       {"reference_concentration", *concentration_},
       {"stoichiometry", map_of(place, {{"at_0_percent", std::move(least)}, {"at_100_percent", std::move(most)}})}});
  if (section.find("Entropic change coefficient [V.K-1]"))
    put(map, "entropic_coefficient",
        property(section, "Entropic change coefficient [V.K-1]", "", "V/K", stoichiometry, Sign::any, "clamp"));
  return map;
}

Node Translator::electrode(BpxSection section, bool positive) {
  const Place& place = section.node().place;
  const std::string side = positive ? "positive electrode" : "negative electrode";
  Node materials = Node::list(place);
  if (section.find("Particle")) {
    BpxSection particles = section.section("Particle");
    for (const Node::Entry& entry : particles.node().entries) {
      BpxSection particle = particles.section(entry.key);
      materials.items.push_back(material(particle, entry.key, positive));
      particle.finish();
    }
    if (materials.items.empty())
      throw InputError(particles.node().place.position(), fmt::format("{} names no material", particles.path()));
  } else {
    materials.items.push_back(material(section, side, positive));
  }
  Node map =
      map_of(place, {{"kind", text_at(place, "electrode")},
                     {"type", text_at(place, "porous")},
                     {"thickness", section.quantity("Thickness [m]", "m", Sign::positive)},
                     {"porosity", section.quantity("Porosity", "", Sign::fraction)},
                     {"transport_efficiency", section.quantity("Transport efficiency", "", Sign::fraction)},
                     {"electronic_conductivity", section.quantity("Conductivity [S.m-1]", "S/m", Sign::positive)},
                     {"materials", std::move(materials)}});
  section.finish();
  return map;
}

/// Free names with numbers, functions, tables, descriptions, or further objects. What announces hysteresis is refused:
/// the standard OCP of such files is only a placeholder.
void Translator::check_user_defined(const Node& node, const std::string& path, int depth) {
  for (const Node::Entry& entry : node.entries) {
    const std::string name = fmt::format("{} > {}", path, entry.key);
    const bool hysteresis =
        entry.key.find("ithiation") != std::string::npos || entry.key.find("ysteresis") != std::string::npos;
    if (hysteresis)
      throw InputError(entry.place.position(),
                       fmt::format("{}: hysteresis of the open-circuit potential is not modelled yet", name),
                       "give the mean curve as 'OCP [V]' of the electrode and remove this field");
    if (entry.value.is_map() && !entry.value.find("x")) check_user_defined(entry.value, name, depth + 1);
    const bool fits =
        entry.value.is_map() || is_text(entry.value) || (entry.value.is_leaf() && parse_number(entry.value.text));
    if (!fits)
      throw InputError(entry.value.place.position(),
                       fmt::format("{}: a number, a function, a table, a description or an object is needed", name));
    if (depth == 0) warnings_.push_back({entry.place.position(), fmt::format("{} is not used", name), ""});
  }
}

Node Translator::translate() {
  read_header();
  read_state();
  file_.ignore({"Validation"});
  BpxSection all = file_.section("Parameterisation");
  BpxSection cell = all.section("Cell");
  if (legacy_) {
    take_moved(cell, "Ambient temperature [K]", "K", ambient_temperature_);
    take_moved(cell, "Initial temperature [K]", "K", initial_temperature_);
    cell.ignore({"Thermal conductivity [W.m-1.K-1]"});
  } else {
    for (const char* key : {"Ambient temperature [K]", "Initial temperature [K]"})
      cell.refuse(key, "BPX 1.x has this field in State", "move it there");
    cell.refuse("Thermal conductivity [W.m-1.K-1]", "is not part of BPX 1.x", "move it to User-defined");
  }
  if (legacy_) file_.refuse("State", "BPX 0.x has no State", "set Header > BPX to \"1.0.0\"");
  const Place& place = cell.node().place;
  reference_ = cell.find("Reference temperature [K]") ? cell.quantity("Reference temperature [K]", "K", Sign::positive)
                                                      : text_at(place, "298.15 K");
  for (const char* key :
       {"External surface area [m2]", "Volume [m3]", "Density [kg.m-3]", "Specific heat capacity [J.K-1.kg-1]"})
    if (cell.find(key)) cell.number(key, Sign::positive);
  const Node temperature = ambient_temperature_   ? *ambient_temperature_
                           : initial_temperature_ ? *initial_temperature_
                                                  : *reference_;
  if (initial_temperature_ && initial_temperature_->text != temperature.text)
    cell.warn(*initial_temperature_,
              fmt::format("the cell is kept at the ambient temperature of {}", temperature.text));

  Node limits = Node::list(place);
  limits.items = {cell.quantity("Lower voltage cut-off [V]", "V", Sign::any),
                  cell.quantity("Upper voltage cut-off [V]", "V", Sign::any)};
  limits.place = limits.items.front().place;
  Node separator = Node::list(place);
  Node fluid = electrolyte(all.section("Electrolyte"));
  Node negative = electrode(all.section("Negative electrode"), false);
  BpxSection middle = all.section("Separator");
  separator.items.push_back(map_of(
      middle.node().place, {{"name", text_at(middle.node().place, "separator")},
                            {"thickness", middle.quantity("Thickness [m]", "m", Sign::positive)},
                            {"porosity", middle.quantity("Porosity", "", Sign::fraction)},
                            {"transport_efficiency", middle.quantity("Transport efficiency", "", Sign::fraction)}}));
  middle.finish();
  Node positive = electrode(all.section("Positive electrode"), true);
  if (const Node* own = all.find("User-defined")) {
    all.section("User-defined");
    check_user_defined(*own, "User-defined", 0);
  }
  const char* const pairs = "Number of electrode pairs connected in parallel to make a cell";
  Node map = map_of(root_.place,
                    {{"kind", text_at(root_.place, "cell")},
                     {"name", text_at(root_.place, title_)},
                     {"chemistry", text_at(root_.place, "lithium")},
                     {"source", text_at(root_.place, "BPX: " + source_)},
                     {"area", cell.quantity("Electrode area [m2]", "m^2", Sign::positive)},
                     {"pairs_in_parallel", cell.quantity(pairs, "", Sign::positive)},
                     {"temperature", temperature},
                     {"electrolyte", std::move(fluid)},
                     {"negative", std::move(negative)},
                     {"separator", std::move(separator)},
                     {"positive", std::move(positive)},
                     {"voltage_limits", std::move(limits)},
                     {"nominal_capacity", cell.quantity("Nominal cell capacity [A.h]", "A h", Sign::positive)},
                     {"initial", map_of(place, {{"state_of_charge", initial_charge_.value_or(text_at(place, "1"))}})}});
  cell.finish();
  all.finish();
  file_.finish();
  return map;
}

}  // namespace

bool is_bpx(const Node& root) {
  const Node* header = root.find("Header");
  return (header && header->is_map() && header->find("BPX")) || (header && root.find("Parameterisation"));
}

Node bpx_to_native(const Node& root, Warnings& warnings) { return Translator(root, warnings).translate(); }

}  // namespace vitrion
