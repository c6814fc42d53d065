// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/dae_model.hpp"
#include "model/indicators/foil_monitor.hpp"
#include "model/indicators/window_monitor.hpp"
#include "model/insertion_cell/insertion_cell.hpp"
#include "model/insertion_cell/inventory.hpp"

#include <memory>
#include <span>
#include <vector>

namespace vitrion {

/// What is reported of a state beside V, I and Q.
///
/// The loss breakdown: signed contributions, in V, that sum to the cell voltage to round-off. Averages ⟨·⟩ over an
/// electrode are by volume (by surface between its materials); a foil is a single point.
///
///     V = U(mean x)                            open circuit, at the mean stoichiometry of each electrode
///       + Δ⟨U(x_surface)⟩                      concentration in the particles, against that mean
///       + ⟨η⟩₊ − ⟨η⟩₋                          kinetics of each side
///       + ⟨j R_f⟩₊ − ⟨j R_f⟩₋ − Σ i R_area + I R_series    films, interfaces and the external resistance
///       + ohmic and concentration parts of ⟨φ_e⟩₊ − ⟨φ_e⟩₋
///       + ohmic drop in the solids
class CellOutputs {
 public:
  explicit CellOutputs(const InsertionCell& cell);
  ~CellOutputs();
  CellOutputs(CellOutputs&&) noexcept;

  std::span<const OutputName> names() const { return names_; }
  /// How many of the first names() are contributions to the voltage.
  std::size_t loss_terms() const;

  /// Of what a cycle adds up, see take_summary().
  std::span<const OutputName> summary_names() const { return summary_names_; }

  /// Samples come in the order of time; one before the last begins another run.
  /// @param out one value per name
  void evaluate(double t, std::span<const double> y, std::span<double> out);

  /// The summary of the samples since the last call. @param out one value per summary name
  void take_summary(std::span<double> out);

  /// What the samples so far say of each foil.
  std::vector<indicators::FoilReport> foil_reports() const;
  /// And of the stability window at each electrode whose electrolyte has one.
  std::vector<indicators::WindowReport> window_reports() const;

  /// What has been summed up of the samples so far.
  void archive(Archive& a);

  /// Lithium (or whatever the working ion is) in the whole stack, mol m⁻²: metal, salt, particles and what
  /// decomposition of the electrolyte made of it.
  double inventory(std::span<const double> y) const { return inventory_of(cell_, y).total(); }

 private:
  void watch_windows(double t, std::span<const double> y);

  struct Scratch;
  const InsertionCell& cell_;
  std::unique_ptr<Scratch> scratch_;
  std::vector<OutputName> names_, summary_names_;
};

}  // namespace vitrion
