// SPDX-License-Identifier: BSD-3-Clause
#include "params/bpx.hpp"
namespace vitrion {
bool is_bpx(const Node&) { return false; }
Node bpx_to_native(const Node& root, Warnings&) { return root; }
}  // namespace vitrion
