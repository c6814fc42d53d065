// SPDX-License-Identifier: BSD-3-Clause
#include "model/electrolytes/composed.hpp"
#include "model/electrolytes/law_reading.hpp"
#include "model/electrolytes/surroundings.hpp"
#include "model/electrolytes/switching.hpp"

#include <fmt/format.h>

#include <array>

namespace vitrion::conduction {

std::pair<double, double> measured_humidity(const Table& law) {
  return law.read_si_interval("measured", Dimension{}, 0.0, 1.0);
}

std::pair<std::string, std::string> unmeasured_humidity(double lo, double hi, double humidity) {
  return {fmt::format("= {:g} to {:g} % does not reach the relative humidity of {:g} %", 100.0 * lo, 100.0 * hi,
                      100.0 * humidity),
          fmt::format("the value at {:g} % is used", 100.0 * (humidity < lo ? lo : hi))};
}

Function read_humidity(const Table& law, const Dimension& result, Arguments arguments) {
  const std::size_t RH = need_argument(law, arguments, "RH");
  const Function base = read_part(law, "at_lowest", result, arguments);
  const auto [lo, hi] = measured_humidity(law);
  const double ratio = read_number(law, "ratio", 1e-9, 1e9), humidity = arguments[RH].typical;
  if (humidity < lo || humidity > hi) {
    const auto [complaint, advice] = unmeasured_humidity(lo, hi, humidity);
    law.warn("measured", complaint, advice);
  }
  return composed(
      std::array{base, argument_itself(RH)},
      [ratio, low = lo, high = hi](const auto& x) { return humid_conductivity(x[0], ratio, low, high, x[1]); },
      fmt::format("({}), times {:g} from {:g} to {:g} % humidity", base.describe(), ratio, 100.0 * lo, 100.0 * hi));
}

Function read_light(const Table& law, const Dimension& result, Arguments arguments) {
  const std::size_t light = need_argument(law, arguments, "light");
  const Function dark = read_part(law, "dark", result, arguments), lit = read_part(law, "lit", result, arguments);
  return composed(
      std::array{dark, lit, argument_itself(light)},
      [](const auto& x) { return logarithmic_between(x[0], x[1], x[2]); },
      fmt::format("({}) in the dark, ({}) in light", dark.describe(), lit.describe()));
}

}  // namespace vitrion::conduction
