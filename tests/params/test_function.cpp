// SPDX-License-Identifier: BSD-3-Clause
#include "params/functions/curve.hpp"
#include "params/functions/expression.hpp"
#include "params/functions/function.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <vector>

using namespace vitrion;

namespace {
Function read(const char* text) { return parse_expression(text, {.arguments = {"c", "T"}}, {}); }
}  // namespace

TEST_CASE("a constant is the same everywhere and has no slope", "[params][function]") {
  const Function f(3.5);
  CHECK(f({1.0, 2.0}) == 3.5);
  CHECK(f.derivative(1, {1.0, 2.0}) == 0.0);
  CHECK(f.is_constant());
  CHECK(f.describe() == "3.5");
  CHECK(Function()({}) == 0.0);
}

TEST_CASE("a product obeys the product rule over batches longer than a chunk", "[params][function]") {
  const Function f = read("c**2 + T"), g = read("exp(-c*T)"), product = f * g;
  constexpr std::size_t n = 77;
  std::vector<double> c(n), value(n), by_c(n), by_T(n);
  for (std::size_t i = 0; i < n; ++i) c[i] = 0.1 + 0.02 * static_cast<double>(i);
  product.evaluate(std::array<Argument, 2>{std::span<const double>(c), 0.7}, value,
                   std::array<double*, 2>{by_c.data(), by_T.data()});
  for (std::size_t i = 0; i < n; ++i) {
    const double u = c[i] * c[i] + 0.7, e = std::exp(-0.7 * c[i]);
    CHECK(value[i] == Approx(u * e).epsilon(1e-15));
    CHECK(by_c[i] == Approx(2.0 * c[i] * e - 0.7 * u * e).epsilon(1e-14).margin(1e-15));
    CHECK(by_T[i] == Approx(e - c[i] * u * e).epsilon(1e-14).margin(1e-15));
  }
  CHECK(product.depends_on(0));
  CHECK(product.describe() == "(c**2 + T) * (exp(-c*T))");
}

TEST_CASE("a product with a constant is a scaled function", "[params][function]") {
  const Function f = Function(3.0) * read("c");
  CHECK(f({2.0, 0.0}) == 6.0);
  CHECK(f.derivative(0, {2.0, 0.0}) == 3.0);
  CHECK(f.describe() == "3 * (c)");
  CHECK((Function(3.0) * Function(2.0)).describe() == "6");
  CHECK((Function(1.0) * read("c")).describe() == "c");
}

TEST_CASE("a function of other units is seen in SI", "[params][function]") {
  // c in mol/L, T in degC, result in mS/cm = 0.1 S/m.
  const std::array<UnitScale, 2> units{UnitScale{1000.0, 0.0}, UnitScale{1.0, 273.15}};
  const Function f = in_units(read("c**2 + T"), units, {0.1, 0.0});
  CHECK(f({2000.0, 298.15}) == Approx(0.1 * (4.0 + 25.0)).epsilon(1e-14));
  CHECK(f.derivative(0, {2000.0, 298.15}) == Approx(0.1 * 4.0 / 1000.0).epsilon(1e-14));
  CHECK(f.derivative(1, {2000.0, 298.15}) == Approx(0.1).epsilon(1e-14));
  CHECK(f.describe() == "c**2 + T");
  CHECK(in_units(read("c"), units, {}, "c in mol/L").describe() == "c in mol/L");

  constexpr std::size_t n = 70;
  std::vector<double> c(n), value(n);
  for (std::size_t i = 0; i < n; ++i) c[i] = 10.0 * static_cast<double>(i);
  f.evaluate(std::array<Argument, 2>{std::span<const double>(c), 298.15}, value);
  for (std::size_t i = 0; i < n; ++i) CHECK(value[i] == Approx(0.1 * (c[i] * c[i] * 1e-6 + 25.0)).epsilon(1e-14));

  CHECK(in_units(Function(30.0), {}, {1.0, 273.15})({}) == 303.15);
}
