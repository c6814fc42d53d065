// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/indicators/indicator.hpp"
#include "model/indicators/time_to_short.hpp"

#include <array>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vitrion::indicators {

/// A foil at one moment.
struct FoilState {
  double J;       ///< plating current per area of cell, A m⁻²; > 0 plates, < 0 strips
  double J_lim;   ///< limiting current of the electrolyte in front of it, A m⁻²; +∞ where nothing uses the salt up
  double c_foil;  ///< salt at the foil, mol m⁻³
  double c0;      ///< salt at rest, mol m⁻³
  double D;       ///< effective salt diffusivity of the layer at the foil, m² s⁻¹
  double t_plus;  ///< transference number; 1 for a single-ion conductor
  double overpotential;       ///< η = Δφ of the foil without its film, V; < 0 when it plates
  double T;                   ///< K
  double contact = 1.0;       ///< θ: share of the foil in contact, 0 … 1
  double throughput = 0.0;    ///< ∫|J|/θ dt since the cell was made, C m⁻²
  double salt_charge = 1.0;   ///< q: elementary charges of either sign in a formula unit of the salt
  double tip_exponent = 1.0;  ///< γ + α_c of the foil, i₀ ~ c^γ
  /// Where J_lim is +∞ although there is salt: the current at which 1 % of the anions is left at the foil, A m⁻², and
  /// the conductance of the electrolyte without salt, S m⁻².
  double depletion_current = std::numeric_limits<double>::infinity(), conductance_left = 0.0;
  /// Time to depletion at J, s, where the electrolyte is more than one layer; NaN: by the series of one layer.
  double layered_depletion = std::numeric_limits<double>::quiet_NaN();
  /// Charge that the anions between foil and opposite electrode can carry off, Σ ε L q F c₀/(1 − t₊), C m⁻²; NaN: that
  /// of one layer.
  double swept_charge = std::numeric_limits<double>::quiet_NaN();

  double local_current() const { return J == 0.0 ? 0.0 : J / contact; }
};

/// How long a cell lasts if it goes on at one current.
struct TimeToShort {
  double p05, median, p95;  ///< s: 5, 50 and 95 % of cells have shorted; +∞ when they never do
  double probability;       ///< P(short before the horizon)
};

/// One indicator in words, for tables and reports.
struct IndicatorRow {
  struct InputUsed {
    Input input;
    Datum datum;
    bool missing;
  };
  Indicator indicator;
  IndicatorValue value;
  std::string criterion;          ///< "low below 0.5, moderate from 0.5, high from 1"
  std::vector<InputUsed> inputs;  ///< what it rests on
  Status status;                  ///< that of its least certain input
  bool calibrated;                ///< one of its inputs was fitted to times to short
};

/// Dendrite risk and contact of one foil as a table of indicators, each with value, regime and grade: there is no
/// single verdict, because the theories disagree and each leaves out what the others describe.
///
/// Everything that does not change with the state is computed once; evaluate() allocates nothing.
class DendriteAssessment {
 public:
  /// @param horizon  life that is asked for, s: times to short are graded against it
  DendriteAssessment(const DendriteInputs& inputs, double horizon);

  /// All indicators of a state; every entry of `out` is written.
  void evaluate(const FoilState& state, Assessment& out) const;

  /// At constant |J| of local current, A m⁻². Nothing where an input is missing.
  std::optional<TimeToShort> time_to_short(double J) const;

  /// The race to a short; nothing where an input is missing.
  const std::optional<ShortCircuitModel>& race() const { return race_; }

  /// The table, with criteria and inputs.
  std::vector<IndicatorRow> table(const Assessment& assessment) const;

  /// What one would have said who looks at the salt alone: "salt depletion alone: no short, at 0.06 of the limiting
  /// current" or "salt depletion alone: short after 2.1 h, at 1.3 of …".
  /// @param last  a state that was assessed: what its electrolyte conducts without salt
  std::string salt_depletion_alone(const Assessment& assessment, const FoilState& last = {}) const;

  /// What creep under the stack pressure supplies, A m⁻²; NaN where an input is missing.
  double creep_current() const { return creep_current_; }
  const DendriteInputs& inputs() const { return inputs_; }
  double horizon() const { return horizon_; }
  const Criterion& criterion(Indicator indicator) const { return criteria_[static_cast<std::size_t>(indicator)]; }
  std::string criterion_text(Indicator indicator) const;

 private:
  void set_criteria();
  void evaluate_constants();
  void evaluate_elasticity();
  void put(Assessment& out, Indicator indicator, double value, std::string_view regime) const;
  static void skip(Assessment& out, Indicator indicator, std::string_view why, double value);

  void evaluate_salt(const FoilState& state, Assessment& out) const;
  void evaluate_roughness(const FoilState& state, Assessment& out) const;
  void evaluate_contact(const FoilState& state, Assessment& out) const;
  void evaluate_fracture(const FoilState& state, Assessment& out) const;
  void evaluate_short(const FoilState& state, Assessment& out) const;

  DendriteInputs inputs_;
  double horizon_;
  std::array<Criterion, indicator_count> criteria_;
  Assessment constants_;  ///< what does not change, and "an input is not known" where one is not
  std::optional<ShortCircuitModel> race_;
  std::array<double, 3> throughputs_{};  ///< to the 5, 50 and 95 % quantile, C m⁻²
  double focusing_, creep_current_, critical_overpotential_;
};

}  // namespace vitrion::indicators
