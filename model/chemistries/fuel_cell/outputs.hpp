// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/archive.hpp"
#include "model/chemistries/fuel_cell/fuel_cell.hpp"

#include <memory>
#include <span>
#include <vector>

namespace vitrion::fuel_cell {

/// What is reported of a state beside V, I and Q.
///
/// The voltage in parts that sum to it to round-off. ⟨·⟩ are averages over a catalyst layer, weighted by its reaction:
///
///     V = E_rev − ⟨η_a⟩ − ⟨η_c⟩ − ⟨crossover⟩ − (mass transport) + (heating) − (⟨φ_p⟩_a − ⟨φ_p⟩_c) − J R_e
///
/// E_rev is that of the channels. *Kinetics* is what the reaction currents due to J would need under the gas of the
/// channels; *crossover* what the reaction of i_x adds to that; *heating* what E_rev gains where it is warmer than the
/// plates; *mass transport* everything else that the reactions need. The protonic part is split where the membrane
/// begins and ends.
class CellOutputs {
 public:
  explicit CellOutputs(const FuelCell& cell);
  ~CellOutputs();
  CellOutputs(CellOutputs&&) noexcept;

  std::span<const OutputName> names() const { return names_; }
  std::size_t loss_terms() const;
  void evaluate(double t, std::span<const double> y, std::span<double> out);

  /// The peak of the power, and where it is, over the states evaluated since the last take_summary() that are nearly at
  /// rest: the current is that of the reactions, and what enters and leaves is what they use and make, within 1 %.
  std::span<const OutputName> summary_names() const { return summary_names_; }
  void take_summary(std::span<double> out);
  void archive(Archive& a) { a(peak_); }
  /// Oxygen in the gas of the cell, less what came from the channel, plus what the charge has used up; mol m⁻².
  double inventory(std::span<const double> y) const;

 private:
  struct Scratch;
  struct Peak {
    double power, current, voltage;  ///< W cm⁻², A cm⁻², V
  };
  bool nearly_at_rest(double J, double i_x) const;

  const FuelCell& cell_;
  std::unique_ptr<Scratch> scratch_;
  std::vector<OutputName> names_, summary_names_;
  Peak peak_;
};

}  // namespace vitrion::fuel_cell
