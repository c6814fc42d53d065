// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/bounds.hpp"
#include "model/cell_facts.hpp"
#include "model/chemistries/fuel_cell/parameters.hpp"
#include "model/condition.hpp"
#include "model/dae_model.hpp"
#include "model/terminal.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace vitrion::fuel_cell {

/// Layers from the hydrogen to the oxygen plate.
enum class Layer : std::size_t {
  negative_diffusion,
  negative_catalyst,
  membrane,
  positive_catalyst,
  positive_diffusion,
  count
};
inline constexpr auto layer_count = static_cast<std::size_t>(Layer::count);

/// A hydrogen–oxygen fuel cell through its plane, hydrogen (negative) side first. Equations and their places:
/// README.md.
///
/// The generated current J = −I runs along x everywhere: i_p + i_e = J. Gas diffusion layers conduct electrons only, so
/// that their potential is a line and needs no unknowns. A dry cell is isothermal, under pure or diluted gases, and its
/// hydrogen is everywhere that of the channel; in a humid one temperature, vapour, water in the polymer and in the
/// pores and hydrogen are unknowns, too. Gases are counted by their amount per volume, in which the balances are
/// linear: hydrogen, oxygen and water are conserved to round-off.
class FuelCell {
 public:
  explicit FuelCell(Parameters parameters);

  template <class S>
  struct Workspace;

  const Parameters& parameters() const { return p_; }
  const StateLayout& layout() const { return layout_; }

  void set_temperature(double T);  ///< of the plates, K, from now on
  double temperature() const { return T_; }

  /// Pressure, humidity and composition of the two gases. What changes at a channel reaches the pores by diffusion.
  std::span<const Condition> conditions() const { return conditions_; }
  double condition(std::size_t k) const;
  void set_condition(std::size_t k, double value, double t);
  /// Gases that would boil; temperatures and humidities outside the ranges of the laws.
  std::vector<Objection> objections(double T, std::span<const double> conditions) const;

  static constexpr bool is_fed = true;  ///< from the channels: under load it comes to a state of rest

  Terminal terminal;  ///< what the cycler does now

  void set_limits(std::vector<Limit> limits, double charge_at_start);
  const std::vector<std::string>& event_names() const { return event_names_; }
  void events(double t, std::span<const double> y, std::span<double> g) const;
  std::size_t first_step_event() const { return physical_events_; }

  template <class S>
  void residual(double t, std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const;

  /// No less than nothing of a gas, of vapour, of liquid, of water in the polymer.
  std::span<const Bound> bounds() const { return bounds_; }

  void initial_state(std::span<double> y) const;

  CellFacts facts(std::string chemistry) const;
  SeparatorAtRest separator_at_rest(double T) const;

  struct Fields {
    FieldId T;                 ///< everywhere
    FieldId s;                 ///< liquid water in the pores of the positive side
    FieldId w_H2O_a, w_H2O_c;  ///< vapour per volume, on the two sides
    FieldId w_H2, w_O2;        ///< hydrogen and oxygen per volume, each on its side
    FieldId lambda;            ///< water in the polymer
    FieldId phi_p;             ///< of the electrolyte
    FieldId dphi_a, dphi_c;    ///< φ_e − φ_p in the catalyst layers
    FieldId Q;
    FieldId n_H2, n_O2, n_H2O;  ///< taken in from the channels
    FieldId i_x, V, I;
  };
  const Fields& fields() const { return fields_; }
  TerminalFields terminal_fields() const { return {fields_.V, fields_.I, fields_.Q}; }

  struct Volume {
    double width, x;  ///< m
    Layer layer;
  };
  std::size_t size() const { return volumes_.size(); }
  std::span<const Volume> volumes() const { return volumes_; }
  /// First volume of a layer.
  std::size_t first(Layer layer) const { return first_[static_cast<std::size_t>(layer)]; }
  /// One behind the last volume of a layer.
  std::size_t end(Layer layer) const { return first_[static_cast<std::size_t>(layer) + 1]; }

  /// Mole fraction in the channel, of H2 or O2 in the moist gas.
  double channel_hydrogen() const { return x_H2_; }
  double channel_oxygen() const { return x_O2_; }
  /// Equilibrium of each electrode under the gas of its channel, V.
  double channel_potential_negative() const;
  double channel_potential_positive() const;
  /// Electronic resistance between a plate and the catalyst layer, Ω m².
  double plate_resistance(const Electrode& electrode) const;
  const GasDiffusionLayer& gas_layer(Layer layer) const;

 private:
  void make_volumes();
  void add_fields();
  void find_conditions();
  void fill_channels();
  std::size_t index(FieldId id, std::size_t column = 0) const { return layout_[id].index(column); }
  std::vector<double> positions(Layer from, Layer to) const;

  /// ε of the pores, the same over τ², the volume fraction of polymer, and (polymer fraction)^b of a volume.
  struct Pores {
    double porosity, gas_transport, ionomer, conduction;
  };
  void make_pores();

  template <class S>
  void properties(std::span<const S> y, Workspace<S>& w) const;
  template <class S>
  void reactions(std::span<const S> y, std::span<const S> ydot, Workspace<S>& w) const;
  template <class S>
  void charge(std::span<const S> y, std::span<S> r, Workspace<S>& w) const;
  template <class S>
  void water_exchange(Workspace<S>& w) const;
  template <class S>
  void gas(Layer from, Layer to, double D, double in_channel, std::span<const S> x, Workspace<S>& w) const;
  template <class S>
  void gas_rows(FieldId id, Layer from, std::span<const S> ydot, std::span<S> r, const Workspace<S>& w) const;
  template <class S>
  void gases(std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const;
  template <class S>
  void polymer_water(std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const;
  template <class S>
  void liquid_water(std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const;
  template <class S>
  void heat(std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>& w) const;
  template <class S>
  void whole_cell(double t, std::span<const S> y, std::span<const S> ydot, std::span<S> r, const Workspace<S>& w) const;

  Parameters p_;
  std::vector<Volume> volumes_;
  std::array<std::size_t, layer_count + 1> first_{};
  StateLayout layout_;
  std::vector<Bound> bounds_;
  Fields fields_{};

  std::vector<Pores> pores_;              ///< of each volume
  double T_ = 0.0;                        ///< of the plates, K
  double x_H2_ = 0.0, x_O2_ = 0.0;        ///< in the channels
  double x_H2O_a_ = 0.0, x_H2O_c_ = 0.0;  ///< the same
  std::vector<double> sigma_p_;           ///< effective, of each volume of a dry cell; 0 in diffusion layers
  double i_x_ = 0.0;                      ///< A m⁻²

  struct FeedValue {
    bool positive;
    double Feed::*value;
  };
  std::vector<Condition> conditions_;
  std::vector<FeedValue> settings_;  ///< what each of them is

  std::vector<Limit> limits_;
  double charge_at_start_ = 0.0;
  std::vector<std::string> event_names_;
  std::size_t physical_events_ = 0;
};

}  // namespace vitrion::fuel_cell
