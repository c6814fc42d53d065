// SPDX-License-Identifier: BSD-3-Clause
#include "params/functions/curve.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace vitrion;

namespace {

const SourcePosition here{"cell.yaml", 4, 2};

Function table(std::vector<double> x, std::vector<double> y, CurveOptions options = {}) {
  return tabulated(std::move(x), std::move(y), options, here);
}

std::vector<double> random_rising(std::mt19937& random, std::size_t n) {
  std::lognormal_distribution<> step(0.0, 3.0);  // intervals of very different lengths
  std::vector<double> x{-1.0};
  while (x.size() < n) x.push_back(x.back() + step(random));
  return x;
}

}  // namespace

TEST_CASE("a table passes through its points and keeps its order of argument", "[params][curve]") {
  std::mt19937 random(3);
  std::uniform_real_distribution<> anywhere(-5.0, 5.0);
  for (const Interpolation interpolation : {Interpolation::linear, Interpolation::monotone}) {
    for (std::size_t n = 2; n < 60; ++n) {
      const std::vector<double> x = random_rising(random, n);
      std::vector<double> y;
      while (y.size() < n) y.push_back(anywhere(random));
      const Function f = table(x, y, {.interpolation = interpolation});
      for (std::size_t i = 0; i < n; ++i) CHECK(f({x[i]}) == Approx(y[i]).margin(1e-13));
    }
  }
}

TEST_CASE("between two points a table stays between their values", "[params][curve]") {
  std::mt19937 random(5);
  std::uniform_real_distribution<> anywhere(0.0, 1.0);
  for (int repeat = 0; repeat < 20; ++repeat) {
    const std::vector<double> x = random_rising(random, 20);
    std::vector<double> y;
    while (y.size() < x.size()) y.push_back(anywhere(random));
    for (const Interpolation interpolation : {Interpolation::linear, Interpolation::monotone}) {
      const Function f = table(x, y, {.interpolation = interpolation});
      for (std::size_t i = 0; i + 1 < x.size(); ++i) {
        for (const double part : {0.1, 0.3, 0.5, 0.9}) {
          const double value = f({x[i] + part * (x[i + 1] - x[i])});
          CHECK(value >= std::min(y[i], y[i + 1]) - 1e-14);
          CHECK(value <= std::max(y[i], y[i + 1]) + 1e-14);
        }
      }
    }
  }
}

TEST_CASE("the slope of a table is exact and, when monotone, continuous", "[params][curve]") {
  const std::vector<double> x{0.0, 0.1, 0.5, 0.6, 1.0}, y{1.0, 0.8, 0.7, 0.2, 0.1};
  const Function f = table(x, y), line = table(x, y, {.interpolation = Interpolation::linear});
  for (int i = 0; i <= 120; ++i) {
    const double at = -0.1 + 0.01 * i + 0.0011, h = 1e-6;  // off the points
    // Rounding 2e-16/h; the third derivative, at most 6 · 2 · 5 / 0.1², times h²/6.
    CHECK(f.derivative(0, {at}) == Approx((f({at + h}) - f({at - h})) / (2 * h)).margin(2e-9));
    CHECK(line.derivative(0, {at}) == Approx((line({at + h}) - line({at - h})) / (2 * h)).margin(2e-9));
  }
  for (const double at : x) CHECK(f.derivative(0, {at - 1e-12}) == Approx(f.derivative(0, {at + 1e-12})).margin(1e-8));
}

TEST_CASE("a smooth function is met to third order away from its extrema", "[params][curve]") {
  const auto largest_error = [](int n) {
    std::vector<double> x, y;
    for (int i = 0; i <= n; ++i) {
      x.push_back(i / static_cast<double>(n));
      y.push_back(std::exp(x.back()));
    }
    const Function f = table(x, y);
    double error = 0.0;
    for (int i = 0; i <= 1000; ++i) {
      const double at = 0.2 + 0.6 * i / 1000.0;
      error = std::max(error, std::abs(f({at}) - std::exp(at)));
    }
    return error;
  };
  CHECK(std::log2(largest_error(40) / largest_error(80)) >= 2.9);
}

