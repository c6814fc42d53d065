// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/indicators/time_to_short.hpp"

#include <span>
#include <string>
#include <vector>

namespace vitrion::indicators {

/// What became of one cell, or of one test that a paper reports.
struct Life {
  double throughput;     ///< ∫|J| dt that it had passed when it shorted, or when the test ended, C m⁻²
  double thickness;      ///< of its electrolyte, m
  double area;           ///< of its electrode, m²
  bool shorted;          ///< false: it had not, and was taken off (censored)
  std::string source{};  ///< "400 h at 0.1 mA/cm², doi:…"
};

/// The scatter CV_J of the current that a set of lives speaks for, under one ShortCircuitModel:
///
///     ln L(CV_J) = Σ_shorted ln P′(q_i) + Σ_lasting ln[1 − P(q_i)]
///
/// Every life counts, whichever way it ended. φ and d are taken as known; CV_J carries all that is not.
struct ShortCalibration {
  /// One of the lives, seen from the best scatter.
  struct Judged {
    Life life;
    double shorted_by_then;  ///< P(q) at `best`: the share of such cells that would have shorted by then
    bool contradicted;       ///< it lasted where fewer than 5 % would have, or shorted where fewer than 5 % had
  };
  double best;       ///< CV_J of the largest likelihood; where nothing shorted, that of which 95 % outlast all lives
  double low, high;  ///< 95 % interval; where nothing shorted from 0 to that of which 5 % outlast all lives
  bool upper_bound;  ///< nothing shorted: `best` is a bound that the lives do not contradict, no estimate
  std::vector<Judged> lives;

  bool contradictory() const;
};

/// @param cell   φ, V_M, d and z of the model; its thickness, area and scatter are not used
/// @param lives  at least one
ShortCalibration calibrate(std::span<const Life> lives, const ShortCircuitModel::Parameters& cell);

}  // namespace vitrion::indicators
