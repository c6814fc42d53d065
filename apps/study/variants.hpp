// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/study/compare.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrion {

/// A cell file with one electrolyte in it, at one combination of swept values, ready to run.
struct PreparedVariant {
  std::size_t electrolyte;
  std::vector<std::string> at;
  Document document;
  Protocol protocol;   ///< steps that cannot be done are skipped, and the temperature is what was asked for
  double temperature;  ///< K, of the first step
  std::optional<std::pair<double, double>> conductivity_measured;  ///< K, as in Variant
  Unknowns unknowns;
};

/// Of the solver: it moves the capacities of samples by some 1e-5, typically, where the inputs that are sampled move
/// them by tens of percent. At 1e-3 a run takes 15 % less time, and one in fifty passes a sharp edge of an open-circuit
/// curve unseen and ends elsewhere. A sample that fails is tried again with the usual tolerance.
inline constexpr double tolerance_of_samples = 1e-4;

/// What CompareRequest::range_rate says when nothing is to be searched.
inline constexpr std::string_view no_range = "none";

/// Steps that cannot be done are skipped. Nothing is recorded between the steps of the solver: that costs time.
void skip_what_cannot_be_done(Block& block);

/// Everything that is to run, read and checked. Fills what a Comparison says of its inputs.
/// @throws InputError, also for an electrolyte of another ion and for one that is named twice
std::vector<PreparedVariant> prepare_variants(const CompareRequest& request, Comparison& comparison);

}  // namespace vitrion
