// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace vitrion::indicators {

/// How fast a metal surface moves, m s⁻¹: v = J V_M/(z F).
double plating_rate(double J, double molar_volume, double charge = 1.0);

/// How fast a filament outgrows the surface around it, m s⁻¹:
///
///     dh/dt = φ (f − 1) J V_M/(z F)
///
/// @param net_share  φ in (0, 1]: share of the throughput that grows it for good (half-cycle duty, irreversibility)
/// @param focusing   f = J_local/J
double filament_growth(double net_share, double focusing, double J, double molar_volume, double charge = 1.0);

/// Short circuits as the race of the hottest of N spots across the electrolyte. After a throughput q = ∫|J| dt a spot
/// of focusing factor f has crossed a thickness L when
///
///     f − 1 ≥ L z F/(φ V_M q)
///
/// and with normally distributed factors of scatter CV_J the cell has shorted with probability
///
///     P(q) = 1 − Φ[(f_q − 1)/CV_J]^N,   N = A/(π d²/4)
///
/// or certainly, once the throughput suffices for the focusing factor of a known inclusion. A larger electrode shorts
/// earlier. At most 1 − 2^−N of all cells ever short: a spot below the mean never does.
/// It is a weakest-link model with one fitted number, CV_J; mechanics and interface chemistry are inside that number.
class ShortCircuitModel {
 public:
  struct Parameters {
    double thickness;        ///< L, m
    double net_share;        ///< φ
    double molar_volume;     ///< V_M, m³ mol⁻¹
    double area;             ///< A of the electrode, m²
    double correlation;      ///< d, m
    double current_scatter;  ///< CV_J; 0: no spot is hot, no short
    double charge = 1.0;     ///< z
    double inclusion = 1.0;  ///< f at an inclusion that every cell has; 1: none
  };
  explicit ShortCircuitModel(const Parameters& parameters);

  /// P(shorted before a throughput q, C m⁻²).
  double probability(double throughput) const;
  /// Throughput before which the fraction P of cells has shorted, C m⁻²; +∞ when fewer ever do.
  double throughput_quantile(double P) const;

  /// The same at constant |J| (A m⁻²), in s. +∞ at J = 0.
  double probability(double J, double time) const { return probability(J * time); }
  double quantile(double J, double P) const;
  double median(double J) const { return quantile(J, 0.5); }

  double spots() const { return spots_; }
  /// Focusing factor at the hottest spot of a typical electrode, the inclusion included; see largest_focusing().
  double largest_focusing() const;

 private:
  double throughput_of_unit_focusing_;  ///< L z F/(φ V_M), C m⁻²
  double spots_, current_scatter_, inclusion_;
};

/// What a measured time to short says of the product (f − 1) φ of the spot that shorted:
///
///     (f − 1) φ = L z F/(J V_M t)
///
/// A cell that has not shorted by t gives an upper bound.
double observed_growth_share(double thickness, double J, double molar_volume, double time, double charge = 1.0);

/// The scatter CV_J with which a fraction P of cells has shorted by `time`: the calibration of ShortCircuitModel.
/// From a median time, P = ½. From a time that cells survived, P is the largest probability one grants that they had
/// not, and the result an upper bound.
/// @param cell  its current_scatter is not used
/// @return NaN unless 0 < P < 1 − 2^−N
double calibrated_scatter(const ShortCircuitModel::Parameters& cell, double J, double time, double P);

}  // namespace vitrion::indicators
