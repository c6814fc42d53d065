// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/documents/table.hpp"
#include "params/functions/function.hpp"

#include <cstddef>
#include <span>

namespace vitrion {

/// The constants of f(T) = value (T/1 K)^power exp(barrier (1/(reference − T0) − 1/(T − T0))), which is Arrhenius' law
/// (T0 = 0, power = 0), the same for f·T (power = −1), and the Vogel–Tammann–Fulcher law (power = −1/2). With an
/// infinite reference temperature, `value` is the prefactor.
struct ThermalConstants {
  double value = 1.0;      ///< SI
  double barrier = 0.0;    ///< K; the activation energy over R
  double reference = 0.0;  ///< K
  double T0 = 0.0;         ///< K; f is NaN at and below it
  double power = 0.0;
};

/// The law as a Function whose argument number `temperature` is T in K.
Function thermal_law(const ThermalConstants& constants, std::size_t temperature);

/// Which argument is the temperature. @throws InputError when the property depends on none
std::size_t temperature_argument(const Table& law, std::span<const ArgumentSpec> arguments);

}  // namespace vitrion
