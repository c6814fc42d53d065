// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/cell.hpp"

#include <complex>
#include <functional>
#include <limits>
#include <memory>
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
  /// Estimate of what the mesh leaves of it, Ω m²; NaN where it was solved on one mesh only.
  double error = std::numeric_limits<double>::quiet_NaN();
};

/// Impedance of a cell at rest in its initial state on the mesh that it has, highest frequency first: Z = δV/δI of the
/// linearised equations. Voltage and current of the terminals are those of the whole cell, the series resistance
/// included.
/// @throws SolverError when the cell has no state of rest
std::vector<Impedance> spectrum(Cell& cell, const FrequencyRange& range);

/// The cell of a spectrum on a mesh finer by a factor; see make_cell().
using CellOnMesh = std::function<std::unique_ptr<Cell>(double refinement)>;

/// A spectrum that stands still when its mesh is made finer.
struct ConvergedSpectrum {
  std::vector<Impedance> points;  ///< highest frequency first
  double refinement = 1.0;        ///< of the finest mesh that a frequency needed
  int not_computed = 0;           ///< frequencies above what the electrolytes of the cell mean (CellFacts::dielectric)

  double largest_error() const;  ///< of all points, relative to |Z|; NaN where one is not known
};

/// The spectrum on meshes of which each is twice as fine as the last. A frequency stands still when the estimate of its
/// error, and those of its two neighbours, are below `accuracy` of |Z|; the others go on, up to a mesh 32 times as
/// fine or one of 6000 unknowns; what is left then stands in the error of the point.
///
/// With the changes d₁, d₂ between the last three meshes, what is left is the sum of the geometric series
///
///     d₂ (q + q² + …) = d₂ q/(1 − q),    q = d₂/d₁,  1/4 ≤ q ≤ 0.9
///
/// and d₁ after two meshes, as of a method of first order; of one mesh nothing is known.
/// @throws SolverError when the cell has no state of rest
ConvergedSpectrum converged_spectrum(const CellOnMesh& cell_on, const FrequencyRange& range, double accuracy = 3e-3);

}  // namespace vitrion
