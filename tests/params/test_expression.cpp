// SPDX-License-Identifier: BSD-3-Clause
#include "params/functions/expression.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cmath>
#include <complex>
#include <functional>
#include <random>
#include <string>
#include <vector>

using vitrion::Argument;
using vitrion::ExpressionRules;
using vitrion::Function;
using vitrion::parse_expression;

namespace {

const ExpressionRules native{.arguments = {"x", "T"}, .let = {{"a", 2.5}, {"b", -0.5}}};
const ExpressionRules bpx{.arguments = {"x"}, .bpx = true};

Function read(const std::string& text) { return parse_expression(text, native, {"cell.yaml", 3, 10}); }
double value(const std::string& text, double x = 0.0, double T = 0.0) { return read(text)({x, T}); }

const std::string lfp_graphite =
    "5.29210878e+01 * exp(-1.72699386e+02 * x) - 1.17963399e+03 + 1.20956356e+03 * tanh(6.72033948e+01 * (x + "
    "2.44746396e-02)) + 4.52430314e-02 * tanh(-1.47542326e+01 * (x - 1.62746053e-01)) + 2.01855800e+01 * "
    "tanh(-2.46666302e+01 * (x - 1.12986136e+00)) + 2.01708039e-02 * tanh(-1.19900231e+01 * (x - 5.49773440e-01)) + "
    "4.99616805e+01 * tanh(-6.11370883e+01 * (x + 4.69382558e-03))";

double lfp_graphite_by_hand(double x) {
  return 5.29210878e+01 * std::exp(-1.72699386e+02 * x) - 1.17963399e+03 +
         1.20956356e+03 * std::tanh(6.72033948e+01 * (x + 2.44746396e-02)) +
         4.52430314e-02 * std::tanh(-1.47542326e+01 * (x - 1.62746053e-01)) +
         2.01855800e+01 * std::tanh(-2.46666302e+01 * (x - 1.12986136e+00)) +
         2.01708039e-02 * std::tanh(-1.19900231e+01 * (x - 5.49773440e-01)) +
         4.99616805e+01 * std::tanh(-6.11370883e+01 * (x + 4.69382558e-03));
}

/// A random expression as text and as a function of complex numbers, whose imaginary part gives exact derivatives.
struct Sample {
  using Complex = std::complex<double>;
  std::string text;
  std::function<Complex(Complex, Complex)> f;
};

class SampleMaker {
 public:
  explicit SampleMaker(unsigned seed) : random_(seed) {}

  /// Every part is kept of order one and inside the domain of the function around it, so that rounding errors do not
  /// grow: u = 1.5 + 0.5 tanh(...) lies in (1, 2).
  Sample make(int depth) {
    using C = Sample::Complex;
    if (depth == 0) {
      const double k = std::uniform_real_distribution<>(0.5, 2.0)(random_);
      switch (pick(3)) {
        case 0:
          return {"x", [](C x, C) { return x; }};
        case 1:
          return {"T", [](C, C T) { return T; }};
        default:
          return {fmt::format("{}", k), [k](C, C) { return C(k); }};
      }
    }
    const Sample s = make(depth - 1), t = make(depth - 1);
    const auto u = [f = s.f](C x, C T) { return 1.5 + 0.5 * std::tanh(f(x, T)); };
    const auto v = [f = t.f](C x, C T) { return 1.5 + 0.5 * std::tanh(f(x, T)); };
    const std::string U = "(1.5 + 0.5*tanh(" + s.text + "))", V = "(3 + tanh(" + t.text + "))/2";
    switch (pick(18)) {
      case 0:
        return {U + " + " + V, [=](C x, C T) { return u(x, T) + v(x, T); }};
      case 1:
        return {U + " - " + "(" + V + ")", [=](C x, C T) { return u(x, T) - v(x, T); }};
      case 2:
        return {U + " * " + V, [=](C x, C T) { return u(x, T) * v(x, T); }};
      case 3:
        return {U + " / (" + V + ")", [=](C x, C T) { return u(x, T) / v(x, T); }};
      case 4:
        return {"exp(-" + U + ")", [=](C x, C T) { return std::exp(-u(x, T)); }};
      case 5:
        return {"log(" + U + ")", [=](C x, C T) { return std::log(u(x, T)); }};
      case 6:
        return {"sqrt(" + U + ")", [=](C x, C T) { return std::sqrt(u(x, T)); }};
      case 7:
        return {U + "**3", [=](C x, C T) { return std::pow(u(x, T), 3.0); }};
      case 8:
        return {U + "^1.5", [=](C x, C T) { return std::pow(u(x, T), 1.5); }};
      case 9:
        return {"0.1*" + U + "**-2.3", [=](C x, C T) { return 0.1 * std::pow(u(x, T), -2.3); }};
      case 10:
        return {"pow(" + U + ", " + V + ")", [=](C x, C T) { return std::pow(u(x, T), v(x, T)); }};
      case 11:
        return {"sinh(" + U + ")", [=](C x, C T) { return std::sinh(u(x, T)); }};
      case 12:
        return {"cosh(" + U + ")", [=](C x, C T) { return std::cosh(u(x, T)); }};
      case 13:
        return {"sin(" + U + ") + cos(" + V + ")", [=](C x, C T) { return sin(u(x, T)) + cos(v(x, T)); }};
      case 14:
        return {"asinh(" + U + ")", [=](C x, C T) { return std::asinh(u(x, T)); }};
      case 15:
        return {"log10(" + U + ")", [=](C x, C T) { return std::log10(u(x, T)); }};
      case 16:
        return {"min(" + U + ", " + V + ") - abs(-" + U + ")",
                [=](C x, C T) { return (u(x, T).real() < v(x, T).real() ? u(x, T) : v(x, T)) - u(x, T); }};
      default:
        return {"max(" + U + ", " + V + ")",
                [=](C x, C T) { return u(x, T).real() < v(x, T).real() ? v(x, T) : u(x, T); }};
    }
  }

