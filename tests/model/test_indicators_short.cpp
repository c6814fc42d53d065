// SPDX-License-Identifier: BSD-3-Clause
#include "model/indicators/current_focusing.hpp"
#include "model/indicators/normal_distribution.hpp"
#include "model/indicators/time_to_short.hpp"
#include "params/constants.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace vitrion;
using namespace vitrion::indicators;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double hour = 3600.0, V_M = 1.3e-5;

/// Li | 50 µm | Li of 1 cm², as assumed of the published test at 0.1 mA/cm².
constexpr ShortCircuitModel::Parameters cell(double current_scatter) {
  return {.thickness = 5e-5,
          .net_share = 0.5,
          .molar_volume = V_M,
          .area = 1e-4,
          .correlation = 1e-6,
          .current_scatter = current_scatter};
}

/// A cell of few enough spots to draw each of them.
ShortCircuitModel::Parameters small_cell(double N) {
  ShortCircuitModel::Parameters p = cell(0.2);
  p.area = N * 3.14159265358979323846 / 4.0 * p.correlation * p.correlation;
  return p;
}

}  // namespace

TEST_CASE("normal distribution: quantiles undo tails, far out too", "[model][indicators][analytic]") {
  CHECK(normal_upper_quantile(0.5) == Approx(0.0).margin(1e-16));
  for (const double p : {1e-300, 1e-20, 1e-8, 0.01, 0.3, 0.9, 1.0 - 1e-9})
    CHECK(normal_upper_tail(normal_upper_quantile(p)) == Approx(p).epsilon(1e-12));
  CHECK(normal_upper_quantile(0.0) == infinity);
  CHECK(normal_upper_quantile(1.0) == -infinity);
  CHECK(std::isnan(normal_upper_quantile(-0.1)));
  CHECK(std::isnan(normal_upper_quantile(1.1)));
}

TEST_CASE("normal distribution: the largest of many keeps its digits", "[model][indicators][analytic]") {
  for (const double N : {1.0, 10.0, 1.27e8, 1e15})
    for (const double P : {1e-12, 0.05, 0.5, 0.95})
      CHECK(largest_exceeds(largest_quantile(P, N), N) == Approx(P).epsilon(1e-10));
  // N so large that 1 − Φ^N is N (1 − Φ) to first order.
  CHECK(largest_exceeds(9.0, 1e9) == Approx(1e9 * normal_upper_tail(9.0)).epsilon(1e-9));
  CHECK(largest_exceeds(-40.0, 1.0) == 1.0);
}

TEST_CASE("focusing: an inclusion like its surroundings does nothing", "[model][indicators][limit]") {
  CHECK(sphere_focusing(1.0) == 1.0);
  for (const double aspect : {0.1, 1.0, 5.0}) CHECK(spheroid_focusing(1.0, aspect) == Approx(1.0).epsilon(1e-15));
}

TEST_CASE("focusing: insulators carry nothing, metals as much as their shape allows", "[model][indicators][limit]") {
  CHECK(sphere_focusing(0.0) == 0.0);
  CHECK(sphere_focusing(infinity) == 3.0);
  CHECK(spheroid_focusing(infinity, 5.0) == Approx(1.0 / depolarisation_factor(5.0)));
  CHECK(spheroid_focusing(10.0, 1e4) == Approx(10.0).epsilon(1e-5));  // a needle along the field
  CHECK(spheroid_focusing(10.0, 1e-6) == Approx(1.0).epsilon(1e-4));  // a plate across it
}

TEST_CASE("focusing: a spheroid of aspect 1 is a sphere, and N is smooth there", "[model][indicators][analytic]") {
  CHECK(depolarisation_factor(1.0) == Approx(1.0 / 3.0).epsilon(1e-15));
  for (const double s : {0.1, 2.0, 50.0}) CHECK(spheroid_focusing(s, 1.0) == Approx(sphere_focusing(s)).epsilon(1e-14));
  // Where the series hands over, e² = ±0.01: the closed form loses about 1e-16/e³.
  for (const double e2 : {0.01, -0.01}) {
    const double inside = depolarisation_factor(1.0 / std::sqrt(1.0 - e2 * (1.0 - 1e-12)));
    const double outside = depolarisation_factor(1.0 / std::sqrt(1.0 - e2 * (1.0 + 1e-12)));
    CHECK(inside == Approx(outside).epsilon(1e-11));
  }
  double last = 1.0;
  for (double aspect = 0.01; aspect < 100.0; aspect *= 1.1) {
    CHECK(depolarisation_factor(aspect) < last);
    last = depolarisation_factor(aspect);
  }
}

