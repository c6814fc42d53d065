// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace vitrion {

/// A number and its derivatives in W directions at once (forward mode). Code that is generic in its scalar S computes
/// exact derivatives when S is a Dual, provided it calls functions unqualified after `using std::exp;`.
///
/// Comparisons look at the value only. Tangents are never skipped, not even when a factor is zero: a NaN put into one
/// tangent reaches everything computed from it (0 · NaN = NaN), which is how sparsity is found.
template <std::size_t W>
struct Dual {
  double value;                   ///< the number itself
  std::array<double, W> tangent;  ///< its derivative along each direction

  Dual() =
      default;  // like double: uninitialised unless value-initialised  NOLINT(cppcoreguidelines-pro-type-member-init)
  Dual(double constant) : value(constant), tangent{} {}  // NOLINT(google-explicit-constructor): constants are numbers

  Dual& operator+=(const Dual& b) { return *this = *this + b; }
  Dual& operator-=(const Dual& b) { return *this = *this - b; }
  Dual& operator*=(const Dual& b) { return *this = *this * b; }
  Dual& operator/=(const Dual& b) { return *this = *this / b; }
  Dual& operator+=(double b) { return value += b, *this; }
  Dual& operator-=(double b) { return value -= b, *this; }
  Dual& operator*=(double b) { return *this = *this * b; }
  Dual& operator/=(double b) { return *this = *this / b; }

  friend Dual operator+(const Dual& a) { return a; }
  friend Dual operator-(const Dual& a) { return chain(-a.value, -1.0, a); }

  friend Dual operator+(const Dual& a, const Dual& b) {
    Dual result;
    result.value = a.value + b.value;
    result.each_direction([&]<class V>(V& out, std::size_t k) { out.d = a.at<V>(k).d + b.at<V>(k).d; });
    return result;
  }
  friend Dual operator-(const Dual& a, const Dual& b) {
    Dual result;
    result.value = a.value - b.value;
    result.each_direction([&]<class V>(V& out, std::size_t k) { out.d = a.at<V>(k).d - b.at<V>(k).d; });
    return result;
  }
  friend Dual operator*(const Dual& a, const Dual& b) { return chain(a.value * b.value, b.value, a, a.value, b); }
  friend Dual operator/(const Dual& a, const Dual& b) {
    const double inverse = 1.0 / b.value, quotient = a.value / b.value;
    return chain(quotient, inverse, a, -quotient * inverse, b);
  }

  friend Dual operator+(const Dual& a, double b) { return shifted(a, a.value + b); }
  friend Dual operator+(double a, const Dual& b) { return shifted(b, a + b.value); }
  friend Dual operator-(const Dual& a, double b) { return shifted(a, a.value - b); }
  friend Dual operator-(double a, const Dual& b) { return chain(a - b.value, -1.0, b); }
  friend Dual operator*(const Dual& a, double b) { return chain(a.value * b, b, a); }
  friend Dual operator*(double a, const Dual& b) { return chain(a * b.value, a, b); }
  friend Dual operator/(const Dual& a, double b) { return chain(a.value / b, 1.0 / b, a); }
  friend Dual operator/(double a, const Dual& b) {
    const double quotient = a / b.value;
    return chain(quotient, -quotient / b.value, b);
  }

  friend bool operator<(const Dual& a, const Dual& b) { return a.value < b.value; }
  friend bool operator>(const Dual& a, const Dual& b) { return a.value > b.value; }
  friend bool operator<=(const Dual& a, const Dual& b) { return a.value <= b.value; }
  friend bool operator>=(const Dual& a, const Dual& b) { return a.value >= b.value; }
  friend bool operator==(const Dual& a, const Dual& b) { return a.value == b.value; }

  /// f(a), given its value and derivative: the chain rule.
  friend Dual chain(double f, double dfda, const Dual& a) {
    Dual result;
    result.value = f;
    result.each_direction([&]<class V>(V& out, std::size_t k) { out.d = dfda * a.at<V>(k).d; });
    return result;
  }
  /// f(a, b), given its value and partial derivatives.
  friend Dual chain(double f, double dfda, const Dual& a, double dfdb, const Dual& b) {
    Dual result;
    result.value = f;
    result.each_direction([&]<class V>(V& out, std::size_t k) { out.d = dfda * a.at<V>(k).d + dfdb * b.at<V>(k).d; });
    return result;
  }

