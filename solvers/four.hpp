// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstring>

namespace vitrion {

constexpr std::size_t four = 4;

/// Four numbers that the processor computes together. Not to be returned by a function: how depends on the processor.
using Four [[gnu::vector_size(four * sizeof(double))]] = double;

/// The four numbers that begin at an address.
struct FourAt {
  Four d;
  explicit FourAt(const double* from) { std::memcpy(&d, from, sizeof d); }
};

inline void store(double* to, const Four& d) { std::memcpy(to, &d, sizeof d); }

}  // namespace vitrion
