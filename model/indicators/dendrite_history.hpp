// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/indicators/dendrite_assessment.hpp"

#include <array>
#include <optional>

namespace vitrion::indicators {

/// A foil through time: sums up its throughput, assesses every sample, and keeps the worst of each indicator for the
/// summary of a cycle. Between samples everything is linear in time. Allocates nothing.
class DendriteHistory {
 public:
  /// Over the samples since the start or the last take(); all times in s.
  struct Summary {
    double t_begin = 0.0, t_end = 0.0;
    Assessment worst;                                 ///< of each indicator: the worst grade, then the worst value
    std::array<double, indicator_count> t_worst{};    ///< when that was first
    std::array<double, indicator_count> time_high{};  ///< how long the grade was high
    double throughput = 0.0;                          ///< ∫|J|/θ dt since the cell was made, C m⁻²
    double mean_current = 0.0;                        ///< mean of |J|/θ since the first sample, A m⁻²
    double duration = 0.0;                            ///< since the first sample, s
    /// Going on like that, counted from the first sample; nothing where an input is missing.
    std::optional<TimeToShort> time_to_short;

    void archive(Archive& a) {
      a(t_begin, t_end, worst, t_worst, time_high, throughput, mean_current, duration, time_to_short);
    }
  };

  /// @param assessment  must outlive this object
  /// @param throughput  of the foil before the first sample, C m⁻²
  explicit DendriteHistory(const DendriteAssessment& assessment, double throughput = 0.0)
      : assessment_(&assessment), throughput_(throughput) {}

  /// Assesses a sample, not before the last one. `state.throughput` is filled in here.
  const Assessment& add(double t, FoilState state);
  const Assessment& now() const { return now_; }

  Summary summary() const;
  /// The summary so far; the next one begins at the last sample. Call it at the end of a cycle.
  Summary take();

  void archive(Archive& a) { a(throughput_, passed_, t_first_, t_last_, J_last_, started_, now_, summary_); }

 private:
  void keep_worst(double t);

  const DendriteAssessment* assessment_;
  double throughput_;
  double passed_ = 0.0, t_first_ = 0.0, t_last_ = 0.0, J_last_ = 0.0;
  bool started_ = false;
  Assessment now_;
  Summary summary_;
};

}  // namespace vitrion::indicators
