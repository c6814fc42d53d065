// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/archive.hpp"
#include "model/dae_model.hpp"
#include "model/indicators/window_use.hpp"

#include <limits>
#include <span>
#include <string>
#include <vector>

namespace vitrion::indicators {

/// A stability window as it was stated.
struct StatedWindow {
  PotentialRange range;  ///< V
  std::string against;   ///< the reference electrode, "Li/Li+"
  double onset_current =
      std::numeric_limits<double>::quiet_NaN();  ///< threshold at which onset was said, A m⁻²; NaN: none given
  /// Whether it is known how fast the electrolyte is oxidised and reduced outside: then what decomposes is counted.
  bool oxidation_rate = true, reduction_rate = true;
  std::string oxidation_consumes{};  ///< "anion", "solvent" or "framework" where that rate is known
};

/// What a run says of the window at one electrode, for reports.
struct WindowReport {
  std::string place;  ///< "Positive Electrode"
  StatedWindow window;
  WindowUse::Summary use;
};

/// Watches how one electrode uses the window of the electrolyte that it touches: sums it up by the cycle and reports on
/// the run. A chemistry's Outputs owns one an electrode. Allocates nothing while it watches. A sample before the last
/// one begins another run.
class WindowMonitor {
 public:
  WindowMonitor(std::string place, StatedWindow window);

  void add(const WindowUse::Sample& sample);

  void append_summary_names(std::vector<OutputName>& names) const;
  static constexpr std::size_t summaries() { return 9; }
  /// The summary since the last call. @param out  one value a name of append_summary_names(); NaN for a margin to an
  /// end that is not known
  void take_summary(std::span<double> out);

  WindowReport report() const { return {place_, window_, run_.summary()}; }
  void archive(Archive& a) { a(cycle_, run_, t_last_); }

 private:
  std::string place_;
  StatedWindow window_;
  WindowUse cycle_, run_;
  double t_last_ = 0.0;
};

}  // namespace vitrion::indicators
