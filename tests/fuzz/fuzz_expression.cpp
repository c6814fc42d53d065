// SPDX-License-Identifier: BSD-3-Clause
// Any bytes as an expression: either an InputError, or a Function that evaluates without a fault.
#include "params/functions/expression.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const vitrion::ExpressionRules native{.arguments = {"c", "T"}, .let = {{"a", 2.5}}};
  const vitrion::ExpressionRules bpx{.arguments = {"x"}, .bpx = true};
  const bool is_native = data[0] % 2 == 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    const vitrion::Function f = vitrion::parse_expression(text, is_native ? native : bpx, {"fuzz", 1, 1});
    const std::array<double, 5> points{-1.0, 0.0, 0.3, 1000.0, 1e300};
    const std::array<vitrion::Argument, 2> arguments{std::span<const double>(points), 300.0};
    std::array<double, 5> values{}, by_first{}, by_second{};
    const std::array<double*, 2> derivatives{by_first.data(), by_second.data()};
    const std::size_t count = is_native ? 2 : 1;
    f.evaluate({arguments.data(), count}, values);
    f.evaluate({arguments.data(), count}, values, {derivatives.data(), count});
    if (f.describe().empty()) std::abort();
  } catch (const vitrion::InputError&) {
  }
  return 0;
}
