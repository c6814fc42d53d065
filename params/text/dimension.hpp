// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstddef>
#include <string>

namespace vitrion {

/// What a number measures, at run time: the exponents of m, kg, s, A, K, mol, cd. They may be fractions
/// (a rate constant has m^2.5 mol^-0.5 s^-1), and two dimensions are the same when all exponents agree within 1e-9.
struct Dimension {
  static constexpr std::size_t count = 7;
  std::array<double, count> exponent{};

  bool operator==(const Dimension& other) const;
  bool dimensionless() const { return *this == Dimension{}; }

  std::string text() const;     ///< in base units: "m^2 s^-1"; "1" for a plain number
  std::string name() const;     ///< for a sentence: "a length", "a number", "a quantity in m^2 s^-1"
  std::string example() const;  ///< what one would write: "50 um"; empty when no usual unit is known
};

Dimension operator*(const Dimension& a, const Dimension& b);
Dimension operator/(const Dimension& a, const Dimension& b);
Dimension power(const Dimension& a, double exponent);

}  // namespace vitrion
