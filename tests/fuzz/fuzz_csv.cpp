// SPDX-License-Identifier: BSD-3-Clause
// Any bytes as a CSV file: either an InputError, or columns of finite numbers, all of one length, that make a table or
// do not.
#include "params/functions/curve.hpp"
#include "params/text/csv.hpp"
#include "params/text/measured_columns.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const auto table = vitrion::parse_csv({reinterpret_cast<const char*>(data), size}, "fuzz");
    for (const auto& column : table.columns) {
      if (column.values.size() != table.rows()) std::abort();
      for (const double value : column.values) {
        if (!std::isfinite(value) && !column.flaw) std::abort();
      }
    }
    vitrion::find_measured(table, vitrion::Measured::current);
    const auto& x = table.sound(table.columns.front()).values;
    const auto f =
        vitrion::tabulated(x, table.sound(table.columns.back()).values, {.sort = size % 2 == 0}, {"fuzz", 1, 1});
    for (const double at : {-1e308, -1.0, 0.0, 0.5, 1e308, x.front(), x.back(), std::nan("")}) f({at});
  } catch (const vitrion::InputError&) {
  }
  return 0;
}
