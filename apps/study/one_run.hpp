// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/experiment/cell.hpp"
#include "apps/experiment/experiment.hpp"

#include <atomic>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace vitrion {

inline constexpr double not_defined = std::numeric_limits<double>::quiet_NaN();

/// A number that a comparison is about: "Discharge Capacity", "mAh/cm^2".
struct Metric {
  std::string name, unit;
  std::string group;  ///< "cycle" for those of CycleMetric, "voltage" for parts of the voltage, else as the outputs say
  bool operator==(const Metric&) const = default;
};

/// The metrics that every cell has, in this order. NaN where they mean nothing: those per mass
/// where a density is missing.
enum CycleMetric : std::size_t {
  discharge_capacity,
  specific_capacity,
  discharge_energy,
  energy_per_mass,
  energy_per_volume,
  mean_discharge_voltage,
  coulombic_efficiency_metric,
  energy_efficiency_metric,
  mean_discharge_current,
  mean_discharge_power,
  cycle_metrics
};

/// What is known of each cycle of a cell: those of CycleMetric; the parts of the mean discharge voltage, in V; of every
/// other output the lowest and the highest value, except where the cell sums a cycle up itself.
std::vector<Metric> metrics_of_cycles(const Cell& cell);

/// What the layers between the electrodes are at rest, at the temperature of the cell.
struct SeparatorFacts {
  double area_resistance = not_defined;   ///< of all layers, bulk, Ω cm²
  double limiting_current = not_defined;  ///< of the salt between two foils, mA cm⁻²; +∞ where nothing uses it up
  double depletion_current = not_defined;  ///< at which 1 % of the anions is left at a foil, mA cm⁻²; +∞ without salt
  double conductance_left = not_defined;  ///< without salt, S cm⁻²
};

struct CycleValues {
  std::string name;            ///< given in the protocol, may be empty
  std::vector<double> values;  ///< as the metrics that were asked for; NaN where a cycle has none
};

/// A step that the cell could not do, or not to its end.
struct CutStep {
  std::size_t step, cycle;
  std::string description, reason;  ///< "Discharge at 5C until 2.5 V", "salt used up in the electrolyte"
};

/// A point of the voltage curve.
struct CurvePoint {
  std::size_t cycle, step;
  double t;       ///< s since the start
  double V;       ///< V
  double I;       ///< A m⁻², positive charges
  double charge;  ///< |∫ I dt| since the start of the step, C m⁻²
  double margin;  ///< the smallest to any end of a stability window, V; NaN where none is known
};

/// What became of one cell.
struct RunValues {
  bool computed = false;  ///< false: there is no result, for `reason`
  bool interrupted = true;
  std::string reason = "interrupted";  ///< how it ended
  std::string kind = "interrupted";    ///< of a failure: the reason without the numbers that differ between samples
  std::vector<CycleValues> cycles;
  std::vector<CutStep> cut;
  SeparatorFacts separator;
  StackFacts stack;
  // Where the whole story was asked for:
  std::vector<CurvePoint> curve;
  std::vector<indicators::WindowReport> windows;
  std::vector<indicators::FoilReport> foils;
};

/// Makes the cell of a document and runs a protocol on it. Never throws for what the numbers bring, an InputError
/// included: that is the reason why there is no result.
/// @param metrics  which are to be found, whatever this cell has
/// @param in_full  with the voltage curve, and with what the cell says of windows and foils
RunValues run_once(const Document& document, const Protocol& protocol, std::span<const Metric> metrics,
                   double relative_tolerance, bool in_full, const std::atomic<bool>* stop);

}  // namespace vitrion
