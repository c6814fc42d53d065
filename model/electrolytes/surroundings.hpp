// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/function.hpp"
#include "params/provenance.hpp"
#include "params/table.hpp"

#include <optional>
#include <vector>

namespace vitrion {

/// What an electrolyte feels from outside, beside its temperature: the same everywhere in a cell, constant during a
/// step of a protocol, and no unknown of the equations.
struct Surroundings {
  std::optional<double> relative_humidity{};  ///< 0 to 1
  std::optional<double> light{};              ///< 0 in the dark to 1 at full illumination

  bool any() const { return relative_humidity || light; }
};

/// Reads `surroundings: {relative_humidity: 60 %, light: 0}`; what `given` knows already comes first. @throws
/// InputError
Surroundings read_surroundings(const Table& table, const Surroundings& given = {});

/// The arguments of a property of an electrolyte: c, T, and where surroundings are known also RH and light.
std::vector<ArgumentSpec> electrolyte_arguments(const ArgumentSpec& c, const ArgumentSpec& T,
                                                const Surroundings& surroundings);

/// f(c, T, RH, light) where RH and light are those of the surroundings, as a function of (c, T).
Function in_surroundings(const Function& f, const Surroundings& surroundings);

}  // namespace vitrion
