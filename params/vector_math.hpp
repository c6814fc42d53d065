// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

/// Elementary functions written so that the compiler turns a loop over them into vector instructions: no branches, no
/// tables, no calls, no errno. Accurate to about two units in the last place; NaN in, NaN out.
namespace vitrion::vector_math {

#define VITRION_INLINE [[gnu::always_inline]] inline

/// Adding this to a double below 2⁵¹ in size rounds it to the nearest integer, which then stands in the lowest bits.
inline constexpr double round_magic = 0x1.8p52;

/// e^r − 1 on |r| ≤ ln 2 / 2 and the k of x = k ln 2 + r. The polynomial is the Chebyshev fit of (e^r − 1 − r)/r², with
/// a relative error of 2e-17 in e^r; ln 2 is split so that k ln 2 is subtracted exactly (Cody and Waite).
struct ReducedExp {
  double expm1_r;
  double k_plus_magic;
};

VITRION_INLINE ReducedExp reduced_exp(double x) {
  const double k_plus_magic = x * 1.4426950408889634 + round_magic;
  const double k = k_plus_magic - round_magic;
  const double r = (x - k * 6.93147180369123816490e-01) - k * 1.90821492927058770002e-10;
  const double r2 = r * r, r4 = r2 * r2;
  const double q01 = 0.5 + r * 1.6666666666666669e-01, q23 = 4.166666666662413e-02 + r * 8.333333333330062e-03;
  const double q45 = 1.3888888917213717e-03 + r * 1.9841269863053618e-04;
  const double q67 = 2.4801521295954376e-05 + r * 2.7557268459997064e-06;
  const double q89 = 2.7620088445409746e-07 + r * 2.510038549551032e-08;
  const double q = (q01 + r2 * q23) + r4 * ((q45 + r2 * q67) + r4 * q89);
  return {r + r2 * q, k_plus_magic};
}

/// 2^(k + shift) for the k hidden in k + round_magic; k + shift must be the exponent of a normal number.
VITRION_INLINE double power_of_two(double k_plus_magic, std::uint64_t shift = 0) {
  return std::bit_cast<double>((std::bit_cast<std::uint64_t>(k_plus_magic) + 1023 + shift) << 52);
}

/// e^x. Results below 4e-308 become 0.
VITRION_INLINE double exp(double x) {
  const double bounded_below = x < -707.7 ? -707.7 : x;  // comparisons in this order keep NaN
  const double bounded = bounded_below > 709.9 ? 709.9 : bounded_below;
  const ReducedExp e = reduced_exp(bounded);
  const double half_scale = power_of_two(e.k_plus_magic, static_cast<std::uint64_t>(-1));  // 2^1024 does not exist
  const double value = (half_scale + half_scale * e.expm1_r) * 2.0;
  return x < -707.7 ? 0.0 : value;
}

/// e^x − 1, without cancellation at small x, for |x| ≤ 700.
VITRION_INLINE double bounded_expm1(double x) {
  const ReducedExp e = reduced_exp(x);
  const double scale = power_of_two(e.k_plus_magic);
  return scale * e.expm1_r + (scale - 1.0);
}

/// tanh x = (e^2x − 1)/(e^2x + 1).
VITRION_INLINE double tanh(double x) {
  const double bounded_below = x < -20.0 ? -20.0 : x;  // |tanh| = 1 to the last place from 19.1 on
  const double bounded = bounded_below > 20.0 ? 20.0 : bounded_below;
  const double e = bounded_expm1(2.0 * bounded);
  return e / (e + 2.0);
}

/// cosh x; infinite from 709.8 on.
VITRION_INLINE double cosh(double x) {
  const double e = vector_math::exp(x < 0.0 ? -x : x);
  return 0.5 * (e + 1.0 / e);
}

/// sinh x; infinite from 709.8 on.
VITRION_INLINE double sinh(double x) {
  const std::uint64_t sign_bit = std::bit_cast<std::uint64_t>(x) & (std::uint64_t{1} << 63);
  const double size = x < 0.0 ? -x : x;
  const double bounded = size > 700.0 ? 700.0 : size;
  const double e = bounded_expm1(bounded);
  const double moderate = 0.5 * (e + e / (e + 1.0));
  const double large = 0.5 * vector_math::exp(size);
  const double value = size > 40.0 ? large : moderate;
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(value) | sign_bit);
}

/// ln x: −∞ at 0, NaN below. The method of fdlibm: x = 2^k (1 + f), √½ < 1 + f < √2, s = f/(2 + f).
VITRION_INLINE double log(double x) {
  constexpr double smallest_normal = std::numeric_limits<double>::min();
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr std::uint64_t sqrt_half = 0x3fe6a09e667f3bcd, one = 0x3ff0000000000000, mantissa = 0x000fffffffffffff;

  const double scaled = x < smallest_normal ? x * 0x1p54 : x;
  const double k_shift = x < smallest_normal ? 1023.0 + 54.0 : 1023.0;
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(scaled) + (one - sqrt_half);
  // An integer below 2⁵² in the mantissa of 2⁵² is 2⁵² + that integer.
  const double k = std::bit_cast<double>((bits >> 52) | 0x4330000000000000) - (0x1p52 + k_shift);
  const double f = std::bit_cast<double>((bits & mantissa) + sqrt_half) - 1.0;
  const double s = f / (2.0 + f), z = s * s, w = z * z;
  const double odd =
      z * (6.666666666666735130e-01 +
           w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  const double even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  const double half_square = 0.5 * f * f;
  const double value = k * 6.93147180369123816490e-01 -
                       ((half_square - (s * (half_square + odd + even) + k * 1.90821492927058770002e-10)) - f);
  const double at_infinity = x < infinity ? value : x;  // also NaN
  const double at_zero = x == 0.0 ? -infinity : at_infinity;
  return x < 0.0 ? std::numeric_limits<double>::quiet_NaN() : at_zero;
}

}  // namespace vitrion::vector_math
