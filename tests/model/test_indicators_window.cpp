// SPDX-License-Identifier: BSD-3-Clause
#include "model/dual.hpp"
#include "model/indicators/window_use.hpp"
#include "model/laws/decomposition.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <numbers>

using namespace vitrion;
using namespace vitrion::indicators;
using namespace vitrion::laws;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr Decomposition oxidation{.onset = 4.0, .onset_current = 1e-3, .slope = 0.12};

WindowUse::Sample at(double t, double E, double current = 0.0) {
  return {.t = t, .highest = E, .lowest = E, .current = current};
}

}  // namespace

TEST_CASE("window: parasitic oxidation is a Tafel line through its onset", "[model][indicators][analytic]") {
  CHECK(parasitic_oxidation(oxidation, 4.0) == Approx(1e-3).epsilon(1e-14));
  for (const double E : {0.0, 3.0, 4.2})
    CHECK(parasitic_oxidation(oxidation, E + 0.12) == Approx(10.0 * parasitic_oxidation(oxidation, E)).epsilon(1e-12));
}

TEST_CASE("window: supply bounds the parasitic current however far the potential goes", "[model][indicators][limit]") {
  Decomposition d = oxidation;
  d.largest_current = 5.0;
  CHECK(parasitic_oxidation(d, 1e4) == Approx(5.0));
  CHECK(parasitic_oxidation(d, 3.0) == Approx(parasitic_oxidation(oxidation, 3.0)).epsilon(1e-9));
  CHECK(parasitic_oxidation(d, 4.0 + 0.12 * std::log10(5e3)) == Approx(2.5));
}

TEST_CASE("window: reduction is the mirror image", "[model][indicators]") {
  const Decomposition reduction{.onset = 1.0, .onset_current = 1e-3, .slope = 0.12};
  CHECK(parasitic_reduction(reduction, 1.0) == Approx(-1e-3));
  CHECK(parasitic_reduction(reduction, 0.88) == Approx(-1e-2));
  CHECK(parasitic_reduction(reduction, 1.12) == Approx(-1e-4));
}

TEST_CASE("window: parasitic currents have exact derivatives", "[model][indicators]") {
  Dual<1> E = 4.1;
  E.tangent = {1.0};
  const auto j = parasitic_oxidation(oxidation, E);
  CHECK(j.tangent[0] == Approx(std::numbers::ln10 / 0.12 * j.value).epsilon(1e-12));
}

// Simpson's rule on 2000 intervals: error ~ (h ln10/b)⁴/180 = 4e-10.
TEST_CASE("window: the charge of a ramp is the integral of its current", "[model][indicators][analytic]") {
  const double E_1 = 2.5, E_2 = 4.3, rate = 1e-4;
  const int n = 2000;
  double sum = 0.0;
  for (int i = 0; i <= n; ++i) {
    const double weight = i == 0 || i == n ? 1.0 : (i % 2 == 1 ? 4.0 : 2.0);
    sum += weight * parasitic_oxidation(oxidation, E_1 + (E_2 - E_1) * i / n);
  }
  const double expected = sum * (E_2 - E_1) / n / 3.0 / rate;
  CHECK(parasitic_ramp_charge(oxidation, E_1, E_2, rate) == Approx(expected).epsilon(1e-8));
  CHECK(parasitic_ramp_charge(oxidation, E_2, E_1, -rate) == Approx(expected).epsilon(1e-8));
}

TEST_CASE("window use: crossings between samples are found", "[model][indicators][analytic]") {
  WindowUse use({.lowest = 2.3, .highest = 4.0});
  use.add(at(0.0, 3.0, 10.0));
  use.add(at(100.0, 4.5, 10.0));   // above from t = 66.7 on
  use.add(at(200.0, 4.5, -10.0));  // above throughout; the current turns at 150
  use.add(at(300.0, 1.3, -10.0));  // above until 215.6, below from 268.75 on
  const auto& s = use.summary();
  CHECK(s.duration == 300.0);
  CHECK(s.time_above == Approx(100.0 / 3.0 + 100.0 + 100.0 * 0.5 / 3.2));
  CHECK(s.time_below == Approx(100.0 / 3.2));
  CHECK(s.time_outside == Approx(s.time_above + s.time_below));
  CHECK(s.charge_outside == Approx(10.0 * 100.0 / 3.0 + 500.0 + 10.0 * 100.0 * 1.5 / 3.2));
  CHECK(s.margin_oxidation == Approx(-0.5));
  CHECK(s.t_oxidation == 100.0);
  CHECK(s.margin_reduction == Approx(-1.0));
  CHECK(s.t_reduction == 300.0);
  CHECK(s.margin() == Approx(-1.0));
}

