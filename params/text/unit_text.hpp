// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/source.hpp"
#include "params/text/dimension.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrion {

/// A unit as written: SI value = factor · number + offset. The offset is not zero only for degC and degF alone.
struct Unit {
  double factor = 1.0;
  double offset = 0.0;
  Dimension dimension;
  bool per_particle = false;  ///< written with eV: an energy that may also stand for a molar energy
  std::string text;           ///< as written, "" for a plain number
};

/// "85.2 um" taken apart.
struct WrittenQuantity {
  double number = 0.0;
  Unit unit;
};

/// Something in a unit or a quantity that cannot be read; it does not know where. The callers that do make an
/// InputError of it.
struct UnitError {
  std::string complaint;  ///< "'mS/cn' is not a known unit"
  std::string advice;     ///< "did you mean mS/cm?", may be empty
};

/// Reads "mS/cm", "mol.m-3", "A m^-2", "ohm cm^2", "µm", "m**2", "S K^0.5/cm", "1/m", "%", "degC", "" (a number).
/// Juxtaposition, '*', '·' and '.' multiply; '/' divides by the next factor only, so "W/m K" is refused as ambiguous.
/// @throws UnitError
Unit parse_unit(std::string_view text);
/// The same for a caller that knows where the text stands. @throws InputError
Unit parse_unit(std::string_view text, const SourcePosition& where);

/// Reads a finite number and the unit behind it. @throws UnitError
WrittenQuantity parse_quantity(std::string_view text);
/// @throws InputError
WrittenQuantity parse_quantity(std::string_view text, const SourcePosition& where);

/// The SI value if the unit measures `expected`; an energy in eV also counts as a molar energy (times Avogadro).
std::optional<double> to_si(double number, const Unit& unit, const Dimension& expected);

/// A finite double in the C locale, the whole text being consumed; nothing otherwise.
std::optional<double> parse_number(std::string_view text);

/// Units people write for this dimension, the commonest first; empty for unusual dimensions.
std::vector<std::string> usual_units(const Dimension& dimension);

/// An SI value in the unit people would use: 5e-5 m is "50 um", 303.15 K is "30 degC".
std::string quantity_text(double si_value, const Dimension& dimension);

/// A number as short as it may be at 6 digits: "85.2", "1e-10".
std::string number_text(double value);

}  // namespace vitrion
