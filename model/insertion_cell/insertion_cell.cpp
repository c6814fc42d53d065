// SPDX-License-Identifier: BSD-3-Clause
#include "model/insertion_cell/insertion_cell.hpp"

#include "model/electrolytes/impedance.hpp"
#include "model/electrolytes/permselectivity.hpp"
#include "model/insertion_cell/equilibrium.hpp"
#include "model/insertion_cell/regions.hpp"
#include "model/insertion_cell/salt_path.hpp"
#include "model/insertion_cell/stack.hpp"
#include "params/constants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

namespace vitrion {
namespace {

// Absolute tolerances at a relative tolerance of 1e-4, a hundredth of what one would notice.
constexpr double atol_fraction = 1e-5;   // of a stoichiometry
constexpr double atol_salt = 1e-4;       // of the salt at rest: two microvolts of a concentration overpotential
constexpr double atol_potential = 1e-5;  // V
constexpr double atol_current = 1e-3;    // A m⁻²
constexpr double atol_charge = 1e0;      // C m⁻²

const char* name_of(Side side) { return side == Side::negative ? "neg" : "pos"; }
/// What an insertion material takes, in words.
std::string guest(const std::string& ion) {
  if (ion == "H+") return "protons";
  if (ion == "Li+") return "lithium";
  return ion.substr(0, ion.find_first_of("0123456789+"));
}

const char* word_for(Side side) { return side == Side::negative ? "negative" : "positive"; }

}  // namespace

InsertionCell::InsertionCell(CellParameters parameters)
    : p_(std::move(parameters)),
      mesh_(regions_of(p_)),
      radial_mesh_(p_.shells),
      zF_(faraday * p_.charge_number),
      reference_current_(reference_capacity(p_) / 3600.0) {
  find_conditions();
  find_segments();
  add_fields();
  set_temperature(p_.temperature);
  event_names_.emplace_back("salt used up in the electrolyte");
  for (const Side side : {Side::negative, Side::positive}) {
    if (bath(side)) {
      continue;  // never used up
    } else if (foil(side)) {
      event_names_.push_back(fmt::format("salt used up at the {} foil", word_for(side)));
      event_names_.push_back(fmt::format("metal of the {} foil used up", word_for(side)));
      if (foil(side)->contact) event_names_.push_back(fmt::format("contact of the {} foil lost", word_for(side)));
    } else {
      const std::string particles = fmt::format("particles of the {} electrode", word_for(side));
      event_names_.push_back(fmt::format("{} emptied of {} at their surface", particles, guest(p_.working_ion)));
      event_names_.push_back(fmt::format("{} full of {} at their surface", particles, guest(p_.working_ion)));
    }
  }
  if (evolves_hydrogen()) event_names_.emplace_back("hydrogen evolution takes more than half of the current");
  physical_events_ = event_names_.size();
}

InsertionCell::Range InsertionCell::volumes(Side side) const {
  assert(porous(side));
  if (side == Side::negative) return {0, mesh_.first_of_region[1]};
  return {mesh_.first_of_region[p_.layers.size() - 1], mesh_.size()};
}

double InsertionCell::anions_at_rest(const Segment& segment) const {
  const Electrolyte& electrolyte = p_.electrolytes[segment.electrolyte];
  const double c = electrolyte.concentration, X = electrolyte.fixed_charge;
  return X == 0.0 ? c : conduction::donnan(c, X).co;
}

const StabilityWindow* InsertionCell::window_at(Side side) const {
  const LayerParameters& layer = side == Side::negative ? p_.layers.front() : p_.layers.back();
  const Electrolyte& electrolyte = p_.electrolytes[layer.electrolyte];
  return electrolyte.window ? &*electrolyte.window : nullptr;
}

SeparatorAtRest InsertionCell::separator_at_rest(double T) const { return vitrion::separator_at_rest(p_, T); }

DielectricLimit InsertionCell::dielectric_limit() const {
  DielectricLimit lowest;
  for (std::size_t e = 0; e < p_.electrolytes.size(); ++e) {
    const Electrolyte& electrolyte = p_.electrolytes[e];
    const auto [T, humidity, light] = felt_by(e, 0.0);
    const double permittivity = electrolyte.permittivity.value_or(1.0);
    const double f = conduction::bulk_apex_frequency(
        electrolyte.conductivity({electrolyte.concentration, T, humidity, light}), permittivity);
    if (f < lowest.frequency) lowest = {f, electrolyte.name, permittivity};
  }
  return lowest;
}

CellFacts InsertionCell::facts(std::string chemistry) const {
  std::vector<ElectrodeFacts> electrodes;
  for (const Side side : {Side::negative, Side::positive}) {
    ElectrodeFacts facts{side == Side::negative ? "negative" : "positive", 0.0, 0.0};
    const LayerParameters& layer = side == Side::positive ? p_.layers.back() : p_.layers.front();
    if (const FoilElectrode* metal = foil(side)) {
      if (!metal->bath) facts.capacity = zF_ * metal->thickness / metal->molar_volume;
    } else {
      facts.capacity = electrode_capacity(p_, electrode(side), layer.thickness);
      for (const ActiveMaterial& active : porous(side)->materials)
        facts.active_mass += active.volume_fraction * layer.thickness * active.material.density;
    }
    electrodes.push_back(facts);
  }
  // mA/g refers to the positive electrode, or to the negative where the positive is a foil.
  const double active_mass = electrodes[1].active_mass > 0.0 ? electrodes[1].active_mass : electrodes[0].active_mass;
  return {
      .name = p_.name,
      .chemistry = std::move(chemistry),
      .area = p_.area * p_.pairs_in_parallel,
      .temperature = p_.temperature,
      .voltage_limits = p_.voltage_limits,
      .reference_capacity = reference_capacity(p_),
      .initial_state_of_charge = initial_state_of_charge(p_),
      .active_mass = active_mass,
      .electrodes = std::move(electrodes),
      .stack = stack_facts(p_),
      .dielectric = dielectric_limit(),
  };
}

void InsertionCell::find_segments() {
  const auto interface_after = [&](std::size_t layer) {
    return std::find_if(p_.interfaces.begin(), p_.interfaces.end(),
                        [&](const InterfaceParameters& i) { return i.left_layer == layer; });
  };
  std::size_t column = 0;
  for (std::size_t layer = 0; layer < p_.layers.size(); ++layer) {
    const std::size_t electrolyte = p_.layers[layer].electrolyte;
    const std::size_t begin = mesh_.first_of_region[layer], end = mesh_.first_of_region[layer + 1];
    const bool binary = !p_.electrolytes[electrolyte].single_ion;
    const auto interface = layer == 0 ? p_.interfaces.end() : interface_after(layer - 1);
    const bool goes_on = layer > 0 && segments_.back().electrolyte == electrolyte && interface == p_.interfaces.end();
    if (goes_on) {
      segments_.back().end = end;
    } else {
      if (layer > 0) {
        Boundary& boundary = boundaries_.emplace_back();
        if (interface != p_.interfaces.end()) {
          boundary.interface = static_cast<std::size_t>(interface - p_.interfaces.begin());
          boundary.partition = interface->partition;
          boundary.capacitance = interface->capacitance;
        }
      }
      segments_.push_back({begin, end, electrolyte, binary, column, p_.electrolytes[electrolyte].salt});
    }
    if (binary) column += end - begin;
  }
}

void InsertionCell::add_fields() {
  // At one position unknowns are eliminated in this order; the pivots it gives are never small (a reaction current has
  // a 1 on its diagonal, and fills in those of the double layer behind it).
  const auto add_foil = [&](Side side, double x) {
    if (!foil(side)) return;
    FoilFields fields{};
    const auto name = [&](const char* symbol) { return fmt::format("{}_foil_{}", symbol, name_of(side)); };
    const Kind kind = foil(side)->double_layer_capacitance > 0.0 ? Kind::differential : Kind::algebraic;
    fields.j = layout_.add({name("j"), "A/m^2", Kind::algebraic, atol_current, {x}});
    fields.dphi = layout_.add({name("dphi"), "V", kind, atol_potential, {x}});
    const FoilElectrode& metal = *foil(side);
    const auto add_state = [&](const char* symbol, const char* unit, double atol) {
      return layout_.add({name(symbol), unit, Kind::differential, atol, {x}});
    };
    if (metal.interphase) fields.interphase = add_state("interphase", "1", 1e-3 * atol_fraction);
    if (metal.dead_metal) {
      fields.deposit = add_state("n_deposit", "mol/m^2", 1e-2 * atol_charge / faraday);
      fields.dead = add_state("n_dead", "mol/m^2", atol_charge / faraday);
    }
    if (metal.contact) fields.contact = add_state("contact", "1", atol_fraction);
    if (side == Side::negative) fields.current = layout_.add({name("i"), "A/m^2", Kind::algebraic, atol_current, {x}});
    fields_.foil[static_cast<std::size_t>(side)] = fields;
  };
  add_foil(Side::negative, 0.0);

  for (const Side side : {Side::negative, Side::positive}) {
    if (!porous(side)) continue;
    const Range nodes = volumes(side);
    const std::vector<double> x(mesh_.x.begin() + static_cast<std::ptrdiff_t>(nodes.begin),
                                mesh_.x.begin() + static_cast<std::ptrdiff_t>(nodes.end));
    PorousFields fields{};
    double capacitance = 0.0;
    const auto& materials = porous(side)->materials;
    for (std::size_t m = 0; m < materials.size(); ++m) {
      const std::string which = materials.size() == 1 ? name_of(side) : fmt::format("{}.{}", name_of(side), m + 1);
      fields.theta.push_back(
          layout_.add({"theta_" + which, "1", Kind::differential, atol_fraction, x, radial_mesh_.radius}));
      fields.j.push_back(layout_.add({"j_" + which, "A/m^2", Kind::algebraic, atol_current, x}));
      capacitance += materials[m].material.double_layer_capacitance;
    }
    fields.dphi = layout_.add({fmt::format("dphi_{}", name_of(side)), "V",
                               capacitance > 0.0 ? Kind::differential : Kind::algebraic, atol_potential, x});
    if (const StabilityWindow* limits = window(side)) {
      const auto count = [&](const char* what) {
        return layout_.add(
            {fmt::format("{}_{}", what, name_of(side)), "C/m^3", Kind::differential, atol_charge / mesh_.thickness, x});
      };
      if (limits->oxidation_current) fields.oxidised = count("q_oxidised");
      if (limits->reduction_current) fields.reduced = count("q_reduced");
    }
    fields_.porous[static_cast<std::size_t>(side)] = fields;
  }

  for (std::size_t s = 0; s + 1 < segments_.size(); ++s) {
    const std::size_t k = segments_[s].end;
    const double x = 0.5 * (mesh_.x[k - 1] + mesh_.x[k]);
    std::optional<FieldId> drop;
    if (boundaries_[s].capacitance > 0.0)
      drop = layout_.add({fmt::format("dphi_interface_{}", s + 1), "V", Kind::differential, atol_potential, {x}});
    fields_.interface_drop.push_back(drop);
    fields_.interface_current.push_back(
        layout_.add({fmt::format("i_interface_{}", s + 1), "A/m^2", Kind::algebraic, atol_current, {x}}));
  }

  std::vector<double> binary;
  double largest = 0.0;
  for (const Segment& segment : segments_) {
    if (!segment.binary) continue;
    binary.insert(binary.end(), mesh_.x.begin() + static_cast<std::ptrdiff_t>(segment.begin),
                  mesh_.x.begin() + static_cast<std::ptrdiff_t>(segment.end));
    largest = std::max(largest, anions_at_rest(segment));
  }
  if (!binary.empty()) fields_.c_e = layout_.add({"c_e", "mol/m^3", Kind::differential, atol_salt * largest, binary});
  fields_.phi_e = layout_.add({"phi_e", "V", Kind::algebraic, atol_potential, mesh_.x});
  add_foil(Side::positive, mesh_.thickness);

  fields_.Q = layout_.add({"Q", "C/m^2", Kind::differential, atol_charge, {}});
  for (const Side side : {Side::negative, Side::positive}) {
    if (!foil(side)) continue;
    fields_.foil[static_cast<std::size_t>(side)]->metal = layout_.add(
        {fmt::format("n_foil_{}", name_of(side)), "mol/m^2", Kind::differential, atol_charge / faraday, {}});
  }
  fields_.V = layout_.add({"V", "V", Kind::algebraic, atol_potential, {}});
  fields_.I = layout_.add({"I", "A/m^2", Kind::algebraic, atol_current, {}});
}

void InsertionCell::set_temperature(double T) {
  T_ = T;
  RT_over_F_ = gas_constant * T / faraday;
  F_over_RT_ = 1.0 / RT_over_F_;
  for (Boundary& boundary : boundaries_)
    if (boundary.interface) boundary.area_resistance = p_.interfaces[*boundary.interface].area_resistance({T});
  for (const Side side : {Side::negative, Side::positive}) {
    auto& constants = constants_[static_cast<std::size_t>(side)];
    constants.clear();
    if (!porous(side)) continue;
    for (const ActiveMaterial& active : porous(side)->materials) {
      const Material& host = active.material;
      const double R = active.particle_radius;
      constants.push_back({
          .a = active.specific_area(),
          .per_flux = 1.0 / (zF_ * host.maximum_concentration * R),
          .D_over_R2 = host.diffusivity({host.x_at_100_percent, T}) / (R * R),
          .constant_diffusivity = !host.diffusivity.depends_on(0),
          .Fk = host.exchange_current_density ? 0.0 : zF_ * host.rate_constant({host.reference_concentration, T}),
      });
    }
  }
}

void InsertionCell::set_limits(std::vector<Limit> limits, double charge_at_start) {
  limits_ = std::move(limits);
  charge_at_start_ = charge_at_start;
  event_names_.resize(physical_events_);
  for (const Limit& limit : limits_) event_names_.push_back(limit.name);
}

void InsertionCell::initial_state(std::span<double> y) const {
  std::fill(y.begin(), y.end(), 0.0);
  const Stoichiometries x = initial_stoichiometries(p_);
  const auto potential = [&](Side side) {
    return porous(side)
               ? potential_of(porous(side)->materials[0].material, x[static_cast<std::size_t>(side)][0], p_.temperature)
               : 0.0;
  };
  for (const Segment& segment : segments_) {
    if (!segment.binary) continue;
    const std::span<double> c_e = y.subspan(index(*fields_.c_e, segment.column), segment.end - segment.begin);
    std::fill(c_e.begin(), c_e.end(), anions_at_rest(segment));
  }
  for (const Side side : {Side::negative, Side::positive}) {
    const auto s = static_cast<std::size_t>(side);
    if (fields_.porous[s]) {
      for (std::size_t m = 0; m < fields_.porous[s]->theta.size(); ++m) {
        const std::span<double> theta = layout_.view(fields_.porous[s]->theta[m], y);
        std::fill(theta.begin(), theta.end(), x[s][m]);
      }
      const std::span<double> dphi = layout_.view(fields_.porous[s]->dphi, y);
      std::fill(dphi.begin(), dphi.end(), potential(side));
    } else {
      const FoilElectrode& metal = *foil(side);
      const FoilFields& field = *fields_.foil[s];
      if (!metal.bath) y[index(field.metal)] = metal.thickness / metal.molar_volume;
      if (field.interphase) y[index(*field.interphase)] = 1.0;
      if (field.deposit) y[index(*field.deposit)] = metal.dead_metal->initial_deposit;
      if (field.contact) y[index(*field.contact)] = metal.contact->initial;
    }
  }
  const std::span<double> phi_e = layout_.view(fields_.phi_e, y);
  std::fill(phi_e.begin(), phi_e.end(), -potential(Side::negative));
  y[index(fields_.V)] = potential(Side::positive) - potential(Side::negative);
}

}  // namespace vitrion
