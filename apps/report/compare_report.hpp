// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/study/compare.hpp"

#include <string>

namespace vitrion {

/// A comparison for people: capacities and energies cycle by cycle, what the voltage is made of, what the cells say of
/// their windows and foils, the separators, where they work, which unknown matters, who beats whom, and what could not
/// be done or computed.
std::string compare_report(const CompareRequest& request, const Comparison& comparison);

}  // namespace vitrion
