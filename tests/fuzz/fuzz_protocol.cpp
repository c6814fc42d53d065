// SPDX-License-Identifier: BSD-3-Clause
// Any bytes as sentences of a protocol or as an end rule: either an InputError, or steps whose description is read
// again as the same step.
#include "params/protocols/protocol.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

bool is_near(double a, double b) { return std::abs(a - b) <= 1e-9 * std::abs(a); }

void check(const vitrion::Step& step) {
  const std::string text = vitrion::describe(step);
  try {
    const vitrion::Step again = vitrion::parse_step(text, {"again", 1, 1});
    if (again.control.kind == step.control.kind && again.control.amount.basis == step.control.amount.basis &&
        is_near(again.control.amount.value, step.control.amount.value) && again.until.size() == step.until.size()) {
      return;
    }
    std::fprintf(stderr, "'%s' became '%s'\n", text.c_str(), vitrion::describe(again).c_str());
  } catch (const vitrion::InputError& error) {
    std::fprintf(stderr, "'%s' is not read again: %s\n", text.c_str(), error.what());
  }
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const vitrion::Protocol protocol = vitrion::parse_protocol(text, "fuzz");
    vitrion::ProtocolOrder order(protocol);
    while (const auto executed = order.next()) {
      check(*executed->step);
      vitrion::resolve(*executed->step, {.area = 1e-4, .capacity = 36.0, .active_mass = 0.1});
    }
  } catch (const vitrion::InputError&) {
  }
  try {
    vitrion::describe(vitrion::parse_end_rule(text, {"fuzz", 1, 1}));
  } catch (const vitrion::InputError&) {
  }
  return 0;
}
