// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "params/documents/node.hpp"
#include "params/warnings.hpp"

namespace vitrion {

/// Whether a file is a Battery Parameter eXchange file: a map with `Header` and `Parameterisation`, or with a `BPX`
/// version in its header.
bool is_bpx(const Node& root);

/// Translates BPX 0.x and 1.x to the map of a native cell file. Every node keeps its place in the BPX file, so that
/// later complaints about a value point there. @throws InputError
Node bpx_to_native(const Node& root, Warnings& warnings);

}  // namespace vitrion
