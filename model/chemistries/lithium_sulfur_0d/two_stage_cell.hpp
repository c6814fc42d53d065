// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/cell_facts.hpp"
#include "model/dae_model.hpp"
#include "model/laws/kinetics.hpp"
#include "model/terminal.hpp"
#include "params/constants.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitrion::lithium_sulfur_0d {

/// Where sulfur is: dissolved as S8, S4²⁻, S2²⁻, S²⁻; precipitated; lost to the foil.
enum Pool : std::size_t { S8, S4, S2, S1, precipitate, lost };
inline constexpr std::size_t pools = 6, counted = 5;  // counted: all but `lost` have a logarithm
inline constexpr std::array<const char*, pools> pool_names = {"S8", "S4", "S2", "S", "Sp", "lost"};

/// Masses and areas of the whole cell; the program counts currents per `area`, which is only that of the foil.
struct Parameters {
  std::string name;
  double area;                             ///< m²
  double temperature;                      ///< K
  std::array<double, 2> voltage_limits;    ///< V
  std::optional<double> nominal_capacity;  ///< C
  double active_area;                      ///< a_r, m²
  double electrolyte_volume;               ///< v, m³
  double E_high, E_low;                    ///< standard potentials of the two stages, V
  double i_high, i_low;                    ///< exchange current densities, A m⁻²
  double precipitation_rate;               ///< k_p, s⁻¹
  double saturation;                       ///< S*, kg of dissolved S²⁻ at which it precipitates
  double precipitate_density;              ///< ρ_S, kg m⁻³
  double shuttle, shuttle_on_discharge;    ///< k_s while charging or at rest, and while discharging, s⁻¹
  double lost_fraction;                    ///< of the shuttled sulfur that stays on the foil
  std::array<double, pools> initial;       ///< kg
  std::optional<double> sulfur;            ///< what mA h/g refers to, kg; that of `initial` where it is not given
};

/// The zero-dimensional cell of Marinescu, Zhang and Offer: two stages of four electrons, a shuttle, one precipitate.
///
///     S8 + 4 e⁻ → 2 S4²⁻        E_H = E_H° + (RT/4F) ln(f_H S8/S4²)             f_H = n4² Ms v/n8
///     S4²⁻ + 4 e⁻ → S2²⁻ + 2 S²⁻  E_L = E_L° + (RT/4F) ln(f_L S4/(S2 S²))       f_L = n1² n2 Ms² v²/n4
///     i = 2 i₀ a_r sinh(4F (E − V)/2RT) of each stage, > 0 when it reduces; i_H + i_L = −I
///
/// Nernst potentials need logarithms of masses over forty decades; conservation needs the masses. Both are integrated:
///
///     dm/dt = r,     du/dt = r/(e^u + m_0) + (m − e^u)/(τ (e^u + m_t))
///
/// with rates r that see only e^u. Rates cancel in Σ m, which is conserved to round-off; the last term keeps e^u at m
/// where there is a mass to speak of (m_t, 1e-6 of all sulfur), and leaves the logarithm of an exhausted species alone,
/// whose m is rounding. (With u an algebraic unknown, e^u = m, no charge could begin at an m that rounding made
/// negative.) m_0, 1e-9 of all sulfur, is what each factor e of an exhausted species still costs. Without it the
/// voltage falls like the logarithm of a mass, 6.4 mV for each factor e, and 1.5 V is a moment 1e-30 s before the end
/// that no clock resolves.
///
/// Nothing but the kinetics stands in the way of a current: 0.2 V beside the equilibrium are 10⁹ A m⁻². A thousand
/// times 1C is where this stops to be a cell, and a limit with a name.
/// @source Marinescu, Zhang & Offer, Phys. Chem. Chem. Phys. 18 (2016) 584, doi:10.1039/C5CP05755H
class TwoStageCell {
 public:
  explicit TwoStageCell(Parameters parameters);

  const Parameters& parameters() const { return p_; }
  const StateLayout& layout() const { return layout_; }
  void set_temperature(double T);
  double temperature() const { return T_; }

  Terminal terminal;

  void set_limits(std::vector<Limit> limits, double charge_at_start);
  const std::vector<std::string>& event_names() const { return event_names_; }
  void events(double t, std::span<const double> y, std::span<double> g) const;
  std::size_t first_step_event() const { return 1; }
  void initial_state(std::span<double> y) const;
  CellFacts facts(std::string chemistry) const;

  struct Fields {
    std::array<FieldId, pools> mass;         ///< kg m⁻²
    std::array<FieldId, counted> logarithm;  ///< of the mass in g of the whole cell
    FieldId Q, i_high, i_low, V, I;
  };
  const Fields& fields() const { return fields_; }
  TerminalFields terminal_fields() const { return {fields_.V, fields_.I, fields_.Q}; }

  template <class S>
  struct Workspace {
    explicit Workspace(const TwoStageCell&) {}
  };

