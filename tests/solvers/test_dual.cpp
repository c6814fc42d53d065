// SPDX-License-Identifier: BSD-3-Clause
#include "model/dual.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <string>

namespace {

using vitrion::Dual;

using Two = Dual<2>;

Two variable(double value, std::size_t direction) {
  Two x = value;
  x.tangent[direction] = 1.0;
  return x;
}

template <class S>
S every_operation(const S& x, const S& y) {
  using std::abs, std::asinh, std::atan, std::cos, std::cosh, std::exp, std::expm1, std::log, std::log10, std::log1p,
      std::max, std::min, std::pow, std::sin, std::sinh, std::sqrt, std::tanh;
  S z = exp(-x) * y + log(x) / y - sqrt(x * y) + pow(x, 1.5) + pow(2.0, y) + pow(x, y) + sinh(x) - cosh(y);
  z += tanh(x) * asinh(y) + abs(x - y) + min(x, y) * max(x, y) + expm1(x) + log1p(y) + log10(x) + sin(x) * cos(y);
  z *= 1.0 / x + 2.0 - (3.0 - y) + x / 2.0 + atan(y);
  z -= 2.0 * x;
  z /= 1.0 + y;
  return z / 3.0;
}

}  // namespace

TEST_CASE("dual numbers agree with the derivatives of every closed form", "[solvers][dual]") {
  const double a = 0.7, b = 1.3;
  const Two x = variable(a, 0), y = variable(b, 1);
  const auto check = [](const Two& z, double value, double dx, double dy) {
    CHECK(z.value == Approx(value).epsilon(1e-15));
    CHECK(z.tangent[0] == Approx(dx).epsilon(1e-15));
    CHECK(z.tangent[1] == Approx(dy).epsilon(1e-15));
  };
  check(x + y, a + b, 1.0, 1.0);
  check(x - y, a - b, 1.0, -1.0);
  check(x * y, a * b, b, a);
  check(x / y, a / b, 1.0 / b, -a / (b * b));
  check(-x, -a, -1.0, 0.0);
  check(2.0 / x, 2.0 / a, -2.0 / (a * a), 0.0);
  check(exp(x), std::exp(a), std::exp(a), 0.0);
  check(expm1(x), std::expm1(a), std::exp(a), 0.0);
  check(log(x), std::log(a), 1.0 / a, 0.0);
  check(log10(x), std::log10(a), 1.0 / (a * std::log(10.0)), 0.0);
  check(log1p(x), std::log1p(a), 1.0 / (1.0 + a), 0.0);
  check(sqrt(x), std::sqrt(a), 0.5 / std::sqrt(a), 0.0);
  check(pow(x, 2.5), std::pow(a, 2.5), 2.5 * std::pow(a, 1.5), 0.0);
  check(pow(2.5, y), std::pow(2.5, b), 0.0, std::log(2.5) * std::pow(2.5, b));
  check(pow(x, y), std::pow(a, b), b * std::pow(a, b - 1.0), std::log(a) * std::pow(a, b));
  check(sin(x), std::sin(a), std::cos(a), 0.0);
  check(cos(x), std::cos(a), -std::sin(a), 0.0);
  check(atan(x), std::atan(a), 1.0 / (1.0 + a * a), 0.0);
  check(sinh(x), std::sinh(a), std::cosh(a), 0.0);
  check(cosh(x), std::cosh(a), std::sinh(a), 0.0);
  check(tanh(x), std::tanh(a), 1.0 / (std::cosh(a) * std::cosh(a)), 0.0);
  check(asinh(x), std::asinh(a), 1.0 / std::sqrt(1.0 + a * a), 0.0);
  check(abs(-x), a, 1.0, 0.0);
  check(min(x, y), a, 1.0, 0.0);
  check(max(x, y), b, 0.0, 1.0);
  check(max(x, 2.0), 2.0, 0.0, 0.0);
}

// The central difference has a truncation error of h² f'''/6 and a round-off of ε f/h: about 1e-10 at h = 1e-5.
TEST_CASE("dual numbers agree with central differences on a long expression", "[solvers][dual]") {
  const double a = 0.7, b = 1.3, h = 1e-5;
  const Two z = every_operation(variable(a, 0), variable(b, 1));
  CHECK(z.value == Approx(every_operation(a, b)).epsilon(1e-15));
  CHECK(z.tangent[0] == Approx((every_operation(a + h, b) - every_operation(a - h, b)) / (2 * h)).epsilon(1e-8));
  CHECK(z.tangent[1] == Approx((every_operation(a, b + h) - every_operation(a, b - h)) / (2 * h)).epsilon(1e-8));
}

TEST_CASE("a NaN tangent reaches every result it may influence and no other direction", "[solvers][dual]") {
  Two x = 0.5;
  x.tangent[0] = std::numeric_limits<double>::quiet_NaN();
  const Two y = 2.0;
  for (const Two& z : {0.0 * x, x * Two{0.0}, min(y, x), min(x, y), max(x, y), abs(x), -x, x - x, y + x, pow(x, 0.0)}) {
    CHECK(std::isnan(z.tangent[0]));
    CHECK(z.tangent[1] == 0.0);
    CHECK_FALSE(isnan(z));
  }
}

TEST_CASE("dual numbers compare by value alone", "[solvers][dual]") {
  CHECK(variable(1.0, 0) == variable(1.0, 1));
  CHECK(variable(1.0, 0) < 2.0);
  CHECK(variable(1.0, 0) >= 1.0);
  CHECK(0.5 < variable(1.0, 0));
  CHECK(value_of(variable(1.5, 0)) == vitrion::value_of(1.5));
}

TEST_CASE("the chain rule combines given derivatives, also for plain numbers", "[solvers][dual]") {
  const Two z = chain(5.0, 2.0, variable(1.0, 0), 3.0, variable(1.0, 1));
  CHECK(z.value == 5.0);
  CHECK(z.tangent[0] == 2.0);
  CHECK(z.tangent[1] == 3.0);
  CHECK(vitrion::chain(5.0, 2.0, 1.0) == 5.0);
}
