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
/// conductors with interfaces; foils and porous electrodes of one or two materials on either side.
RandomCell draw_cell(unsigned seed);

}  // namespace vitrion::test
