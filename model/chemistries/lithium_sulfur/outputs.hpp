// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/chemistries/lithium_sulfur/sulfur_cell.hpp"
#include "model/indicators/foil_monitor.hpp"

#include <memory>
#include <span>
#include <vector>

namespace vitrion::lithium_sulfur {

/// What there is of each kind in the cell, per area; what must be constant is.
struct Census {
  double sulfur;   ///< atoms: dissolved, solid, adsorbed, lost to the foil; mol m⁻²
  double anions;   ///< mol m⁻²
  double lithium;  ///< in metal, solution, solids, double layer, and in what has grown on the foil; mol m⁻²
};
Census census(const SulfurCell& cell, std::span<const double> y);

/// What is reported of a state beside V, I and Q.
///
/// The voltage in parts that sum to it to round-off, averages ⟨·⟩ over the cathode by volume:
///
///     V = ⟨U⟩ + ⟨φ_s − φ_e − U⟩ + (⟨φ_e⟩ − φ_e,foil) + φ_e,foil + (V − ⟨φ_s⟩)
///
/// U is the potential at which the currents of the five reactions cancel at the composition of the place; with one
/// transfer coefficient for both directions it is (RT/F) ln(Σ reducing / Σ oxidising).
class CellOutputs {
 public:
  explicit CellOutputs(const SulfurCell& cell);
  ~CellOutputs();
  CellOutputs(CellOutputs&&) noexcept;

  std::span<const OutputName> names() const { return names_; }
  std::size_t loss_terms() const;
  /// Of what a cycle adds up, see take_summary().
  std::span<const OutputName> summary_names() const { return summary_names_; }

  /// Samples come in the order of time; one before the last begins another run.
  void evaluate(double t, std::span<const double> y, std::span<double> out);
  /// The summary of the samples since the last call. @param out one value per summary name
  void take_summary(std::span<double> out) { foil_.take_summary(out); }
  /// What the samples so far say of the foil.
  std::vector<indicators::FoilReport> foil_reports() const { return {foil_.report()}; }
  void archive(Archive& a) { a(foil_); }
  double inventory(std::span<const double> y) const { return census(cell_, y).lithium; }

 private:
  struct Scratch;
  const SulfurCell& cell_;
  std::unique_ptr<Scratch> scratch_;
  indicators::FoilMonitor foil_;
  std::vector<OutputName> names_, summary_names_;
  double sulfur_ = 0.0;  ///< S atoms of the whole cell as it begins, mol m⁻²: what is called one
};

}  // namespace vitrion::lithium_sulfur