TEST_CASE("outside its points a table does what was asked", "[params][curve]") {
  const std::vector<double> x{1.0, 2.0}, y{3.0, 5.0};
  const Function extended = table(x, y), clamped = table(x, y, {.outside = Outside::clamp});
  const Function none = table(x, y, {.outside = Outside::nan});
  CHECK(extended({0.0}) == 1.0);
  CHECK(extended({4.0}) == 9.0);
  CHECK(extended.derivative(0, {4.0}) == 2.0);
  CHECK(clamped({0.0}) == 3.0);
  CHECK(clamped({4.0}) == 5.0);
  CHECK(clamped.derivative(0, {4.0}) == 0.0);
  CHECK(std::isnan(none({0.999})));
  CHECK(std::isnan(none.derivative(0, {2.001})));
  CHECK(none({2.0}) == 5.0);
  CHECK(std::isnan(extended({std::numeric_limits<double>::quiet_NaN()})));
  CHECK(std::isnan(clamped({std::numeric_limits<double>::quiet_NaN()})));
}

TEST_CASE("a table may fall in its argument, stand in any order when sorted, and be of another argument",
          "[params][curve]") {
  CHECK(table({2.0, 1.0}, {5.0, 3.0})({1.25}) == 3.5);
  const Function f = table({2.0, 0.0, 1.0}, {4.0, 0.0, 2.0}, {.sort = true, .argument = 1});
  CHECK(f({-7.0, 1.5}) == 3.0);
  CHECK(f.derivative(0, {-7.0, 1.5}) == 0.0);
  CHECK(f.derivative(1, {-7.0, 1.5}) == 2.0);
  CHECK_FALSE(f.depends_on(0));
  CHECK(f.depends_on(1));
  CHECK(f.describe() == "table of 3 points (monotone cubic)");
}

TEST_CASE("points crowded together are found", "[params][curve]") {
  std::vector<double> x{0.0}, y{0.0};
  for (int i = 1; i < 400; ++i) {
    x.push_back(1.0 - std::pow(0.95, i));
    y.push_back(2.0 * x.back());
  }
  x.push_back(1e9);
  y.push_back(2e9);
  const Function f = table(x, y, {.interpolation = Interpolation::linear});
  for (int i = 0; i < 2000; ++i) CHECK(f({i / 1999.0}) == Approx(2.0 * i / 1999.0).epsilon(1e-13));
}

TEST_CASE("a wrong table is refused with its first wrong row", "[params][curve][errors]") {
  const auto message = [](std::vector<double> x, std::vector<double> y, bool sort = false) -> std::string {
    try {
      table(std::move(x), std::move(y), {.sort = sort});
    } catch (const InputError& error) {
      return error.what();
    }
    return "accepted";
  };
  CHECK(message({0.0, 1.0}, {1.0}) ==
        "cell.yaml:4:2: the table has 2 arguments and 1 values\n  give one value for each argument");
  CHECK(message({}, {}) == "cell.yaml:4:2: the table has no points\n  give at least two points, or a constant");
  CHECK(message({1.0}, {1.0}) ==
        "cell.yaml:4:2: the table has one point only\n  give at least two points, or a constant");
  CHECK(message({0.0, 1.0}, {1.0, std::nan("")}) ==
        "cell.yaml:4:2: row 2 of the table, (1, nan), is not a pair of finite numbers");
  CHECK(message({0.0, 1.0, 0.5, 2.0}, {1.0, 2.0, 3.0, 4.0}) ==
        "cell.yaml:4:2: the arguments of the table rise and fall: 1 and 0.5 are out of order\n  sort the rows");
  CHECK(message({0.0, 1.0, 1.0}, {1.0, 2.0, 3.0}, true) ==
        "cell.yaml:4:2: the table gives two values at 1\n  leave one out");
  CHECK(message({-1e308, 1e308}, {1.0, 2.0}) == "cell.yaml:4:2: the arguments of the table are too far apart");
  CHECK(message({0.0, 5e-324}, {1.0, 2.0}) ==
        "cell.yaml:4:2: the table is too steep to compute with\n  are the units right?");
}