  template <class S>
  void residual(double t, std::span<const S> y, std::span<const S> ydot, std::span<S> r, Workspace<S>&) const {
    using std::asinh;
    using std::exp;
    const auto at = [&](FieldId id) -> const S& { return y[layout_[id].first]; };
    const auto rate = [&](FieldId id) -> const S& { return ydot[layout_[id].first]; };
    const auto row = [&](FieldId id) -> S& { return r[layout_[id].first]; };
    const S &V = at(fields_.V), &I = at(fields_.I), &i_H = at(fields_.i_high), &i_L = at(fields_.i_low);
    std::array<S, counted> m{};  // kg m⁻²
    for (std::size_t i = 0; i < counted; ++i) m[i] = per_gram_ * exp(at(fields_.logarithm[i]));
    const auto potential = equilibrium<S>(at(fields_.logarithm[S8]), at(fields_.logarithm[S4]),
                                          at(fields_.logarithm[S2]), at(fields_.logarithm[S1]));
    row(fields_.i_high) = V - potential[0] + asinh(i_H * (0.5 / (p_.i_high * area_ratio_))) * (1.0 / kappa_);
    row(fields_.i_low) = V - potential[1] + asinh(i_L * (0.5 / (p_.i_low * area_ratio_))) * (1.0 / kappa_);

    const S shuttled = shuttle_constant<S>(I) * m[S8];
    const S grown = growth_ * m[precipitate] * (m[S1] * p_.area - p_.saturation);
    std::array<S, pools> made{};
    made[S8] = -8.0 * q_ * i_H - shuttled;
    made[S4] = 8.0 * q_ * i_H + (1.0 - p_.lost_fraction) * shuttled - 4.0 * q_ * i_L;
    made[S2] = 2.0 * q_ * i_L;
    made[S1] = 2.0 * q_ * i_L - grown;
    made[precipitate] = grown;
    made[lost] = p_.lost_fraction * shuttled;
    for (std::size_t i = 0; i < pools; ++i) row(fields_.mass[i]) = rate(fields_.mass[i]) - made[i];
    for (std::size_t i = 0; i < counted; ++i) {
      row(fields_.logarithm[i]) = rate(fields_.logarithm[i]) - made[i] / (m[i] + least_mass_) -
                                  (at(fields_.mass[i]) - m[i]) / (tracking_time * (m[i] + tracked_mass_));
    }
    row(fields_.Q) = rate(fields_.Q) - I;
    row(fields_.V) = i_H + i_L + I;
    row(fields_.I) = terminal.residual(t, V, I);
  }

  /// k_s, s⁻¹: goes over from that of discharge to that of charge between a thousandth of 1C and rest. With a jump at
  /// I = 0 a cell whose voltage is held could only tremble there.
  template <class S>
  S shuttle_constant(const S& I) const {
    const double discharging = p_.shuttle_on_discharge, charging = p_.shuttle;
    if (I >= 0.0) return S(charging);
    const S part = 1.0 + I * (1.0 / (1e-3 * one_C_));
    if (part <= 0.0) return S(discharging);
    return discharging + (charging - discharging) * (part * part * (3.0 - 2.0 * part));
  }

  /// E_H and E_L, V, from the logarithms of masses in g.
  template <class S>
  std::array<S, 2> equilibrium(const S& ln_S8, const S& ln_S4, const S& ln_S2, const S& ln_S) const {
    return {E_high_ + RT_over_4F_ * (ln_S8 - 2.0 * ln_S4), E_low_ + RT_over_4F_ * (ln_S4 - ln_S2 - 2.0 * ln_S)};
  }
  /// V at a current I (A m⁻², > 0 charges) in closed form: a y² − (I/a_r) y − b = 0 for y = exp(κV).
  double voltage(std::span<const double> y, double I) const;

 private:
  Parameters p_;
  StateLayout layout_;
  Fields fields_{};
  double T_ = 0.0, RT_over_4F_ = 0.0, kappa_ = 0.0;
  double E_high_ = 0.0, E_low_ = 0.0;             ///< with the factors f of masses in g
  double q_ = 0.0;                                ///< kg of S atoms per C, for one sulfur atom per four electrons
  static constexpr double tracking_time = 1.0;    // τ, s
  double tracked_mass_ = 0.0, least_mass_ = 0.0;  // m_t, m_0, kg m⁻²
  double one_C_ = 0.0;                            // A m⁻²
  double per_gram_ = 0.0, area_ratio_ = 0.0, growth_ = 0.0;
  std::vector<Limit> limits_;
  double charge_at_start_ = 0.0;
  std::vector<std::string> event_names_;
};

/// What is reported beside V, I and Q: the zero-current voltage and the overpotential, which sum to V, and the masses.
class Outputs {
 public:
  explicit Outputs(const TwoStageCell& cell);
  std::span<const OutputName> names() const { return names_; }
  std::size_t loss_terms() const { return 2; }
  void evaluate(double t, std::span<const double> y, std::span<double> out) const;
  /// Lithium that sulfur has taken up, mol m⁻²; the foil is not modelled.
  double inventory(std::span<const double> y) const;

 private:
  const TwoStageCell& cell_;
  std::vector<OutputName> names_;
};

}  // namespace vitrion::lithium_sulfur_0d
