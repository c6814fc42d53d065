// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/cell.hpp"

#include <complex>
#include <string>
#include <vector>

namespace vitrion {

/// Frequencies from lo to hi, both included, equally spaced in the logarithm.
struct FrequencyRange {
  double lo = 1e-3, hi = 1e5;  ///< Hz
  int points = 81;
};

/// Reads "1 mHz:100 kHz:81" or "1e-3:1e5:81" (Hz). @throws InputError
FrequencyRange parse_frequencies(const std::string& text);

/// One frequency of an impedance spectrum.
struct Impedance {
  double frequency;        ///< Hz
  std::complex<double> Z;  ///< of one electrode pair, Ω m²; capacitive is negative
};

/// Impedance of a cell at rest in its initial state, highest frequency first: Z = δV/δI of the linearised equations.
/// Voltage and current of the terminals are those of the whole cell, the series resistance included.
/// @throws SolverError when the cell has no state of rest
std::vector<Impedance> spectrum(Cell& cell, const FrequencyRange& range);

}  // namespace vitrion
