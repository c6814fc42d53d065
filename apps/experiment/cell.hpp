// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "model/archive.hpp"
#include "model/cell_facts.hpp"
#include "model/condition.hpp"
#include "model/dae_model.hpp"
#include "model/indicators/foil_monitor.hpp"
#include "model/indicators/window_monitor.hpp"
#include "model/refinement.hpp"
#include "model/terminal.hpp"
#include "params/documents/table.hpp"
#include "solvers/dae_system.hpp"

#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace vitrion {

/// A cell of any chemistry, as the rest of the program sees it: a DaeSystem with terminals and outputs. Current and
/// charge are per area here; positive charges the cell. One object serves one thread.
class Cell {
 public:
  virtual ~Cell() = default;

  virtual const CellFacts& facts() const = 0;
  /// What lies between its electrodes, at T (K).
  virtual SeparatorAtRest separator_at_rest(double T) const = 0;
  virtual DaeSystem& system() = 0;

  virtual void initial_state(MutableReals y) const = 0;
  virtual void set_temperature(double T) = 0;  ///< K, from now on
  virtual double temperature() const = 0;
  /// Surroundings beside the temperature that a protocol may set; each is also an output, the last ones.
  virtual std::span<const Condition> conditions() const = 0;
  virtual double condition(std::size_t k) const = 0;                      ///< as set now, SI
  virtual void set_condition(std::size_t k, double value, double t) = 0;  ///< from time t on
  /// What speaks against being at T (K) under these conditions (one value each, SI).
  virtual std::vector<Objection> objections(double T, std::span<const double> conditions) const = 0;
  static constexpr double since_ever = -std::numeric_limits<double>::infinity();
  /// Whether it comes to one state of rest under a constant voltage or current, whatever was before: what reacts is
  /// fed.
  virtual bool is_fed() const = 0;
  virtual Terminal& terminal() = 0;
  virtual void set_limits(std::vector<Limit> limits, double charge_at_start) = 0;
  virtual std::size_t first_step_event() const = 0;  ///< events before it are physical limits of the cell

  virtual double voltage(Reals y) const = 0;  ///< V
  virtual double current(Reals y) const = 0;  ///< A m⁻²
  virtual double charge(Reals y) const = 0;   ///< ∫ I dt, C m⁻²

  virtual std::span<const OutputName> output_names() const = 0;
  virtual std::size_t loss_terms() const = 0;  ///< the first outputs are contributions that sum to the voltage
  virtual void outputs(double t, Reals y, MutableReals out) = 0;

  /// What the outputs add up over a cycle, on the samples for which they were asked since the last take_summary().
  virtual std::span<const OutputName> summary_names() const = 0;
  virtual void take_summary(MutableReals out) = 0;
  virtual std::vector<indicators::FoilReport> foil_reports() const = 0;      ///< what they say of each metal foil
  virtual std::vector<indicators::WindowReport> window_reports() const = 0;  ///< and of the electrolyte's window
  /// Everything beside y that what comes depends on: temperature, conditions, what the outputs have summed up.
  virtual void archive(Archive& a) = 0;
  virtual double inventory(Reals y) = 0;  ///< of the working ion, mol m⁻²
};

/// The cell that a map of `kind: cell` describes. @throws InputError, also for an unknown chemistry
/// @param refinement  of its mesh, also of what the file says of it
std::unique_ptr<Cell> make_cell(const Table& table, const Refinement& refinement = {});

/// Names of the chemistries that were compiled in.
std::vector<std::string> chemistry_names();

}  // namespace vitrion
