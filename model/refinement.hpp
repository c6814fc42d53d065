// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace vitrion {

/// How much finer the mesh of a cell is than the one that it has by default or by its file: every number of volumes, or
/// of unknowns along the radius of a particle, is so many times what it was. The difference of two such cells tells how
/// far a mesh is from converged.
struct Refinement {
  Refinement(double everywhere = 1.0) : volumes(everywhere), particles(everywhere) {}  // NOLINT: a number is one
  Refinement(double volumes_, double particles_) : volumes(volumes_), particles(particles_) {}

  double volumes;    ///< through the stack
  double particles;  ///< along their radius
};

}  // namespace vitrion
