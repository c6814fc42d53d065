// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>

namespace vitrion::test {

/// Calls of operator new by this program so far.
std::size_t allocations();

}  // namespace vitrion::test
