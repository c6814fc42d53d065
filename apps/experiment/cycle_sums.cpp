// SPDX-License-Identifier: BSD-3-Clause
#include "apps/experiment/cycle_sums.hpp"

#include <limits>

namespace vitrion {
namespace {

constexpr double not_defined = std::numeric_limits<double>::quiet_NaN();

/// A charge that ended at once is none.
constexpr double hardly_any = 1e-3;

double ratio(double given, double taken) {
  return given > 0.0 && taken > hardly_any * given ? given / taken : not_defined;
}

}  // namespace

double coulombic_efficiency(const CycleReport& cycle) { return ratio(cycle.charge_out, cycle.charge_in); }
double energy_efficiency(const CycleReport& cycle) { return ratio(cycle.energy_out, cycle.energy_in); }

double mean_charging_voltage(const CycleReport& cycle) { return ratio(cycle.energy_in, cycle.charge_in); }
double mean_discharging_voltage(const CycleReport& cycle) { return ratio(cycle.energy_out, cycle.charge_out); }

}  // namespace vitrion