TEST_CASE("focusing: a uniform or isotropic material does not scatter", "[model][indicators][limit]") {
  CHECK(random_field_scatter(0.0) == 0.0);
  CHECK(polycrystal_scatter(2.0, 2.0) == 0.0);
  CHECK(equivalent_anisotropy(polycrystal_scatter(2.0, 1.0)) == Approx(0.75));
  CHECK(largest_focusing(0.0, 1e8) == 1.0);
  CHECK(largest_focusing(0.3, 1.0) == 1.0);
  CHECK(independent_spots(1e-14, 1e-6) == 1.0);
}

// The N-th part of the normal tail lies above z_N, so the largest of N passes it with probability 1 − (1 − 1/N)^N.
TEST_CASE("focusing: drawn electrodes pass the hottest spot as often as predicted", "[model][indicators][statistics]") {
  const int N = 100, electrodes = 20000;
  const double z = largest_focusing(1.0, N) - 1.0, expected = 1.0 - std::pow(1.0 - 1.0 / N, N);
  CHECK(largest_exceeds(z, N) == Approx(expected).epsilon(1e-12));
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  int passed = 0;
  for (int e = 0; e < electrodes; ++e) {
    double largest = -infinity;
    for (int i = 0; i < N; ++i) largest = std::max(largest, normal(random));
    passed += largest > z;
  }
  const double sigma = std::sqrt(expected * (1.0 - expected) / electrodes);
  CHECK(passed / double{electrodes} == Approx(expected).margin(4.0 * sigma));
}

TEST_CASE("time to short: the published pair calibrates two scatters", "[model][indicators][calibration]") {
  const double J = 1.0;
  const double crystal = calibrated_scatter(cell(0.0), J, 217.0 * hour, 0.5);
  const double glass = calibrated_scatter(cell(0.0), J, 400.0 * hour, 0.05);
  CHECK(crystal == Approx(0.166).margin(0.0005));
  CHECK(glass == Approx(0.084).margin(0.0005));
  CHECK(ShortCircuitModel(cell(0.166)).median(J) / hour == Approx(217.0).margin(0.5));
  CHECK(ShortCircuitModel(cell(0.0838)).probability(J, 400.0 * hour) < 0.05);
  CHECK(ShortCircuitModel(cell(0.0850)).probability(J, 400.0 * hour) > 0.05);
  // The crystal, for comparison, has hardly a chance to last as long.
  CHECK(ShortCircuitModel(cell(crystal)).probability(J, 400.0 * hour) > 0.999);
  // What does not depend on the assumed thickness and share: the ratio of the growth shares, 217/400.
  CHECK(observed_growth_share(5e-5, J, V_M, 400.0 * hour) / observed_growth_share(5e-5, J, V_M, 217.0 * hour) ==
        Approx(0.5425).epsilon(1e-14));
}

TEST_CASE("time to short: probability and quantiles are inverse", "[model][indicators][analytic]") {
  const ShortCircuitModel model(cell(0.166));
  for (const double P : {1e-6, 0.05, 0.5, 0.95, 0.999})
    CHECK(model.probability(2.0, model.quantile(2.0, P)) == Approx(P).epsilon(1e-9));
  CHECK(model.quantile(1.0, 0.05) < model.median(1.0));
  CHECK(model.median(1.0) < model.quantile(1.0, 0.95));
  CHECK(model.quantile(-1.0, 0.5) == model.quantile(1.0, 0.5));
}

TEST_CASE("time to short: a filament at the median spot crosses in the median time", "[model][indicators][analytic]") {
  const auto p = cell(0.166);
  const ShortCircuitModel model(p);
  const double f = 1.0 + largest_quantile(0.5, model.spots()) * 0.166;
  CHECK(filament_growth(p.net_share, f, 1.0, V_M) * model.median(1.0) == Approx(p.thickness).epsilon(1e-12));
  CHECK(model.largest_focusing() == Approx(1.0 + 5.6536459 * 0.166));
}