 private:
  int pick(int below) { return std::uniform_int_distribution<>(0, below - 1)(random_); }
  std::mt19937 random_;
};

}  // namespace

TEST_CASE("an expression follows Python's precedence", "[params][expression]") {
  CHECK(value("-x**2", 3.0) == -9.0);
  CHECK(value("2**-1") == 0.5);
  CHECK(value("2**3**2") == 512.0);
  CHECK(value("2^3^2") == 512.0);
  CHECK(value("2**-x**2", 2.0) == Approx(1.0 / 16.0).epsilon(1e-15));
  CHECK(value("-2**-1*4") == -2.0);
  CHECK(value("8/4/2") == 1.0);
  CHECK(value("8-4-2") == 2.0);
  CHECK(value("1+2*3") == 7.0);
  CHECK(value("--x", 3.0) == 3.0);
  CHECK(value("+x - -x", 3.0) == 6.0);
  CHECK(value("-x*2", 3.0) == -6.0);
  CHECK(value("-2**2") == -4.0);
  CHECK(value("(-2)**2") == 4.0);
}

TEST_CASE("numbers are read as Python reads them", "[params][expression]") {
  CHECK(value(".5*x", 2.0) == 1.0);
  CHECK(value("1.") == 1.0);
  CHECK(value("1.e3") == 1000.0);
  CHECK(value("1E-3") == 0.001);
  CHECK(value(" exp (0) ") == 1.0);
  CHECK(value("a + b + pi - pi") == Approx(2.0));
  CHECK(value("1 +\n 2") == 3.0);
}

TEST_CASE("small integer and half powers are products and roots", "[params][expression]") {
  for (const double k :
       {-16.5, -3.0, -2.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.5, 7.0, 16.0, 17.0, 0.3, -4.7}) {
    const Function f = read(fmt::format("x**({})", k));
    for (const double x : {1e-3, 0.7, 1.0, 3.0, 1234.5}) {
      // Up to five roundings of half a unit in products, |k ln x| units in exp(k log x).
      CHECK(f({x, 0.0}) == Approx(std::pow(x, k)).epsilon(2e-16 * (4.0 + std::abs(k * std::log(x)))));
      CHECK(f.derivative(0, {x, 0.0}) == Approx(k * std::pow(x, k - 1.0)).epsilon(2e-16 * (6.0 + 10.0 * std::abs(k))));
    }
  }
  CHECK(value("x**3", -2.0) == -8.0);
  CHECK(value("x**21", -1.0) == -1.0);
  CHECK(read("x**2.5").derivative(0, {0.0, 0.0}) == 0.0);
}

