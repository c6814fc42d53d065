// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/documents/provenance.hpp"
#include "params/documents/table.hpp"
#include "params/functions/function.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vitrion {

/// What an electrolyte feels from outside, beside its temperature: the same everywhere in a cell, set by each step of a
/// protocol, and no unknown of the equations.
struct Surroundings {
  std::optional<double> relative_humidity{};  ///< 0 to 1
  std::optional<double> light{};              ///< 0 in the dark to 1 at full illumination

  double light_response{};  ///< time constant with which the electrolyte follows a change of light, s; 0: at once

  bool any() const { return relative_humidity || light; }
};

/// Numbers of the arguments of a property of an electrolyte.
namespace electrolyte_argument {
constexpr std::size_t c = 0, T = 1, relative_humidity = 2, light = 3;
}

/// Reads `surroundings: {relative_humidity: 60 %, light: 0, light_response: 30 s}`; what `given` knows already comes
/// first. @throws InputError
Surroundings read_surroundings(const Table& table, const Surroundings& given = {});

/// The arguments of a property of an electrolyte: c, T, and where surroundings are known also RH and light.
std::vector<ArgumentSpec> electrolyte_arguments(const ArgumentSpec& c, const ArgumentSpec& T,
                                                const Surroundings& surroundings);

/// f(c, T, RH, light) as a function that may also be asked for (c, T) only: RH and light are then those of the
/// surroundings.
Function in_surroundings(const Function& f, const Surroundings& surroundings);

namespace conduction {

/// `measured` of a law of humidity: the range of relative humidity in which it holds. @throws InputError
std::pair<double, double> measured_humidity(const Table& law);
/// What is said of a humidity outside: a complaint, to follow the path of `measured`, and what is done.
std::pair<std::string, std::string> unmeasured_humidity(double lo, double hi, double humidity);

}  // namespace conduction

}  // namespace vitrion
