// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/bounds.hpp"
#include "model/cell_facts.hpp"
#include "model/chemistries/lithium_sulfur/parameters.hpp"
#include "model/dae_model.hpp"
#include "model/terminal.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitrion::lithium_sulfur {

/// A lithium foil, layers, and a porous carbon–sulfur cathode: eight dissolved species, solids that come and go, pores
/// that open and close. Equations and their places: README.md.
///
/// Concentrations span thirty decades, and reactions go with their square roots. Unknowns are the amounts w = ε c per
/// volume, in which the balances are linear: Newton's method meets their sums exactly, so that sulfur, anions and
/// lithium are conserved to round-off. Where a reaction needs a root, s with s √(s² + δ²) = c is an unknown of the
/// cathode, too: slopes stay finite at zero, an exhausted species is as easy as any other, and the rounding error that
/// carries its amount below zero only turns the sign of s. (Logarithms, the
/// usual choice, have no value there, and a Newton step of theirs may go astray by decades.)
class SulfurCell {
 public:
  explicit SulfurCell(Parameters parameters);

  template <class S>
  struct Workspace;

  const Parameters& parameters() const { return p_; }
  const StateLayout& layout() const { return layout_; }

  void set_temperature(double T);  ///< K, from now on
  double temperature() const { return T_; }

  Terminal terminal;  ///< what the cycler does now

  void set_limits(std::vector<Limit> limits, double charge_at_start);
  const std::vector<std::string>& event_names() const { return event_names_; }
  void events(double t, std::span<const double> y, std::span<double> g) const;
  std::size_t first_step_event() const { return physical_events_; }

  template <class S>
  void residual(double t, std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const;

  /// No less than nothing of a species, of a solid, of what is adsorbed.
  std::span<const Bound> bounds() const { return bounds_; }

  void initial_state(std::span<double> y) const;

  CellFacts facts(std::string chemistry) const;

  struct Fields {
    std::array<FieldId, balanced> w;
    std::array<FieldId, rooted.size()> s;                          ///< in the order of `rooted`
    std::vector<FieldId> fraction;                                 ///< one a precipitate
    FieldId dphi, phi_e;                                           ///< φ_s − φ_e in the cathode; φ_e
    std::vector<std::array<FieldId, adsorbable.size()>> adsorbed;  ///< one entry a layer that adsorbs
    FieldId Q, metal, lost, shuttled, V, I;
  };
  const Fields& fields() const { return fields_; }
  TerminalFields terminal_fields() const { return {fields_.V, fields_.I, fields_.Q}; }

  /// Volumes from foil to collector, and what each of them is.
  struct Volume {
    double width, x;    ///< m
    std::size_t layer;  ///< index into parameters().layers; their number: the cathode
    double available;   ///< ε + Σ ε_k
    double bruggeman;
    double catalysis;  ///< factor of rate constants, 1
  };
  std::size_t size() const { return volumes_.size(); }
  std::size_t first_of_cathode() const { return first_of_cathode_; }
  std::span<const Volume> volumes() const { return volumes_; }
  std::span<const double> widths() const { return width_; }
  std::span<const double> positions() const { return x_; }
  std::span<const double> fixed_charge() const { return fixed_charge_; }

  /// ε_available − Σ ε_k of a volume.
  double pore_space(std::size_t k, std::span<const double> y) const;
  /// a₀ C of the cathode, F m⁻³; its charge is balanced by lithium ions.
  double double_layer() const { return double_layer_; }
  /// What the sites of all layers hold of an adsorbable species, mol m⁻².
  double adsorbed(Species species, std::span<const double> y) const;
  /// Electrons taken up by the sulfur that is there now, of the most it could.
  double utilisation(std::span<const double> y) const;
  /// U of a volume of the cathode (see CellOutputs), V; `w` holds the state's concentrations.
  double equilibrium_potential(std::size_t k, std::span<const double> y, const Workspace<double>& w) const;

 private:
  void make_volumes();
  void add_fields();
  const PerSpecies& initial_concentration(std::size_t k) const {
    const std::size_t layer = volumes_[k].layer;
    return layer < p_.layers.size() ? p_.layers[layer].dissolved : p_.concentration;
  }
  double donnan_potential(std::size_t k) const;
  double potential_between(double oxidising, double reducing) const;
  double potential_at_start() const;
  std::size_t index(FieldId id, std::size_t column = 0) const { return layout_[id].index(column); }

  /// c^(halves/2) in a volume of the cathode, odd in c.
  template <class S>
  S power(Species i, int halves, std::size_t q, std::span<const S> y, const Workspace<S>& w) const;
  template <class S>
  std::span<const S> root(Species i, std::span<const S> y) const {
    const auto which = std::find(rooted.begin(), rooted.end(), i) - rooted.begin();
    return layout_.view(fields_.s[static_cast<std::size_t>(which)], y);
  }
  template <class S>
  void properties(std::span<const S> y, std::span<S> r, Workspace<S>& w) const;
  template <class S>
  void foil(std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const;
  template <class S>
  void fluxes(std::span<const S> y, Workspace<S>& w) const;
  template <class S>
  void cathode(std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const;
  template <class S>
  void precipitation(std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const;
  template <class S>
  void adsorption(std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const;

  Parameters p_;
  std::vector<Volume> volumes_;
  std::vector<double> width_, x_;
  std::size_t first_of_cathode_ = 0;
  std::vector<std::size_t> first_of_layer_;  ///< [layers + 2] first volume of each layer, of the cathode, and the end
  std::vector<std::size_t> adsorbing_;       ///< layers that adsorb
  std::vector<PerSpecies> partition_;        ///< K of each volume
  std::vector<double> fixed_charge_;         ///< of each volume, mol m⁻³
  std::vector<char> uniform_face_, jump_face_;  ///< [n + 1] both sides alike; potential may jump there
  double porosity_at_start_ = 0.0;              ///< of the cathode
  double liquid_at_start_ = 0.0;                ///< in the whole cell, m

  StateLayout layout_;
  std::vector<Bound> bounds_;
  Fields fields_{};

  double T_ = 0.0, F_over_RT_ = 0.0;
  double double_layer_;          ///< a₀ C, F m⁻³
  double foil_reference_ = 0.0;  ///< U_ref of the foil: (RT/F) ln(c_Li,ref / 1 mol L⁻¹), V
  std::array<double, reactions.size()> forward_{}, backward_{};  ///< i₀ Π c_ref^−s exp(∓α (F/RT) U_ref)

  std::vector<Limit> limits_;
  double charge_at_start_ = 0.0;
  std::vector<std::string> event_names_;
  std::size_t physical_events_ = 0;
};

}  // namespace vitrion::lithium_sulfur
