// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/archive.hpp"
#include "model/cell_facts.hpp"
#include "model/condition.hpp"
#include "model/dae_model.hpp"
#include "model/insertion_cell/parameters.hpp"
#include "model/mesh.hpp"
#include "model/radial_mesh.hpp"
#include "model/terminal.hpp"
#include "params/constants.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitrion {

/// A cell of foils and porous insertion electrodes on a stack of electrolyte layers: the pseudo-two-dimensional model.
///
/// Unknowns at each volume of the stack: c_e (binary electrolytes only), φ_e; in a porous electrode also the double
/// layer's Δφ = φ_s − φ_e, one reaction current j a material, and θ at the radial nodes of its particles. A foil has j,
/// Δφ and the current that enters the electrolyte; an interface between electrolytes has its current. Of the whole
/// cell: charge passed Q, metal left on each foil, V and I. Where the file says how fast an electrolyte decomposes
/// outside its stability window, each volume of a porous electrode counts the charge of it. Every row stands beside its
/// unknown in insertion_cell_residual.hpp.
///
/// The negative collector is the zero of φ_s. One object serves one solver: protocol steps change its terminal, limits
/// and temperature.
class InsertionCell {
 public:
  explicit InsertionCell(CellParameters parameters);

  const CellParameters& parameters() const { return p_; }
  const Mesh& mesh() const { return mesh_; }
  const StateLayout& layout() const { return layout_; }

  /// Isothermal at T (K) from now on: coefficients are evaluated anew.
  void set_temperature(double T);
  double temperature() const { return T_; }

  /// Humidity and light, where an electrolyte depends on them; those that are set hold in all electrolytes.
  std::span<const Condition> conditions() const { return conditions_; }
  double condition(std::size_t k) const;
  void set_condition(std::size_t k, double value, double t);
  /// How far light has switched them.
  void archive(Archive& a) { a(felt_); }
  /// Electrolytes outside the ranges that they state.
  std::vector<Objection> objections(double T, std::span<const double> conditions) const;

  Terminal terminal;  ///< what the cycler does now

  /// Limits of the running step, besides those of the cell itself; `charge_at_start` is Q now, C m⁻².
  void set_limits(std::vector<Limit> limits, double charge_at_start);

  template <class S>
  struct Workspace;

