// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <random>
#include <span>
#include <string>
#include <utility>

namespace vitrion::test {

/// Numbers drawn from a seed: the same on every machine, which the distributions of the standard library are not.
class Draws {
 public:
  explicit Draws(unsigned seed) : bits_(seed) {}

  double uniform(double lo, double hi) {
    return lo + (hi - lo) * static_cast<double>(bits_()) / static_cast<double>(std::mt19937::max());
  }
  /// Uniform in the logarithm.
  double decades(double lo, double hi) { return lo * std::pow(hi / lo, uniform(0.0, 1.0)); }
  int count(int lo, int hi) { return lo + static_cast<int>(bits_() % static_cast<unsigned>(hi - lo + 1)); }
  bool chance(double of_one) { return uniform(0.0, 1.0) < of_one; }
  template <class T, std::size_t n>
  const T& one_of(const T (&choices)[n]) {
    return choices[bits_() % n];
  }

 private:
  std::mt19937 bits_;
};

/// Seeds of a random test, first to last: the fixed ones of the suite, or those of VITRION_RANDOM_CELLS="501:2500".
inline std::pair<unsigned, unsigned> seeds(unsigned first, unsigned last) {
  const char* const asked = std::getenv("VITRION_RANDOM_CELLS");
  if (asked == nullptr) return {first, last};
  char* end = nullptr;
  const auto from = static_cast<unsigned>(std::strtoul(asked, &end, 10));
  return {from, *end == ':' ? static_cast<unsigned>(std::strtoul(end + 1, nullptr, 10)) : from};
}

}  // namespace vitrion::test