TEST_CASE("window use: above and below at once count once", "[model][indicators]") {
  WindowUse use({.lowest = 2.0, .highest = 4.0});
  use.add({.t = 0.0, .highest = 5.0, .lowest = 2.5, .current = 2.0});
  use.add({.t = 10.0, .highest = 3.0, .lowest = 0.5, .current = 2.0});
  const auto& s = use.summary();  // above in 0–5 s, below in 2.5–10 s
  CHECK(s.time_above == Approx(5.0));
  CHECK(s.time_below == Approx(7.5));
  CHECK(s.time_outside == Approx(10.0).epsilon(1e-14));
  CHECK(s.charge_outside == Approx(20.0).epsilon(1e-14));
}

TEST_CASE("window use: it says how close a cell came, where and when", "[model][indicators]") {
  WindowUse use({.lowest = 2.0, .highest = 4.0});
  use.add({.t = 1.0, .highest = 3.8, .lowest = 0.1 + 2.0, .x_highest = 9e-5, .x_lowest = 0.0});
  use.add({.t = 2.0, .highest = 3.9, .lowest = 2.2, .x_highest = 6e-5, .x_lowest = 1e-5});
  CHECK(use.summary().time_outside == 0.0);
  CHECK(use.summary().fraction_outside() == 0.0);
  CHECK(use.summary().margin_oxidation == Approx(0.1));
  CHECK(use.summary().x_oxidation == 6e-5);
  CHECK(use.summary().t_oxidation == 2.0);
  CHECK(use.summary().margin_reduction == Approx(0.1));
  CHECK(use.summary().x_reduction == 0.0);
}

TEST_CASE("window use: cycles follow one another without a gap", "[model][indicators]") {
  WindowUse whole({.lowest = 2.0, .highest = 4.0}), parts = whole;
  double outside = 0.0, charge = 0.0, parasitic = 0.0;
  for (int i = 0; i <= 40; ++i) {
    WindowUse::Sample sample = at(i, 3.0 + 1.7 * std::sin(0.5 * i), 3.0 * std::cos(0.3 * i));
    sample.parasitic = 0.1 * i;
    whole.add(sample);
    parts.add(sample);
    if (i % 13 == 0) {
      const auto cycle = parts.take();
      outside += cycle.time_outside;
      charge += cycle.charge_outside;
      parasitic += cycle.parasitic_charge;
    }
  }
  const auto last = parts.take();
  CHECK(outside + last.time_outside == Approx(whole.summary().time_outside));
  CHECK(charge + last.charge_outside == Approx(whole.summary().charge_outside));
  CHECK(parasitic + last.parasitic_charge == Approx(80.0));
  CHECK(parts.take().duration == 0.0);
}

TEST_CASE("window use: an open end is never left", "[model][indicators][limit]") {
  WindowUse use({.highest = 4.0});
  use.add(at(0.0, 1.0));
  use.add(at(1.0, -5.0));
  CHECK(use.summary().time_outside == 0.0);
  CHECK(use.summary().margin_reduction == infinity);
  CHECK(use.summary().margin() == Approx(3.0));
  CHECK(WindowUse({}).summary().margin() == infinity);
}

TEST_CASE("window use: a jump takes no time", "[model][indicators]") {
  WindowUse use({.lowest = 2.0, .highest = 4.0});
  use.add(at(0.0, 3.0));
  use.add(at(10.0, 3.0));
  use.add(at(10.0, 5.0));
  CHECK(use.summary().time_outside == 0.0);
  CHECK(use.summary().margin_oxidation == Approx(-1.0));
  use.add(at(12.0, 5.0));
  CHECK(use.summary().time_outside == 2.0);
}
