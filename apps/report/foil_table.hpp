// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/indicators/foil_monitor.hpp"

#include <array>
#include <string>
#include <vector>

namespace vitrion {

/// What a run says of dendrites and contact at a foil, in words. There is no verdict.
struct FoilWords {
  /// Of each indicator: its name, the worst value of the run with its grade and regime, when that was, how certain its
  /// least certain input is, and what it rests on.
  static constexpr std::array<const char*, 7> headings{"indicator",           "worst",   "grade", "regime", "at",
                                                       "least certain input", "rests on"};
  std::vector<std::array<std::string, headings.size()>> rows;
  std::vector<std::string> not_known;  ///< "Fracture Probability: flaw_length", of indicators that want inputs
  std::vector<std::string> wanted;     ///< those inputs, each once
  /// How long at which current; the distribution of times to short; what was calibrated; what the salt alone says.
  std::vector<std::string> sentences;
};
FoilWords foil_words(const indicators::FoilReport& report);

/// The same for a terminal, as far as it decides: what is graded above low, how close the current comes to its limit,
/// and the sentences. The reports have it whole.
std::string foil_table(const indicators::FoilReport& report);

/// The worst value of an indicator in a usual unit: "12.8 µm", "never"; empty where there is none.
std::string indicator_text(const indicators::IndicatorRow& row);

}  // namespace vitrion
