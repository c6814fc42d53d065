// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/dae_model.hpp"
#include "model/indicators/dendrite_history.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace vitrion::indicators {

/// One indicator over a whole run: the row of the table with the worst value, and when that was.
struct WorstIndicator {
  IndicatorRow row;
  double time = 0.0;       ///< s, when it first was that bad
  double time_high = 0.0;  ///< s that it was graded high
};

/// What a run says of one foil, for reports.
struct FoilReport {
  std::string foil;  ///< "Negative Foil"
  std::vector<WorstIndicator> indicators;
  double throughput = 0.0;                      ///< ∫|J|/θ dt, C m⁻²
  double mean_current = 0.0;                    ///< mean of |J|/θ, A m⁻²
  double duration = 0.0;                        ///< s
  double horizon = 0.0;                         ///< life that is asked for, s
  std::optional<TimeToShort> time_to_short;     ///< going on at the mean current
  std::optional<ShortCircuitModel> race;        ///< whose quantiles these are
  std::string salt_depletion_alone;             ///< what the salt criterion alone would have said
  std::optional<ShortCalibration> calibration;  ///< what the lives say on which the race was calibrated
};

/// Watches a foil of any cell: makes output columns of its indicators, sums them up by the cycle, and reports on the
/// run. A chemistry's Outputs owns one a foil and hands it the state of the foil at every sample. Evaluating allocates
/// nothing. A sample before the last one begins another run.
///
/// Columns exist for those indicators only whose inputs are known. NaN where an indicator does not apply (at rest,
/// while stripping, …), +∞ where something never happens.
class FoilMonitor {
 public:
  FoilMonitor(std::string foil, const DendriteKnowledge& known);

  void append_names(std::vector<OutputName>& names) const;
  void append_summary_names(std::vector<OutputName>& names) const;

  /// Assesses a sample. @param out  one value a name of append_names()
  void evaluate(double t, const FoilState& state, std::span<double> out);
  std::size_t outputs() const { return shown_.size(); }

  /// The summary since the last call. @param out  one value a name of append_summary_names()
  void take_summary(std::span<double> out);
  std::size_t summaries() const { return shown_.size() + summary_count; }

  FoilReport report() const;
  void archive(Archive& a) { a(history_, run_, t_last_, throughput_at_last_take_); }
  const DendriteAssessment& assessment() const { return *assessment_; }

 private:
  static constexpr std::size_t summary_count = 6;
  void restart();
  void keep(DendriteHistory::Summary& run, const DendriteHistory::Summary& cycle) const;

  std::string foil_;
  std::unique_ptr<const DendriteAssessment> assessment_;  ///< stays where it is when this object moves
  std::vector<Indicator> shown_;
  DendriteHistory history_;
  DendriteHistory::Summary run_;  ///< of the cycles that were taken
  double t_last_ = 0.0;
  FoilState last_{};
  double throughput_at_last_take_ = 0.0;
};

}  // namespace vitrion::indicators
