// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/short_calibration.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <vector>

using namespace vitrion::indicators;

namespace {

constexpr double mAh_per_cm2 = 3.6e4, cm2 = 1e-4, um = 1e-6;
constexpr ShortCircuitModel::Parameters cell{.thickness = 50 * um,
                                             .net_share = 0.5,
                                             .molar_volume = 1.3e-5,
                                             .area = cm2,
                                             .correlation = um,
                                             .current_scatter = 0.0};

Life life(double throughput, bool shorted) { return {throughput * mAh_per_cm2, 50 * um, cm2, shorted, "a test"}; }

ShortCircuitModel with(double scatter) {
  ShortCircuitModel::Parameters p = cell;
  p.current_scatter = scatter;
  return ShortCircuitModel(p);
}

}  // namespace

TEST_CASE("calibration: lives without a short bound the scatter, the hardest of them decides", "[model][indicators]") {
  const std::vector<Life> both{life(40.0, false), life(580.0, false)};
  const ShortCalibration found = calibrate(both, cell);
  CHECK(found.upper_bound);
  CHECK(found.low == 0.0);
  CHECK(with(found.best).probability(580.0 * mAh_per_cm2) == Approx(0.05).epsilon(1e-6));
  CHECK(with(found.high).probability(580.0 * mAh_per_cm2) == Approx(0.95).epsilon(1e-6));
  CHECK_FALSE(found.contradictory());
  // The bound of the first alone lets half of the cells short long before the second one ended.
  const ShortCalibration first = calibrate(std::vector{life(40.0, false)}, cell);
  CHECK(first.best == Approx(0.0839).epsilon(2e-3));
  CHECK(with(first.best).probability(580.0 * mAh_per_cm2) == Approx(1.0));
}

TEST_CASE("calibration: one short is fitted near its median, with an interval around it", "[model][indicators]") {
  const ShortCalibration found = calibrate(std::vector{life(21.7, true)}, cell);
  CHECK_FALSE(found.upper_bound);
  CHECK(found.best == Approx(0.166).epsilon(0.02));
  CHECK(found.low < found.best);
  CHECK(found.high > found.best);
  CHECK(found.lives.at(0).shorted_by_then == Approx(0.5).margin(0.2));
}

TEST_CASE("calibration: a short and a long life that exclude each other are said to", "[model][indicators]") {
  const ShortCalibration found = calibrate(std::vector{life(21.7, true), life(580.0, false)}, cell);
  CHECK(found.contradictory());
}

TEST_CASE("calibration: lives drawn from the model give back its scatter", "[model][indicators]") {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> uniform(0.0, 1.0);
  int covered = 0;
  constexpr int sets = 60;
  for (int set = 0; set < sets; ++set) {
    std::vector<Life> lives;
    for (int k = 0; k < 12; ++k) {
      const double q = with(0.1).throughput_quantile(uniform(random)), end = with(0.1).throughput_quantile(0.7);
      lives.push_back({std::min(q, end), 50 * um, cm2, q < end, ""});
    }
    const ShortCalibration found = calibrate(lives, cell);
    CHECK(found.best == Approx(0.1).epsilon(0.15));
    covered += found.low < 0.1 && 0.1 < found.high;
  }
  CHECK(covered >= 50);  // 95 % intervals
}