  friend Dual exp(const Dual& a) {
    const double e = std::exp(a.value);
    return chain(e, e, a);
  }
  friend Dual expm1(const Dual& a) {
    const double e = std::expm1(a.value);
    return chain(e, e + 1.0, a);
  }
  friend Dual log(const Dual& a) { return chain(std::log(a.value), 1.0 / a.value, a); }
  friend Dual log1p(const Dual& a) { return chain(std::log1p(a.value), 1.0 / (1.0 + a.value), a); }
  friend Dual log10(const Dual& a) { return log(a) * (1.0 / std::log(10.0)); }
  friend Dual sqrt(const Dual& a) {
    const double root = std::sqrt(a.value);
    return chain(root, 0.5 / root, a);
  }
  friend Dual pow(const Dual& a, double b) { return chain(std::pow(a.value, b), b * std::pow(a.value, b - 1.0), a); }
  friend Dual pow(double a, const Dual& b) {
    const double power = std::pow(a, b.value);
    return chain(power, power * std::log(a), b);
  }
  friend Dual pow(const Dual& a, const Dual& b) {
    const double power = std::pow(a.value, b.value);
    return chain(power, b.value * std::pow(a.value, b.value - 1.0), a, power * std::log(a.value), b);
  }
  friend Dual sin(const Dual& a) { return chain(std::sin(a.value), std::cos(a.value), a); }
  friend Dual cos(const Dual& a) { return chain(std::cos(a.value), -std::sin(a.value), a); }
  friend Dual atan(const Dual& a) { return chain(std::atan(a.value), 1.0 / (1.0 + a.value * a.value), a); }
  friend Dual sinh(const Dual& a) { return chain(std::sinh(a.value), std::cosh(a.value), a); }
  friend Dual cosh(const Dual& a) { return chain(std::cosh(a.value), std::sinh(a.value), a); }
  friend Dual tanh(const Dual& a) {
    const double t = std::tanh(a.value);
    return chain(t, 1.0 - t * t, a);
  }
  friend Dual asinh(const Dual& a) { return chain(std::asinh(a.value), 1.0 / std::sqrt(1.0 + a.value * a.value), a); }
  friend Dual abs(const Dual& a) { return a.value < 0.0 ? -a : a; }
  friend Dual fabs(const Dual& a) { return abs(a); }

  // The loser's tangents enter with weight zero: they change nothing, but a NaN among them still shows that the
  // result may depend on it.
  friend Dual min(const Dual& a, const Dual& b) { return b.value < a.value ? select(b, a) : select(a, b); }
  friend Dual max(const Dual& a, const Dual& b) { return a.value < b.value ? select(b, a) : select(a, b); }

  friend bool isfinite(const Dual& a) { return std::isfinite(a.value); }
  friend bool isnan(const Dual& a) { return std::isnan(a.value); }

 private:
  // Four directions together, as one variable that the compiler keeps in vector registers. Left to itself it would
  // rather take the same direction of several numbers together, which lie far apart in memory.
  struct [[gnu::packed, gnu::may_alias]] Four {
    [[gnu::vector_size(4 * sizeof(double))]] double d;
  };
  struct [[gnu::may_alias]] One {
    double d;
  };

  template <class V>
  V& at(std::size_t k) {
    return *reinterpret_cast<V*>(&tangent[k]);  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast): may_alias
  }
  template <class V>
  const V& at(std::size_t k) const {
    return *reinterpret_cast<const V*>(&tangent[k]);  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast): may_alias
  }
  /// Calls write(out, k) for all directions k; out is one of them, or four from k on.
  template <class F>
  void each_direction(F write) {
    constexpr std::size_t in_fours = W / 4 * 4;
    for (std::size_t k = 0; k < in_fours; k += 4) write(at<Four>(k), k);
    for (std::size_t k = in_fours; k < W; ++k) write(at<One>(k), k);
  }

  static Dual shifted(const Dual& a, double value) {
    Dual result = a;
    result.value = value;
    return result;
  }
  static Dual select(const Dual& winner, const Dual& loser) { return chain(winner.value, 1.0, winner, 0.0, loser); }
};

/// The chain rule for plain numbers, so that generic code can call it: only the value is wanted.
inline double chain(double f, double, double) { return f; }
inline double chain(double f, double, double, double, double) { return f; }

/// The number without its derivatives.
inline double value_of(double a) { return a; }
template <std::size_t W>
double value_of(const Dual<W>& a) {
  return a.value;
}

}  // namespace vitrion
