// SPDX-License-Identifier: BSD-3-Clause
#include "apps/study/sweep.hpp"

#include "params/source.hpp"
#include "params/text/unit_text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace vitrion {
namespace {

constexpr int most_values = 1000;

}  // namespace

Sweep parse_sweep(const std::string& text) {
  const SourcePosition where{"--vary", 0, 0};
  const std::size_t equals = text.find('='), last = text.rfind(':');
  const std::size_t middle = last == std::string::npos || last == 0 ? std::string::npos : text.rfind(':', last - 1);
  if (equals == std::string::npos || equals == 0 || middle == std::string::npos || middle < equals)
    throw InputError(where, fmt::format("'{}' is not a sweep", text),
                     "write path=lo:hi:n, as separator.0.thickness=\"20 um:100 um:5\"");
  const std::string low = text.substr(equals + 1, middle - equals - 1),
                    high = text.substr(middle + 1, last - middle - 1);
  const std::string number = text.substr(last + 1);
  const auto count = parse_number(number);
  if (!count || *count != std::floor(*count) || *count < 2.0 || *count > most_values)
    throw InputError(where, fmt::format("'{}' is not a number of values", number),
                     fmt::format("a whole number from 2 to {} is needed", most_values));
  const WrittenQuantity lo = parse_quantity(low, where), hi = parse_quantity(high, where);
  if (!(lo.unit.dimension == hi.unit.dimension))
    throw InputError(where, fmt::format("{} and {} do not measure the same", low, high),
                     "give both ends of the sweep with a unit");
  const double end = (hi.number * hi.unit.factor + hi.unit.offset - lo.unit.offset) / lo.unit.factor;
  if (end == lo.number)
    throw InputError(where, fmt::format("{} and {} are equal", low, high), "a sweep goes from one value to another");

  Sweep sweep{text.substr(0, equals), {}};
  const auto n = static_cast<int>(*count);
  for (int i = 0; i < n; ++i) {
    const double part = static_cast<double>(i) / (n - 1);
    // Rounded to where the eye stops: 0.30000000000000004 is 0.3.
    const double value = (1.0 - part) * lo.number + part * end;
    sweep.values.push_back(fmt::format("{:.12g}{}{}", value, lo.unit.text.empty() ? "" : " ", lo.unit.text));
  }
  return sweep;
}

std::vector<std::vector<std::string>> combinations(const std::vector<Sweep>& sweeps) {
  std::vector<std::vector<std::string>> all(1);
  for (const Sweep& sweep : sweeps) {
    std::vector<std::vector<std::string>> longer;
    for (const auto& combination : all) {
      for (const std::string& value : sweep.values) {
        longer.push_back(combination);
        longer.back().push_back(value);
      }
    }
    all = std::move(longer);
  }
  return all;
}

}  // namespace vitrion
