// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/dae_system.hpp"
#include "solvers/ida/handles.hpp"

#include <cstddef>

namespace vitrion::ida {

/// A vector of n zeros whose operations are short vectorised loops. (The serial vectors that Debian ships with SUNDIALS
/// took four fifths of a run.)
Vector make_vector(std::size_t n, SUNContext context);

/// The entries of a vector made by make_vector, or of a clone.
MutableReals entries(N_Vector vector);

}  // namespace vitrion::ida
