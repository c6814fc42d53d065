// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/compare/compare.hpp"

#include <optional>
#include <string>
#include <vector>

namespace vitrion {

/// A cell file with one electrolyte in it, at one combination of swept values, ready to run.
struct PreparedVariant {
  std::size_t electrolyte;
  std::vector<std::string> at;
  Document document;
  Protocol protocol;  ///< steps that cannot be done are skipped, and the temperature is what was asked for
  Unknowns unknowns;
};

/// Everything that is to run, read and checked. Fills what a Comparison says of its inputs.
/// @throws InputError, also for an electrolyte of another ion and for one that is named twice
std::vector<PreparedVariant> prepare_variants(const CompareRequest& request, Comparison& comparison);

}  // namespace vitrion
