// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "apps/cell.hpp"
#include "apps/experiment.hpp"

#include <atomic>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace vitrion {

inline constexpr double not_defined = std::numeric_limits<double>::quiet_NaN();

/// A number that a comparison is about: "Discharge Capacity", "mAh/cm^2".
struct Metric {
  std::string name, unit;
};

/// The metrics of one cycle, in this order; behind them come the parts of the mean discharge voltage, in V.
enum CycleMetric : std::size_t {
  discharge_capacity,
  discharge_energy,
  mean_discharge_voltage,
  coulombic_efficiency_metric,
  energy_efficiency_metric,
  salt_minimum,
  cycle_metrics
};
std::vector<Metric> metrics_of_cycles(const Cell& cell);

/// What the layers between the electrodes are at rest, at the temperature of the cell.
struct SeparatorFacts {
  double area_resistance = not_defined;  ///< of all layers, bulk, Ω cm²
  double limiting_current = not_defined;  ///< of the layer that has the least, mA cm⁻²; +∞ for single-ion conductors
};
/// Both undefined for a chemistry whose separator is not made of layers of electrolyte.
SeparatorFacts separator_facts(const Table& cell, double T);

struct CycleValues {
  std::string name;            ///< given in the protocol, may be empty
  std::vector<double> values;  ///< as metrics_of_cycles() says; NaN where a cycle has none
};

/// A step that the cell could not do, or not to its end.
struct CutStep {
  std::size_t step, cycle;
  std::string what;  ///< "Discharge at 5C until 2.5 V: the salt ran out"
};

/// What became of one cell.
struct RunValues {
  bool computed = false;  ///< false: there is no result, for `reason`
  bool interrupted = true;
  std::string reason = "interrupted";  ///< how it ended
  std::string kind = "interrupted";  ///< of a failure: the reason without the numbers that differ from sample to sample
  std::vector<CycleValues> cycles;
  std::vector<CutStep> cut;
  SeparatorFacts separator;
};

/// Makes the cell of a document and runs a protocol on it. Never throws for what the numbers bring, an InputError
/// included: that is the reason why there is no result.
RunValues run_once(const Document& document, const Protocol& protocol, double relative_tolerance,
                   const std::atomic<bool>* stop);

}  // namespace vitrion
