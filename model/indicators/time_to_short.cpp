// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/time_to_short.hpp"

#include "model/indicators/current_focusing.hpp"
#include "model/indicators/normal_distribution.hpp"
#include "params/constants.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrion::indicators {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

double plating_rate(double J, double molar_volume, double charge) { return J * molar_volume / (charge * faraday); }

double filament_growth(double net_share, double focusing, double J, double molar_volume, double charge) {
  return net_share * (focusing - 1.0) * plating_rate(J, molar_volume, charge);
}

ShortCircuitModel::ShortCircuitModel(const Parameters& p)
    : throughput_of_unit_focusing_(p.thickness * p.charge * faraday / (p.net_share * p.molar_volume)),
      spots_(independent_spots(p.area, p.correlation)),
      current_scatter_(p.current_scatter),
      inclusion_(p.inclusion) {}

double ShortCircuitModel::probability(double throughput) const {
  if (throughput <= 0.0) return 0.0;
  if ((inclusion_ - 1.0) * throughput >= throughput_of_unit_focusing_) return 1.0;
  if (current_scatter_ <= 0.0) return 0.0;
  return largest_exceeds(throughput_of_unit_focusing_ / (throughput * current_scatter_), spots_);
}

double ShortCircuitModel::throughput_quantile(double P) const {
  const double spot = current_scatter_ > 0.0 ? largest_quantile(P, spots_) * current_scatter_ : 0.0;
  const double hottest = std::max(spot, inclusion_ - 1.0);
  return hottest <= 0.0 ? infinity : throughput_of_unit_focusing_ / hottest;
}

double ShortCircuitModel::quantile(double J, double P) const {
  return J == 0.0 ? infinity : throughput_quantile(P) / std::abs(J);
}

double ShortCircuitModel::largest_focusing() const {
  return std::max(vitrion::indicators::largest_focusing(current_scatter_, spots_), inclusion_);
}

double observed_growth_share(double thickness, double J, double molar_volume, double time, double charge) {
  return thickness / (plating_rate(J, molar_volume, charge) * time);
}

double calibrated_scatter(const ShortCircuitModel::Parameters& cell, double J, double time, double P) {
  const double focusing =
      observed_growth_share(cell.thickness, J, cell.molar_volume, time, cell.charge) / cell.net_share;
  const double z = largest_quantile(P, independent_spots(cell.area, cell.correlation));
  return z > 0.0 ? focusing / z : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace vitrion::indicators
