// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <limits>

namespace vitrion::indicators {

/// Potentials between which an electrolyte is stable; infinite where an end is not known.
struct PotentialRange {
  double lowest = -std::numeric_limits<double>::infinity();  ///< E_red, V
  double highest = std::numeric_limits<double>::infinity();  ///< E_ox, V
};

/// How a cell uses the stability window of an electrolyte: between samples everything is linear in time, crossings
/// included. One object for each electrolyte; allocates nothing.
class WindowUse {
 public:
  /// Local electrode potentials φ_s − φ_e against metal of the working ion: never the cell voltage.
  struct Sample {
    double t;                ///< s, not before the last one
    double highest, lowest;  ///< V, over all surfaces that touch this electrolyte
    double x_highest = 0.0;  ///< where they are, m from the negative collector
    double x_lowest = 0.0;   ///< m
    double current = 0.0;    ///< of the cell, A m⁻²
    double parasitic = 0.0;  ///< decomposition current per area of cell, A m⁻², either sign; 0 when not modelled
  };

  /// Over the samples since the start or the last take(). Nothing added: margins are +∞, the rest 0.
  struct Summary {
    double duration = 0.0;                                              ///< s
    double time_outside = 0.0;                                          ///< s above or below the window
    double time_above = 0.0;                                            ///< s
    double time_below = 0.0;                                            ///< s
    double charge_outside = 0.0;                                        ///< ∫|I| dt while outside, C m⁻²
    double parasitic_charge = 0.0;                                      ///< ∫|j| dt of decomposition, C m⁻²
    double margin_oxidation = std::numeric_limits<double>::infinity();  ///< smallest E_ox − E, V; negative outside
    double margin_reduction = std::numeric_limits<double>::infinity();  ///< smallest E − E_red, V
    double t_oxidation = 0.0, x_oxidation = 0.0;                        ///< when (s) and where (m) that was
    double t_reduction = 0.0, x_reduction = 0.0;

    double margin() const { return margin_oxidation < margin_reduction ? margin_oxidation : margin_reduction; }
    /// Share of the time outside, 0–1; 0 for no time.
    double fraction_outside() const { return duration > 0.0 ? time_outside / duration : 0.0; }
  };

  explicit WindowUse(const PotentialRange& range) : range_(range) {}

  void add(const Sample& sample);
  const Summary& summary() const { return summary_; }
  /// The summary so far; the next one begins at the last sample. Call it at the end of a cycle.
  Summary take();

 private:
  void look_at_margins(const Sample& sample);

  PotentialRange range_;
  Summary summary_;
  Sample last_{};
  bool started_ = false;
};

}  // namespace vitrion::indicators
