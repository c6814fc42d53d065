// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <random>
#include <string>

namespace vitrion::test {

/// A cell drawn from wide physical ranges and a rate to cycle it at.
struct RandomCell {
  std::string text;
  double rate;     ///< C-rate; 0 for two foils
  double current;  ///< A m⁻², what the rate means for two foils
};

/// The same cell for the same seed on every machine. Stacks of one to three layers of liquids, polymers and single-ion
/// conductors with interfaces; foils and porous electrodes of one or two materials on either side. Where asked, the
/// electrolyte of all regions that name none is a framework with fixed charge.
RandomCell draw_cell(unsigned seed, bool of_framework = false);

}  // namespace vitrion::test