TEST_CASE("time to short: larger, thinner, less even and more loaded cells short earlier",
          "[model][indicators][monotone]") {
  const double reference = ShortCircuitModel(cell(0.166)).median(1.0);
  auto larger = cell(0.166), thinner = cell(0.166), coarser = cell(0.166), lossier = cell(0.166);
  larger.area *= 100.0;
  thinner.thickness /= 2.0;
  coarser.correlation *= 10.0;  // fewer spots to choose from
  lossier.net_share = 1.0;
  CHECK(ShortCircuitModel(larger).median(1.0) < reference);
  CHECK(ShortCircuitModel(thinner).median(1.0) == Approx(0.5 * reference));
  CHECK(ShortCircuitModel(coarser).median(1.0) > reference);
  CHECK(ShortCircuitModel(lossier).median(1.0) == Approx(0.5 * reference));
  CHECK(ShortCircuitModel(cell(0.2)).median(1.0) < reference);
  CHECK(ShortCircuitModel(cell(0.166)).median(2.0) == Approx(0.5 * reference));
}

TEST_CASE("time to short: an even current, or none, never shorts", "[model][indicators][limit]") {
  const ShortCircuitModel even(cell(0.0)), uneven(cell(0.166));
  CHECK(even.median(1.0) == infinity);
  CHECK(even.probability(1.0, 1e12) == 0.0);
  CHECK(uneven.median(0.0) == infinity);
  CHECK(uneven.probability(0.0) == 0.0);
  CHECK(filament_growth(0.5, 1.0, 1.0, V_M) == 0.0);
}

TEST_CASE("time to short: one spot shorts in half of all cells only", "[model][indicators][limit]") {
  const ShortCircuitModel single(small_cell(1.0));
  CHECK(single.probability(1e30) == Approx(0.5));
  CHECK(single.throughput_quantile(0.6) == infinity);
  CHECK(single.throughput_quantile(0.4) < infinity);
  CHECK(std::isnan(calibrated_scatter(small_cell(1.0), 1.0, 1e6, 0.6)));
  CHECK(std::isnan(calibrated_scatter(cell(0.0), 1.0, 1e6, 1.5)));
}

TEST_CASE("time to short: drawn cells short as predicted", "[model][indicators][statistics]") {
  const double N = 200.0;
  const auto p = small_cell(N);
  const ShortCircuitModel model(p);
  std::mt19937_64 random(20302);
  std::normal_distribution<double> focusing(1.0, p.current_scatter);
  const int cells = 10000;
  const double at[] = {0.05, 0.5, 0.95};
  double limit[3];
  int shorted[3] = {};
  for (int i = 0; i < 3; ++i) limit[i] = model.quantile(1.0, at[i]);
  for (int c = 0; c < cells; ++c) {
    double first = infinity;
    for (int spot = 0; spot < 200; ++spot) {
      const double growth = filament_growth(p.net_share, focusing(random), 1.0, V_M);
      if (growth > 0.0) first = std::min(first, p.thickness / growth);
    }
    for (int i = 0; i < 3; ++i) shorted[i] += first < limit[i];
  }
  for (int i = 0; i < 3; ++i)
    CHECK(shorted[i] / double{cells} == Approx(at[i]).margin(4.0 * std::sqrt(at[i] * (1.0 - at[i]) / cells)));
}

TEST_CASE("time to short: a known inclusion shorts every cell at its own time, unless a hotter spot was first",
          "[model][indicators][analytic]") {
  auto p = cell(0.05);
  p.inclusion = 2.5;
  const ShortCircuitModel model(p);
  const double crossing = p.thickness / filament_growth(p.net_share, 2.5, 1.0, V_M);
  CHECK(model.largest_focusing() == 2.5);
  CHECK(model.median(1.0) == Approx(crossing));
  CHECK(model.probability(1.0, 1.001 * crossing) == 1.0);
  CHECK(model.probability(1.0, 0.999 * crossing) < 1e-9);
  p.inclusion = 1.1;
  CHECK(ShortCircuitModel(p).median(1.0) == ShortCircuitModel(cell(0.05)).median(1.0));
}