TEST_CASE("random expressions agree with the standard library and with complex differences", "[params][expression]") {
  SampleMaker maker(7);
  std::mt19937 random(11);
  std::uniform_real_distribution<> coordinate(0.2, 1.8);
  for (int i = 0; i < 300; ++i) {
    const Sample sample = maker.make(1 + i % 3);
    const Function f = read(sample.text);
    const double x = coordinate(random), T = coordinate(random), step = 1e-30;
    INFO(sample.text << " at x = " << x << ", T = " << T);
    // Values and slopes are of order one and pass through at most some thirty roundings.
    const double tolerance = 30.0 * 2.2e-16 * 10.0;
    CHECK(f({x, T}) == Approx(sample.f(x, T).real()).epsilon(tolerance).margin(tolerance));
    const double df_dx = sample.f({x, step}, T).imag() / step, df_dT = sample.f(x, {T, step}).imag() / step;
    CHECK(f.derivative(0, {x, T}) == Approx(df_dx).epsilon(tolerance).margin(tolerance));
    CHECK(f.derivative(1, {x, T}) == Approx(df_dT).epsilon(tolerance).margin(tolerance));
  }
}

TEST_CASE("a batch gives what its points give one by one", "[params][expression]") {
  const Function f = read("x**1.5*exp(-T/(x+1)) + tanh(x*T) - log(x)");
  for (const std::size_t n : {1U, 2U, 3U, 4U, 5U, 31U, 32U, 33U, 100U}) {
    std::vector<double> x(n), values(n), by_x(n), by_T(n);
    for (std::size_t i = 0; i < n; ++i) x[i] = 0.1 + 0.01 * static_cast<double>(i);
    const std::vector<Argument> arguments{std::span<const double>(x), 0.7};
    const std::vector<double*> derivatives{by_x.data(), by_T.data()};
    f.evaluate(arguments, values, derivatives);
    for (std::size_t i = 0; i < n; ++i) {
      CHECK(values[i] == f({x[i], 0.7}));
      CHECK(by_x[i] == f.derivative(0, {x[i], 0.7}));
      CHECK(by_T[i] == f.derivative(1, {x[i], 0.7}));
    }
  }
}

TEST_CASE("an open-circuit potential of cancelling terms keeps its digits", "[params][expression]") {
  const Function f = parse_expression(lfp_graphite, bpx, {});
  for (int i = 1; i < 100; ++i) {
    const double x = 0.01 * i;
    // The terms reach 1.2e3 V and are good to two units in the last place each.
    CHECK(f({x}) == Approx(lfp_graphite_by_hand(x)).margin(2e3 * 8.0 * 2.2e-16));
    const double h = 1e-4;
    const double five_point = (lfp_graphite_by_hand(x - 2 * h) - 8 * lfp_graphite_by_hand(x - h) +
                               8 * lfp_graphite_by_hand(x + h) - lfp_graphite_by_hand(x + 2 * h)) /
                              (12 * h);
    // Truncation h⁴ f⁽⁵⁾/30 with f⁽⁵⁾ up to 173⁵·53 e^(-173 x), rounding 4e-13/h.
    CHECK(f.derivative(0, {x}) ==
          Approx(five_point).margin(1e-16 / 30 * 8.2e12 * std::exp(-173 * x) + 2e-8).epsilon(1e-6));
  }
}

TEST_CASE("outside its domain an expression is NaN and does not throw", "[params][expression]") {
  CHECK(std::isnan(value("log(x)", -1.0)));
  CHECK(std::isnan(value("sqrt(x)", -1.0)));
  CHECK(std::isnan(value("x**1.5", -1.0)));
  CHECK(std::isnan(value("x**0.3", -1.0)));
  CHECK(std::isnan(value("x + exp(T)", std::nan(""), 0.0)));
  CHECK(std::isnan(value("tanh(x)", std::nan(""))));
  CHECK(std::isnan(read("log(x)").derivative(0, {std::nan(""), 0.0})));
  CHECK(value("1/x", 0.0) == std::numeric_limits<double>::infinity());
  CHECK(value("exp(x)", 1000.0) == std::numeric_limits<double>::infinity());
  CHECK(value("exp(x)", -1000.0) == 0.0);
}

TEST_CASE("an expression knows the arguments it depends on and describes itself", "[params][expression]") {
  const Function f = read("a*x + 0*T");
  CHECK(f.depends_on(0));
  CHECK_FALSE(f.depends_on(1));
  CHECK(f.describe() == "a*x + 0*T");
  CHECK(read("2*a").is_constant());
  CHECK(read("2*a").describe() == "5");
}

