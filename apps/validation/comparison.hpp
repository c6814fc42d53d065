// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/experiment.hpp"
#include "apps/validation/validation_case.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitrion {

/// How far two curves are apart. Errors are program − reference. Means are over time: a row counts as long as its
/// neighbours are apart, so that thinning a part of a measurement does not change them.
struct CurveError {
  std::size_t rows = 0;           ///< of the reference that were compared
  std::size_t beyond_end = 0;     ///< rows after the end of the computed curve
  double max_error = 0.0;         ///< largest |V − V_reference|, V
  double max_error_at = 0.0;      ///< s
  double strict_max_error = 0.0;  ///< the same without the allowance for time_error, V
  double rmse = 0.0;              ///< root mean square over time, without the allowance, V
  double mean = 0.0;              ///< mean over time, V
  double end_time = 0.0;          ///< end − end of the reference, s
};

/// Compares a computed curve with a reference, from `after` seconds behind each begin of a step.
CurveError compare(const VoltageCurve& computed, std::span<const double> step_begins, const VoltageCurve& reference,
                   double after, double time_error);

/// What became of a case.
struct ValidationResult {
  std::string id, name;
  bool passed = false;
  std::vector<std::string> failures;  ///< one sentence each
  CurveError error;
  Acceptance acceptance;
  std::size_t unknowns = 0;
  Statistics statistics;
  double wall_seconds = 0.0;  ///< of the run, recording included
};

/// Runs a case and judges it. Never throws for what the numbers bring.
ValidationResult judge(ValidationCase& asked, const Tolerances& tolerances = {});

}  // namespace vitrion