  /// F(t, y, ẏ).
  template <class S>
  void residual(double t, std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const;

  /// Rest at the initial state of the parameters; the algebraic unknowns are a good guess.
  /// @throws InputError when the initial state cannot be (a voltage out of reach)
  void initial_state(std::span<double> y) const;

  const std::vector<std::string>& event_names() const { return event_names_; }
  void events(double t, std::span<const double> y, std::span<double> g) const;
  /// Events before this index are physical limits of the cell; from it on, the limits of the step in their order.
  std::size_t first_step_event() const { return physical_events_; }

  /// Small oscillations about rest: every particle without a gradient answers at its surface as a sphere does.
  std::vector<ClosedForm> closed_forms(std::span<const double> y) const;

  // Fields of the layout, for readers of a state.
  struct PorousFields {
    std::vector<FieldId> j, theta;  ///< one a material
    FieldId dphi;
    std::optional<FieldId> oxidised, reduced;  ///< charge that decomposition took, where the electrolyte can decompose
  };
  struct FoilFields {
    FieldId j, dphi, metal;
    std::optional<FieldId> interphase, contact, deposit, dead;  ///< where the foil ages: L/L₀, θ, n_deposit, n_dead
    FieldId current;                                            ///< negative side only: on the positive side it is I
  };
  struct Fields {
    std::optional<FieldId> c_e;
    FieldId phi_e, Q, V, I;
    std::vector<FieldId> interface_current;              ///< one an interior boundary of segments
    std::vector<std::optional<FieldId>> interface_drop;  ///< voltage over an interface, where it has a capacitance
    std::optional<PorousFields> porous[2];               ///< by Side
    std::optional<FoilFields> foil[2];
  };
  const Fields& fields() const { return fields_; }
  TerminalFields terminal_fields() const { return {fields_.V, fields_.I, fields_.Q}; }

  CellFacts facts(std::string chemistry) const;
  SeparatorAtRest separator_at_rest(double T) const;

  /// A run of volumes that hold one electrolyte with nothing in between.
  struct Segment {
    std::size_t begin, end;  ///< volumes
    std::size_t electrolyte;
    bool binary;
    std::size_t column;  ///< of its first volume in c_e, where binary
    SaltFormula salt;
  };
  std::span<const Segment> segments() const { return segments_; }
  /// Interface on the right of segment s.
  struct Boundary {
    std::optional<std::size_t> interface;  ///< of the parameters, where one is described
    double partition = 1.0;
    double area_resistance = 0.0;  ///< at the present temperature, Ω m²
    double capacitance = 0.0;      ///< F m⁻²
  };
  std::span<const Boundary> boundaries() const { return boundaries_; }

  /// Volumes of a porous electrode.
  struct Range {
    std::size_t begin, end;
    std::size_t size() const { return end - begin; }
  };
  Range volumes(Side side) const;
  const PorousElectrode* porous(Side side) const { return std::get_if<PorousElectrode>(&electrode(side)); }
  /// The stability window of the electrolyte that an electrode touches, or null.
  const StabilityWindow* window_at(Side side) const;
  /// The same where the electrolyte may decompose: in a porous electrode.
  const StabilityWindow* window(Side side) const { return porous(side) ? window_at(side) : nullptr; }
  const FoilElectrode* foil(Side side) const { return std::get_if<FoilElectrode>(&electrode(side)); }
  const Electrode& electrode(Side side) const { return side == Side::negative ? p_.negative : p_.positive; }
  const RadialMesh& radial_mesh() const { return radial_mesh_; }

  /// Stoichiometry at the particle surfaces of one material, one entry a volume of the electrode.
  std::span<const double> surface_stoichiometry(Side side, std::size_t material, std::span<const double> y) const;

  /// Constants of a material at the present temperature.
  struct MaterialConstants {
    double a;          ///< specific area, m⁻¹
    double per_flux;   ///< R/(F c_max R²): outflow N/R per j, mol-free: s⁻¹ per A m⁻²
    double D_over_R2;  ///< s⁻¹, where D does not depend on x
    bool constant_diffusivity;
    double Fk;  ///< F k(T), A m⁻², where the material has a rate constant
  };
  std::span<const MaterialConstants> constants(Side side) const { return constants_[static_cast<std::size_t>(side)]; }

 private:
  DielectricLimit dielectric_limit() const;
  void add_fields();
  void find_conditions();
  void find_segments();
  std::size_t index(FieldId id, std::size_t column = 0) const { return layout_[id].index(column); }

  friend class CellOutputs;  // report what the residual computes on the way
  friend class FoilOutputs;

  static double qF(const Segment& segment) { return faraday * segment.salt.charge; }
  double nu_RT_over_qF(const Segment& segment) const { return segment.salt.ions / segment.salt.charge * RT_over_F_; }

  /// What an electrolyte feels at time t: T, relative humidity, and how far light has switched it.
  std::array<double, 3> felt_by(std::size_t electrolyte, double t) const;

  /// Salt concentration at which a volume begins to count as dry, mol m⁻³.
  double used_up(const Segment& segment) const { return 1e-4 * p_.electrolytes[segment.electrolyte].concentration; }
  /// What the unknown c_e of a volume is at rest: the anions, and with them the salt where there is no fixed charge.
  double anions_at_rest(const Segment& segment) const;
  /// Salt concentration c where the anions are c_e, in Donnan's equilibrium with a framework of fixed charge X:
  ///
  ///     c = √(c₋ (c₋ + X))
  template <class S>
  S salt_of(const Segment& segment, const S& anions) const;
  /// The bath at a side, or null.
  const FoilElectrode* bath(Side side) const { return foil(side) && foil(side)->bath ? foil(side) : nullptr; }

  /// From the outermost node to the face behind it, over the transport efficiency, m; 0 at a foil.
  double to_outer_face(Side side) const {
    return side == Side::negative ? mesh_.to_left.front() : mesh_.to_right.back();
  }
  template <class S>
  S wall_concentration(Side side, const S& c_first, const S& t_minus, const S& D, const S& i_in) const;
  /// Surface per volume on which the electrolyte decomposes in volume k of a porous electrode, m⁻¹.
  double decomposing_surface(Side side, std::size_t k) const;
  /// Whether protons are reduced to hydrogen where the potential leaves the stability window.
  bool evolves_hydrogen() const;
  /// Current that becomes hydrogen, A m⁻².
  double hydrogen_evolution(std::span<const double> y) const;
  double salt_at_foil(Side side, double t, std::span<const double> y) const;

  template <class S>
  struct Wall;
  template <class S>
  struct InterfaceState;
  template <class S>
  InterfaceState<S> interface_state(std::size_t s, const S& i, const Workspace<S>& w) const;
  template <class S>
  Wall<S> wall(Side side, const S& i_in, const Workspace<S>& w) const;
  template <class S>
  void electrolyte_properties(double t, Workspace<S>& w, std::span<const S> y) const;
  template <class S>
  void electrolyte_fluxes(Workspace<S>& w, std::span<const S> y, std::span<const S> ydot, std::span<S> r) const;
  /// Resistance of everything on a foil times its area: what was there, interphase and dead metal, Ω m² of foil.
  template <class S>
  S foil_resistance(Side side, std::span<const S> y) const;
  /// Interphase, dead metal and contact of a foil whose reaction current is j and whose kinetics see eta. Adds the
  /// growth of the interphase to the current that enters the electrolyte, and what dies to the loss of metal.
  template <class S>
  void ageing_rows(Side side, std::span<const S> y, std::span<const S> ydot, std::span<S> r, const S& j,
                   const S& eta) const;
  /// A side that ends in a bath.
  template <class S>
  void bath_rows(Side side, std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const;
  template <class S>
  void foil_rows(Side side, std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const;
  /// Adds the decomposition of the electrolyte to Σ a j and to the sink of anions, and writes its rows.
  template <class S>
  void decomposition_rows(Side side, std::span<const S> y, std::span<const S> ydot, std::span<S> r,
                          Workspace<S>& w) const;
  template <class S>
  void porous_rows(Side side, std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const;

  CellParameters p_;
  Mesh mesh_;
  RadialMesh radial_mesh_;
  std::vector<Segment> segments_;
  std::vector<Boundary> boundaries_;
  StateLayout layout_;
  Fields fields_;

  /// Surroundings of one electrolyte: light counts from its last change.
  struct Felt {
    double relative_humidity, light;
    double light_before, light_changed;  ///< degree of switching then, and when, s
  };
  std::vector<Felt> felt_;  ///< one an electrolyte
  std::vector<Condition> conditions_;

  double T_ = 0.0, RT_over_F_ = 0.0, F_over_RT_ = 0.0;
  double zF_;  ///< charge of a mole of the working ion, C mol⁻¹
  std::vector<MaterialConstants> constants_[2];

  std::vector<Limit> limits_;
  double charge_at_start_ = 0.0;
  double reference_current_;  ///< 1C, A m⁻²
  std::vector<std::string> event_names_;
  std::size_t physical_events_ = 0;
};

}  // namespace vitrion