TEST_CASE("a wrong expression is refused at the offending character", "[params][expression][errors]") {
  const auto message = [](const std::string& text, const ExpressionRules& rules = native) -> std::string {
    try {
      parse_expression(text, rules, {"cell.yaml", 3, 10});
    } catch (const vitrion::InputError& error) {
      return error.what();
    }
    return "accepted";
  };
  CHECK(message("1 + tnh(x)") == "cell.yaml:3:14: unknown function 'tnh'\n  did you mean tanh?\n  1 + tnh(x)\n      ^");
  CHECK(message("2*X") == "cell.yaml:3:12: unknown name 'X'\n  did you mean x?\n  2*X\n    ^");
  CHECK(message("2*T", bpx) ==
        "cell.yaml:3:12: unknown name 'T'\n  known here: x, exp, log, log10, sqrt, sin, cos, sinh, cosh, tanh, asinh, "
        "abs, min, max, pow, pi\n  2*T\n    ^");
  CHECK(message("2x") == "cell.yaml:3:11: an operator is missing\n  write * to multiply\n  2x\n   ^");
  CHECK(message("x^2", bpx) == "cell.yaml:3:11: '^' is not a power in a BPX file\n  write **\n  x^2\n   ^");
  CHECK(message("exp(x, 2)") == "cell.yaml:3:10: exp takes one argument and is given 2\n  exp(x, 2)\n  ^");
  CHECK(message("pow(x)") == "cell.yaml:3:10: pow takes two arguments and is given 1\n  pow(x)\n  ^");
  CHECK(message("exp") == "cell.yaml:3:10: 'exp' is a function\n  write exp(...)\n  exp\n  ^");
  CHECK(message("x(2)") == "cell.yaml:3:10: 'x' is not a function\n  write x*(...) to multiply\n  x(2)\n  ^");
  CHECK(message("ln(x)") == "cell.yaml:3:10: unknown function 'ln'\n  the natural logarithm is log(...)\n  ln(x)\n  ^");
  CHECK(message("(x + 1") == "cell.yaml:3:10: '(' is never closed\n  (x + 1\n  ^");
  CHECK(message("x + 1)") == "cell.yaml:3:15: ')' closes nothing\n  x + 1)\n       ^");
  CHECK(message("x +") ==
        "cell.yaml:3:13: the expression ends too early\n  a number, a name or ( should follow\n  x +\n     ^");
  CHECK(message("x > 1") ==
        "cell.yaml:3:12: an expression cannot compare\n  use min, max or abs, or give a table\n  x > 1\n    ^");
  CHECK(message("1,5*x") ==
        "cell.yaml:3:11: ',' stands between the arguments of a function only\n  decimals are written with a point\n"
        "  1,5*x\n   ^");
  CHECK(message("1.2.3") == "cell.yaml:3:10: a number has one decimal point\n  1.2.3\n  ^");
  CHECK(message("x + .") == "cell.yaml:3:14: '.' is not a number\n  x + .\n      ^");
  CHECK(message("1e999") == "cell.yaml:3:10: 1e999 is too large or too small a number\n  1e999\n  ^");
  CHECK(message("x // 2") == "cell.yaml:3:12: '//' is not an operator here\n  write / to divide\n  x // 2\n    ^");
  CHECK(message("x $ 2") == "cell.yaml:3:12: '$' cannot stand in an expression\n  x $ 2\n    ^");
  CHECK(message("* x") == "cell.yaml:3:10: '*' has nothing before it\n  a number, a name or ( is missing\n  * x\n  ^");
  CHECK(message("−x") == "cell.yaml:3:10: '−' is not a minus sign here\n  write the hyphen -\n  −x\n  ^");
  CHECK(message("1/0") == "cell.yaml:3:10: the expression has no finite value\n  1/0");
  CHECK(message(std::string(300, '(')).starts_with("cell.yaml:3:210: the expression is nested too deeply\n"));
  CHECK(message(std::string(20001, '1')) ==
        "cell.yaml:3:10: an expression of 20001 characters is too long\n  at most 20000; give a table instead");
  CHECK(message("  ").starts_with("cell.yaml:3:10: the expression is empty\n  known here: x, T, a, b, exp"));
}
